"""The list of milestones, with what became of each."""

from slackblocks import Block

from bot.domain.progress import Progress, Reader, Win
from bot.screen import Screen
from bot.views import kit, times
from bot.views.text import capital
from bot.views.vocabulary import counted
from bot.views.wins import parts
from bot.views.wins.words import next_milestone, status, title


def wins(progress: Progress) -> Screen:
    """Return the answer to `/pm-progress wins`: each milestone with what became of it, and the next one."""
    following = next_milestone(progress.next_milestone)
    if not progress.wins:
        said = following or "Your first milestone comes with your evidence."
        return kit.message(
            said.partition(". ")[0].rstrip(".") + ".",
            [
                kit.plain(said),
                kit.context("I show every milestone to you first. I post nothing unless you press Post."),
            ],
        )
    first = f"You reached {counted(len(progress.wins), 'milestone')}."
    rows = [_row(win, progress.reader) for win in progress.wins[:20]]
    last = [kit.context(following)] if following else []
    return kit.message(first, [kit.header(first.rstrip(".")), *rows, *last])


def _row(win: Win, reader: Reader) -> Block:
    text = f"{capital(title(win))}, {times.day(win.reached_at, reader)}: {status(win, reader)}"
    return kit.plain(text, parts.open_button(win))
