"""Fields of a modal: what was typed and chosen, by block_id."""

import json
from collections.abc import Iterator
from typing import Any

from bot.domain.text import is_visible
from handlers.answer import Body


class Form:
    """A submitted (or still open) view. A field goes by its action_id, which no other in the view has.

    Its block_id is the same, but in a form that was emptied: Slack keeps what stands in a field whose
    block_id and action_id stay.
    """

    def __init__(self, view: Body) -> None:
        self._held: dict[str, Body] = {
            name: field
            for block in (view["state"].get("values") or {}).values()
            for name, field in block.items()
        }
        self.view_id = str(view.get("id") or "")
        self.blocks: list[Body] = view["blocks"]
        self.ids: dict[str, Any] = json.loads(view.get("private_metadata") or "{}")

    def text(self, name: str) -> str:
        """Return a field's text or the value chosen in it; "" where there is nothing to be seen."""
        field = self._held.get(name, {})
        option = field.get("selected_option") or {}
        for value in (
            field.get("value"),
            option.get("value"),
            field.get("selected_date"),
            field.get("selected_conversation"),
            field.get("selected_channel"),
        ):
            if value and is_visible(str(value)):
                return str(value).strip()
        return ""

    def chosen(self, name: str) -> set[str]:
        """Return the values of ticked boxes."""
        options = self._held.get(name, {}).get("selected_options") or []
        return {str(option["value"]) for option in options}

    def offers(self, name: str, value: str) -> bool:
        """Return whether there was such a box to tick."""
        boxes = (input_["element"].get("options", ()) for input_ in self._inputs(name))
        return any(option["value"] == value for options in boxes for option in options)

    def all_values(self) -> dict[str, str]:
        """Return everything that stands in the form, by field: texts, and the values of ticked boxes."""
        return {
            name: " ".join(sorted(self.chosen(name))) if "selected_options" in field else self.text(name)
            for name, field in self._held.items()
        }

    def block(self, name: str) -> str:
        """Return the block_id of a field: Slack takes errors by it."""
        return next((str(input_["block_id"]) for input_ in self._inputs(name)), name)

    def _inputs(self, name: str) -> Iterator[Body]:
        return (b for b in self.blocks if b["type"] == "input" and b["element"]["action_id"] == name)


def first_input(view: Body) -> str | None:
    """Return the block_id of a view's first input: errors can hang on nothing else."""
    return next((str(block["block_id"]) for block in view["blocks"] if block["type"] == "input"), None)


def hour(text: str) -> int:
    """Return the hour of "09:00"."""
    return int(text.partition(":")[0])
