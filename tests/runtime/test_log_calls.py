"""Every line that our code logs names what happened, and says nothing that isn't the operator's business."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
PRIVATE = {"key", "text", "blocks", "fields", "body", "payload", "view", "name", "user", "person", "token"}
"""A key may name a milestone or a member; the others hold what people wrote or who they are."""
TAKEN = {"message", "event", "level", "at"}
"""What bot.runtime.logs writes itself, over a value of the same name."""


def log_calls(source: str) -> Iterator[ast.Call]:
    """Calls of `log.warning(...)`, and of `getattr(log, level)(...)`."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(value=ast.Name(id="log"), attr=level) if level in LEVELS:
                yield node
            case ast.Call(func=ast.Name(id="getattr"), args=[ast.Name(id="log"), *_]):
                yield node


def faults(source: str) -> list[str]:
    found = []
    for call in log_calls(source):
        names = {word.arg for word in call.keywords if word.arg}
        if "action" not in names:
            found.append(f"line {call.lineno} has no action")
        found += [f"line {call.lineno} logs {name}" for name in sorted(names & (PRIVATE | TAKEN))]
    return found


def ours() -> list[Path]:
    files = [each for folder in ("bot", "handlers", "jobs") for each in (ROOT / folder).rglob("*.py")]
    return sorted(each.relative_to(ROOT) for each in files if "log = structlog" in each.read_text("utf-8"))


def test_all_modules_that_log_are_looked_at() -> None:
    assert {Path("bot/app.py"), Path("handlers/errors.py"), Path("jobs/log_and_continue.py")} <= set(ours())


@pytest.mark.parametrize("file", ours(), ids=str)
def test_each_log_call_has_an_action_and_nothing_private(file: Path) -> None:
    assert faults((ROOT / file).read_text("utf-8")) == []


def test_a_call_without_an_action_or_with_a_key_would_be_found() -> None:
    assert faults('log.info("sent")') == ["line 1 has no action"]
    assert faults('getattr(log, "info")("sent", action="a", key=1)') == ["line 1 logs key"]
    assert faults('log.warning("x", action="a", workspace=t)') == []
