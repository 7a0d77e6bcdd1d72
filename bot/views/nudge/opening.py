"""The message of an open week: what to do and why now."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain import countries
from bot.domain.numerals import in_words, nth
from bot.domain.own_fact import is_said
from bot.domain.playbook import BOLDEST
from bot.domain.progress import Reader, Week
from bot.domain.weeks import FREE_WEEKS
from bot.screen import Screen
from bot.views import ids, kit, obstacle, own_fact, times
from bot.views.assignment import PROSE_SHOWN, full
from bot.views.nudge import buttons, month_turn
from bot.views.text import cut, spaced


def opening(week: Week, reader: Reader) -> Screen:
    """Return the whole assignment with its reason, what can be done, and when the week ends."""
    return kit.message(
        _first_line(week),
        [
            *([kit.plain(week.reason)] if week.returns else ()),
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
        return "You finished the programme."
    if week.returns:
        return that_fits(f"Welcome back. {assignment.line_alone}", assignment.line)
    if not week.month_opens or (week.turn and week.turn.waited):
        return assignment.line
    return that_fits(assignment.opening_line(week.month_opens), assignment.line)


def that_fits(long: str, short: str) -> str:
    """Return the long first line where a lock screen shows all of it, or the short one."""
    return long if len(long) <= kit.FIRST_LINE_LIMIT else short


def _private(week: Week) -> Iterator[Block]:
    """Yield the offer to see an assignment that nobody is given; a month's first week says why it is so."""
    if not week.private:
        return
    see = kit.button("See the private assignment", ids.ASSIGNMENT_PRIVATE, week.id)
    why = "I show it only if you ask, in case another person sees your screen." if week.month_opens else ""
    yield kit.section(spaced("There is also a private assignment that you can take instead.", why), see)


def _assignment_blocks(week: Week) -> Iterator[Block]:
    head, *rest = full(week.assignment)
    yield head
    why, reason = cut(week.assignment.why, PROSE_SHOWN), "" if week.returns else week.reason
    yield kit.section(f"*Why now* {spaced(why, reason)}")
    if week.last_obstacle:
        yield kit.plain(obstacle.last_week(week.last_obstacle))
    elif not is_said(week.reason) and (fact := own_fact.said(week.own_fact)):
        yield kit.section(fact)
    yield from rest


def foot(week: Week, reader: Reader) -> Iterator[Block]:
    until = times.opening(week.ends_at, reader)
    if reader.spread:
        until = f"when the next one comes: {until}"
    ends = f"{_ends(week, until)}."
    yield kit.context(spaced(ends, *_after_a_holiday(week, reader), _opens(week), privacy(week)))
    if week.holiday and (name := countries.name(week.place or "")):
        day = times.date_of(week.holiday, reader)
        yield kit.plain(
            f"{day} was a public holiday ({name}), so this week began later.",
            kit.button("Settings", ids.SETTINGS_OPEN),
        )
    if week.late:
        yield kit.context(
            f"This was due {times.moment(week.late, reader)}. I wasn't running then, so it comes late."
        )


def _ends(week: Week, until: str) -> str:
    """Return which week ends when; of an assignment that takes several weeks, which of them."""
    if week.is_fortnight:
        return f"You have two weeks for this, until {until}"
    if week.part:
        return f"The {nth(week.part)} of the {in_words(week.assignment.weeks)} weeks ends {until}"
    return f"Week {week.number} ends {until}"


def _after_a_holiday(week: Week, reader: Reader) -> Iterator[str]:
    """Yield why the week ends later than usual, while it can still be planned for."""
    if week.holiday_after and (name := countries.name(week.place or "")):
        yield f"{times.date_of(week.holiday_after, reader)} is a public holiday ({name})."


def _opens(week: Week) -> str:
    """Return what Add evidence opens, while that is new to the member and on the message."""
    new = week.number <= FREE_WEEKS and not week.begins_small
    return 'The button "Add evidence" opens a short form. One line is enough there.' if new else ""


def privacy(week: Week) -> str:
    """Return who sees the message: while it is new to the member, and where it shows a wish to leave."""
    says = week.number <= FREE_WEEKS or week.assignment.exposure > BOLDEST
    return "Only you see this in Slack." if says else ""


def zone_question(week: Week, reader: Reader) -> Iterator[Block]:
    """Yield the question that comes with the opening, never by itself; without an answer nothing changes."""
    if week.slack_zone:
        there, here = times.place(week.slack_zone), times.place(reader.zone)
        runs = times.clock(reader.zone)
        yield kit.plain(f"In Slack you are on {there} time, and your weeks follow {runs}. I changed nothing.")
        yield kit.actions(
            kit.button(f"Switch to {there}", ids.ZONE_SWITCH, f"{week.slack_zone}:{week.id}"),
            kit.button(f"Stay on {here}", ids.ZONE_STAY, f"{reader.zone}~{week.slack_zone}:{week.id}"),
        )
