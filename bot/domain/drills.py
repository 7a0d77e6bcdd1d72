"""Drills: which one comes next, what is said to an answer, and the trend. Never a score, never evidence."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.domain.feedback import drills
from bot.domain.feedback.finding import Feedback
from bot.domain.playbook import Drill
from bot.domain.scores import Scores, scores, table

IN_A_ROW = 3
"""So many clean ones in a row make the next one harder, so many others easier."""
HARDEST = 3
LATEST = 5
"""What a trend looks at."""


class DoneDrill(NamedTuple):
    """A drill that was answered. The answer itself is kept nowhere."""

    drill: str
    """Its id."""
    clean: bool


class Trend(NamedTuple):
    """How many of the latest drills were clean."""

    clean: int
    of: int


class Checked(NamedTuple):
    """What is said to an answer."""

    feedback: Feedback
    scores: Scores | None = None
    """For scored options: their order, and what would change it."""

    @property
    def clean(self) -> bool:
        return not self.feedback.findings


class Answered(NamedTuple):
    """What an answer is told."""

    drill: Drill
    checked: Checked
    trend: Trend | None


def next_drill(
    bank: Sequence[Drill], done: Sequence[DoneDrill], passed: Collection[str] = ()
) -> Drill | None:
    """Return the next drill; `done` is oldest first, `passed` are ids that were looked at and left.

    Never one of the kind of the one before, as far as the bank has two kinds; none again before all were
    done, as far as no kind is more than half of the bank; of the rest the one nearest to the member's level.
    None for an empty bank.
    """
    kinds = {drill.id: drill.kind for drill in bank}
    known = [kinds[each.drill] for each in done if each.drill in kinds]
    other = [drill for drill in bank if not known or drill.kind != known[-1]] or list(bank)
    times = Counter(each.drill for each in done)
    left = [drill for drill in bank if times[drill.id] == min(times[each.id] for each in bank)]
    open_ = _most_of_the_rest(left, [drill for drill in left if drill in other] or other)
    open_ = [drill for drill in open_ if drill.id not in passed] or open_
    wanted = level(done)
    return min(
        open_, key=lambda drill: (times[drill.id], abs(drill.level - wanted), drill.level), default=None
    )


def _most_of_the_rest(left: list[Drill], open_: list[Drill]) -> list[Drill]:
    """Return what is open of a kind that is more than half of what is left; all of it, if there is none.

    If it waited, it would be alone at the end, and come twice in a row.
    """
    count = Counter(drill.kind for drill in left)
    needed = [drill for drill in open_ if drill in left and count[drill.kind] > len(left) // 2]
    return needed or open_


def level(done: Sequence[DoneDrill]) -> int:
    """Return how hard the next one is, 1 to 3: three clean in a row raise it, three not clean lower it."""
    now, row, clean = 1, 0, True
    for each in done:
        row = row + 1 if each.clean == clean else 1
        clean = each.clean
        if row == IN_A_ROW:
            now, row = min(max(now + (1 if clean else -1), 1), HARDEST), 0
    return now


def trend(done: Sequence[DoneDrill]) -> Trend | None:
    """Return how the latest went; None before there are three."""
    if len(done) < IN_A_ROW:
        return None
    latest = done[-LATEST:]
    return Trend(sum(each.clean for each in latest), len(latest))


def check(drill: Drill, answer: str, why: str = "") -> Checked | None:
    """Return what is said to an answer; `why` goes with scores. None where the scores can't be read."""
    if drill.kind != drills.SCORE:
        return Checked(drills.check(drill.kind, answer))
    weights = " ".join(f"{weight:g}" for weight in drill.weights)
    read = table(answer, weights)
    if read is None or not drills.same_options(read, drill.options):
        return None
    return Checked(drills.check_scores(read, why), scores(answer, weights))
