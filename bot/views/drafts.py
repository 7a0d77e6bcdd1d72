"""Fields whose words are kept while they are typed, and the line over a form that begins with a draft."""

from collections.abc import Iterator, Sequence
from typing import Any

from slackblocks import Block, DispatchActionConfiguration, InputBlock, PlainTextInput

from bot.domain.progress import Reader
from bot.domain.records import DraftRecord, OtherDraft
from bot.views import ids, kit, times

_EMPTIED = "/emptied"
"""At the end of block_ids, for Slack keeps what stands in a field whose block_id and action_id stay."""


def field(label: str, line: PlainTextInput, *, emptied: bool = False, **details: Any) -> InputBlock:
    """Return an input that tells the coach of each key; `emptied` for the form after Start empty."""
    line.dispatch_action_config = DispatchActionConfiguration("on_character_entered")
    return InputBlock(
        label, line, dispatch_action=True, block_id=block_id(line.action_id or "", emptied=emptied), **details
    )


def block_id(name: str, *, emptied: bool) -> str:
    return f"{name}{_EMPTIED}" if emptied else name


def note(draft: DraftRecord | None, reader: Reader | None, action: str) -> Iterator[Block]:
    """Yield since when the draft stands there, and the button that empties the form."""
    if draft and reader:
        yield kit.context(f"Draft from {times.moment(draft.updated_at, reader)}.")
        yield kit.actions(kit.button("Start empty", action))


def others(kept: Sequence[OtherDraft], week_id: int) -> Iterator[Block]:
    """Yield what was typed for something else in a week, with the way to it."""
    for draft in kept:
        what = f'"{draft.title}"' if draft.title else "your own choice"
        open_it = kit.button(
            "Open that draft",
            ids.HAND_IN_OTHER,
            f"{week_id}:{draft.assignment_id}",
            spoken=f"Open the draft for {what}",
        )
        yield kit.plain(f"Your draft for {what} is saved.", open_it)
