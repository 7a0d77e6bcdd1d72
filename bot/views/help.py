"""Help: every word that works, by group, and the answer to a word that doesn't."""

from itertools import groupby

from slackblocks import Block, Button

from bot.domain.commands import SUBCOMMANDS, Subcommand
from bot.domain.progress import Progress
from bot.screen import Screen
from bot.views import ids, kit
from bot.views.text import capital, cut

_LINES = {word.word: word.line for word in SUBCOMMANDS} | {
    "stop": "the four ways to stop",
    "unmute": "get my messages again",
    "move": "put this week on another day or hour",
}
_SEEN_BY_YOU = (
    "Nobody else sees the command or the answer, wherever you type it. "
    "If your company exports its Slack, direct messages may be in the export."
)


def help(joined: bool) -> Screen:  # noqa: A001
    """Return every word that works, by group; to somebody who hasn't joined, with joining first."""
    groups = [(group, list(words)) for group, words in groupby(SUBCOMMANDS, key=lambda word: word.group)]
    if not joined:
        groups = groups[-1:] + groups[:-1]
    first = "You can type these words after /pm-progress, or write them to me in our DM."
    return kit.message(
        first,
        [
            kit.plain(first),
            *(kit.section(f"*{group}*\n" + "\n".join(map(_line, words))) for group, words in groups),
            kit.context(f"{_SEEN_BY_YOU} My feedback on what you save comes from rules, not from AI."),
        ],
    )


def unknown(typed: str, nearest: str | None) -> Screen:
    """Return the answer to what means nothing here, with the word it resembles; a text is given back."""
    first = f"I don't know '{cut(typed, 30)}'."
    if nearest is not None:
        first += f" Did you mean {shown(nearest)}?"
    buttons = [*([run(nearest)] if nearest is not None else []), all_words()]
    given_back = _given_back(typed) if len(typed.split()) > 1 else []
    return kit.message(first, [kit.plain(first), *given_back, kit.actions(*buttons)])


def too_long(typed: str, limit: int) -> Screen:
    """Return the answer to a text after the command that no field of the form holds."""
    first = f"A field of the form takes up to {limit:,} characters, and your text is longer."
    return kit.message(
        first,
        [
            kit.plain(f"{first} Send it to me as a message, and I ask whether to save it."),
            *_given_back(typed),
        ],
    )


def _given_back(typed: str) -> list[Block]:
    """Return what was typed after a command and is gone from there; a message holds some 9,000 of it."""
    parts = [typed[at : at + kit.SECTION_LIMIT] for at in range(0, len(typed), kit.SECTION_LIMIT)][:3]
    return [kit.context("What you typed:"), *map(kit.quote, parts)]


def stop(progress: Progress) -> Screen:
    """Return the four ways to stop, each with what stays and how to come back."""
    first = "There are four ways to stop. After the first three you can come back."
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.section(
                "*Away* stops my messages and your programme for as long as you say. "
                "Those weeks don't count.",
                run("away"),
            ),
            kit.section(
                "*Mute* stops my messages and nothing else. Your weeks go on, and late is fine. "
                "Unmute brings the messages back.",
                run("mute"),
            ),
            kit.section(
                "*Leave* ends the programme. What you saved stays until you erase it, "
                "and you can go on where you were.",
                kit.button("Leave the programme", ids.WORD_LEAVE, "leave"),
            ),
            kit.section(
                "*Erase* ends the programme and erases everything that I saved about you. "
                "I ask you to confirm it first.",
                run("erase"),
            ),
            kit.context('Is only this week too much? Open "Later or skip" in the message of this week.'),
        ],
    )


def run(word: str) -> Button:
    """Return a button that does what a word does; one to a block, as they share their action_id."""
    return kit.button(capital(shown(word)), ids.WORD_RUN, shown(word))


def suggestion(word: str) -> Block:
    """Return a word that works, with what it does and a button that does it."""
    return kit.section(f"*{capital(shown(word))}*: {_LINES[word]}", run(word))


def all_words() -> Button:
    return kit.button("All commands", ids.HELP_OPEN)


def shown(word: str) -> str:
    """Return the word for a person; the dashboard has none of its own, and "status" is understood for it."""
    return word or "status"


def _line(word: Subcommand) -> str:
    return f"`{f'/pm-progress {word.word}'.strip()}` {word.line}"
