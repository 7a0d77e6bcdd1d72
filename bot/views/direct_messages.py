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
            kit.plain(
                f"{first} {'Did you mean one of these?' if near else 'This button shows all of them.'}"
            ),
            *near,
            kit.actions(all_words()),
            kit.context("I saved nothing of what you wrote."),
        ],
    )


def long(ts: str, week_id: int, week_number: int, length: int = 0) -> Screen:
    """Return the question whether a long text is evidence; `ts` names the message, which stays where it is.

    The buttons' value is "TS:WEEK-ID".
    """
    first = f"That looks like work. Shall I save it as evidence for week {week_number}?"
    whole = f"All {length:,} characters are in your message. " if length else ""
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(
                kit.primary("Save as evidence", ids.TEXT_KEEP, f"{ts}:{week_id}"),
                kit.button("Don't save it", ids.TEXT_DROP, f"{ts}:{week_id}"),
            ),
            kit.context(f"{whole}I save nothing until you press."),
        ],
    )


ATTACHED = "I can't save files, clips or forwarded messages, which stay in Slack. I can save words and links."


def attached(week_id: int) -> Screen:
    """Return the answer to a file, a voice clip or a forwarded message that came without a word."""
    first = "I can save words and links, but no files, clips or forwarded messages."
    return kit.message(
        first,
        [
            kit.plain(f"{first} Write what happened, or put a link into the form."),
            kit.actions(kit.primary("Add evidence", ids.ASSIGNMENT_DONE, week_id), all_words()),
            kit.context("I saved nothing of what you sent."),
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
    """Return the state of that question after "Save as evidence"."""
    first = f"Your text is saved as evidence for week {week_number}."
    return kit.message(first, [kit.plain(first)])


def dropped() -> Screen:
    """Return the state of that question after "No"."""
    first = "Fine, I saved nothing of it."
    return kit.message(first, [kit.plain(first)])


def gone() -> Screen:
    """Return the answer where the text that was to be kept isn't there any more."""
    first = "I can't find that message any more, so nothing is saved. Send it again, and I ask again."
    return kit.message(first, [kit.plain(first)])


def late() -> Screen:
    """Return the answer to a message that Slack has brought an hour late, or later."""
    first = "I wasn't running when you wrote this, so I did nothing. Send it again if you want it done."
    return kit.message(first, [kit.plain(first)])


def stranger() -> Screen:
    """Return the answer to somebody who writes before joining."""
    first = "You haven't joined yet. When you do, I send you one assignment a week."
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(kit.primary("Join", ids.JOIN_OPEN), kit.button("About PM Coach", ids.JOIN_ABOUT)),
            kit.context("I saved nothing of what you wrote, and I tell nobody."),
        ],
    )
