"""Home's line on milestones: the next one, those reached, those that wait for a choice."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.numerals import in_words
from bot.domain.progress import Progress, Win
from bot.views import kit, pictures
from bot.views.home.asks import Ask, waiting
from bot.views.text import capital, joined
from bot.views.wins import parts
from bot.views.wins.words import next_milestone, status, title

_NEWEST_WINS = 3


def milestones(progress: Progress, asked: frozenset[Ask]) -> Iterator[Block]:
    said = [next_milestone(progress.next_milestone), _reached(progress)]
    if any(said):
        yield kit.plain(" ".join(filter(None, said)), name="home.milestones")
    yield from pictures.milestone(progress.next_milestone)
    for number, win in enumerate(waiting(progress)):
        asks = (Ask.WIN, Ask.OLDER_WIN)[number] in asked
        yield waits(win, progress, asks=asks, name=f"home.win.{win.id}")


def waits(win: Win, progress: Progress, *, asks: bool, name: str) -> Block:
    """Return where a win stands, with the way to it."""
    says = f"{capital(title(win))}: {status(win, progress.reader)}."
    return kit.plain(says, parts.open_button(win) if asks else None, name=name)


def _reached(progress: Progress) -> str:
    """Return the newest by name, and how many there are beside them."""
    newest = [f'"{title(win)}"' for win in progress.wins[:_NEWEST_WINS]]
    more = len(progress.wins) - len(newest)
    named = joined([*newest, f"{in_words(more)} more"] if more else newest)
    return f"You reached {named}." if newest else ""
