"""One thing that was examined, how it stands, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True)
class DoctorFinding:
    """`check` is a stable name; `todo` is empty where all is well."""

    check: str
    state: State
    said: str
    todo: str = ""


def ok(check: str, said: str) -> DoctorFinding:
    return DoctorFinding(check, State.OK, said)


def warning(check: str, said: str, todo: str) -> DoctorFinding:
    return DoctorFinding(check, State.WARNING, said, todo)


def wrong(check: str, said: str, todo: str) -> DoctorFinding:
    return DoctorFinding(check, State.WRONG, said, todo)


def from_error(check: str, sentences: str, todo: str = "") -> DoctorFinding:
    """What is wrong, from an error whose last sentence says what to do; `todo` is for one without."""
    said, _, last = " ".join(sentences.split()).rpartition(". ")
    return wrong(check, f"{said}.", last) if said else wrong(check, last, todo)
