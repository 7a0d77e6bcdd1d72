"""What can be counted about a playbook beyond its being sound, and what of it isn't good enough.

Whether an assignment is worth a week nobody can count; these are the ways in which it surely isn't.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import drills
from bot.domain.playbook import Assignment, Playbook
from bot.playbook.checks.long_run import Chosen, LongRun, long_run_faults, long_runs
from bot.playbook.checks.musts import HELD, Walk, must_faults, silence_faults, walks
from bot.playbook.checks.prose import prose_faults
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
    walks: tuple[Walk, ...]
    breaches: tuple[Fault, ...]


def judge(playbook: Playbook) -> Report:
    """All that is counted of a sound playbook, with every breach; a few seconds."""
    chosen: Chosen = {}
    runs, walked = long_runs(playbook, chosen), walks(playbook, chosen)
    breaches = (
        *word_faults(playbook),
        *(each.fault for each in prose_faults(playbook)),
        *sample_faults(playbook),
        *twin_faults(playbook),
        *second_chance_faults(playbook),
        *supply_faults(playbook),
        *long_run_faults(playbook, runs),
        *must_faults(playbook, (each for each in walked if each.run.way in HELD)),
        *silence_faults(playbook, walked),
    )
    counts = (Count(a, words(a), nearest(playbook, a)) for a in playbook.assignments)
    return Report(tuple(counts), tuple(supplies(playbook)), tuple(runs), tuple(walked), breaches)


def sample_faults(playbook: Playbook) -> Iterator[Fault]:
    """Samples of drills to which the rules of feedback have something to say."""
    for drill in playbook.drills:
        checked = drills.check(drill, drill.sample, drill.why)
        where = place("drills", drill.id, "sample")
        if checked is None:
            yield Fault(
                where, "its scores can't be read", "write each option's name and five scores, with semicolons"
            )
        elif not checked.clean:
            first = checked.feedback.findings[0]
            wrong, right = (text.rstrip(".") for text in (first.why, first.direction))
            yield Fault(
                where, f"{wrong[:1].lower()}{wrong[1:]} ({first.code})", right[:1].lower() + right[1:]
            )


def second_chance_faults(playbook: Playbook) -> Iterator[Fault]:
    """A need that nothing meets any more for whoever missed it, or missed one month: shut out for good."""
    for a in playbook.assignments:
        for need in a.needs:
            where = place("assignments", a.id, "needs")
            if not any(_brings(b, need, a) for b in playbook.assignments):
                wrong = f'who has no "{need}" by month {a.months.first} can\'t catch up while this is open'
                yield Fault(
                    where, wrong, "let that kind come in another assignment then, or leave the need out"
                )
            elif missed := _fatal_months(playbook, a, need):
                wrong = f'who hands in nothing in month {missed[0]} never has "{need}" while this is open'
                yield Fault(where, wrong, "let that kind come in another month too, or leave the need out")


def _brings(b: Assignment, need: str, a: Assignment) -> bool:
    """Whether `b` brings what `a` needs while `a` is open, to whoever may do `a`."""
    return b.kind == need and b.id != a.id and b.track in (None, a.track) and overlap(a.months, b.months)


def _fatal_months(playbook: Playbook, a: Assignment, need: str) -> list[int]:
    """The months in each of which a member who misses it misses all that brings the need, and not `a`."""
    horizon = range(1, playbook.months + 2)  # the month after the last stands for the time after
    brings = [
        b for b in playbook.assignments if b.kind == need and b.id != a.id and b.track in (None, a.track)
    ]
    fatal = []
    for missed in range(1, playbook.months + 1):
        open_ = [month for month in horizon if month in a.months and month != missed]
        before = [month for month in horizon if month != missed and open_ and month <= open_[-1]]
        if open_ and not any(month in b.months for b in brings for month in before):
            fatal.append(missed)
    return fatal
