"""`/pm-progress next`: when the next messages come."""

from collections.abc import Callable, Mapping

from slackblocks import Button

from bot.domain.progress import Progress, Silence, Week, What
from bot.screen import Screen
from bot.views import absence, ids, kit, times

_WAY_BACK: Mapping[Silence, Callable[[Week], Button]] = {
    Silence.MUTED: lambda week: kit.primary("Unmute", ids.MUTE_OFF),
    Silence.QUIET: absence.pick_up,
    Silence.AWAY: lambda week: kit.primary("End time away", ids.AWAY_END, week.id),
}


def next_messages(progress: Progress) -> Screen:
    """Return the next message, what it is, and those after it; or why none comes, with the way back."""
    reader = progress.reader
    first = times.next_line(reader)
    if reader.next_message is None:
        ways = (_WAY_BACK[reader.silence](progress.week),) if reader.silence in _WAY_BACK else ()
        return kit.message(first, [kit.plain(first), *(kit.actions(each) for each in ways)])
    return kit.message(
        first,
        [
            kit.plain(f"{first} {_what(progress)} Apart from that, I write only when you do something."),
            kit.context(f"The next messages come {times.coming(progress.coming, reader)}."),
            kit.actions(kit.button("Settings", ids.SETTINGS_OPEN)),
        ],
    )


def _what(progress: Progress) -> str:
    match progress.reader.what:
        case What.MOVED:
            return "That is this week's assignment, which you moved."
        case What.REMINDER:
            return "That is the reminder that your plan asks for."
        case What.RECEIPT:
            return "Then I ask how the week went."
        case What.MIRROR:
            return "Then I ask how you spent your hours of product work."
        case What.OPENING if progress.week.away:
            return "Your programme goes on with it."
        case What.OPENING:
            return "Your next week starts with it."
