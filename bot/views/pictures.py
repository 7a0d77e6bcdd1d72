"""Pictures: the year by weeks, the months with their phases, the skills, the way to a milestone.

Each repeats what a line beside it says. Months and skills are Slack's charts, the others are characters.
"""

from collections.abc import Iterable, Iterator, Sequence

from slackblocks import Block

from bot.domain.progress import NextMilestone, PhaseWeeks, Progress
from bot.domain.weeks import Outcome
from bot.views import kit
from bot.views.text import capital, cut, joined
from bot.views.vocabulary import counted, shown_as

_SIGNS = {"done": "■", "partly done": "◧", "to do": "□", "covered": "▨", "away": "–"}
"""What stands for a week by what members read for it; of two that share a number, the first of these."""
_NOW, _NONE = "▸", "·"
_IN_A_ROW, _WIDTH = 10, 30
"""Weeks in a row, and characters in a line."""
_MOST_DOTS = 15
_MOST_MONTHS, _MOST_SERIES = 20, 12
"""What Slack draws: categories, and series of each."""


def year(progress: Progress) -> Iterator[Block]:
    """Yield a square for each week so far, ten in a row; one week alone is no picture."""
    if len(progress.weeks) < 2:
        return
    squares = _squares(progress)
    rows = [
        f"{_span(at + 1, min(at + _IN_A_ROW, len(squares))):<5} {' '.join(squares[at : at + _IN_A_ROW])}"
        for at in range(0, len(squares), _IN_A_ROW)
    ]
    signs = {sign: said for said, sign in _SIGNS.items()} | {_NOW: "this week"}
    legend = (f"{sign} {said}" for sign, said in signs.items() if sign in squares)
    yield kit.picture("\n".join(["Your weeks", *rows, *_lines(legend)]), name="home.year")


def _span(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}-{last}"


def _squares(progress: Progress) -> list[str]:
    """Return a sign for each of the calendar's weeks up to this one; some have none at a slower pace."""
    said = dict[int, str]()
    order = list(_SIGNS)
    for number, outcome in progress.weeks:
        shown = shown_as(number, outcome, progress.record)
        said[number] = min(said.get(number, shown), shown, key=order.index)
    last = progress.weeks[-1][0]
    squares = [_SIGNS[said[number]] if number in said else _NONE for number in range(1, last + 1)]
    if progress.weeks[-1][1] is Outcome.OPEN and said[last] == "to do":
        squares[-1] = _NOW
    return squares


def _lines(items: Iterable[str]) -> Iterator[str]:
    """Yield items side by side, in lines that a phone shows whole."""
    held = ""
    for item in items:
        longer = f"{held}  {item}" if held else item
        if len(longer) > _WIDTH:
            yield held
            longer = item
        held = longer
    if held:
        yield held


def milestone(coming: NextMilestone | None) -> Iterator[Block]:
    """Yield a dot for each piece that the next milestone takes, those that are there filled."""
    if coming and 1 < coming.need <= _MOST_DOTS:
        dots = " ".join("●" * coming.have + "○" * (coming.need - coming.have))
        yield kit.picture(f"{cut(capital(coming.milestone.title), _WIDTH)}\n{dots}", name="home.dots")


def months(kept: Sequence[PhaseWeeks], number: int, now: int, name: str = "months") -> Iterator[Block]:
    """Yield the kept weeks of so many months, by the phase that they were for; today's month is named."""
    rows = kept[:_MOST_SERIES]
    if not rows or number > _MOST_MONTHS:
        return
    yield kit.chart(
        f"Your {counted(number, 'month')}",
        [_called(month, now) for month in range(1, number + 1)],
        {row.title: row.kept for row in rows},
        y_label="Weeks done",
        name=name,
    )
    each = joined([f'{counted(sum(row.kept), "week")} in "{row.title}"' for row in rows])
    said = f"The chart shows month by month what you did: {each}."
    yield kit.context(f"{said}{_best(rows)}", name=f"{name}.said")


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


def _best(rows: Sequence[PhaseWeeks]) -> str:
    """Return which month has most, where it isn't the only one, and no other has as many."""
    sums = [sum(month) for month in zip(*(row.kept for row in rows), strict=True)]
    if sum(bool(number) for number in sums) < 2 or sums.count(max(sums)) > 1:
        return ""
    return f" You did the most weeks in month {sums.index(max(sums)) + 1}."
