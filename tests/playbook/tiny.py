"""The tiny playbook as data, to be spoilt in one place at a time."""

import tomllib
from pathlib import Path
from typing import Any

TINY = Path(__file__).parents[1] / "playbooks" / "tiny.toml"


def tiny() -> dict[str, Any]:
    """A fresh copy of the tiny playbook's data."""
    return tomllib.loads(TINY.read_text(encoding="utf-8"))


def entry(data: dict[str, Any], name: str, id_: str) -> dict[str, Any]:
    """The entry of a list that has this id."""
    found: dict[str, Any] = next(e for e in data[name] if e["id"] == id_)
    return found
