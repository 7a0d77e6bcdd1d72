"""What a piece says, where its screens have room for a line of it."""

import pytest

from bot.domain.playbook import EvidenceField, Input, Kind
from bot.domain.progress import core_of

TEXT = EvidenceField(id="learnt", label="What did you learn?", input=Input.LONG, compulsory=True)
PART = EvidenceField(
    id="part", label="Part", input=Input.CHOICE, compulsory=True, options=("Problem", "Launch")
)
DECIDED = EvidenceField(id="decided", label="What you decided", input=Input.LONG)


@pytest.mark.parametrize(
    ("fields", "written", "says"),
    [
        ((DECIDED, TEXT), {"learnt": "She calls.", "decided": "Wait."}, "She calls."),
        ((PART, DECIDED), {"part": "Problem", "decided": "Wait."}, "Wait."),
        ((PART, DECIDED), {"part": "Problem"}, "Problem"),
        ((TEXT,), {}, ""),
    ],
    ids=["the compulsory text", "a text rather than a choice", "the choice alone", "nothing"],
)
def test_what_a_piece_says(fields: tuple[EvidenceField, ...], written: dict[str, str], says: str) -> None:
    kind = Kind(id="log", label="log", plural="logs", fields=fields)
    assert core_of(kind, written) == says
