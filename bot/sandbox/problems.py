"""Slack's sentences for what it refuses in a payload, made from JSON Schema's errors.

Wordings as the Web API answers them (`must be less than 3001 characters [json-pointer:/blocks/0/text/text]`),
constraints as blocks.validate does: https://docs.slack.dev/reference/methods/blocks.validate
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from jsonschema import ValidationError

Json = dict[str, Any]

_A_TYPE = {
    "string": "a string",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "array": "an array",
    "object": "an object",
}


@dataclass(frozen=True)
class Problem:
    """One thing that Slack refuses: what is wrong, where (a JSON pointer), and what would be allowed."""

    message: str
    pointer: str
    constraint: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


def from_error(error: ValidationError, at: str) -> Iterator[Problem]:
    """Yield Slack's sentences for one error of the schema; `at` is the pointer of the judged value."""
    pointer = "".join([at, *(f"/{_escaped(str(part))}" for part in error.absolute_path)])
    keyword = "enum" if error.validator == "discriminator" else error.validator
    constraint = {"type": keyword, "expected": error.validator_value}
    for message in _messages(error):
        yield Problem(message, pointer, constraint)


def _escaped(part: str) -> str:
    """A member's name within a JSON pointer (RFC 6901)."""
    return part.replace("~", "~0").replace("/", "~1")


def _schema(error: ValidationError) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], error.schema)  # never `true` or `false`: those have no keywords


def _messages(error: ValidationError) -> list[str]:
    keyword = str(error.validator)
    own = _schema(error).get("errorMessage")
    if isinstance(own, Mapping):
        own = own.get(keyword)
    if own:
        return [str(own)]
    say = _SENTENCES.get(keyword)
    return say(error) if say else [error.message]


def _type(error: ValidationError) -> list[str]:
    return [f"must provide {_A_TYPE[str(error.validator_value)]}"]


def _additional(error: ValidationError) -> list[str]:
    known = _schema(error)["properties"]
    return [
        f"invalid additional property: {name}" for name in cast(Json, error.instance) if name not in known
    ]


def _range(error: ValidationError) -> list[str]:
    low, high = _schema(error).get("minimum"), _schema(error).get("maximum")
    return [f"must be at least {low}" if high is None else f"must be between {low} and {high}"]


def _enum(_error: ValidationError) -> list[str]:
    return ["must be a valid enum value"]


def _said(text: str, plus: int = 0) -> Callable[[ValidationError], list[str]]:
    """Slack's "less than 3001" is JSON Schema's `maxLength` 3000: `plus` is added to the figure."""
    return lambda error: [text.format(cast(int, error.validator_value) + plus)]


_SENTENCES: Mapping[str, Callable[[ValidationError], list[str]]] = {
    "type": _type,
    "additionalProperties": _additional,
    "const": _enum,
    "enum": _enum,
    "minimum": _range,
    "maximum": _range,
    "exclusiveMinimum": _said("must be more than {}"),
    "minLength": _said("must be more than {} characters", -1),
    "maxLength": _said("must be less than {} characters", 1),
    "minItems": _said("no fewer than {} items allowed"),
    "maxItems": _said("no more than {} items allowed"),
}
