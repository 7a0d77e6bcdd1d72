"""The post in a channel, and the question whether it is corrected once it is no longer true."""

from collections.abc import Iterator, Sequence
from typing import Any

from slackblocks import Block

from bot.domain.progress import Reader, Sharing, Win
from bot.domain.readers import corrected as as_corrected
from bot.screen import Screen
from bot.views import ids, kit
from bot.views.text import capital
from bot.views.wins.parts import sealed
from bot.views.wins.words import difference, readers, signature, status, title, where


def post(win: Win, reader: Reader) -> Screen:
    """Return what the channel sees: the member's text and their name, and nothing that can be pressed."""
    return kit.message(win.text, [kit.plain(win.text), kit.context(signature(win, reader))])


def correction(win: Win) -> Iterator[Block]:
    """Yield the question whether a post that is no longer true is to be corrected, with the new text."""
    new = win.correction or ""
    says = f"Your post in {where(win)} {difference(win.text, new)} The new text is:"
    yield kit.plain(says, name=f"{ids.WIN_QUESTION}.says")
    yield kit.quote(new, name=f"{ids.WIN_QUESTION}.new")
    yield kit.actions(
        kit.primary("Correct the post", ids.WIN_CORRECT, sealed(as_corrected(win))),
        kit.button("Keep the post as it is", ids.WIN_LEAVE, win.id),
        name=f"{ids.WIN_QUESTION}.answer",
    )
    yield kit.context(readers(win.channel), name=f"{ids.WIN_QUESTION}.readers")


def answered(blocks: Sequence[dict[str, Any]], win: Win, reader: Reader, *, corrected: bool) -> Screen:
    """Return the message that asked, from its blocks as Slack sends them, the outcome for the question."""
    said = "I corrected it" if corrected else "The post stays as it is"
    return _in_its_place(blocks, [kit.plain(f"{said}: {title(win)} is {status(win, reader)}.")])


def asked_again(blocks: Sequence[dict[str, Any]], win: Win, reader: Reader) -> Screen:
    """Return the message that asked, with the question as it is now: the press on the old one did nothing."""
    why = "Something changed since this was asked, so I corrected nothing."
    if win.state is Sharing.POSTED and win.correction:
        note = kit.plain(f"{why} Please look once more.", name=f"{ids.WIN_QUESTION}.why")
        return _in_its_place(blocks, [note, *correction(win)])
    return _in_its_place(blocks, [kit.plain(f"{why} {capital(title(win))} is {status(win, reader)}.")])


def _in_its_place(blocks: Sequence[dict[str, Any]], instead: Sequence[Block]) -> Screen:
    outcome = kit.message("", instead).blocks
    asked = [
        place for place, block in enumerate(blocks) if block.get("block_id", "").startswith(ids.WIN_QUESTION)
    ]
    shown = [block for place, block in enumerate(blocks) if place not in asked]
    return kit.redrawn([*shown[: asked[0]], *outcome, *shown[asked[0] :]] if asked else shown)
