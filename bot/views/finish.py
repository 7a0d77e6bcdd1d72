"""The end of the programme: everything that somebody did, and nothing that they didn't."""

from collections.abc import Iterator

from slackblocks import Block, Button

from bot.domain.progress import Finish, KindCount, Progress
from bot.screen import Screen
from bot.views import ids, kit, pictures, times
from bot.views.text import inline, joined, one_line
from bot.views.vocabulary import counted

FROM_HERE_ON = "From now on, you use what you have learnt."
_LOOK_BACK = "I may ask once a month how you spend your hours."
QUIETER = (
    "If you press nothing, assignments come as often as before. "
    f'"Fewer messages" means one assignment every second week. {_LOOK_BACK}'
)
EVERY_SECOND = f"An assignment comes every second week. {_LOOK_BACK}"
_KINDS_SHOWN = 4
_REACHED_SHOWN = 6


def finish(finish: Finish) -> Iterator[Block]:
    """Yield what it came to: totals, kinds, milestones, skills, the first and the last of their own words."""
    yield from came_to(finish, "finish")
    yield from pictures.months(finish.phase_weeks, finish.months, now=finish.months + 1)
    yield kit.actions(
        *([packet()] if finish.pieces else []),
        *([_quieter()] if finish.quieter else []),
        kit.button("Leave the programme", ids.WORD_LEAVE, "leave"),
    )
    yield kit.plain(f"{FROM_HERE_ON} {_how_often(finish)} If you leave, all that you saved stays.")


def came_to(finish: Finish, name: str) -> Iterator[Block]:
    """Yield the programme's last sentence, the totals, and the member's own first and newest words."""
    yield kit.header(_headline(finish), name=name)
    if told := sentences(finish):
        yield kit.section(" ".join(told), name=f"{name}.told")
    if finish.first:
        yield kit.plain("Your first piece began like this:", name=f"{name}.first")
        yield kit.quote(one_line(finish.first), name=f"{name}.first.words")
    if finish.last:
        yield kit.plain("Your newest piece begins like this:", name=f"{name}.last")
        yield kit.quote(one_line(finish.last), name=f"{name}.last.words")


def packet() -> Button:
    return kit.primary("Build my packet", ids.PACKET_OPEN)


def _headline(finish: Finish) -> str:
    """Return the programme's own last sentence; of months that the move cut short, that it is made."""
    return "You made the move" if finish.moved else finish.words


def pace(finish: Finish, name: str) -> Block:
    """Return how often weeks start from now on, with the button for fewer while there is a slower pace."""
    return kit.plain(_how_often(finish), _quieter() if finish.quieter else None, name=name)


def stays(progress: Progress) -> Screen:
    """Return the answer to a press that changes nothing: months go on, or the pace is slow already."""
    if progress.finish:
        first = "You have the slowest pace already, so this button changes nothing."
    else:
        first = "Your months go on, so this button changes nothing. You find your pace in Settings."
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(kit.button("Settings", ids.SETTINGS_OPEN)),
            kit.context(times.next_line(progress.reader)),
        ],
    )


def _quieter() -> Button:
    return kit.button("Go on with fewer messages", ids.FINISH_QUIETER)


def _how_often(finish: Finish) -> str:
    return QUIETER if finish.quieter else EVERY_SECOND


def sentences(finish: Finish) -> list[str]:
    """Return a sentence for each thing that was done."""
    totals = [
        f"You did {counted(finish.kept, 'week')}" if finish.kept else "",
        f"you saved {counted(finish.pieces, 'piece')} of evidence" if finish.pieces else "",
    ]
    said = ", and ".join(filter(None, totals))
    reached = [inline(title) for title in finish.reached]
    return [
        *([f"{said[0].upper()}{said[1:]}."] if said else []),
        *([f"Among them are {kinds(finish.kinds, _KINDS_SHOWN)}."] if len(finish.kinds) > 1 else []),
        *([f"You reached {_named(reached)}."] if reached else []),
        *([f"You practised {joined([inline(title) for title in finish.skills])}."] if finish.skills else []),
    ]


def kinds(counts: tuple[KindCount, ...], shown: int = 0) -> str:
    """Return "six interviews, two pages for a VP and a mini-PRD"; of so many as are `shown`."""
    each = [counted(count.pieces, count.kind.label, count.kind.plural) for count in counts]
    return joined(each[:shown] if shown else each)


def _named(titles: list[str]) -> str:
    """Return 'one milestone: "first story"', with the first few by name."""
    among = ", among them " if len(titles) > _REACHED_SHOWN else ": "
    named = joined([f'"{title}"' for title in titles[:_REACHED_SHOWN]])
    return f"{counted(len(titles), 'milestone')}{among}{named}"
