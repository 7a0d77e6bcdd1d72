"""Turn pydantic's errors about a playbook into sentences for its author, who is no programmer."""

import json
from collections.abc import Collection, Mapping, Sized
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.entry import Months
from bot.domain.playbook import Playbook
from bot.playbook.checks.validation import Fault

Path = tuple[int | str, ...]

WORDS = {
    "missing": ("it is missing", "add it"),
    "string_type": ("{value} is not text", 'write text in quotes: "..."'),
    "string_too_short": ("it is empty", "write something"),
    "string_too_long": ("it has {length} characters", "keep it to {max_length}"),
    "string_pattern_mismatch": (
        "{value} is no id",
        "begin with a small letter; then small letters, digits, -",
    ),
    "int_type": ("{value} is not a whole number", "write one without quotes, such as 3"),
    "int_parsing": ("{value} is not a whole number", "write one without quotes, such as 3"),
    "int_from_float": ("{value} is not a whole number", "write one such as 3"),
    "bool_type": ("{value} is neither true nor false", "write true or false, without quotes"),
    "bool_parsing": ("{value} is neither true nor false", "write true or false, without quotes"),
    "greater_than_equal": ("{value} is too small", "write {ge} or more"),
    "less_than_equal": ("{value} is too large", "write {le} or less"),
    "too_short": ("it has too few entries", "give at least {min_length}"),
    "too_long": ("it has {length} entries", "give at most {max_length}"),
    "enum": ("{value} is not among the choices", "write {expected}"),
    "literal_error": ("{value} is not among the choices", "write {expected}"),
    "tuple_type": ("{value} is not a list", 'write a list: ["...", "..."]'),
    "model_type": ("{value} is not a table", "write its keys below a heading in [brackets]"),
}
"""What is wrong and what would be right, for each of pydantic's error types that a playbook can meet."""
MONTHS = ("{value} are not months", "write [1, 3] for months 1 to 3, or [1] for an open end")


def translate(error: ValidationError, data: Mapping[str, Any]) -> list[Fault]:
    """One fault for each of pydantic's errors, in the file's words; `data` is the parsed file."""
    errors = error.errors(include_url=False)
    parsed = {(*e["loc"][:-1], _nearest(e["loc"])) for e in errors if e["type"] == "extra_forbidden"}
    return [_fault(e, data) for e in errors if not _echoes(e, parsed)]


def _echoes(error: ErrorDetails, parsed: Collection[tuple[object, ...]]) -> bool:
    """Whether it only repeats another: a misspelt key is also missing, a list of wrong entries also short."""
    if error["type"] == "too_short":
        return bool(len(error["input"]) >= error["ctx"]["min_length"])
    return error["type"] == "missing" and error["loc"] in parsed


def _fault(error: ErrorDetails, data: Mapping[str, Any]) -> Fault:
    path = error["loc"]
    if error["type"] == "extra_forbidden":
        return _unknown_key(path, data)
    if error["type"] == "value_error":
        wrong, _, right = str(error["ctx"]["error"]).partition("; ")
        return Fault(_where(path, data), wrong, right)
    if _model(path[:-1]) is Months:  # first and last of a list that the author wrote
        path = path[:-1]
    words = MONTHS if _model(path) is Months and error["type"] == "model_type" else WORDS.get(error["type"])
    wrong, right = words or (error["msg"].lower(), "write something else")
    value = error["input"]
    filling = {
        **error.get("ctx", {}),
        "value": _shown(value),
        "length": len(value) if isinstance(value, Sized) else 0,
    }
    return Fault(_where(path, data), wrong.format(**filling), right.format(**filling))


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _unknown_key(path: Path, data: Mapping[str, Any]) -> Fault:
    near = _nearest(path)
    model = _model(path[:-1])
    keys = ", ".join(model.model_fields) if model else ""
    right = f"did you mean `{near}`?" if near else f"the keys here are: {keys}"
    return Fault(_where(path, data), "nobody knows this key", right)


def _nearest(path: Path) -> str | None:
    """The key that a misspelt one at the end of `path` most resembles."""
    model = _model(path[:-1])
    keys = list(model.model_fields) if model else []
    return next(iter(get_close_matches(str(path[-1]), keys, n=1, cutoff=0.7)), None)


def _model(path: Path) -> type[BaseModel] | None:
    """The model whose keys stand at `path` of a programme."""
    model: type[BaseModel] | None = Playbook
    for step in path:
        if isinstance(step, str) and model:
            field = model.model_fields.get(step)
            model = _model_in(field.annotation) if field else None
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _where(path: Path, data: Any) -> str:
    """A path with ids in place of numbers: `kinds "interview" · fields "quote" · label`."""
    parts: list[str] = []
    for step in path:
        data = _inside(data, step)
        if isinstance(step, str):
            parts.append(step)
        else:
            parts[-1] += _name(step, data)
    return " · ".join(parts) or "the file"


def _inside(data: Any, step: int | str) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None


def _name(index: int, entry: Any) -> str:
    name = entry.get("id") or entry.get("title") if isinstance(entry, dict) else None
    return f' "{name}"' if isinstance(name, str) else f" number {index + 1}"
