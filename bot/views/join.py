"""Joining: one form, everything preset, two presses."""

from collections.abc import Iterator, Sequence
from typing import Any

from slackblocks import Block, InputBlock, PlainTextInput, RadioButtonGroup

from bot.domain.playbook import Track
from bot.domain.progress import Channel
from bot.domain.slots import WeeklySchedule
from bot.views import ids, kit, own_data, times
from bot.views.vocabulary import counted
from bot.views.wins.forms import channel_select

HOURS = range(7, 21)


def join_form(
    schedule: WeeklySchedule,
    months: int,
    tracks: Sequence[Track],
    channel: Channel | None,
    zone_known: bool,
    *,
    spread: bool = False,
) -> dict[str, Any]:
    """Return the form, preset from the member's Slack profile and the operator's settings.

    Day, hour and month come back as "0".."6", "HH:MM" and a number; the zone as an IANA name, which
    travels in `private_metadata` under "zone" when Slack knows it.
    """
    return kit.modal(
        "Join the programme",
        [
            kit.plain(f"You get one assignment a week, of an hour or two, for {counted(months, 'month')}."),
            kit.context(
                "Only you see this in Slack. The person who runs PM Coach can open the database. "
                "Nothing is posted without you."
            ),
            kit.context(f"{own_data.KEPT} {own_data.OWNED}"),
            *_start(months),
            *opening_fields(
                schedule,
                ids.JOIN_DAY,
                ids.JOIN_HOUR,
                times.clock(schedule.zone) if zone_known else "your time",
                spread=spread,
            ),
            *([] if zone_known else [zone_field(schedule, ids.JOIN_ZONE)]),
            *_track(tracks),
            InputBlock(
                "Channel for milestones",
                channel_select(ids.JOIN_CHANNEL, channel),
                block_id=ids.JOIN_CHANNEL,
                optional=True,
                hint="You are asked before every post.",
            ),
            _first(),
        ],
        submit="Join",
        close="Not now",
        callback=ids.JOIN_FORM,
        ids={"zone": schedule.zone} if zone_known else None,
    )


def opening_fields(
    schedule: WeeklySchedule, day: str, hour: str, zone: str, *, spread: bool
) -> Iterator[Block]:
    """Yield two menus, for a weekday and an hour; `zone` ("Lisbon time") is in the hour's label.

    Where nudges are `spread`, they come after that hour.
    """
    weekdays = [(name, str(number)) for number, name in enumerate(times.WEEKDAYS)]
    chosen = times.hour(schedule)
    hours = sorted({chosen, *(f"{each:02d}:00" for each in HOURS)})
    yield InputBlock("Day", kit.select("A day", day, weekdays, str(schedule.weekday)), block_id=day)
    at = kit.select("An hour", hour, [(each, each) for each in hours], chosen)
    word = "After this hour" if spread else "Hour"
    yield InputBlock(f"{word} ({zone})", at, block_id=hour)


def zone_field(schedule: WeeklySchedule, name: str) -> Block:
    """Return a line for an IANA zone; there are too many for a menu."""
    line = PlainTextInput(name, schedule.zone, max_length=64)
    return InputBlock(
        "Time zone",
        line,
        block_id=name,
        hint="Write it as in Europe/Lisbon or America/Argentina/Buenos_Aires.",
    )


def _start(months: int) -> Iterator[Block]:
    if months < 2:
        return
    places = [
        ("At the beginning", "1"),
        *((f"In month {number}", str(number)) for number in range(2, months + 1)),
    ]
    yield InputBlock(
        "Where do you begin?",
        kit.select("A month", ids.JOIN_START, places[:100], "1"),
        block_id=ids.JOIN_START,
    )


def _track(tracks: Sequence[Track]) -> Iterator[Block]:
    if not tracks:
        return
    choices = [("Not decided yet", ids.JOIN_UNDECIDED), *((track.title, track.id) for track in tracks)]
    if len(tracks) > 1:
        choices.append(("Both, for now", "both"))
    yield InputBlock(
        "Where you want to move",
        kit.select("Choose one", ids.JOIN_TRACK, choices, ids.JOIN_UNDECIDED),
        block_id=ids.JOIN_TRACK,
    )


def _first() -> Block:
    now, later = kit.option("Now", ids.JOIN_SEND), kit.option("On the day chosen here", ids.JOIN_WAIT)
    return InputBlock(
        "First assignment", RadioButtonGroup(ids.JOIN_FIRST, [now, later], now), block_id=ids.JOIN_FIRST
    )
