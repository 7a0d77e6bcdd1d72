"""Answers to what somebody writes to the coach in its DM: never silence, and no pretending."""

from collections.abc import Sequence

from bot.screen import Screen
from bot.views import ids, kit
from bot.views.help import all_words, suggestion

LONG_TEXT = 400
"""Characters from which a text is taken for work, in languages that put no spaces between words too."""
LONG = 60
"""From so many words on, a text is taken for work."""


def short(nearest: Sequence[str]) -> Screen:
    """Return the answer to a text that is no word of ours: the two nearest words, and all of them."""
    first = "I only understand a few words, and that wasn't one of them."
    near = [suggestion(word) for word in nearest[:2]]
    return kit.message(
        first,
        [
            kit.plain(f"{first} {'Perhaps one of these?' if near else 'Here is all I can do.'}"),
            *near,
            kit.actions(all_words()),
            kit.context("I keep nothing of what you wrote."),
        ],
    )


def long(ts: str, week_id: int, week_number: int, length: int = 0) -> Screen:
    """Return the question whether a long text is evidence; `ts` names the message, which stays where it is.

    The buttons' value is "TS:WEEK-ID".
    """
    first = f"That looks like work. Keep it as evidence for week {week_number}?"
    whole = f"All {length:,} characters are in your message. " if length else ""
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(
                kit.primary("Keep as evidence", ids.TEXT_KEEP, f"{ts}:{week_id}"),
                kit.button("No, it was for me", ids.TEXT_DROP, f"{ts}:{week_id}"),
            ),
            kit.context(f"{whole}I keep nothing until you press."),
        ],
    )


ATTACHED = "I can't keep files, clips or forwarded messages: they stay in Slack. Words and links I can."


def attached(week_id: int) -> Screen:
    """Return the answer to a file, a voice clip or a forwarded message that came without a word."""
    first = "I can't keep files, clips or forwarded messages; words and links I can."
    return kit.message(
        first,
        [
            kit.plain(f"{first} Write what came of it, or put a link to it into the form."),
            kit.actions(kit.primary("Hand it in", ids.ASSIGNMENT_DONE, week_id), all_words()),
            kit.context("I keep nothing of what you sent."),
        ],
    )


def with_attachment(screen: Screen) -> Screen:
    """Return an answer to words that came with a file or the like, which the coach can't keep."""
    return kit.redrawn([*screen.blocks, *kit.message("", [kit.context(ATTACHED)]).blocks])


def word(parsed: str) -> Screen:
    """Return the answer to a word of ours: the button that does it, since a form opens from a press only."""
    first = "Here it is."
    return kit.message(first, [kit.plain(first), suggestion(parsed)])


def kept_text(week_number: int) -> Screen:
    """Return the state of that question after "Keep as evidence"."""
    first = f"Kept as evidence for week {week_number}."
    return kit.message(first, [kit.plain(first)])


def dropped() -> Screen:
    """Return the state of that question after "No"."""
    first = "Fine, I kept nothing of it."
    return kit.message(first, [kit.plain(first)])


def gone() -> Screen:
    """Return the answer where the text that was to be kept isn't there any more."""
    first = "I can't find that message any more, so nothing is kept. Send it again and I'll ask again."
    return kit.message(first, [kit.plain(first)])


def late() -> Screen:
    """Return the answer to a message that Slack has brought an hour late, or later."""
    first = "I was away when you wrote this, so I did nothing. Send it again if you want it done."
    return kit.message(first, [kit.plain(first)])


def stranger() -> Screen:
    """Return the answer to somebody who writes before joining."""
    first = "I send one assignment a week to people who have joined; you haven't, so nothing comes."
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(kit.primary("Join", ids.JOIN_OPEN), kit.button("What is it?", ids.JOIN_ABOUT)),
            kit.context("I keep nothing of what you wrote, and nobody is told."),
        ],
    )
