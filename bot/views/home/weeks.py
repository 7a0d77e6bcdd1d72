"""Every week with its outcome, and how this one was chosen."""

from typing import Any

from bot.domain.progress import Progress
from bot.views import kit
from bot.views.dashboard import so_far
from bot.views.text import chunks
from bot.views.vocabulary import shown_as


def weeks(progress: Progress) -> dict[str, Any]:
    """Return how this week was chosen, and every week with its outcome."""
    week = progress.week
    lines = [
        f"Week {number}: {shown_as(number, outcome, progress.record)}"
        for number, outcome in reversed(progress.weeks)
    ]
    record = [kit.plain(so_far(progress))] if so_far(progress) else []
    return kit.modal(
        "All weeks",
        [
            kit.section(
                f"*How this week was chosen* {week.assignment.title}. {week.reason} {week.assignment.why}"
            ),
            *record,
            *map(kit.plain, chunks(lines, kit.SECTION_LIMIT)),
            kit.context("You can add evidence for any week. Late is fine."),
        ],
    )
