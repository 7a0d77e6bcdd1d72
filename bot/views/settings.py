"""Settings: when the nudge comes, where wins may go, when month 1 began; mute and unmute."""

from collections.abc import Iterator, Mapping
from typing import Any

from slackblocks import Block, DatePicker, InputBlock

from bot.domain.progress import Progress, preferences
from bot.domain.slots import Pace
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.join import opening_fields, zone_field
from bot.views.wins.forms import channel_select

PACES = [
    ("One assignment every week", Pace.EVERY_WEEK.value),
    ("One every second week", Pace.EVERY_SECOND_WEEK.value),
    ("Two assignments a week", Pace.TWO_A_WEEK.value),
]


def settings_form(
    progress: Progress, saved: bool = False, errors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the form as things stand; `saved` says so at the top, `errors` are sentences shown there."""
    schedule = progress.schedule
    return kit.modal(
        "Settings",
        [
            *_top(progress, saved, errors or {}),
            *opening_fields(
                schedule,
                ids.SETTINGS_DAY,
                ids.SETTINGS_HOUR,
                f", {times.clock(schedule.zone)}",
                spread=progress.reader.spread,
            ),
            zone_field(schedule, ids.SETTINGS_ZONE),
            InputBlock(
                "Channel for wins",
                channel_select(ids.SETTINGS_CHANNEL, progress.wins_channel),
                block_id=ids.SETTINGS_CHANNEL,
                optional=True,
                hint="You are asked before every post.",
            ),
            InputBlock(
                "Month 1 began on",
                DatePicker(ids.SETTINGS_START, progress.start.isoformat()),
                block_id=ids.SETTINGS_START,
                hint="Your month is counted from here.",
            ),
            InputBlock(
                "Pace",
                kit.select("A pace", ids.SETTINGS_PACE, PACES, schedule.pace),
                block_id=ids.SETTINGS_PACE,
                hint="With two a week I send two assignments and no closing question.",
            ),
            kit.plain(
                "Mute stops my messages, and your weeks go on.", _mute_button(progress), name="settings.mute"
            ),
            kit.context(_coming(progress)),
        ],
        submit="Save settings",
        callback=ids.SETTINGS_FORM,
        ids={"shown": preferences(progress)},
    )


def muted(progress: Progress) -> Screen:
    """Return the answer to mute: what stops, what doesn't, and the way back."""
    first = "Muted: I send nothing by myself from now on."
    return kit.message(
        first,
        [
            kit.plain(
                f"{first} Your weeks go on, and /pm-progress answers as ever. To end it all, type leave."
            ),
            kit.actions(kit.primary("Unmute", ids.MUTE_OFF)),
        ],
    )


def unmuted(progress: Progress) -> Screen:
    first = f"Unmuted. {times.next_line(progress.reader)}"
    return kit.message(first, [kit.plain(first), kit.actions(kit.button("Settings", ids.SETTINGS_OPEN))])


def _top(progress: Progress, saved: bool, errors: Mapping[str, str]) -> Iterator[Block]:
    if saved:
        yield kit.plain(f"Saved. {times.next_line(progress.reader)}", name="settings.saved")
    for sentence in errors.values():
        yield kit.plain(sentence)


def _mute_button(progress: Progress) -> Any:
    return (
        kit.button("Unmute", ids.MUTE_OFF) if progress.muted else kit.button("Mute everything", ids.MUTE_ON)
    )


def _coming(progress: Progress) -> str:
    if not progress.coming:
        return times.next_line(progress.reader)
    return f"What comes by itself: {times.coming(progress.coming, progress.reader)}."
