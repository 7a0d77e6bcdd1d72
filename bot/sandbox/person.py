"""A person before Slack, for tests: uses the labels that are visible, reads what is on the screen.

A test that isn't about words names a button or a field by its `action_id`, and an option by its value.
Places are "DM" (the app's direct messages), "Home", "modal", or a channel such as "#wins". A label that isn't
there raises AssertionError with what can be pressed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox import elements, payloads, plain_text
from bot.sandbox.elements import Found
from bot.sandbox.records import MessageRecord, MessageRef, PersonRecord, ViewRef, ViewState
from bot.sandbox.results import ActionResult
from bot.sandbox.user_actions import UserActions
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class _Spot:
    """An element on the screen and what holds it."""

    source: MessageRef | ViewRef
    found: Found
    shown: str  # what the element shows as chosen

    @property
    def names(self) -> list[str]:
        """All the words that a person could call it by."""
        element, block = self.found.element, self.found.block
        names = [plain_text.label(element), element.get("accessibility_label", ""), self.shown]
        names += [plain_text.text_of(block.get("label"))]
        names += [plain_text.text_of(block.get("text"))] if "accessory" in block else []
        return [name for name in (*names, element["action_id"]) if name]

    def press_value(self, label: str) -> tuple[bool, Any]:
        """Return whether pressing `label` means this element, and with which value."""
        element = self.found.element
        if element["type"] in elements.BUTTONS:
            called = plain_text.label(element), element.get("accessibility_label"), element["action_id"]
            return label in called, None
        if element["type"] == "overflow":
            return _offered(element["options"], label)
        if element["type"] == "feedback_buttons":
            return _offered([element["positive_button"], element["negative_button"]], label)
        return False, None


def _offered(options: list[dict[str, Any]], label: str) -> tuple[bool, Any]:
    for option in options:
        if plain_text.text_of(option["text"]) == label:
            return True, option["value"]
    return False, None


class Person:
    """One member of the workspace, acting and reading."""

    def __init__(self, workspace: Workspace, actions: UserActions, record: PersonRecord) -> None:
        self._workspace = workspace
        self._actions = actions
        self.record = record
        self.id = record.id
        self._place = "#general"

    # -- acting

    def types(self, text: str, in_: str = "#general") -> ActionResult:
        """Type into a channel's box: a slash command, or words."""
        self._place = in_
        do = self._actions.command if text.startswith("/") else self._actions.say
        return do(self.id, self._channel_id(in_), text)

    def writes(self, text: str) -> ActionResult:
        """Write to the app in its direct messages."""
        return self.types(text, in_="DM")

    def replies(self, to: MessageRecord, text: str) -> ActionResult:
        """Answer in the thread of a message."""
        thread = to.thread_ts or to.ts
        return self._actions.send(self.id, to.channel, self._workspace.typed(text), thread_ts=thread)

    def edits(self, message: MessageRecord, text: str) -> ActionResult:
        """Change what they wrote to the app."""
        return self._actions.edit(self.id, message, text)

    def shares(self, file: str, text: str = "", in_: str = "DM") -> ActionResult:
        """Share a file by its name, with or without words; a name like "clip.m4a" makes a voice clip."""
        count = sum(
            len(each.files) for channel in self._workspace.channels.values() for each in channel.messages
        )
        subtype = "slack_audio" if file.endswith(".m4a") else ""
        shared = payloads.file(file, self.id, f"F0FILE{count + 1:05d}", subtype)
        words = self._workspace.typed(text)
        return self._actions.send(self.id, self._channel_id(in_), words, files=[shared])

    def forwards(self, message: MessageRecord, text: str = "", in_: str = "DM") -> ActionResult:
        """Forward a message of somebody; its words come as an attachment."""
        forwarded = payloads.forwarded(message, self._workspace.people[message.user])
        words = self._workspace.typed(text)
        return self._actions.send(self.id, self._channel_id(in_), words, attachments=[forwarded])

    def opens_home(self) -> ActionResult:
        """Open the app's Home tab."""
        self._place = "Home"
        return self._actions.open_home(self.id)

    def opens(self, place: str) -> ActionResult:
        """Look at a channel, the DM or Home."""
        if place == "Home":
            return self.opens_home()
        self._place = place
        return self._actions.open_channel(self.id, self._channel_id(place))

    def clicks(self, label: str, in_: str | None = None, value: str | int | None = None) -> ActionResult:
        """Press the newest button with that label or action_id: in the modal, else where they looked last.

        Of several buttons it is the first with the `value`, if one is given.
        The modal's own submit and close buttons count, and so do the entries of an overflow menu.
        """
        place = self._where(in_)
        footer = self._footer(label) if place == "modal" else None
        if footer:
            return self.submits() if footer == "submit" else self.closes()
        for spot in self._spots(place):
            pressed, chosen = spot.press_value(label)
            if pressed and (value is None or spot.found.element.get("value") == str(value)):
                return self._use(spot, chosen)
        raise AssertionError(f"no button {label!r} in {place}; there is: {self._pressable(place)}")

    def chooses(self, control: str, option: str | list[str], in_: str | None = None) -> ActionResult:
        """Choose in a select, picker, radio or checkbox group, named by its label, placeholder or action_id.

        `option` is the option's words or the beginning of its value (several for multi kinds), a date
        "2027-01-14", a time "14:00", a person's name or a "#channel".
        """
        spot = self._control(control, self._where(in_), typed=False)
        if "external" in spot.found.element["type"]:
            return self._use(spot, self._from_outside(spot, option))
        return self._use(spot, self._value(spot.found.element, option))

    def _from_outside(self, spot: _Spot, option: str | list[str]) -> Any:
        """Type each wanted option's words, and take the one of that name that the app offers."""
        block, element = spot.found.block, spot.found.element
        taken = []
        for words in [option] if isinstance(option, str) else option:
            offered = self._actions.suggestions(
                self.id, spot.source, block["block_id"], element["action_id"], words
            )
            labels = [plain_text.text_of(each["text"]) for each in offered]
            if words not in labels:
                raise AssertionError(f"no option {words!r}; the app offers: {labels}")
            taken.append(offered[labels.index(words)])
        return taken if element["type"] in elements.LISTS else taken[0]

    def fills(self, label: str, text: str, in_: str | None = None) -> ActionResult:
        """Write into a text field, named by its label, placeholder or action_id."""
        spot = self._control(label, self._where(in_), typed=True)
        block, element = spot.found.block, spot.found.element
        return self._actions.enter(self.id, spot.source, block["block_id"], element["action_id"], text)

    def submits(self) -> ActionResult:
        """Press the submit button of the open modal."""
        return self._actions.submit(self.id, self._open_modal().id)

    def closes(self, all_views: bool = False) -> ActionResult:
        """Close the open modal."""
        return self._actions.close(self.id, self._open_modal().id, all_views)

    # -- reading

    @property
    def modal(self) -> ViewState | None:
        """The open modal on top, None if there is none."""
        stack = self._workspace.views(self.id)
        return stack[-1] if stack else None

    @property
    def home(self) -> ViewState | None:
        """The Home that the app published for this person."""
        return self._workspace.home(self.id)

    def sees(self, in_: str | None = None) -> str:
        """All the text of a place, newest last."""
        place = self._where(in_)
        if place in ("modal", "Home"):
            view = self.modal if place == "modal" else self.home
            return view.visible if view else ""
        return "\n\n".join(message.visible for message in self.messages(place))

    def messages(self, in_: str = "DM") -> list[MessageRecord]:
        """The messages that this person sees there, oldest first."""
        return self._workspace.messages(self._channel_id(in_), self.id)

    def last(self, in_: str = "DM") -> MessageRecord:
        """The newest message there."""
        seen = self.messages(in_)
        assert seen, f"{self.record.name} sees no message in {in_}"
        return seen[-1]

    def waits_for(self, text: str, in_: str | None = None, seconds: float = 60) -> str:
        """Wait until the text is on the screen there; what is seen then. AssertionError with what is."""
        deadline = time.monotonic() + seconds
        while True:
            version = self._workspace.version
            seen = self.sees(in_)
            if text in seen:
                return seen
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{text!r} didn't appear in {self._where(in_)}; visible is:\n{seen}")
            self._workspace.wait_for_change(version, left)

    # -- finding

    def _where(self, in_: str | None) -> str:
        return in_ or ("modal" if self.modal else self._place)

    def _channel_id(self, place: str) -> str:
        workspace = self._workspace
        return workspace.dm(self.id).id if place == "DM" else workspace.channel(place).id

    def _open_modal(self) -> ViewState:
        modal = self.modal
        assert modal is not None, f"no modal is open before {self.record.name}"
        return modal

    def _footer(self, label: str) -> str | None:
        view = self._open_modal().view
        return next((key for key in ("submit", "close") if plain_text.text_of(view.get(key)) == label), None)

    def _spots(self, place: str) -> Iterator[_Spot]:
        if place in ("modal", "Home"):
            view = self.modal if place == "modal" else self.home
            yield from _spots_of(ViewRef(view.id), view.blocks, view.values) if view else ()
            return
        for message in reversed(self.messages(place)):
            ref = MessageRef(message.channel, message.ts)
            yield from _spots_of(ref, message.blocks, message.state(self.id))

    def _control(self, name: str, place: str, *, typed: bool) -> _Spot:
        spots = [
            spot
            for spot in self._spots(place)
            if spot.found.element["type"] in elements.STATEFUL
            and (spot.found.element["type"] in elements.TYPED) == typed
        ]
        for spot in spots:
            if name in spot.names:
                return spot
        what = "field" if typed else "choice"
        raise AssertionError(f"no {what} {name!r} in {place}; there is: {[spot.names for spot in spots]}")

    def _pressable(self, place: str) -> list[str]:
        return [spot.names[0] if spot.names else spot.found.element["type"] for spot in self._spots(place)]

    def _value(self, element: dict[str, Any], option: str | list[str]) -> Any:
        if element["type"] in elements.LISTS:
            return [
                self._one_value(element, each) for each in ([option] if isinstance(option, str) else option)
            ]
        return self._one_value(element, str(option))

    def _one_value(self, element: dict[str, Any], option: str) -> str:
        if "users" in element["type"]:
            return self._workspace.person(option).id
        if "channels" in element["type"] or "conversations" in element["type"]:
            return self._channel_id(option)
        offered = elements.options(element)
        if not offered:
            return option
        for each in offered:
            if plain_text.text_of(each["text"]) == option:
                return str(each["value"])
        for each in offered:
            if each["value"].startswith(option):
                return str(each["value"])
        words = [plain_text.text_of(each["text"]) for each in offered]
        raise AssertionError(f"no option {option!r}; there is: {words}")

    def _use(self, spot: _Spot, value: Any) -> ActionResult:
        block, element = spot.found.block, spot.found.element
        return self._actions.press(self.id, spot.source, block["block_id"], element["action_id"], value)


def _spots_of(source: MessageRef | ViewRef, blocks: list[Any], values: Any) -> Iterator[_Spot]:
    for found in elements.interactive(blocks):
        held = values.get(found.block["block_id"], {}).get(found.element["action_id"], {})
        yield _Spot(source, found, plain_text.entered_text(held))
