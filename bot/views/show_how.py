"""Show me how: what stands behind an assignment, in a modal."""

from collections.abc import Iterable, Iterator
from typing import Any

from slackblocks import Block

from bot.domain.playbook import Assignment
from bot.views import kit
from bot.views.text import chunks


def show_me(assignment: Assignment) -> dict[str, Any]:
    """Return a finished example, the aim, every step, people to ask, words to say, traps, what comes next."""
    show, said = assignment.show_me, assignment.show_me.say
    steps = (f"{number}. {step}" for number, step in enumerate(assignment.steps, 1))
    return kit.modal(
        "Show me how",
        [
            kit.header(assignment.title),
            *_part("A finished example", [show.example]),
            *_part("What it is for", [show.aim]),
            *_part("Step by step", steps),
            *_part(
                "Who to ask, closest first", (f"{n}. {caller}" for n, caller in enumerate(show.people, 1))
            ),
            *_part("Words you can use", (f"• {words}" for words in said)),
            *_part("Easy to get wrong", (f"• {trap}" for trap in show.traps)),
            *_part("With 15 minutes", [assignment.short]),
            *_part("What comes next", [show.next]),
        ],
    )


def _part(title: str, lines: Iterable[str]) -> Iterator[Block]:
    texts = list(chunks(lines, kit.SECTION_LIMIT))
    if texts and title:
        yield kit.header(title)
    yield from map(kit.plain, texts)
