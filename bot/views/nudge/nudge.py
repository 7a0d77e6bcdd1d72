"""The week's message in every state, changed in place as the week goes."""

from bot.domain.opening import Opening
from bot.domain.progress import Evidence, Reader, Week, WeekState
from bot.domain.weeks import Outcome
from bot.screen import Screen
from bot.views import finish, ids, kit, times
from bot.views.assignment import how_button, sized
from bot.views.nudge import away, buttons, comeback, gone_quiet, opening, planned, skipped, welcome_back
from bot.views.vocabulary import week_said

_OPENINGS = {
    Opening.STILL_AWAY: away.still_away,
    Opening.WELCOME_BACK: welcome_back.welcome_back,
    Opening.GONE_QUIET: gone_quiet.gone_quiet,
    Opening.COMEBACK: comeback.comeback,
    Opening.SECOND_COMEBACK: comeback.comeback,
}
"""How an open week's message is drawn where it isn't the plain assignment."""


def nudge(week: Week, reader: Reader) -> Screen:
    """Return the week's message; the finish that came with it stays above whatever becomes of the week."""
    said = of_week(week, reader)
    return kit.under([*finish.finish(week.finish)], said) if week.finish else said


def of_week(week: Week, reader: Reader) -> Screen:
    """Return what is said of the week in its state; an open week shows the whole assignment."""
    if week.evidence is not None:
        return _handed_in(week, week.evidence, reader)
    match week.state:
        case WeekState.MOVED:
            return _moved(week, reader)
        case WeekState.SKIPPED:
            return skipped.skipped(week, reader)
        case WeekState.CLOSED:
            return _closed(week)
    excused = week.away and week.outcome is Outcome.EXCUSED
    if excused and week.opens_with not in (Opening.GONE_QUIET, Opening.STILL_AWAY):
        return away.away(week, reader)
    if week.plan:
        return planned.planned(week, week.plan, reader)
    return _OPENINGS.get(week.opens_with, opening.opening)(week, reader)


def _handed_in(week: Week, evidence: Evidence, reader: Reader) -> Screen:
    version = f", version {evidence.version}" if evidence.version > 1 else ""
    first = f"You saved your evidence on {times.day(evidence.handed_in_at, reader)}{version}."
    return kit.message(
        first,
        [
            kit.header(week.assignment.title),
            kit.plain(f"{first} {week_said(week.number, week.outcome)}"),
            buttons.week_actions(week, reader),
            kit.context(times.next_line(reader)),
        ],
    )


def _moved(week: Week, reader: Reader) -> Screen:
    back = f"You moved this to {times.moment(week.moved_to, reader)}." if week.moved_to else "You moved this."
    return kit.message(
        back,
        [
            kit.header(sized(week.assignment)),
            kit.plain(back, how_button(week.assignment)),
            buttons.week_actions(week, reader),
            *opening.foot(week, reader),
        ],
    )


def _closed(week: Week) -> Screen:
    first = f"Week {week.number} is over. Late is fine."
    if week.goes_on:
        first = f"Week {week.number} is over, and this assignment goes on."
    return kit.message(
        first,
        [
            kit.header(sized(week.assignment)),
            kit.plain(first),
            kit.actions(
                kit.button("Add evidence", ids.ASSIGNMENT_DONE, week.id), how_button(week.assignment)
            ),
        ],
    )
