"""The author's guide, followed to the letter."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.domain.entry import Entry
from bot.domain.playbook import Check, EvidenceField, Playbook, Proof, ShowMe
from bot.playbook.loader import ENTRIES, playbook

GUIDE = (Path(__file__).parents[2] / "docs" / "playbook.md").read_text(encoding="utf-8")
WALK, _, REST = GUIDE.partition("\n## When the file changes")
REFERENCE = REST.partition("\n## Each key")[2].partition("\n## What the strict check")[0]
BLOCK = re.compile(r"^```(console|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_fifteen_minutes_lead_to_a_playbook_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    for language, text in BLOCK.findall(WALK):
        if language == "toml":
            edit(tmp_path / "my-playbook.toml", text)
        else:
            type_in(text)


def edit(file: Path, text: str) -> None:
    """Add entries at the end; set single lines where their key stands first (or last, in what was added)."""
    written = file.read_text(encoding="utf-8")
    if text.startswith("[["):
        file.write_text(f"{written}\n{text}", encoding="utf-8")
        return
    for line in text.splitlines():
        written = set_line(written, line)
    file.write_text(written, encoding="utf-8")


def set_line(written: str, line: str) -> str:
    key = line.partition(" = ")[0]
    head, own, added = written.partition('id = "hear-one-release-call"')
    pattern = re.compile(rf"^{key} = .*$", re.MULTILINE)
    return (
        f"{head}{own}{pattern.sub(lambda _: line, added, 1)}" if own else pattern.sub(lambda _: line, head, 1)
    )


def type_in(text: str) -> None:
    """Type what follows each "$ "; what stands below it has to come, in this order.

    In this process: a Python that starts for each command takes most of the time.
    """
    for command in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        typed, *expected = command.splitlines()
        words, _, file = typed.partition(" > ")
        program, *arguments = shlex.split(words)
        assert program == "pm-coach"
        done = CliRunner().invoke(app, arguments)
        rest = done.output
        if file:
            Path(file).write_text(done.stdout, encoding="utf-8")
        assert bool(done.exit_code) is bool(re.search(r"\d+ (fault|breach)", rest)), rest
        for line in expected:
            _, found, rest = rest.partition(line)
            assert found, f"{typed} doesn't say {line!r}"


def reference() -> dict[str, Any]:
    return tomllib.loads("\n".join(text for language, text in BLOCK.findall(REFERENCE) if language == "toml"))


def test_the_example_of_every_key_is_a_playbook_that_loads() -> None:
    book = playbook(reference(), "the guide")
    assert (book.months, len(book.assignments)) == (2, 3)


def keys_in(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys_in(entry) for entry in value.values()))
    return set().union(*(keys_in(entry) for entry in value)) if isinstance(value, list) else set()


def test_no_key_is_left_without_an_example() -> None:
    data = reference()
    assert set(data) == set(Playbook.model_fields)
    inner: list[tuple[str, type[Entry]]] = [
        ("kinds", EvidenceField),
        ("kinds", Check),
        ("milestones", Proof),
        ("assignments", ShowMe),
    ]
    for name, model in [*ENTRIES.items(), *inner]:
        assert set(model.model_fields) <= keys_in(data[name]), name
