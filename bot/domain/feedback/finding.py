"""What feedback is made of: findings, a strength to keep, and the answer that holds both."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that could land better. What is missing has no words to quote: no span then."""

    code: str
    quote: str | None
    start: int | None
    end: int | None
    why: str
    direction: str

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "why": self.why,
            "direction": self.direction,
        }


@dataclass(frozen=True, slots=True)
class Strength:
    """One thing that works, in the text's own words where it has a place."""

    quote: str | None
    start: int | None
    end: int | None
    why: str
    code: str = ""
    """What it is about, in the product's own words for such things."""

    def as_json(self) -> dict[str, Any]:
        return {"quote": self.quote, "start": self.start, "end": self.end, "why": self.why}


@dataclass(frozen=True, slots=True)
class Feedback:
    """All findings on one piece, most useful first, and its strengths, those first that few pieces have."""

    findings: tuple[Finding, ...] = ()
    strengths: tuple[Strength, ...] = ()
    expect: dict[str, Any] = field(default_factory=dict)
    """For a prioritisation: what was computed."""

    @property
    def good(self) -> Strength | None:
        """The strength to name."""
        return self.strengths[0] if self.strengths else None

    @property
    def labels(self) -> list[str]:
        """The codes, sorted, each once."""
        return sorted({found.code for found in self.findings})

    def as_json(self) -> dict[str, Any]:
        """Return what `pm-coach feedback` writes for one text, without its id."""
        answer: dict[str, Any] = {
            "labels": self.labels,
            "findings": [found.as_json() for found in self.findings],
            "good": self.good.as_json() if self.good else None,
        }
        if self.expect:
            answer["expect"] = self.expect
        return answer
