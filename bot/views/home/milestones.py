"""Home's line on milestones: the next one, those reached, those that wait for a choice."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.numerals import in_words
from bot.domain.progress import Progress, Sharing
from bot.views import ids, kit
from bot.views.text import capital, joined
from bot.views.wins import parts
from bot.views.wins.words import next_milestone, status, title

_NEWEST_WINS = 3
_WAITING = 2
_UNDECIDED = {Sharing.OFFERED, Sharing.REFUSED, Sharing.UNKNOWN}


def milestones(progress: Progress) -> Iterator[Block]:
    said = [next_milestone(progress.next_milestone), _reached(progress)]
    if any(said):
        every = kit.button("All milestones", ids.WORD_RUN, "wins") if progress.wins else None
        yield kit.plain(" ".join(filter(None, said)), every, name="home.milestones")
    waiting = [w for w in progress.wins if w.state in _UNDECIDED and not w.milestone.private]
    for win in waiting[:_WAITING]:
        says = f"{capital(title(win))}: {status(win, progress.reader)}"
        yield kit.plain(says, parts.open_button(win), name=f"home.win.{win.id}")


def _reached(progress: Progress) -> str:
    """Return the newest by name, and how many there are beside them."""
    newest = [title(win) for win in progress.wins[:_NEWEST_WINS]]
    more = len(progress.wins) - len(newest)
    named = joined([*newest, f"{in_words(more)} more"] if more else newest)
    return f"You reached {named}." if newest else ""
