"""When the next messages come."""

from bot.domain.progress import Message, Progress, WeekState
from bot.views import kit, times
from bot.views.settings import OPEN, UNMUTE


def next_messages(progress: Progress) -> Message:
    """`/pm-progress next`: the next message, what it is, and the rhythm after it."""
    reader = progress.reader
    if progress.muted or reader.next_message is None:
        first = (
            times.next_line(reader)
            if reader.next_message is None
            else "I'm muted; nothing comes until you unmute."
        )
        return kit.message(first, [kit.plain(first), kit.actions(kit.primary("Unmute", UNMUTE))])
    first = times.next_line(reader)
    return kit.message(
        first,
        [
            kit.plain(f"{first} {_what(progress)} Otherwise I write only in answer to what you do."),
            kit.actions(kit.button("Settings", OPEN)),
        ],
    )


def _what(progress: Progress) -> str:
    week = progress.week
    if week.state is WeekState.MOVED and week.moved_to == progress.reader.next_message:
        return f"That is this week's assignment, which you moved. After it: {times.weekly(progress.opening)}."
    return f"That opens week {week.number + 1}. The rhythm: {times.weekly(progress.opening)}."
