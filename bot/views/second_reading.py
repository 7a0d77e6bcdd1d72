"""A model's reading: what a member agrees to before anything is sent, and what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from slackblocks import Block

from bot.domain.second_reading import MOST_CHARACTERS, Reading, Reads, Unread
from bot.screen import Screen
from bot.views import ids, kit
from bot.views.text import QUOTE_LIMIT, cut

_CHUNK = 2_500
"""Characters of one block."""
_STAYS = "Your piece and my own answer haven't changed."


def choice(evidence_id: int) -> Block:
    """Return the row under my own answer, where a model can be asked."""
    return kit.actions(kit.button("Ask a model too", ids.READING_OPEN, evidence_id))


def consent(
    evidence_id: int, version: int, reads: Reads, text: str, *, is_cut: bool = False
) -> dict[str, Any]:
    """Return the form in which a member sees who reads which words, and sends them or doesn't."""
    return kit.modal(
        "Ask a model",
        [
            kit.plain(
                f'If you press "Send it", this text goes to the model {reads.model} at {reads.host}. '
                f"{_runs(reads)}"
            ),
            kit.plain(
                "I send this text and nothing else, neither your name nor your other pieces. "
                "I can't see what they keep of it. "
                "Don't send it if your company wants to keep any of it private."
            ),
            *(
                [kit.plain(f"It is long, so I send only its first {MOST_CHARACTERS:,} characters.")]
                if is_cut
                else ()
            ),
            *_whole(text),
            kit.context("You agree for this text alone. My own answer stays as it is."),
        ],
        submit="Send it",
        close="Don't send it",
        callback=ids.READING_FORM,
        ids={"evidence": evidence_id, "version": version, "reads": asdict(reads)},
    )


def _runs(reads: Reads) -> str:
    if reads.run_by:
        return f"The person who runs PM Coach says who runs it: {reads.run_by}. They can read your text."
    return "The people who run it can read your text."


def _whole(text: str) -> Iterator[Block]:
    for start in range(0, len(text), _CHUNK):
        yield kit.words(text[start : start + _CHUNK], "" if start else "This is the text:")


def asked() -> dict[str, Any]:
    """Return the form's last view."""
    return kit.modal(
        "I ask the model",
        [
            kit.plain("The answer comes to our DM. It takes about half a minute."),
            kit.context("You can close this."),
        ],
    )


def off() -> Screen:
    """Return the answer to an old button, where no model is set up any more."""
    first = "No model is set up here now, so I sent nothing."
    return kit.message(first, [kit.plain(f"{first} {_STAYS}")])


def reading(evidence_id: int, came: Reading) -> Screen:
    """Return what a model said, or in a line why it said nothing."""
    if came.unread:
        return _unread(evidence_id, came.unread)
    first = "A model has read your evidence."
    return kit.message(
        first,
        [
            kit.plain(f"{first} This is what it says:"),
            *_points([(point.quote, point.said) for point in came.points]),
            kit.actions(
                kit.button("Add to it", ids.EVIDENCE_REVISE, evidence_id),
                kit.button("See it", ids.EVIDENCE_SEE, evidence_id),
            ),
            kit.context(
                f"This is from the model {came.reads.model} at {came.reads.host}. "
                "I checked only that each quote is in your text. A model can be wrong."
            ),
        ],
    )


def _points(said: Sequence[tuple[str, str]]) -> Iterator[Block]:
    for number, (quote, comment) in enumerate(said, 1):
        label = f"The model, {number} of {len(said)}:" if len(said) > 1 else "The model:"
        yield kit.quoted(label, cut(" ".join(quote.split()), QUOTE_LIMIT))
        yield kit.plain(comment)


_WHY = {
    Unread.SLOW: "The model took too long, so I stopped waiting.",
    Unread.AWAY: "I couldn't reach the model.",
    Unread.BUSY: "The model has too much to do at the moment.",
    Unread.REFUSED: "The model's server refused my question. The person who runs PM Coach can see why.",
    Unread.DECLINED: "The model refuses to read your text.",
    Unread.NONSENSE: "The model's answer made no sense, so I don't show it.",
    Unread.MISQUOTED: "The model quoted words that aren't in your text, so I don't show its answer.",
    Unread.NOTHING: "The model read your evidence and has nothing to add.",
    Unread.CHANGED: "The model has changed since you agreed, so I sent nothing.",
}
_IN_VAIN = (Unread.NOTHING, Unread.DECLINED)
"""It would say the same again."""


def _unread(evidence_id: int, why: Unread) -> Screen:
    first = _WHY[why]
    again = kit.button("Ask the model again", ids.READING_OPEN, evidence_id)
    return kit.message(
        first, [kit.plain(f"{first} {_STAYS}"), *(() if why in _IN_VAIN else [kit.actions(again)])]
    )
