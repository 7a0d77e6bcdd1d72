"""The tiny playbook as data, to be spoilt in one place at a time."""

import json
import tomllib
from pathlib import Path
from typing import Any

from bot.domain.entry import Months
from bot.domain.playbook import Playbook

TINY = Path(__file__).parents[1] / "playbooks" / "tiny.toml"


def tiny() -> dict[str, Any]:
    """A fresh copy of the tiny playbook's data."""
    return tomllib.loads(TINY.read_text(encoding="utf-8"))


def entry(data: dict[str, Any], name: str, id_: str) -> dict[str, Any]:
    """The entry of a list that has this id."""
    found: dict[str, Any] = next(e for e in data[name] if e["id"] == id_)
    return found


def as_toml(playbook: Playbook) -> str:
    """The file that says what a programme says."""
    keys = ((key, getattr(playbook, key)) for key in Playbook.model_fields)
    return "\n".join(f"{key} = {_value(value)}" for key, value in keys if value is not None)


def _value(value: Any) -> str:
    if isinstance(value, Months):
        return f"[{value.first}]" if value.last is None else f"[{value.first}, {value.last}]"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, (str, int)):
        return json.dumps(value, ensure_ascii=False)
    pairs = ((key, getattr(value, key)) for key in type(value).model_fields)
    return "{" + ", ".join(f"{key} = {_value(entry)}" for key, entry in pairs if entry is not None) + "}"
