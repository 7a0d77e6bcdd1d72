"""A line that a member can send to a person of their choice, after two weeks without evidence.

The coach shows it and does nothing with it: who gets it, if anybody, is between people.
"""

from typing import Any

from slackblocks import InputBlock, PlainTextInput

from bot.domain import slots
from bot.domain.playbook import BOLDEST
from bot.domain.progress import Progress, Week
from bot.domain.slots import Slot
from bot.views import ids, kit, times

LIMIT = 500
TITLE = "A message to send"
_HERE = "I send it to nobody, and I keep no copy."


def form(progress: Progress) -> dict[str, Any]:
    """Return the line in a field, to be changed and copied."""
    words = PlainTextInput(
        ids.LINE_TEXT, line(progress), multiline=True, max_length=LIMIT, focus_on_load=True
    )
    hint = "Copy it from here and send it to a colleague or a friend. Change what you like."
    return kit.modal(
        TITLE,
        [InputBlock("The message", words, block_id=ids.LINE_TEXT, hint=hint), kit.context(_HERE)],
        submit="Show my message",
        callback=ids.LINE_FORM,
    )


def ready(text: str) -> dict[str, Any]:
    """Return the line as the member left it, to be copied."""
    return kit.modal(
        TITLE,
        [
            kit.plain("This is your message. Copy it, and send it to a person who can ask you how it went."),
            kit.quote(text),
            kit.context(_HERE),
        ],
    )


def line(progress: Progress) -> str:
    """Return what the line says at first: this week's assignment, and the day on which it closes."""
    return f"{_wish(progress.week)} Could you ask me {_when(progress)} how it went?"


def _wish(week: Week) -> str:
    if week.assignment.exposure > BOLDEST:  # its title shows a wish to leave
        return "This week I want to get one small thing done."
    return f'This week I want to get one thing done: "{week.assignment.title}".'


def _when(progress: Progress) -> str:
    reader, ends_at = progress.reader, progress.week.ends_at
    closes = slots.closing(Slot(times.local_date(ends_at, reader), ends_at), progress.schedule)
    return (
        f"on {times.WEEKDAYS[times.local_date(closes, reader).weekday()]}"
        if closes > reader.now
        else "in a few days"
    )
