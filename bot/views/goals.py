"""A month's goals, and the question which way somebody goes."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.goals import MOST, Goal
from bot.domain.numerals import in_words
from bot.domain.progress import MonthGoals, Ways
from bot.views import ids, kit
from bot.views.text import capital, inline, joined, spaced

BOTH = "both"


def month_goals(goals: MonthGoals, name: str) -> Iterator[Block]:
    """Yield what is chosen with how far it has come, and the menu or the button to choose with.

    `name` begins the blocks' ids, so that two months don't share one. Nor do two menus: Slack keeps what
    somebody chose in a block, and the next menu would show it.
    """
    if goals.chosen:
        yield kit.plain(chosen(goals), name=f"{name}.chosen")
    if len(goals.chosen) >= MOST:
        clear = kit.button("Choose other goals", ids.GOAL_CLEAR, goals.month)
        yield kit.actions(clear, name=f"{name}.choose")
    elif goals.offered:
        label = "Add another goal" if goals.chosen else f"Goal for month {goals.month}"
        options = [(capital(goal.title), f"{goals.month}:{goal.id}") for goal in goals.offered]
        menu = kit.select(label, ids.GOAL_CHOOSE, options)
        yield kit.actions(menu, name=f"{name}.choose.{len(goals.chosen)}")


def track_question(ways: Ways | None, name: str) -> Iterator[Block]:
    """Yield the question which way somebody goes; without an answer nothing is lost.

    The answer isn't repeated: a message stays on a screen at work, and an employer may export it.
    """
    if ways is None:
        return
    each = [*((track.title, track.id) for track in ways.tracks), ("Both, for now", BOTH)]
    said = " You have chosen where to move, and you can change it here." if ways.chosen else ""
    yield kit.plain(
        f"Some assignments in the next months depend on where you want to move.{said}", name=f"{name}.ask"
    )
    yield kit.actions(kit.select("Choose where", ids.TRACK_CHOOSE, each), name=name)


def chosen(goals: MonthGoals) -> str:
    """Return what is chosen, with how far it has come."""
    each = joined([_goal(goal) for goal in goals.chosen])
    goal, verb = ("goal", "is") if len(goals.chosen) == 1 else ("goals", "are")
    return spaced(f"Your {goal} for month {goals.month} {verb} {each}.", *map(_waits, goals.chosen))


def _waits(goal: Goal) -> str:
    """Return which pieces don't count for a goal yet, and what they lack; "" where all count."""
    if not goal.waits or goal.kind is None:
        return ""
    one, labels = len(goal.waits) == 1, joined([f'"{label}"' for label in goal.lacks])
    pieces = inline(goal.kind.label if one else goal.kind.plural)
    weeks = joined([f"{week}" for week in goal.waits])
    count = f"{pieces} from week{'' if one else 's'} {weeks} {'counts' if one else 'count'}"
    return f"Your {count} once you fill in {labels} there."


def _goal(goal: Goal) -> str:
    """Return "five stories (two to go)", "practice in saying no (three pieces so far)"."""
    title = inline(goal.title)
    if goal.reached:
        return f"{title} (reached)"
    if goal.need is not None:
        return f"{title} ({in_words(goal.need - goal.have)} to go)"
    pieces = "piece" if goal.have == 1 else "pieces"
    return f"{title} ({in_words(goal.have)} {pieces} so far)" if goal.have else title
