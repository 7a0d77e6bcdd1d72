"""Home's charts: the months with the phases in which weeks were kept, and the skills.

Each repeats what a line beside it says, and a workspace without charts has Home without them.
"""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.progress import PhaseWeeks, Progress
from bot.views import kit
from bot.views.text import joined
from bot.views.vocabulary import counted

_MOST_MONTHS, _MOST_SERIES = 20, 12
"""What Slack draws: categories, and series of each."""


def months(progress: Progress) -> Iterator[Block]:
    """Yield the kept weeks of each month, by the phase that they were for; today's month is named."""
    rows = progress.phase_weeks[:_MOST_SERIES]
    if not rows or progress.months > _MOST_MONTHS:
        return
    yield kit.chart(
        f"Your {counted(progress.months, 'month')}",
        [_called(month, progress.month) for month in range(1, progress.months + 1)],
        {row.title: row.kept for row in rows},
        y_label="Weeks done",
        name="home.months",
    )
    kept = joined([f"{sum(row.kept)} for {row.title}" for row in rows])
    yield kit.context(
        f"The chart shows your done weeks by month: {kept}.{_best(rows)}", name="home.months.said"
    )


def skills(progress: Progress) -> Iterator[Block]:
    """Yield the pieces of each skill that was practised; the line on skills says the same."""
    begun = [each for each in progress.skills if each.pieces]
    if len(begun) > 1:
        yield kit.chart(
            "Skills practised",
            [each.skill.title for each in begun],
            {"Pieces of evidence": [each.pieces for each in begun]},
            y_label="Pieces",
            name="home.skills.chart",
        )


def _called(month: int, now: int) -> str:
    return f"Month {month}, now" if month == now else f"Month {month}"


def _best(rows: tuple[PhaseWeeks, ...]) -> str:
    """Return which month has most, where it isn't the only one."""
    sums = [sum(month) for month in zip(*(row.kept for row in rows), strict=True)]
    if sum(bool(number) for number in sums) < 2:
        return ""
    return f" Month {sums.index(max(sums)) + 1} has the most."
