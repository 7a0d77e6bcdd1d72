"""Read a playbook file, or say everything that is wrong with it at once."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tomli
from pydantic import ValidationError

from bot.domain.entry import Entry
from bot.domain.playbook import (
    Assignment,
    Drill,
    Habit,
    Kind,
    Milestone,
    Must,
    Phase,
    Playbook,
    Rhythm,
    Skill,
    Strength,
    Track,
)
from bot.playbook.checks.validation import Fault, faults
from bot.playbook.translate import translate

BUILT_IN = "engineer-to-ai-pm.toml"
ENTRIES: dict[str, type[Entry]] = {
    "phases": Phase,
    "tracks": Track,
    "skills": Skill,
    "strengths": Strength,
    "habits": Habit,
    "kinds": Kind,
    "musts": Must,
    "rhythms": Rhythm,
    "milestones": Milestone,
    "assignments": Assignment,
    "drills": Drill,
}
REQUIRED = [name for name in ENTRIES if Playbook.model_fields[name].is_required()]


class PlaybookError(Exception):
    """A playbook that can't be used, with every fault that was found in it."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name = name
        self.faults = faults
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n".join([f"{name} has {count}:", *(f"- {fault}" for fault in faults)]))


def load(path: Path | None = None) -> Playbook:
    """The playbook in `path`, or the built-in one; PlaybookError lists all its faults.

    Drills may stand in a file of their own beside it: `acme.drills.toml` beside `acme.toml`.
    """
    name = str(path or BUILT_IN)
    data = _parse(path or _built_in(BUILT_IN), name)
    beside = drills_of(path) if path else _built_in(drills_of(Path(BUILT_IN)).name)
    if beside.is_file():
        data = _with_drills(data, _parse(beside, beside.name), name, beside.name)
    return playbook(data, name)


def drills_of(path: Path) -> Path:
    """Where a playbook's drills stand, if they have a file of their own."""
    return path.with_name(f"{path.stem}.drills.toml")


def _with_drills(data: dict[str, Any], beside: dict[str, Any], name: str, drills: str) -> dict[str, Any]:
    if extra := [key for key in beside if key != "drills"]:
        wrong = f"it holds {', '.join(extra)}"
        raise PlaybookError(drills, [Fault("the file", wrong, "write nothing but [[drills]] into it")])
    if "drills" in data:
        wrong = f"they stand here and in {drills}"
        raise PlaybookError(name, [Fault("drills", wrong, "keep them in one of the two")])
    return {**data, **beside}


def built_in() -> str:
    """The built-in playbook's text, as its author wrote it."""
    return _built_in(BUILT_IN).read_text(encoding="utf-8")


def built_in_drills() -> str:
    """The built-in playbook's drills, as their author wrote them."""
    return _built_in(drills_of(Path(BUILT_IN)).name).read_text(encoding="utf-8")


def _built_in(name: str) -> Traversable:
    return files("bot.playbook").joinpath(name)


def playbook(data: dict[str, Any], name: str) -> Playbook:
    """A programme from a playbook's parsed TOML; `name` is what a PlaybookError calls it."""
    try:
        found = Playbook.model_validate(data)
    except ValidationError as error:
        raise PlaybookError(name, translate(error, data) + _faults_beside(data)) from None
    if wrong := faults(found):
        raise PlaybookError(name, wrong)
    return found


def _faults_beside(data: dict[str, Any]) -> list[Fault]:
    """Faults between those entries that can be read, so that mending the others brings no new surprise."""
    readable: dict[str, Any] = {}
    unread: set[str] = set()
    for name, model in ENTRIES.items():
        raw_entries = data.get(name, [])
        if not isinstance(raw_entries, list) or (name in REQUIRED and not raw_entries):
            return []
        readable[name] = []
        for raw in raw_entries:
            try:
                readable[name].append(model.model_validate(raw))
            except ValidationError:
                unread.add(str(raw.get("id")) if isinstance(raw, dict) else "")
    return faults(Playbook.model_construct(**readable), unread)


def _parse(source: Path | Traversable, name: str) -> dict[str, Any]:
    try:
        return tomli.loads(source.read_text(encoding="utf-8-sig"))  # Windows' editors begin with a mark
    except UnicodeDecodeError as error:
        wrong = Fault(f"byte {error.start + 1}", "this is not UTF-8 text", "save the file as UTF-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        wrong = Fault("the file", f"it can't be read ({reason})", "check the path and who may read it")
    except tomli.TOMLDecodeError as error:
        wrong = _syntax(str(error))
    raise PlaybookError(name, [wrong])


def _syntax(message: str) -> Fault:
    """A parser's "Expected '=' after a key (at line 3, column 5)" as a fault."""
    wrong, _, where = message.rstrip(")").partition(" (at ")
    right = 'mend the TOML there; text stands in quotes: key = "text"'
    return Fault(where or "the file", wrong[:1].lower() + wrong[1:], right)
