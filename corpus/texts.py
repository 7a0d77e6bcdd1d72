"""The texts of `corpus/feedback`: by eleven hands, labelled by the contract of the codes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "feedback"
LEFT_OUT = FOLDER / "left_out.json"
"""How sure the weights are of a code in a text, by kind, code and id, learnt without its writer's texts."""
TRAIN, DEVELOPMENT, HELD_BACK = "train", "development", "held_back"
HELD_BACK_2 = "held_back_2"
HELD_BACK_3 = "held_back_3"
"""All texts of two hands, and all of a third: no rule, weight or threshold has met them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One text. Where the two labellers differ and nobody has decided, those codes are contested."""

    id: str
    kind: str
    content: dict[str, Any]
    labels: frozenset[str]
    contested: frozenset[str]


def samples(*parts: str, kind: str | None = None) -> Iterator[Sample]:
    """Yield the samples of some parts, of one kind if asked."""
    decided = {row["id"]: row["labels"] for row in _rows(FOLDER / "adjudicated.jsonl")}
    for file in sorted(FOLDER.glob("w*.jsonl")):
        for row in _rows(file):
            if row["part"] in parts and kind in (None, row["kind"]):
                yield _sample(row, decided)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _sample(row: dict[str, Any], decided: dict[str, list[str]]) -> Sample:
    """Return a row as a sample, by the decision where there is one."""
    first, second = frozenset(row["labels"]), frozenset(row.get("second", row["labels"]))
    if row["id"] in decided:
        return Sample(row["id"], row["kind"], row, frozenset(decided[row["id"]]), frozenset())
    return Sample(row["id"], row["kind"], row, first, first ^ second)
