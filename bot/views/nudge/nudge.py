"""The week's message in every state, changed in place as the week goes."""

from bot.domain.progress import Evidence, Reader, Week, WeekState
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.assignment import how_button, sized
from bot.views.nudge import buttons, opening, planned, skipped
from bot.views.vocabulary import SHOWN


def nudge(week: Week, reader: Reader) -> Screen:
    """Return the week's message in whatever state the week is in; an open week shows the whole assignment."""
    if week.evidence is not None:
        return _handed_in(week, week.evidence, reader)
    match week.state:
        case WeekState.MOVED:
            return _moved(week, reader)
        case WeekState.SKIPPED:
            return skipped.skipped(week, reader)
        case WeekState.CLOSED:
            return _closed(week)
    return planned.planned(week, week.plan, reader) if week.plan else opening.opening(week, reader)


def _handed_in(week: Week, evidence: Evidence, reader: Reader) -> Screen:
    version = f", version {evidence.version}" if evidence.version > 1 else ""
    first = f"Handed in {times.day(evidence.handed_in_at, reader)}{version}."
    return kit.message(
        first,
        [
            kit.header(week.assignment.title),
            kit.plain(f"{first} Week {week.number} is {SHOWN[week.outcome]}."),
            buttons.week_actions(week, reader),
            kit.context(times.next_line(reader)),
        ],
    )


def _moved(week: Week, reader: Reader) -> Screen:
    back = f"Back {times.moment(week.moved_to, reader)}." if week.moved_to else "Moved."
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
    first = f"Week {week.number} is closed; late work counts."
    if week.goes_on:
        first = f"Week {week.number} goes on: this piece has another week."
    return kit.message(
        first,
        [
            kit.header(sized(week.assignment)),
            kit.plain(first),
            kit.actions(kit.button("Hand it in", ids.ASSIGNMENT_DONE, week.id), how_button(week.assignment)),
        ],
    )
