"""Settings: when the nudge comes, how much comes and on which days, where wins may go; mute and unmute."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from slackblocks import Block, CheckboxGroup, DatePicker, InputBlock, RadioButtonGroup

from bot.domain import countries
from bot.domain.closing import Level
from bot.domain.days_off import NO_COUNTRY, DaysOff
from bot.domain.progress import Progress, Reader, preferences
from bot.domain.slots import Pace, WeeklySchedule
from bot.domain.working_days import regions_of
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.join import opening_fields, zone_field
from bot.views.text import joined
from bot.views.wins.forms import channel_select

_Options = tuple[tuple[str, str], ...]
_Groups = tuple[tuple[str, _Options], ...]
LEVELS = [
    ("The assignment, and at the end of a week one question at most", Level.NORMAL.value),
    ("The assignment only", Level.QUIET.value),
]
PACES = [
    ("One assignment every week", Pace.EVERY_WEEK.value),
    ("One every second week", Pace.EVERY_SECOND_WEEK.value),
    ("Two assignments a week", Pace.TWO_A_WEEK.value),
]


def saved(progress: Progress) -> dict[str, Any]:
    """Say that it is saved, with the way back to the form, which is too large for an ack."""
    line = f"Your settings are saved. {times.next_line(progress.reader)}"
    button = kit.actions(kit.button("Settings", ids.SETTINGS_OPEN))
    return kit.modal("Settings", [kit.plain(line, name="settings.saved"), button])


def settings_form(progress: Progress, errors: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the form as things stand; `errors` are sentences shown at the top."""
    schedule = progress.schedule
    return kit.modal(
        "Settings",
        [
            *map(kit.plain, (errors or {}).values()),
            *opening_fields(
                schedule,
                ids.SETTINGS_DAY,
                ids.SETTINGS_HOUR,
                times.clock(schedule.zone),
                spread=progress.reader.spread,
            ),
            zone_field(schedule, ids.SETTINGS_ZONE),
            InputBlock(
                "Channel for milestones",
                channel_select(ids.SETTINGS_CHANNEL, progress.wins_channel),
                block_id=ids.SETTINGS_CHANNEL,
                optional=True,
                hint="You are asked before every post.",
            ),
            InputBlock(
                "Month 1 began on",
                DatePicker(ids.SETTINGS_START, progress.start.isoformat()),
                block_id=ids.SETTINGS_START,
                hint="I count your months from this day.",
            ),
            *_frequency(progress),
            *_quiet_hours(schedule),
            *_days_off(progress.days_off, progress.reader.now.year),
            kit.plain(
                "Mute stops my messages, and your weeks go on.", _mute_button(progress), name="settings.mute"
            ),
            kit.context(_coming(progress)),
        ],
        submit="Save settings",
        callback=ids.SETTINGS_FORM,
        ids={"shown": preferences(progress)},
    )


def _frequency(progress: Progress) -> Iterator[Block]:
    yield InputBlock(
        "Pace",
        kit.select("A pace", ids.SETTINGS_PACE, PACES, progress.schedule.pace),
        block_id=ids.SETTINGS_PACE,
        hint="If you choose two a week, I ask no question at the end of a week.",
    )
    levels = [kit.option(text, value) for text, value in LEVELS]
    chosen = next(level for level in levels if level.value == progress.level)
    yield InputBlock(
        "Messages", RadioButtonGroup(ids.SETTINGS_LEVEL, levels, chosen), block_id=ids.SETTINGS_LEVEL
    )


def _quiet_hours(schedule: WeeklySchedule) -> Iterator[Block]:
    """Yield two hours, the same twice for none."""
    hours = [(f"{hour:02d}:00", str(hour)) for hour in range(24)]
    place = times.clock(schedule.zone)
    yield InputBlock(
        f"Quiet hours from ({place})",
        kit.select("An hour", ids.SETTINGS_QUIET_FROM, hours, str(schedule.quiet.begins)),
        block_id=ids.SETTINGS_QUIET_FROM,
        hint="I send nothing then, unless you chose one of these hours for your assignment. "
        "If you want none, choose the same hour twice.",
    )
    yield InputBlock(
        f"Quiet hours until ({place})",
        kit.select("An hour", ids.SETTINGS_QUIET_UNTIL, hours, str(schedule.quiet.ends)),
        block_id=ids.SETTINGS_QUIET_UNTIL,
    )


def _days_off(shown: DaysOff, year: int) -> Iterator[Block]:
    guessed = " I took the country from your time zone." if shown.is_guess else ""
    yield InputBlock(
        "Public holidays of",
        kit.grouped_select("A country", ids.SETTINGS_COUNTRY, _countries(), shown.country or shown.answer),
        block_id=ids.SETTINGS_COUNTRY,
        optional=True,
        hint=f"If an assignment falls on a holiday, it comes on the next working day.{guessed}",
    )
    if shown.country and (regions := _regions(shown.country, year)):
        yield InputBlock(
            "Region",
            kit.grouped_select("A region", ids.SETTINGS_REGION, regions, _region(shown, regions)),
            block_id=ids.SETTINGS_REGION,
            optional=True,
            hint="I use this region's public holidays too. If you change the country, save that first, "
            "and then choose its region.",
        )
    boxes = [kit.option(name, number) for number, name in enumerate(times.WEEKDAYS)]
    weekend = shown.usual_weekend if shown.weekend is None else shown.weekend
    yield InputBlock(
        "Days off each week",
        CheckboxGroup(ids.SETTINGS_WEEKEND, boxes, [boxes[int(day)] for day in weekend] or None),
        block_id=ids.SETTINGS_WEEKEND,
        optional=True,
        hint=_usual(shown),
    )


def _usual(shown: DaysOff) -> str:
    days = joined([times.WEEKDAYS[int(day)] for day in shown.usual_weekend])
    name = countries.name(shown.place) if shown.place else None
    return f"{name} has {days} off." if name else f"Without a country they are {days}."


@cache
def _countries() -> _Groups:
    """Return all countries by the beginnings of their names, since a menu takes a hundred in a group."""
    groups: list[tuple[str, _Options]] = [("Without", (("No country", NO_COUNTRY),))]
    for first, last in ("AF", "GM", "NZ"):
        names = [each for each in countries.countries() if first <= countries.initial(each) <= last]
        groups.append((f"{first} to {last}", tuple((each.name, each.code) for each in names)))
    return tuple(groups)


@cache
def _regions(country: str, year: int) -> _Groups:
    """Return the regions that have days off of their own in a year, behind the whole country; or nothing."""
    names = tuple((region.name, region.place) for region in regions_of(country, year))
    parts = (names[at : at + kit.OPTIONS_IN_A_GROUP] for at in range(0, len(names), kit.OPTIONS_IN_A_GROUP))
    groups = tuple((f"{part[0][0]} to {part[-1][0]}", part) for part in parts)
    return (("All", (("Only the holidays of the whole country", country),)), *groups) if groups else ()


def _region(shown: DaysOff, regions: _Groups) -> str | None:
    """Return the place that the menu begins with: the whole country where the region isn't among them."""
    offered = [value for _, options in regions for _, value in options]
    return shown.place if shown.place in offered else shown.country


def one_working_day() -> str:
    """Return the sentence under a week of which every day is off."""
    return "A week needs a working day. Leave at least one box empty."


def reminder_is_quiet(at: datetime, reader: Reader) -> str:
    """Return the sentence under quiet hours in which a reminder would come."""
    return f"Your plan has a reminder {times.moment(at, reader)}. Move the plan first, or choose other hours."


def muted(progress: Progress) -> Screen:
    """Return the answer to mute: what stops, what doesn't, and the way back."""
    first = "I'm muted. I send nothing until you unmute."
    return kit.message(
        first,
        [
            kit.plain(
                f"{first} Your weeks go on, and /pm-progress answers as before. "
                "To leave the programme, type leave."
            ),
            kit.actions(kit.primary("Unmute", ids.MUTE_OFF)),
        ],
    )


def unmuted(progress: Progress) -> Screen:
    first = f"I'm not muted any more. {times.next_line(progress.reader)}"
    return kit.message(first, [kit.plain(first), kit.actions(kit.button("Settings", ids.SETTINGS_OPEN))])


def _mute_button(progress: Progress) -> Any:
    return (
        kit.button("Unmute", ids.MUTE_OFF) if progress.muted else kit.button("Mute everything", ids.MUTE_ON)
    )


def _coming(progress: Progress) -> str:
    if not progress.coming:
        return times.next_line(progress.reader)
    return f"My next messages come {times.coming(progress.coming, progress.reader)}."


def old_zone_button(reader: Reader) -> Screen:
    """Return the answer to a button about zones that doesn't hold any more."""
    first = "That button is out of date, so I changed nothing."
    said = f"{first} Your weeks run on {times.clock(reader.zone)}."
    return kit.message(first, [kit.plain(said, kit.button("Settings", ids.SETTINGS_OPEN))])
