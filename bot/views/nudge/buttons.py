"""Buttons for what can be done about a week, and the menu "Later or skip"."""

from slackblocks import Block, Element

from bot.domain.progress import Reader, Week, WeekState
from bot.domain.slots import Later
from bot.views import absence, ids, kit, times

OTHERS = "See other assignments"
SHORT = "Add evidence (15 min)"
LATER = "Later or skip"
_LATER_NAMES = {"hours": "In 2 hours: ", "tomorrow": "Tomorrow: ", "day": "A later day: "}


def now(week: Week, reader: Reader, name: str) -> Block:
    """Return what can be done now: to somebody who is away, or has been silent for long, the way back."""
    if week.away:
        return kit.actions(*absence.way_back(week, reader), name=name)
    return week_actions(week, reader, name)


def week_actions(week: Week, reader: Reader, name: str = "week.actions") -> Block:
    """Return what can be done about a week now, as one row of buttons."""
    if week.evidence is not None:
        return kit.actions(*evidence_buttons(week.evidence.id), name=name)
    if week.state in {WeekState.SKIPPED, WeekState.CLOSED}:
        return kit.actions(kit.button("Add evidence", ids.ASSIGNMENT_DONE, week.id), name=name)
    if week.begins_small and not week.plan:
        return kit.actions(*ways_on(week, reader), name=name)
    return kit.actions(
        *_plan_and_hand_in(week),
        kit.button(OTHERS, ids.ASSIGNMENT_SWAP, week.id),
        _later(week, reader),
        name=name,
    )


def ways_on(week: Week, reader: Reader) -> list[Element]:
    """Return the ways on from a week without evidence, or from an absence."""
    return [
        kit.primary(SHORT, ids.ASSIGNMENT_SHORT, week.id),
        kit.button("Plan it", ids.PLAN_OPEN, week.id),
        kit.button(OTHERS, ids.ASSIGNMENT_SWAP, week.id),
        _later(week, reader),
    ]


def _plan_and_hand_in(week: Week) -> list[Element]:
    """Return both buttons, what comes next first."""
    if week.plan:
        return [
            kit.primary("Add evidence", ids.ASSIGNMENT_DONE, week.id),
            kit.button("Change the plan", ids.PLAN_OPEN, week.id),
        ]
    return [
        kit.primary("Plan it", ids.PLAN_OPEN, week.id),
        kit.button("Add evidence", ids.ASSIGNMENT_DONE, week.id),
    ]


def evidence_buttons(evidence: int) -> list[Element]:
    return [
        kit.button("See it", ids.EVIDENCE_SEE, evidence),
        kit.button("Add to it", ids.EVIDENCE_REVISE, evidence),
    ]


def _later(week: Week, reader: Reader) -> Element:
    """Return the menu; to a muted member nothing comes, so theirs only leaves the week out."""
    if reader.muted:
        return kit.select("Skip or be away", ids.ASSIGNMENT_LATER, _leave_out(week))
    return later_select(week, reader)


def later_select(week: Week, reader: Reader) -> Element:
    """Return the menu: moments to move the message to, leaving the week out, fewer messages."""
    return kit.select(
        LATER, ids.ASSIGNMENT_LATER, [*moves(week, reader), *_leave_out(week), fewer(week, reader)]
    )


def _leave_out(week: Week) -> list[tuple[str, str]]:
    return [
        ("Skip this week", f"{ids.LATER_SKIP}:{week.id}"),
        ("Take time away", f"{ids.LATER_AWAY}:{week.id}"),
    ]


def moves(week: Week, reader: Reader) -> list[tuple[str, str]]:
    """Return the moments to which the week's message can move, as the options of a menu."""
    return [(_later_text(later, reader), f"{_later_id(later, reader)}:{week.id}") for later in week.laters]


def fewer(week: Week, reader: Reader) -> tuple[str, str]:
    """Return the option that leads to fewer messages; it says how often they come now."""
    return "Fewer messages", f"{ids.LATER_FEWER}/{'/'.join(reader.frequency)}:{week.id}"


def move_select(week: Week, reader: Reader) -> Element:
    """Return the menu "Move the plan" of a reminder: moments for the plan, and its form for any other."""
    options = [(_later_text(later, reader), f"{_later_id(later, reader)}:{week.id}") for later in week.moves]
    return kit.select(
        "Move the plan", ids.PLAN_MOVE, [*options, ("Pick a time", f"{ids.MOVE_PICK}:{week.id}")]
    )


def _later_id(later: Later, reader: Reader) -> str:
    """Return the id with the day that the text names: who chooses it days later means that day."""
    return later.id if later.id == "hours" else f"{later.id}/{times.local_day(later.at, reader)}"


def _later_text(later: Later, reader: Reader) -> str:
    return f"{_LATER_NAMES[later.id]}{times.moment(later.at, reader)}"
