"""`/pm-progress next`: when the next messages come."""

from bot.domain.progress import Progress, WeekState
from bot.screen import Screen
from bot.views import ids, kit, times


def next_messages(progress: Progress) -> Screen:
    """Return the next message, what it is, and those after it."""
    reader = progress.reader
    if progress.muted or reader.next_message is None:
        return kit.message(
            times.MUTED, [kit.plain(times.MUTED), kit.actions(kit.primary("Unmute", ids.MUTE_OFF))]
        )
    first = times.next_line(reader)
    return kit.message(
        first,
        [
            kit.plain(f"{first} {_what(progress)} Otherwise I write only in answer to what you do."),
            kit.context(f"In a row: {times.coming(reader, progress.schedule)}."),
            kit.actions(kit.button("Settings", ids.SETTINGS_OPEN)),
        ],
    )


def _what(progress: Progress) -> str:
    week = progress.week
    if week.state is WeekState.MOVED and week.moved_to == progress.reader.next_message:
        return "That is this week's assignment, which you moved."
    if week.plan and week.plan.at == progress.reader.next_message:
        return "That is the reminder that your plan asks for."
    return f"It opens week {week.number + 1}."
