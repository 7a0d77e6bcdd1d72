"""A small language for saying what Block Kit allows, with Slack's own words for what is wrong.

A check takes a value, its json-pointer and the list it adds its problems to. Wordings as Slack's API answers
them (`must be less than 3001 characters [json-pointer:/blocks/0/text/text]`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that Slack refuses, and where."""

    message: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Check = Callable[[Any, str, list[Problem]], None]
Rule = Callable[[Mapping[str, Any]], str | None]


def string(maximum: int, minimum: int = 1) -> Check:
    """A string of so many Unicode code points."""

    def check(value: Any, at: str, problems: list[Problem]) -> None:
        if not isinstance(value, str):
            problems.append(Problem("must provide a string", at))
        elif len(value) < minimum:
            problems.append(Problem(f"must be more than {minimum - 1} characters", at))
        elif len(value) > maximum:
            problems.append(Problem(f"must be less than {maximum + 1} characters", at))

    return check


def boolean(value: Any, at: str, problems: list[Problem]) -> None:
    """True or false."""
    if not isinstance(value, bool):
        problems.append(Problem("must provide a boolean", at))


def anything(_value: Any, _at: str, _problems: list[Problem]) -> None:
    """Not judged here."""


def integer(minimum: int, maximum: int) -> Check:
    """A whole number in a range."""

    def check(value: Any, at: str, problems: list[Problem]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.append(Problem("must provide an integer", at))
        elif not minimum <= value <= maximum:
            problems.append(Problem(f"must be between {minimum} and {maximum}", at))

    return check


def number(value: Any, at: str, problems: list[Problem]) -> None:
    """Any number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        problems.append(Problem("must provide a number", at))


def one_of(*allowed: str) -> Check:
    """One of these words."""

    def check(value: Any, at: str, problems: list[Problem]) -> None:
        if value not in allowed:
            problems.append(Problem("must be a valid enum value", at))

    return check


def matching(fits: Callable[[Any], bool], says: str) -> Check:
    """A value of a certain form, such as a date."""

    def check(value: Any, at: str, problems: list[Problem]) -> None:
        if not fits(value):
            problems.append(Problem(says, at))

    return check


def list_of(item: Check, maximum: int, minimum: int = 1) -> Check:
    """A list of so many items, each one judged."""

    def check(value: Any, at: str, problems: list[Problem]) -> None:
        if not isinstance(value, list):
            problems.append(Problem("must provide an array", at))
            return
        if len(value) > maximum:
            problems.append(Problem(f"no more than {maximum} items allowed", at))
        if len(value) < minimum:
            problems.append(Problem(f"no fewer than {minimum} items allowed", at))
        for index, each in enumerate(value):
            item(each, f"{at}/{index}", problems)

    return check


def fields(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Rule) -> Check:
    """An object with these fields and no others; `rules` look at all of it."""
    known = {**required, **optional}

    def check(value: Any, at: str, problems: list[Problem]) -> None:
        if not isinstance(value, dict):
            problems.append(Problem("must provide an object", at))
            return
        problems += [Problem(f"missing required field: {name}", at) for name in required if name not in value]
        problems += [
            Problem(f"invalid additional property: {name}", at) for name in value if name not in known
        ]
        found: list[Problem] = []
        for name in value.keys() & known.keys():
            known[name](value[name], f"{at}/{name}", found)
        problems += found or [Problem(said, at) for rule in rules if (said := rule(value))]

    return check


def by_type(kinds: Mapping[str, Check], allowed: Iterable[str] | None = None) -> Check:
    """An object judged by its `type`; types outside `allowed` are refused."""
    names = frozenset(kinds if allowed is None else allowed)

    def check(value: Any, at: str, problems: list[Problem]) -> None:
        if not isinstance(value, dict):
            problems.append(Problem("must provide an object", at))
        elif "type" not in value:
            problems.append(Problem("missing required field: type", at))
        elif value["type"] not in names:
            problems.append(Problem(f"unsupported type: {value['type']}", f"{at}/type"))
        else:
            kinds[value["type"]](value, at, problems)

    return check


def exactly_one(*names: str) -> Rule:
    """A rule: one of these fields, not none and not two."""

    def rule(value: Mapping[str, Any]) -> str | None:
        given = sum(name in value for name in names)
        return (
            None if given == 1 else f"must define exactly one of {', '.join(f'`{name}`' for name in names)}"
        )

    return rule
