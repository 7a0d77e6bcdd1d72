"""Text as Slack and sentences want it: escaped, cut at a word, joined, ended."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.text import cut as cut
from bot.domain.text import inline as inline

QUOTE_LIMIT = 160


def escape(text: str) -> str:
    """Return `text` for mrkdwn: the three characters that Slack asks to escape are, and no others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return what `escape` was given."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def one_line(text: str) -> str:
    """Return the first line of a text that says something, short enough to be quoted."""
    lines = (line.strip() for line in text.splitlines())
    return cut(next(filter(None, lines), ""), QUOTE_LIMIT)


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
