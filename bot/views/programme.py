"""The whole programme behind one button: months, phases, skills, the edge, the trap, the two ways on."""

from collections.abc import Iterable, Iterator
from typing import Any

from slackblocks import Block

from bot.domain.programme import Habit, Programme
from bot.domain.progress import Progress
from bot.views import kit
from bot.views.dashboard import months_of
from bot.views.words import capital, counted, joined

MONTHS = "months.open"


def months(programme: Programme, progress: Progress) -> dict[str, Any]:
    """Every month with the phases that are open in it, then everything the programme rests on."""
    return kit.modal(
        capital(kit.cut(f"the {counted(programme.months, 'month')}", 24)),
        [
            *map(
                kit.plain,
                kit.chunks(_month_line(programme, m, progress) for m in range(1, programme.months + 1)),
            ),
            *(
                kit.section(f"*{phase.title}*, {months_of(phase)}. {phase.about}")
                for phase in programme.phases
            ),
            *_titled("What you add", (f"*{s.title}* {s.gap} {s.how}" for s in programme.skills)),
            *_titled("What you bring", (f"*{s.title}* {s.about}" for s in programme.strengths)),
            *_trap(programme),
            *_titled("The ways on", (f"*{track.title}* {track.about}" for track in programme.tracks)),
        ],
    )


def _titled(title: str, texts: Iterable[str]) -> Iterator[Block]:
    sections = [kit.section(text) for text in texts]
    if sections:
        yield kit.header(title)
        yield from sections


def _trap(programme: Programme) -> Iterator[Block]:
    """The trap, then what to do less and more of, in the form for somebody still employed as an engineer."""
    yield kit.header("The trap")
    yield kit.section(programme.trap)
    for kind, lead in (("stop", "Less of, one day"), ("start", "More of, from now on")):
        habits = [habit for habit in programme.habits if habit.kind == kind]
        if habits:
            yield kit.section("\n".join([f"*{lead}*", *map(_habit, habits)]))


def _habit(habit: Habit) -> str:
    return f"{habit.title}. For now: {kit.sentence(habit.before)}"


def _month_line(programme: Programme, month: int, progress: Progress) -> str:
    now = " (now)" if month == progress.month else ""
    return f"Month {month}{now}: {joined([phase.title for phase in programme.phases_in(month)])}"
