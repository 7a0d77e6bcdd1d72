"""The words of `/pm-progress`, and what somebody meant by what they typed."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from bot.domain import wishes
from bot.domain.text import comparable

PUNCTUATION = " \t\n\u00a0/.,;:!?…'\"`´*_()“”„‟‘’‚‛«»‹›"
BETWEEN = " \t\n\u00a0.,;:!?…-–—"
"""What may stand between a word and what follows it."""
LISTED = "•◦▪‣·>✅✔✓☑\ufe0f"
"""What people put before a word as before a point of a list, or a quotation."""
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
"""What phones and copying put before or behind a word."""
PROSE = 4
"""With so many words after it, a word of ours is only how a sentence begins."""
LONGEST_DATES = 10
"""Words; "away" and a wish to move are followed by dates, and these can take so many."""


class Subcommand(NamedTuple):
    """A word that works, the group it stands under in help, and what it does in a line."""

    word: str
    group: str
    line: str


SEE, DO, BETTER, BEND, SHOW, OWN, START = (
    "See where you are",
    "Do this week",
    "Get better at it",
    "Fit it to your life",
    "Show it",
    "Own your data",
    "Start, get help",
)
SUBCOMMANDS = (
    Subcommand("", SEE, "this week, your record and the next milestone"),
    Subcommand("evidence", SEE, "everything that you saved"),
    Subcommand("next", SEE, "when the next messages come"),
    Subcommand("plan", DO, "say when you do it and what comes first"),
    Subcommand("done", DO, "add this week's evidence (the word add does the same)"),
    Subcommand("swap", DO, "take another assignment this week"),
    Subcommand("later", DO, "move this week's message to a later hour or day"),
    Subcommand("skip", DO, "leave this week out"),
    Subcommand("drill", BETTER, "practise one skill for five minutes, with my answer"),
    Subcommand("mirror", BETTER, "see how you spent your hours, with one thing to try"),
    Subcommand("away", BEND, "stop messages and your programme for some days"),
    Subcommand("back", BEND, "end your time away"),
    Subcommand("pace", BEND, "how often an assignment comes"),
    Subcommand("mute", BEND, "stop all messages; your programme goes on"),
    Subcommand("settings", BEND, "day, hour, zone and channel for milestones"),
    Subcommand("wins", SHOW, "your milestones, and what was shared where"),
    Subcommand("packet", SHOW, "your best work as a document, made of your own evidence"),
    Subcommand("who-saw", OWN, "where each of your posts and files went, and when"),
    Subcommand("export", OWN, "everything that I saved about you, as files"),
    Subcommand("erase", OWN, "erase all of it, for good"),
    Subcommand("leave", OWN, "end the programme; your data stays"),
    Subcommand("join", START, "begin the programme, or say where you begin"),
    Subcommand("help", START, "these words"),
)
SYNONYMS = {
    "add": "done",
    "add evidence": "done",
    "submit": "done",
    "handin": "done",
    "hand in": "done",
    "hand it in": "done",
    "snooze": "later",
    "move": "plan",
    "reschedule": "plan",
    "remind": "plan",
    "status": "",
    "pause": "away",
    "vacation": "away",
    "quit": "leave",
    "delete": "erase",
    "who saw": "who-saw",
    "whosaw": "who-saw",
    "stop": "stop",
    "unmute": "unmute",
}
"""What is understood besides; "stop" asks which way is meant, and "unmute" has its own answer."""

MOVE = "move"
"""What a wish to have the week on another day asks for; the rest names that day."""
_MEANS = {w.word: w.word for w in SUBCOMMANDS} | SYNONYMS
_LONGEST = max(phrase.count(" ") for phrase in _MEANS) + 1


@dataclass(frozen=True)
class ParsedCommand:
    """Either a `word` ("" is the dashboard) with the `rest` of the text as typed, or something `unknown`."""

    subcommand: str | None
    rest: str = ""
    unknown: str | None = None
    nearest: str | None = None
    """The word that was probably meant, None when nothing comes near."""

    @property
    def prose(self) -> bool:
        """Whether the rest is a text rather than a word or two more."""
        return len(self.rest.split()) >= (LONGEST_DATES if self.subcommand in ("away", MOVE) else PROSE)


def parse_command(text: str) -> ParsedCommand:
    """What a text after the command, or a message to the coach, asks for.

    Prose that happens to begin with a word asks for nothing, except after "done": that is the evidence.
    """
    typed = text.lstrip(PUNCTUATION + BETWEEN + LISTED + INVISIBLE)
    if not comparable(typed):
        return ParsedCommand("")
    if when := wishes.wish(typed):
        return ParsedCommand(MOVE, when)
    found = _leading(typed)
    if found is None and (days := wishes.absence(typed)) is not None:
        found = ParsedCommand("away", days)
    if found is None:
        unknown = typed.split()[0].strip(PUNCTUATION)
        return ParsedCommand(None, unknown=text.strip(), nearest=next(iter(near(unknown)), None))
    if found.prose and found.subcommand != "done":
        return ParsedCommand(None, unknown=text.strip(), nearest=found.subcommand)
    return found


def _leading(typed: str) -> ParsedCommand | None:
    """The word that a text begins with, and what follows."""
    parts = list(re.finditer(r"[^\s–—]+", typed))
    for length in range(min(_LONGEST, len(parts)), 0, -1):
        phrase = " ".join(comparable(part[0]).strip(PUNCTUATION) for part in parts[:length])
        if phrase in _MEANS:
            rest = typed[parts[length - 1].end() :]
            return ParsedCommand(_MEANS[phrase], rest.lstrip(BETWEEN + INVISIBLE).rstrip())
    return None


def _bare(word: str) -> str:
    return word.strip(PUNCTUATION)


def near(text: str) -> tuple[str, ...]:
    """The words nearest to a text, best first, two at most; the dashboard goes by "status" there.

    Words of ours that stand in the text itself come before those that only look alike.
    """
    typed = comparable(text).strip(PUNCTUATION)
    if within := [_MEANS[word] for word in map(_bare, typed.split()) if word in _MEANS]:
        return tuple(dict.fromkeys(within))[:2]
    if len(typed) < len("add"):
        return ()  # "on" is like "join"
    alike = get_close_matches(typed, _MEANS, n=len(_MEANS))
    works = [_MEANS.get(word) or word for word in alike]
    return tuple(dict.fromkeys(works))[:2]
