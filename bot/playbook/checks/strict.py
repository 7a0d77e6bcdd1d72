"""What can be counted about a playbook beyond its being sound, and what of it isn't good enough.

Whether an assignment is worth a week nobody can count; these are the ways in which it surely isn't.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.playbook import Assignment, Playbook
from bot.playbook.checks.long_run import LongRun, long_run_faults, long_runs
from bot.playbook.checks.prose import held_faults
from bot.playbook.checks.supply import Supply, supplies, supply_faults
from bot.playbook.checks.twins import Twin, nearest, overlap, twin_faults
from bot.playbook.checks.validation import Fault, place
from bot.playbook.checks.wording import word_faults, words


@dataclass(frozen=True)
class Count:
    """What is counted of one assignment."""

    assignment: Assignment
    words: int
    twin: Twin | None


@dataclass(frozen=True)
class Report:
    counts: tuple[Count, ...]
    supplies: tuple[Supply, ...]
    runs: tuple[LongRun, ...]
    breaches: tuple[Fault, ...]


def judge(playbook: Playbook) -> Report:
    """All that is counted of a sound playbook, with every breach; a few seconds."""
    runs = long_runs(playbook)
    breaches = (
        *word_faults(playbook),
        *held_faults(playbook),
        *twin_faults(playbook),
        *second_chance_faults(playbook),
        *supply_faults(playbook),
        *long_run_faults(playbook, runs),
    )
    counts = (Count(a, words(a), nearest(playbook, a)) for a in playbook.assignments)
    return Report(tuple(counts), tuple(supplies(playbook)), tuple(runs), breaches)


def second_chance_faults(playbook: Playbook) -> Iterator[Fault]:
    """A need that nothing meets any more once the assignment is open: who missed it is shut out for good."""
    for a in playbook.assignments:
        for need in a.needs:
            if not any(_brings(b, need, a) for b in playbook.assignments):
                wrong = f'who has no "{need}" by month {a.months.first} can\'t catch up while this is open'
                right = "let that kind come in another assignment then, or leave the need out"
                yield Fault(place("assignments", a.id, "needs"), wrong, right)


def _brings(b: Assignment, need: str, a: Assignment) -> bool:
    """Whether `b` brings what `a` needs while `a` is open, to whoever may do `a`."""
    return b.kind == need and b.id != a.id and b.track in (None, a.track) and overlap(a.months, b.months)
