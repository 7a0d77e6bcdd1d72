"""Slack's refusals: HTTP 200, `ok` false and a code, sometimes with details."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.sandbox.problems import Problem

Json = dict[str, Any]


class SlackError(Exception):
    """A refused call; `details` go beside the code."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def answer(self) -> Json:
        """The body that the caller gets."""
        return {"ok": False, "error": self.code, **self.details}


def invalid_blocks(problems: Iterable[Problem]) -> SlackError:
    """Bad blocks of a message: the same texts in `errors` and, marked, in response_metadata."""
    told = [str(problem) for problem in problems]
    return SlackError("invalid_blocks", errors=told, response_metadata=_marked(told))


def invalid_arguments(*told: str) -> SlackError:
    """Bad arguments, among them bad views."""
    return SlackError("invalid_arguments", response_metadata=_marked(list(told)))


def _marked(told: list[str]) -> Json:
    return {"messages": [f"[ERROR] {each}" for each in told]}
