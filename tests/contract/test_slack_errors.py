"""Slack's error codes stand in one table, and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.slack import errors
from bot.slack.errors import ERRORS, Code, Effect, Refusal

ROOT = Path(__file__).parents[2]


def modules() -> Iterator[Path]:
    for room in ("bot", "handlers", "jobs"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "sandbox" not in path.parts and "migrations" not in path.parts:
                yield path


def codes_of_the_sandbox() -> set[str]:
    """Return every code that our local Slack answers, which are more than the coach has a rule for."""
    calls = (
        node
        for path in (ROOT / "bot" / "sandbox").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SlackError"
    )
    return {str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)}


def literals(path: Path) -> set[str]:
    return {
        node.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_no_code_stands_outside_the_table() -> None:
    codes = {*Code} | codes_of_the_sandbox()
    assert len(codes) > len(Code), "the sandbox's codes weren't found"
    strays = {
        str(path.relative_to(ROOT)): found
        for path in modules()
        if path != Path(errors.__file__) and (found := literals(path) & codes)
    }
    assert strays == {}


def test_every_code_has_a_row_with_its_page() -> None:
    assert set(ERRORS) == set(Code)
    assert all(row.source.startswith("https://docs.slack.dev/") for row in ERRORS.values())


def test_a_row_says_why_in_half_a_sentence_and_what_to_do_in_a_whole_one() -> None:
    for code, row in ERRORS.items():
        assert not row.why.endswith("."), code
        assert row.todo.endswith("."), code


def test_a_code_without_a_row_is_never_sent_again_and_shown_to_the_member() -> None:
    code = "no_such_code"
    assert (errors.effect(code), errors.refusal(code), errors.remedy(code)) == (
        Effect.NEVER,
        Refusal.OTHER,
        None,
    )
    assert not errors.is_about_token(code)


def test_whoever_is_locked_out_finds_a_remedy() -> None:
    locked_out = [code for code, row in ERRORS.items() if row.effect is Effect.LOCKED_OUT]
    assert len(locked_out) == 5
    assert all(errors.remedy(code) and errors.is_about_token(code) for code in locked_out)
