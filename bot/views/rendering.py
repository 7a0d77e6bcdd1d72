"""Blocks as JSON that is made once.

The library goes through it again at every level above, and makes it anew for every rule of a surface: that
would be most of a screen's work, and a Monday has many.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from slackblocks import ActionsBlock, Block, Element, Option

UNNAMED = "-"
"""The `block_id` of a block without a name of its own; it is sent without one."""


class Rendered(Block):
    """A block that is JSON already; any number of screens can have it."""

    def __init__(self, json: dict[str, Any]) -> None:
        self._json = json

    def _resolve(self) -> dict[str, Any]:
        return self._json


class Choice(Option):
    """An option that has a text and a value, and no more."""

    def _resolve(self) -> dict[str, Any]:
        return {"text": self.text._resolve(), "value": self.value}


def row(elements: Sequence[Element], name: str) -> Block:
    """Buttons and menus beside each other."""
    block = ActionsBlock(list(elements), block_id=name)
    made = [element._resolve() for element in elements]
    return Rendered({"type": block.type.value, "block_id": block.block_id, "elements": made})


def rendered(*blocks: Block) -> list[Block]:
    """The same blocks, for screens that are drawn many times."""
    return [Rendered(block) for block in as_json(blocks)]


def as_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """The blocks' JSON, those without a name of their own without a `block_id`."""
    made = [block._resolve() for block in blocks]
    for block in made:
        if block.get("block_id") == UNNAMED:
            del block["block_id"]
    return made


def outlines(types: Iterable[str]) -> list[Block]:
    """All that the library's rules for a surface ask of its blocks."""
    return [Rendered({"type": type_}) for type_ in types]
