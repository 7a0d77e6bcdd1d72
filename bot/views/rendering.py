"""Blocks as JSON that is made once.

The library goes through it again at every level above, and makes it anew for every rule of a surface: that
would be most of a screen's work, and a Monday has many. So it judges one of each shape, with values as long
as the real ones, and what differs from member to member is put into a copy.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from slackblocks import (
    ActionsBlock,
    Block,
    Button,
    ConfirmationDialogue,
    Element,
    Option,
    OptionGroup,
    PlainText,
    StaticSelectMenu,
)

UNNAMED = "-"
"""The `block_id` of a block without a name of its own; it is sent without one."""


class Rendered(Block):
    """A block that is JSON already; any number of screens can have it."""

    def __init__(self, json: dict[str, Any]) -> None:
        self._json = json

    def _resolve(self) -> dict[str, Any]:
        return self._json


class RenderedButton(Button):
    """A button that is JSON already."""

    def __init__(self, json: dict[str, Any]) -> None:
        self._json = json

    def _resolve(self) -> dict[str, Any]:
        return self._json


class RenderedMenu(StaticSelectMenu):
    """A menu that is JSON already."""

    def __init__(self, json: dict[str, Any]) -> None:
        self._json = json

    def _resolve(self) -> dict[str, Any]:
        return self._json


def button(
    label: str, action: str, value: str | None, style: str | None, url: str | None, spoken: str | None
) -> Button:
    """Return a button; the library judges the first of those that differ in their value alone."""
    made = _button(label, action, None if value is None else len(value), style, url, spoken)
    return RenderedButton({**made, "value": value} if value is not None else dict(made))


def confirmed(asking: Button, question: ConfirmationDialogue) -> Button:
    """Return the same button, which asks before anything happens."""
    return RenderedButton({**asking._resolve(), "confirm": question._resolve()})


@lru_cache(maxsize=1000)
def _button(
    label: str, action: str, length: int | None, style: str | None, url: str | None, spoken: str | None
) -> Mapping[str, Any]:
    value = None if length is None else "0" * length
    made = Button(
        label,
        action_id=action,
        value=value,
        style=style,  # type: ignore[arg-type]
        url=url,
        accessibility_label=spoken,
    )
    return made._resolve()


def menu(
    placeholder: str, action: str, options: Sequence[tuple[str, str]], chosen: str | None
) -> StaticSelectMenu:
    """Return a menu of (text, value); the library judges the first of those that differ in values alone."""
    preset = next((at for at, (_, value) in enumerate(options) if value == chosen), None)
    lengths = tuple((text, len(value)) for text, value in options)
    made = _menu(placeholder, action, lengths, preset)
    both = zip(made["options"], options, strict=True)
    filled = [{**option, "value": value} for option, (_, value) in both]
    initial = {} if preset is None else {"initial_option": filled[preset]}
    return RenderedMenu({**made, "options": filled, **initial})


@lru_cache(maxsize=1000)
def _menu(
    placeholder: str, action: str, lengths: tuple[tuple[str, int], ...], preset: int | None
) -> Mapping[str, Any]:
    options = [Option(PlainText(text), "0" * length) for text, length in lengths]
    initial = None if preset is None else options[preset]
    made = StaticSelectMenu(action, options=options, initial_option=initial, placeholder=placeholder)
    return made._resolve()


@lru_cache(maxsize=100)
def grouped_menu(
    placeholder: str,
    action: str,
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    chosen: str | None,
) -> StaticSelectMenu:
    """Return a menu of groups, each a label with its (text, value); a group holds a hundred at most."""
    made = {value: Option(PlainText(text), value) for _, options in groups for text, value in options}
    shown = [OptionGroup(label, [made[value] for _, value in options]) for label, options in groups]
    menu = StaticSelectMenu(action, option_groups=shown, placeholder=placeholder)
    # The library takes a whole group for `initial_option` here; Slack wants one of the options in it
    # (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element).
    initial = {"initial_option": made[chosen]._resolve()} if chosen in made else {}
    return RenderedMenu({**menu._resolve(), **initial})


def row(elements: Sequence[Element], name: str) -> Block:
    """Return buttons and menus beside each other."""
    _check_row(tuple(type(element) for element in elements), name)
    made = [element._resolve() for element in elements]
    return Rendered({"type": "actions", "block_id": name, "elements": made})


@lru_cache(maxsize=1000)
def _check_row(types: tuple[type[Element], ...], name: str) -> None:
    ActionsBlock([type_.__new__(type_) for type_ in types], block_id=name)


def text_block(type_: str, text: Mapping[str, Any], name: str, accessory: Element | None = None) -> Block:
    """Return a header or section; its text is no longer than it may be."""
    beside = {} if accessory is None else {"accessory": accessory._resolve()}
    return Rendered({"type": type_, "block_id": name, "text": text, **beside})


def plain_text(text: str) -> dict[str, Any]:
    if not text:
        PlainText(text)  # says what is wrong
    return {"type": "plain_text", "text": text}


def rendered(*blocks: Block) -> list[Block]:
    """Return the same blocks, for screens that are drawn many times."""
    return [Rendered(block) for block in as_json(blocks)]


def as_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return the blocks' JSON, those without a name of their own without a `block_id`."""
    made = [block._resolve() for block in blocks]
    for block in made:
        if block.get("block_id") == UNNAMED:
            del block["block_id"]
    return made


def outlines(types: Iterable[str]) -> list[Block]:
    """Return all that the library's rules for a surface ask of its blocks."""
    return [Rendered({"type": type_}) for type_ in types]
