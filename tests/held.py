"""Answers of Slack that come when a test says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from threading import Event, Lock
from typing import Any

import pytest
from slack_sdk import WebClient

from tests.slowness import LONG, until


class Held:
    """Slack has answered so many calls, and whoever made them hears it once they may `go_on`."""

    def __init__(self) -> None:
        self.answered, self.may_go_on = 0, Event()
        self.lock = Lock()

    def wait(self, count: int = 1) -> None:
        """Wait until Slack has answered so many calls."""
        until(lambda: self.answered >= count)

    def go_on(self) -> None:
        self.may_go_on.set()


@contextmanager
def held(method: str) -> Iterator[Held]:
    """Keep back the answers to a method of the SDK's client, such as `chat_postMessage`, in this process."""
    answers, original = Held(), getattr(WebClient, method)

    @wraps(original)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        answer = original(*arguments, **named)
        with answers.lock:
            answers.answered += 1
        assert answers.may_go_on.wait(LONG)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WebClient, method, wrapped)
        try:
            yield answers
        finally:
            answers.go_on()
