"""Fields of a modal: what was typed and chosen, by block_id."""

import json
from typing import Any

from bot.domain.text import is_visible
from handlers.answer import Body


class Form:
    """A submitted (or still open) view. Each field's block_id is also its action_id."""

    def __init__(self, view: Body) -> None:
        self._values: dict[str, dict[str, Body]] = view["state"]["values"]
        self.blocks: list[Body] = view["blocks"]
        self.ids: dict[str, Any] = json.loads(view.get("private_metadata") or "{}")

    def text(self, block: str) -> str:
        """Return a field's text or the value chosen in it; "" where there is nothing to be seen."""
        field = self._values.get(block, {}).get(block, {})
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

    def chosen(self, block: str) -> set[str]:
        """Return the values of ticked boxes."""
        options = self._values.get(block, {}).get(block, {}).get("selected_options") or []
        return {str(option["value"]) for option in options}

    def offers(self, block: str, value: str) -> bool:
        """Return whether there was such a box to tick."""
        boxes = (b["element"].get("options", ()) for b in self.blocks if b.get("block_id") == block)
        return any(option["value"] == value for options in boxes for option in options)

    @property
    def first_input(self) -> str:
        """The block_id of the first input: errors can hang on nothing else."""
        return next(str(block["block_id"]) for block in self.blocks if block["type"] == "input")


def hour(text: str) -> int:
    """Return the hour of "09:00"."""
    return int(text.partition(":")[0])
