"""Names in members' lines: how many the rule points out, and how often it is wrong."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo import past
from bot.domain.packet.names import names_in_line

LINES = tomllib.loads(Path(__file__).with_name("names_lines.toml").read_text(encoding="utf-8"))
NOT_FOUND = {
    "Orange pays for it.",
    "i asked maria how it went.",
    "Smith v. the backlog: he lost.",
}
"""A company that is called like an everyday word, small letters, and a family name alone."""


def found(text: str) -> set[str]:
    return {name for line in text.splitlines() for name in names_in_line(line)}


@pytest.mark.parametrize("case", LINES["names"], ids=lambda case: case["line"])
def test_a_line_that_names_somebody_is_pointed_out(case: dict[str, Any]) -> None:
    names = found(case["line"])
    assert bool(names & set(case["who"])) == (case["line"] not in NOT_FOUND)
    assert names <= set(case["who"])


@pytest.mark.parametrize("line", [case["line"] for case in LINES["quiet"]])
def test_a_line_of_ordinary_words_is_not(line: str) -> None:
    assert found(line) == set()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("ANNA SMITH said no.", {"ANNA"}),
        ("Brandauer's team waits for it.", {"Brandauer's"}),
        ("3M leaves.", {"3M"}),
        ("山田さん said no.", {"山田さん"}),
        ("皆さん and お客さん said no.", set()),
        ("MARK IT DONE", set()),
        ("Today's plan is late.", set()),
    ],
)
def test_a_name_in_capitals_with_a_genitive_or_an_honorific_is_pointed_out(
    line: str, names: set[str]
) -> None:
    assert found(line) == names


def test_what_the_demos_people_write_names_nobody_but_whom_it_names() -> None:
    folder = Path(past.__file__).with_name("people")
    people = [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")]
    lines = [
        line
        for said in people
        for part in ("pieces", "revised", "posts")
        for text in texts(said.get(part))
        for line in text.splitlines()
    ]
    assert len(lines) > 400
    assert [line for line in lines if found(line)] == ["Does anybody know a Lindgren in Mill Street?"]


def texts(held: Any) -> Iterator[str]:
    """Yield all texts in what a file of the demo holds."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        for each in held.values():
            yield from texts(each)
    elif isinstance(held, list):
        for each in held:
            yield from texts(each)
