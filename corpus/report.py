"""How right the feedback is, on texts that no rule and no weight has seen: `make feedback-report`.

Each text and code is right (said and labelled), false (said, not labelled) or missed (labelled, not said).
A code on which the two labellers differ, and nobody has decided, is counted neither way.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from math import sqrt

from bot.domain.feedback.feedback import JUDGED, KINDS, PRIORITISATION, SPOILT_BY, give, give_on_table
from bot.domain.feedback.finding import Feedback
from bot.domain.feedback.log_cues import PARTS
from bot.domain.feedback.prioritisation import DIMENSIONS, Option, Table
from bot.domain.feedback.text import Text
from bot.domain.feedback.weighing import decide
from corpus import by_fields
from corpus.texts import DEVELOPMENT, HELD_BACK, HELD_BACK_2, HELD_BACK_3, LEFT_OUT, TRAIN, Sample, samples

GOAL = 0.95
"""Precision that each kind is to reach."""
TITLES = {
    HELD_BACK: "Held back. Other texts of these hands were learnt from, and this part was counted often.",
    HELD_BACK_2: "Held back, second part. Nothing was learnt from these hands.",
    HELD_BACK_3: "Held back, third part. The hand that wrote it wrote w14, too, and then mended the rules.",
}


@dataclass
class Tally:
    """What was counted for a code or a kind."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where precision lies with 95 % (Wilson); None where nothing was said."""
        said, z = self.right + self.false, 1.96
        if not said:
            return None
        middle = (self.precision + z * z / (2 * said)) / (1 + z * z / said)
        spread = sqrt(self.precision * (1 - self.precision) / said + (z / (2 * said)) ** 2)
        half = z * spread / (1 + z * z / said)
        return middle - half, middle + half

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def add(self, other: "Tally") -> None:
        self.right += other.right
        self.false += other.false
        self.missed += other.missed


@dataclass
class Report:
    """The counts of one part of the corpus."""

    codes: dict[str, dict[str, Tally]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Tally))
    )
    texts: Counter[str] = field(default_factory=Counter)
    clean: Counter[str] = field(default_factory=Counter)
    accused: Counter[str] = field(default_factory=Counter)

    def count(self, sample: Sample, said: Iterable[str]) -> None:
        """Count one text."""
        heard = set(said) - sample.contested
        meant = sample.labels - sample.contested
        for code in heard | meant:
            tally = self.codes[sample.kind][code]
            tally.right += code in heard and code in meant
            tally.false += code in heard and code not in meant
            tally.missed += code not in heard and code in meant
        self.texts[sample.kind] += 1
        if not sample.labels and not sample.contested:
            self.clean[sample.kind] += 1
            self.accused[sample.kind] += bool(heard - by_fields.ASKED.keys())

    def kind(self, kind: str) -> Tally:
        """Return a kind's counts, over what it is told; what is asked accuses of nothing."""
        total = Tally()
        for code, tally in self.codes[kind].items():
            total.add(Tally() if code in by_fields.ASKED else tally)
        return total


def answer(sample: Sample) -> Feedback:
    """Return the feedback on a sample."""
    if sample.kind != PRIORITISATION:
        return give(sample.kind, sample.content["text"])
    options = [
        Option(row["name"], {name: row[name] for name in DIMENSIONS}) for row in sample.content["options"]
    ]
    return give_on_table(Table(options, sample.content["weights"]), sample.content["rationale"])


def said(sample: Sample) -> list[str]:
    """Return the codes that the feedback gives to a sample."""
    return answer(sample).labels


def report(part: str) -> Report:
    """Return the counts of a part."""
    counted = Report()
    for sample in samples(part):
        counted.count(sample, said(sample))
    return counted


def report_left_out() -> Report:
    """Return what the shipped thresholds give on texts whose writer the weights weren't learnt from.

    Of codes that the weights decide or confirm. The rules' authors had read these texts.
    """
    counted = Report()
    sure = json.loads(LEFT_OUT.read_text(encoding="utf-8"))
    for sample in samples(TRAIN, DEVELOPMENT):
        if known := sure.get(sample.kind):
            module = JUDGED[sample.kind]
            by_rules = module.judge(module.see(Text(sample.content["text"])))
            here = {code: texts.get(sample.id, 0.0) for code, texts in known.items()}
            counted.count(
                replace(sample, labels=sample.labels & known.keys()),
                decide(sample.kind, here, by_rules, tuple(known)),
            )
    return counted


OPPOSITE = {
    **SPOILT_BY,
    "backed": frozenset({"missing_evidence"}),
    **{f"part:{part}": frozenset({f"missing_{part}", f"thin_{part}"}) for part in PARTS},
}
"""The labels that say the opposite of a strength. No strength has a label of its own."""


@dataclass
class Praise:
    """How often a strength was found, and named; and how often its opposite is labelled there."""

    found: int = 0
    found_false: int = 0
    named: int = 0
    named_false: int = 0

    def add(self, *, false: bool, named: bool) -> None:
        self.found += 1
        self.found_false += false
        self.named += named
        self.named_false += false and named


def praises(part: str) -> dict[tuple[str, str], Praise]:
    """Return what is praised in a part, by kind and strength."""
    counted: defaultdict[tuple[str, str], Praise] = defaultdict(Praise)
    for sample in samples(part):
        given = answer(sample)
        labels = sample.labels - sample.contested
        for strength in given.strengths:
            false = not OPPOSITE.get(strength.code, frozenset()).isdisjoint(labels)
            counted[sample.kind, strength.code].add(false=false, named=strength is given.good)
    return counted


def lines_of_praise(counted: dict[tuple[str, str], Praise]) -> Iterable[str]:
    """Yield the strengths as text, the kinds in order, and their total."""
    yield f"{'':40}{'found':>7}{'false':>7}{'named':>7}{'false':>7}"
    for (kind, strength), each in sorted(counted.items()):
        yield _praise(f"{kind} {strength}", [each])
    yield _praise("all", counted.values())


def _praise(name: str, praise: Collection[Praise]) -> str:
    numbers = (
        sum(each.found for each in praise),
        sum(each.found_false for each in praise),
        sum(each.named for each in praise),
        sum(each.named_false for each in praise),
    )
    return f"{name:40}" + "".join(f"{number:>7}" for number in numbers)


def report_by_fields(part: str) -> Report:
    """Return the counts of a part, of the kinds that are judged by their fields."""
    counted = Report()
    for sample in by_fields.examples(part):
        counted.count(sample, by_fields.said(sample))
    return counted


def lines(counted: Report, kinds: Iterable[str] = KINDS) -> Iterable[str]:
    """Yield the report as text: each kind with its codes, all kinds, and what is below the goal."""
    everything = Tally()
    below = []
    counts = f"{'texts':>7}{'right':>7}{'false':>7}{'missed':>8}"
    yield f"{'':24}{counts}{'precision':>11}{'95 %':>12}{'recall':>8}{'clean accused':>15}"
    for kind in kinds:
        whole = counted.kind(kind)
        everything.add(whole)
        below += [f"{kind} {whole.precision:.3f}"] if whole.precision < GOAL else []
        yield _line(
            kind, f"{counted.texts[kind]}", whole, f"{counted.accused[kind]} of {counted.clean[kind]}"
        )
        for code, tally in sorted(counted.codes[kind].items()):
            asked = "?" if code in by_fields.ASKED else ""
            yield _line(f"  {code}{asked}", "", tally, "")
    accused = f"{counted.accused.total()} of {counted.clean.total()}"
    yield _line("all", f"{counted.texts.total()}", everything, accused)
    yield f"precision below {GOAL}: {', '.join(below) or 'none'}"


def _line(name: str, texts: str, tally: Tally, accused: str) -> str:
    between = "–".join(f"{end:.2f}" for end in tally.interval or ())
    precision = f"{tally.precision:.3f}" if between else "-"
    recall = f"{tally.recall:.2f}" if tally.right + tally.missed else "-"
    return (
        f"{name:24}{texts:>7}{tally.right:>7}{tally.false:>7}{tally.missed:>8}"
        f"{precision:>11}{between:>12}{recall:>8}{accused:>15}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=(*TITLES, DEVELOPMENT, TRAIN), action="append")
    for part in parser.parse_args().part or TITLES:
        counted, fields = report(part), report_by_fields(part)
        print(f"{TITLES.get(part, part)}\n")
        print("\n".join(lines(counted, [kind for kind in KINDS if counted.texts[kind]])))
        if fields.texts:
            print("\nJudged by their fields. A line with ? is a question and counts in no total.")
            print("\n".join(lines(fields, sorted(fields.texts))))
        print(
            "\nStrengths: in how many texts, how often the one that is named, and false where the opposite is"
        )
        print("labelled. Of several the rarest is named, and another where it was named last time.")
        print("\n".join(lines_of_praise(praises(part))))
        print()


if __name__ == "__main__":
    main()
