"""The message of an open week that has a plan: when, the member's own sentence, and what the plan lacks."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.plan import MOVES_BEFORE_SHORT
from bot.domain.progress import Reader, Week
from bot.domain.records import PlanRecord
from bot.screen import Screen
from bot.views import ids, kit, plan
from bot.views.assignment import PROSE_SHOWN, how_button, sized
from bot.views.nudge import buttons, opening
from bot.views.text import cut, sentence
from bot.views.vocabulary import counted


def planned(week: Week, made: PlanRecord, reader: Reader) -> Screen:
    """Return the planned state of the week's message."""
    first = plan.when(made, reader)
    return kit.message(
        first,
        [
            kit.header(sized(week.assignment)),
            kit.plain(first, how_button(week.assignment)),
            *plan.own_words(made),
            *_short(week, made),
            buttons.week_actions(week, reader),
            *opening.foot(week, reader),
            *opening.zone_question(week, reader),
        ],
    )


def _short(week: Week, made: PlanRecord) -> Iterator[Block]:
    """Yield the short version, once the plan was put off so often that the long one seems too long."""
    if made.moved >= MOVES_BEFORE_SHORT:
        short = sentence(cut(week.assignment.short, PROSE_SHOWN))
        times = counted(made.moved, "time")
        yield kit.section(
            f"You moved this plan {times}. The 15-minute option counts in full: {short}",
            kit.button(buttons.SHORT, ids.ASSIGNMENT_SHORT, week.id),
        )
