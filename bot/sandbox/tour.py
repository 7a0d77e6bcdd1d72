"""The guided list beside the page, and the buttons that the demo adds: plain data in Slack's own terms.

The sandbox knows nothing of the product, so a demo hands over its hints ("done when /x was typed") and its
controls ("move my clock"); here they are ticked off by what people do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

START_OVER = "start-over"  # a control with this id stands under the finished list, not in the page's head


@dataclass(frozen=True)
class Control:
    """A button in the page's head; `run` is called in a thread of its own, one control at a time."""

    id: str
    label: str
    run: Callable[[], None]


@dataclass(frozen=True)
class Done:
    """The condition of a hint: any of these (kind, name) pairs happened, or is so now."""

    any_of: frozenset[tuple[str, str]]

    def __or__(self, other: Done) -> Done:
        """Either is enough: `action("plan.open") | submitted("hand_in")`."""
        return Done(self.any_of | other.any_of)


def _when(kind: str, name: str) -> Done:
    return Done(frozenset({(kind, name)}))


def command(name: str) -> Done:
    """Done when this slash command was sent, with or without words behind it."""
    return _when("command", name)


def action(action_id: str) -> Done:
    """Done when something with this action_id was pressed or chosen."""
    return _when("action", action_id)


def submitted(callback_id: str) -> Done:
    """Done when the app took a submission of the view with this callback_id."""
    return _when("submitted", callback_id)


def opened(place: str) -> Done:
    """Done when the hint's turn has come and "DM", "Home" or "#channel" is open."""
    return _when("opened", place)


def control(control_id: str) -> Done:
    """Done when the control with this id has run to its end."""
    return _when("control", control_id)


def acted_as(name: str) -> Done:
    """Done when the hint's turn has come and the page acts as the person of this name."""
    return _when("acted_as", name)


def seen(text: str) -> Done:
    """Done when the hint's turn has come and this text stands in what the page shows."""
    return _when("seen", text)


@dataclass(frozen=True)
class Hint:
    """One line of the guided list; `copy` is a text to paste where the hint says."""

    text: str
    done_when: Done
    copy: str | None = None


@dataclass(frozen=True)
class TourEnd:
    """The words of the folded list: a closing line and links as (label, address)."""

    text: str = "That was the tour."
    links: tuple[tuple[str, str], ...] = ()


# Actions count whenever they happen. What merely *is so* (a place is open, a text is in sight) counts only on
# the hint's turn: who looked into #wins at the start hasn't yet seen the post that the hint is about.
_ACTIONS = frozenset({"command", "action", "submitted", "control"})


class Tour:
    """The list and how far it has come; safe to call from any thread."""

    def __init__(self, hints: Sequence[Hint] = (), end: TourEnd | None = None) -> None:
        self.hints = tuple(hints)
        self.end = end or TourEnd()
        self._lock = Lock()
        self._done: set[int] = set()
        self._actions: set[tuple[str, str]] = set()
        self._now: dict[str, str] = {}  # "opened" and "acted_as" -> the name that holds at present

    @property
    def done(self) -> tuple[bool, ...]:
        """One flag a hint, in the order of the list."""
        with self._lock:
            return tuple(index in self._done for index in range(len(self.hints)))

    def notice(self, kind: str, name: str) -> bool:
        """Take note of an action or of where the person is now; true when a hint was ticked by it."""
        with self._lock:
            if kind in _ACTIONS:
                self._actions.add((kind, name))
            else:
                self._now[kind] = name
            return self._tick()

    def skip(self, index: int) -> None:
        """Ticks a hint by hand, so that nobody is stuck on one."""
        with self._lock:
            if 0 <= index < len(self.hints):
                self._done.add(index)
                self._tick()

    def tick_seen(self, shown: Callable[[], str]) -> bool:
        """Tick the hint whose turn it is, if it waits for something to be `seen` and the page shows that."""
        with self._lock:
            wanted = _texts(self._turn())
            if wanted and any(text in (visible := shown()) for text in wanted):
                self._now["seen"] = next(text for text in wanted if text in visible)
                return self._tick()
            return False

    def start_over(self) -> None:
        """Forgets all that was ticked."""
        with self._lock:
            self._done.clear()
            self._actions.clear()
            self._now.clear()

    def as_json(self) -> dict[str, Any]:
        """Return what the page draws: hints with their state, and the closing line."""
        flags = self.done
        hints = [
            {"text": hint.text, "copy": hint.copy, "done": flag}
            for hint, flag in zip(self.hints, flags, strict=True)
        ]
        links = [{"label": label, "url": url} for label, url in self.end.links]
        return {"hints": hints, "end": {"text": self.end.text, "links": links}}

    def _turn(self) -> Hint | None:
        return next((hint for index, hint in enumerate(self.hints) if index not in self._done), None)

    def _tick(self) -> bool:
        before = len(self._done)
        for index, hint in enumerate(self.hints):
            if index in self._done:
                continue
            on_turn = len(self._done.intersection(range(index))) == index
            if hint.done_when.any_of & (self._actions | (set(self._now.items()) if on_turn else set())):
                self._done.add(index)
        return len(self._done) > before


def _texts(hint: Hint | None) -> Iterable[str]:
    return [name for kind, name in hint.done_when.any_of if kind == "seen"] if hint else []
