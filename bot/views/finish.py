"""The end of the programme: everything that somebody did, and nothing that they didn't."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.progress import Finish, KindCount
from bot.views import ids, kit
from bot.views.text import inline, joined, one_line
from bot.views.vocabulary import counted

FROM_HERE_ON = "From here on, the weeks are for using what you have learnt."
QUIETER = "If you go on quieter, a week opens every second week and the mirror comes once a month."
EVERY_SECOND = "A week opens every second week, and the mirror comes once a month."
_KINDS_SHOWN = 4
_REACHED_SHOWN = 6


def finish(finish: Finish) -> Iterator[Block]:
    """Yield what it came to: totals, kinds, milestones, skills, the first and the last of their own words."""
    yield kit.header(finish.words)
    if told := sentences(finish):
        yield kit.section(" ".join(told))
    if finish.first:
        yield kit.plain("Your first piece began like this:")
        yield kit.quote(one_line(finish.first))
    if finish.last:
        yield kit.plain("Your newest piece begins like this:")
        yield kit.quote(one_line(finish.last))
    yield kit.actions(
        *([kit.primary("Build my packet", ids.PACKET_OPEN)] if finish.pieces else []),
        *([kit.button("Go on, quieter", ids.FINISH_QUIETER)] if finish.quieter else []),
        kit.button("Leave the programme", ids.WORD_LEAVE, "leave"),
    )
    how_often = QUIETER if finish.quieter else EVERY_SECOND
    yield kit.plain(f"{FROM_HERE_ON} {how_often}")


def sentences(finish: Finish) -> list[str]:
    """Return a sentence for each thing that was done."""
    totals = [
        f"You kept {counted(finish.kept, 'week')}" if finish.kept else "",
        f"you handed in {counted(finish.pieces, 'piece')} of evidence" if finish.pieces else "",
    ]
    said = ", and ".join(filter(None, totals))
    reached = [inline(title) for title in finish.reached]
    return [
        *([f"{said[0].upper()}{said[1:]}."] if said else []),
        *([f"Among it are {kinds(finish.kinds, _KINDS_SHOWN)}."] if len(finish.kinds) > 1 else []),
        *([f"You reached {_named(reached)}."] if reached else []),
        *([f"You practised {joined([inline(title) for title in finish.skills])}."] if finish.skills else []),
    ]


def kinds(counts: tuple[KindCount, ...], shown: int = 0) -> str:
    """Return "six interviews, two pages for a VP and a mini-PRD"; of so many as are `shown`."""
    each = [counted(count.pieces, count.kind.label, count.kind.plural) for count in counts]
    return joined(each[:shown] if shown else each)


def _named(titles: list[str]) -> str:
    """Return "one milestone: first story", with the first few by name."""
    more = len(titles) - _REACHED_SHOWN
    named = titles[:_REACHED_SHOWN] + ([f"{counted(more, 'other')}"] if more > 0 else [])
    return f"{counted(len(titles), 'milestone')}: {joined(named)}"
