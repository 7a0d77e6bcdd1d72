"""The whole programme behind one button: what is open now, and the rest a press away."""

from collections.abc import Callable, Iterator
from typing import Any

from slackblocks import Block

from bot.domain.playbook import Habit, Playbook
from bot.domain.progress import Progress
from bot.views import ids, kit
from bot.views.dashboard import months_of
from bot.views.text import capital, inline, joined, sentence

_PHASE = "phase/"


def months(playbook: Playbook, progress: Progress) -> dict[str, Any]:
    """Return the phases with their months, in full where they are open now, and a line for each part."""
    phases = (
        kit.section(f"*{phase.title}*, {months_of(phase)}, now. {phase.about}")
        if phase in progress.phases
        else _line(f"{_PHASE}{phase.id}", phase.title, months_of(phase))
        for phase in playbook.phases
    )
    parts = (_line(name, PARTS[name][0], said) for name, said in _parts(playbook))
    return kit.modal("The programme", [*phases, *parts])


def part(playbook: Playbook, name: str) -> dict[str, Any]:
    """Return one phase or part in full. LookupError if there is none of that name."""
    for phase in playbook.phases:
        if name == f"{_PHASE}{phase.id}":
            return kit.modal(capital(months_of(phase)), [kit.header(phase.title), kit.section(phase.about)])
    title, draw = PARTS[name]
    return kit.modal(title, list(draw(playbook)))


def _parts(playbook: Playbook) -> Iterator[tuple[str, str]]:
    """Yield the parts that this playbook has, each with what it is about in a line."""
    for name, entries in (
        ("skills", playbook.skills),
        ("strengths", playbook.strengths),
        ("tracks", playbook.tracks),
    ):
        if entries:
            yield name, capital(joined([inline(entry.title) for entry in entries]))
    yield "trap", "what to do less of, and more of"


def _line(name: str, title: str, said: str) -> Block:
    more = kit.button("Read more", ids.MONTHS_PART, name, spoken=f"Read more: {inline(title)}")
    return kit.section(f"*{title}*: {said}", more)


def _skills(playbook: Playbook) -> Iterator[Block]:
    for skill in playbook.skills:
        yield kit.header(skill.title)
        yield kit.section(skill.gap)
        yield kit.section(skill.how)


def _strengths(playbook: Playbook) -> Iterator[Block]:
    return (kit.section(f"*{strength.title}* {strength.about}") for strength in playbook.strengths)


def _tracks(playbook: Playbook) -> Iterator[Block]:
    return (kit.section(f"*{track.title}* {track.about}") for track in playbook.tracks)


def _trap(playbook: Playbook) -> Iterator[Block]:
    """Yield the trap, then what to do less and more of, for somebody still employed as an engineer."""
    yield kit.section(playbook.trap)
    for kind, lead in (("stop", "Do less of this, one day"), ("start", "Do more of this, from now on")):
        habits = [habit for habit in playbook.habits if habit.kind == kind]
        if habits:
            yield kit.section("\n".join([f"*{lead}*", *map(_habit, habits)]))


def _habit(habit: Habit) -> str:
    return f"• {habit.title}. For now: {sentence(habit.before)}"


PARTS: dict[str, tuple[str, Callable[[Playbook], Iterator[Block]]]] = {
    "skills": ("Skills to learn", _skills),
    "strengths": ("Your strengths", _strengths),
    "tracks": ("Inside or elsewhere", _tracks),
    "trap": ("The trap", _trap),
}
