"""An assignment in words: its title and size, its steps, when it is done."""

from collections.abc import Sequence
from functools import lru_cache

from slackblocks import Block, Element

from bot.domain.playbook import Assignment
from bot.views import ids, kit
from bot.views.rendering import rendered
from bot.views.text import cut, sentence

PROSE_SHOWN = 1200
SHORT = "*Do you have only 15 minutes? This is enough for the week.*"
_STEPS_SHOWN = 3


def how_button(assignment: Assignment) -> Element:
    return kit.button("Show me how", ids.ASSIGNMENT_HOW, assignment.id)


def sized(assignment: Assignment) -> str:
    """Return "Read 15 closed tickets (45 min)"."""
    return f"{assignment.title} ({assignment.minutes} min)"


def steps(assignment: Assignment) -> str:
    """Return the steps as numbered lines; of a long list the first three."""
    shown = assignment.steps
    if len(shown) > _STEPS_SHOWN + 1:
        shown = shown[:_STEPS_SHOWN]
    lines = [f"{number}. {step}" for number, step in enumerate(shown, 1)]
    if len(shown) < len(assignment.steps):
        lines.append('All steps are under "Show me how".')
    return "\n".join(lines)


def done_when(assignment: Assignment) -> str:
    return f"Done when {sentence(assignment.done_when)}"


@lru_cache(maxsize=1000)
def full(assignment: Assignment) -> Sequence[Block]:
    """Return the blocks that everybody reads alike who has the assignment: title, steps, when it is done."""
    return rendered(
        kit.header(sized(assignment)),
        kit.section(steps(assignment), how_button(assignment)),
        kit.section(
            f"{SHORT} {cut(assignment.short, PROSE_SHOWN)}\n*Done when* {sentence(assignment.done_when)}"
        ),
    )
