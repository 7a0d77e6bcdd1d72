"""Leaving the programme: asked once, never argued with."""

from bot.domain.progress import Progress
from bot.screen import Screen
from bot.views import ids, kit
from bot.views.dashboard import keeps


def ask(progress: Progress) -> Screen:
    """Return what leaving does and doesn't do, before it is done."""
    first = "If you leave, the programme ends and I send nothing more."
    return kit.message(
        first,
        [
            kit.plain(
                f"{first} {keeps(progress)} To erase all of it, type erase. "
                "You can come back at any time and go on from here."
            ),
            kit.actions(
                kit.button("Leave the programme", ids.LEAVE_CONFIRM, style="danger"),
                kit.button("Leave with my data", ids.LEAVE_WITH_DATA),
                kit.button("Stay", ids.LEAVE_CANCEL),
            ),
        ],
    )


def stayed(progress: Progress) -> Screen:
    """Return the answer to staying."""
    first = "Nothing changed. You are in the programme."
    return kit.message(first, [kit.plain(first)])


def gone(progress: Progress, *, with_data: bool = False) -> Screen:
    """Return the answer to leaving, with the way back, and the files that are on their way."""
    first = "You have left, and I send no more messages."
    files = " You get only the files that you asked for." if with_data else ""
    return kit.message(
        first,
        [
            kit.plain(
                f"{first}{files} {keeps(progress)} To erase all of it, type erase. I wish you all the best."
            ),
            kit.actions(kit.button("Continue the programme", ids.JOIN_AGAIN)),
        ],
    )
