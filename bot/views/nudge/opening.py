"""The message of an open week: what to do and why now."""

from collections.abc import Iterator
from datetime import timedelta

from slackblocks import Block

from bot.domain import countries
from bot.domain.own_fact import is_said
from bot.domain.playbook import BOLDEST
from bot.domain.progress import Reader, Week
from bot.domain.weeks import FREE_WEEKS
from bot.screen import Screen
from bot.views import ids, kit, own_fact, times
from bot.views.assignment import PROSE_SHOWN, full
from bot.views.nudge import buttons, month_turn
from bot.views.obstacle import named
from bot.views.text import cut, spaced

_LONGEST_WEEK = timedelta(days=12)
"""A week that is longer is one of two: a first week takes eleven days at most, and holidays move its ends."""


def opening(week: Week, reader: Reader) -> Screen:
    """Return the whole assignment with its reason, what can be done, and when the week ends."""
    return kit.message(
        _first_line(week),
        [
            *month_turn.opens(week),
            *_assignment_blocks(week),
            buttons.week_actions(week, reader),
            *foot(week, reader),
            *_private(week),
            *month_turn.asks(week.turn),
            *zone_question(week, reader),
        ],
    )


def _first_line(week: Week) -> str:
    """Return what a lock screen shows: the programme's end, a month that opens if it fits, the assignment."""
    assignment = week.assignment
    if week.finish:
        return that_fits(
            f"You finished the programme. {assignment.line_alone}", "You finished the programme."
        )
    if not week.month_opens or (week.turn and week.turn.waited):
        return assignment.line
    return that_fits(assignment.opening_line(week.month_opens), assignment.line)


def that_fits(long: str, short: str) -> str:
    """Return the long first line where a lock screen shows all of it, or the short one."""
    return long if len(long) <= kit.FIRST_LINE_LIMIT else short


def _private(week: Week) -> Iterator[Block]:
    """Yield the offer to see an assignment that nobody is given; it doesn't say what it is."""
    if week.private:
        yield kit.section(
            "There is one more assignment. I show it only if you ask, so that nobody else can read it here.",
            kit.button("See the private assignment", ids.ASSIGNMENT_PRIVATE, week.id),
        )


def _assignment_blocks(week: Week) -> Iterator[Block]:
    head, *rest = full(week.assignment)
    yield head
    yield kit.section(f"*Why now* {cut(week.assignment.why, PROSE_SHOWN)} {week.reason}")
    if week.last_obstacle:
        said = f"Last week this got in the way: {named(week.last_obstacle)}"
        yield kit.plain(f"{said} Your plan can say what you do then.")
    elif not is_said(week.reason) and (fact := own_fact.said(week.own_fact)):
        yield kit.section(fact)
    yield from rest


def foot(week: Week, reader: Reader) -> Iterator[Block]:
    until = times.opening(week.ends_at, reader)
    if reader.spread:
        until = f"when the next one comes: {until}"
    ends = f"Week {week.number} ends {until}."
    if week.ends_at - week.began_at > _LONGEST_WEEK:
        ends = f"You have two weeks for this, until {until}."
    yield kit.context(spaced(ends, privacy(week)))
    if week.holiday and (name := countries.name(week.place or "")):
        day = times.date_of(week.holiday, reader)
        yield kit.plain(
            f"{day} is a public holiday ({name}), so your week starts later.",
            kit.button("Settings", ids.SETTINGS_OPEN),
        )
    if week.late:
        yield kit.context(
            f"This was due {times.moment(week.late, reader)}. I was down then, so it comes late."
        )


def privacy(week: Week) -> str:
    """Return who sees the message: while it is new to the member, and where it shows a wish to leave."""
    says = week.number <= FREE_WEEKS or week.assignment.exposure > BOLDEST
    return "Only you see this in Slack." if says else ""


def zone_question(week: Week, reader: Reader) -> Iterator[Block]:
    """Yield the question that comes with the opening, never by itself; without an answer nothing changes."""
    if week.slack_zone:
        there, here = times.place(week.slack_zone), times.place(reader.zone)
        runs = times.clock(reader.zone)
        yield kit.plain(f"Slack says {there}, and your weeks run on {runs}. I changed nothing.")
        yield kit.actions(
            kit.button(f"Switch to {there}", ids.ZONE_SWITCH, f"{week.slack_zone}:{week.id}"),
            kit.button(f"Stay on {here}", ids.ZONE_STAY, f"{reader.zone}~{week.slack_zone}:{week.id}"),
        )
