"""Text as Slack and sentences want it: escaped, cut at a word, joined, ended."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

QUOTE_LIMIT = 160
JOINER = "\u200d"
CLUSTER_LIMIT = 64
"""No character that people mean as one has more code points."""


def escape(text: str) -> str:
    """Return `text` for mrkdwn: the three characters that Slack asks to escape are, and no others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return what `escape` was given."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def cut(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters; too long a one ends at a word and an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: _whole(text, limit - 1)]
    at_word = head.rfind(" ")
    return (head[:at_word] if at_word > limit // 2 else head).rstrip(" ,;:") + "…"


def _whole(text: str, at: int) -> int:
    """Return the place at or before `at` that parts no character that is drawn from several code points.

    After Unicode's rules for clusters (unicode.org/reports/tr29), as far as people type them: marks, joined
    emoji, skin tones and flags.
    """
    least = max(at - CLUSTER_LIMIT, 0)
    place = at
    while place > least and (_belongs(text[place]) or text[place - 1] == JOINER):
        place -= 1
    flags = 0
    while place - flags > least and _is_flag_half(text[place - flags - 1]):
        flags += 1
    return place - 1 if flags % 2 and _is_flag_half(text[place]) else place


def _belongs(character: str) -> bool:
    """Whether it changes the character before it."""
    tone_or_tag = "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"
    return character == JOINER or tone_or_tag or unicodedata.category(character) in {"Mn", "Me", "Mc"}


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def one_line(text: str) -> str:
    """Return the first line of a text that says something, short enough to be quoted."""
    lines = (line.strip() for line in text.splitlines())
    return cut(next(filter(None, lines), ""), QUOTE_LIMIT)


def inline(title: str) -> str:
    """Return a title for the middle of a sentence: "First story" -> "first story", "VP page" stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Return `text` ending as a sentence does."""
    return text if text.endswith((".", "?", "…", '."', '?"')) else f"{text}."


def joined(items: Sequence[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def chunks(lines: Iterable[str], limit: int) -> Iterator[str]:
    """Yield the lines joined into texts of at most `limit` characters, no line broken in two."""
    held = ""
    for line in lines:
        line = cut(line, limit)
        if held and len(held) + 1 + len(line) > limit:
            yield held
            held = line
        else:
            held = f"{held}\n{line}" if held else line
    if held:
        yield held


def spaced(*sentences: str) -> str:
    """Return sentences as one text, without those that are empty."""
    return " ".join(filter(None, sentences))
