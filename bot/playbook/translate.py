"""Turn pydantic's errors about a playbook into sentences for its author, who is no programmer."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.faults import Fault
from bot.domain.programme import Months, Programme

Path = tuple[int | str, ...]
Words = Callable[[Mapping[str, Any]], tuple[str, str]]

TEXT = ("it is not text", 'put it in quotes: "..."')
WHOLE = ("it is not a whole number", "write one without quotes, such as 3")
MONTHS = ("these are not months", "write [1, 3] for months 1 to 3, or [1] for an open end")

WORDS: dict[str, Words] = {
    "missing": lambda c: ("it is missing", "add it"),
    "string_type": lambda c: TEXT,
    "int_type": lambda c: WHOLE,
    "int_parsing": lambda c: WHOLE,
    "int_from_float": lambda c: WHOLE,
    "bool_type": lambda c: ("it is neither true nor false", "write true or false, without quotes"),
    "bool_parsing": lambda c: ("it is neither true nor false", "write true or false, without quotes"),
    "string_too_short": lambda c: ("it is empty", "write something"),
    "string_too_long": lambda c: ("it is too long", f"keep it to {c['max_length']} characters"),
    "string_pattern_mismatch": lambda c: (
        "this is no id",
        "write small letters, digits and hyphens, beginning with a letter",
    ),
    "greater_than_equal": lambda c: ("it is too small", f"write {c['ge']} or more"),
    "less_than_equal": lambda c: ("it is too large", f"write {c['le']} or less"),
    "too_short": lambda c: ("it has too few entries", f"give at least {c['min_length']}"),
    "too_long": lambda c: ("it has too many entries", f"give at most {c['max_length']}"),
    "enum": lambda c: ("this is not one of the choices", f"use one of: {c['expected']}"),
    "literal_error": lambda c: ("this is not one of the choices", f"use one of: {c['expected']}"),
    "tuple_type": lambda c: ("it is not a list", 'write a list: ["...", "..."]'),
    "model_type": lambda c: ("it is not a table", "write its keys below a heading in [brackets]"),
    "value_error": lambda c: (str(c["error"]), "mend that"),
}


def translate(error: ValidationError, data: Mapping[str, Any]) -> list[Fault]:
    """One fault for each of pydantic's errors, in the file's words; `data` is the parsed file."""
    errors = error.errors(include_url=False)
    meant = {(*e["loc"][:-1], _nearest(e["loc"])) for e in errors if e["type"] == "extra_forbidden"}
    kept = (e for e in errors if not (e["type"] == "missing" and e["loc"] in meant))
    return [_fault(e, data) for e in kept]


def _fault(error: ErrorDetails, data: Mapping[str, Any]) -> Fault:
    path = error["loc"]
    if error["type"] == "extra_forbidden":
        return _unknown_key(path, data)
    if path[-1:] in (("first",), ("last",)) and _model(path[:-1]) is Months:
        path = path[:-1]
    if error["type"] == "model_type" and _model(path) is Months:
        wrong, right = MONTHS
    else:
        words = WORDS.get(error["type"])
        wrong, right = words(error.get("ctx", {})) if words else (error["msg"], "mend that")
    return Fault(_where(path, data), wrong, right)


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
    model: type[BaseModel] | None = Programme
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
    """A path with each entry's id in place of its number: `kinds "interview" · fields "quote" · label`."""
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
