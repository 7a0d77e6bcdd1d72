"""The reminder of a plan: the member's own sentence at its minute, and afterwards how the week stands."""

from collections.abc import Iterator
from dataclasses import replace

from slackblocks import Block, Element

from bot.domain.plan import REMINDS, first_act
from bot.domain.progress import Reader, Week, WeekState
from bot.domain.records import PlanRecord
from bot.screen import Screen
from bot.views import ids, kit, plan, times
from bot.views.assignment import PROSE_SHOWN, how_button, sized
from bot.views.nudge import buttons, skipped
from bot.views.nudge.nudge import nudge
from bot.views.text import cut, sentence, spaced

_SENTENCE_SHOWN = kit.FIRST_LINE_LIMIT - len("Your plan: ")


def reminder(week: Week, reader: Reader) -> Screen:
    """Return the reminder; once the week is planned anew it reads as the nudge.

    Of a week that is done, skipped or over it says so in a line: the nudge stands above it and has the rest.
    """
    if week.evidence is not None:
        return _done(week, week.evidence.id)
    if week.state is WeekState.SKIPPED:
        return _skipped(week)
    if week.state is WeekState.CLOSED:
        return _over(week)
    made = week.plan if week.state in REMINDS else None
    return (
        _due(week, made, reader)
        if made and made.at <= reader.now
        else nudge(replace(week, finish=None), reader)
    )


def _due(week: Week, made: PlanRecord, reader: Reader) -> Screen:
    # The plan comes first, since `text` is all that a lock screen shows.
    own = plan.own_sentence(made)
    return kit.message(
        f"Your plan: {cut(own, _SENTENCE_SHOWN)}",
        [
            kit.line_of_words("Your plan:", own),
            *plan.if_then(made),
            kit.plain(_assignment(week, made), how_button(week.assignment)),
            *_if_it_happens(week, made),
            kit.actions(
                kit.primary("Add evidence", ids.ASSIGNMENT_DONE, week.id),
                buttons.move_select(week, reader),
                kit.button("Skip this week", ids.PLAN_SKIP, week.id),
                name="week.actions",
            ),
            kit.context(
                spaced(
                    f"You planned this for {times.moment(made.at, reader)}.",
                    skipped.costs(week),
                    times.next_line(reader),
                )
            ),
        ],
    )


def _assignment(week: Week, made: PlanRecord) -> str:
    """Return the assignment; its title isn't said again where it is the plan's own words."""
    if made.act.rstrip(" .") == first_act(week.assignment.title, ()):
        return f"It takes {week.assignment.minutes} minutes."
    return f"The assignment is: {sized(week.assignment)}."


def _if_it_happens(week: Week, made: PlanRecord) -> Iterator[Block]:
    """Yield an answer to what could get in the way, where the plan names that and has none."""
    if made.obstacle and not made.response:
        short = sentence(cut(week.assignment.short, PROSE_SHOWN))
        yield kit.plain(f"If it gets in the way, then the 15-minute option is enough: {short}")


def _done(week: Week, evidence: int) -> Screen:
    first = f"This was your reminder for week {week.number}, which is done."
    return kit.message(first, [kit.plain(first), kit.actions(*buttons.evidence_buttons(evidence))])


def _skipped(week: Week) -> Screen:
    """Return where "Skip this week" was pressed what got in the way, unless it is said."""
    first = f"This was your reminder for week {week.number}, which you skipped."
    asks = "" if week.skip_reason else skipped.QUESTION
    said = spaced(first, skipped.costs(week), asks)
    reason = [] if week.skip_reason else [skipped.reason_select(week)]
    return kit.message(first, [kit.plain(said), kit.actions(*reason, _hand_in(week))])


def _over(week: Week) -> Screen:
    first = f"This was your reminder for week {week.number}, which is over."
    return kit.message(first, [kit.plain(f"{first} Late is fine."), kit.actions(_hand_in(week))])


def _hand_in(week: Week) -> Element:
    return kit.button("Add evidence", ids.ASSIGNMENT_DONE, week.id)
