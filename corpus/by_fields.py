"""Pieces of the kinds that are judged by their fields, labelled; half of them held back."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.domain.feedback.by_fields import KINDS, give
from corpus.report import Tally
from corpus.texts import DEVELOPMENT, HELD_BACK

EXAMPLES = Path(__file__).parent / "feedback" / "by_fields.jsonl"


def examples(part: str) -> list[dict[str, Any]]:
    """Return the pieces of a part: id, kind, fields, labels."""
    rows = map(json.loads, EXAMPLES.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["part"] == part]


def said(row: dict[str, Any]) -> set[str]:
    """Return the codes that a piece is told."""
    given = give(row["kind"], row["fields"])
    return set(given.labels) if given else set()


def tallies(part: str) -> dict[str, Tally]:
    """Return the counts of each code."""
    counted = {code: Tally() for codes in KINDS.values() for code in codes}
    for row in examples(part):
        heard, meant = said(row), {*row["labels"]} & counted.keys()
        for code in heard | meant:
            counted[code].add(Tally(code in heard & meant, code in heard - meant, code in meant - heard))
    return counted


def lines(part: str) -> Iterator[str]:
    """Yield the report as text."""
    yield f"{'':22}{'right':>7}{'false':>7}{'missed':>8}{'precision':>11}{'recall':>8}"
    for code, each in tallies(part).items():
        counts = f"{each.right:>7}{each.false:>7}{each.missed:>8}"
        yield f"{code:22}{counts}{each.precision:>11.3f}{each.recall:>8.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=(HELD_BACK, DEVELOPMENT), default=HELD_BACK)
    print("\n".join(lines(parser.parse_args().part)))


if __name__ == "__main__":
    main()
