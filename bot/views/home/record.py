"""Home's lines on the months, weeks and skills so far."""

from collections.abc import Iterator
from itertools import groupby

from slackblocks import Block

from bot.domain.forecast import LEAST
from bot.domain.progress import Progress, SkillCount
from bot.views import forecast as forecasts
from bot.views import ids, kit
from bot.views.dashboard import months_of, so_far, where
from bot.views.home.asks import Ask
from bot.views.text import inline, joined
from bot.views.vocabulary import counted, shown_as

HELD = "I count four done weeks as one month of evidence. Four out of five of these forecasts are right."


def month(progress: Progress) -> str:
    """Return where the member is."""
    if progress.finish and progress.finish.moved:
        return f"Your programme ended with your move. This is week {progress.week.number}."
    if progress.month > progress.months:
        return f"Your {counted(progress.months, 'month')} are over. This is week {progress.week.number}."
    phases = joined([f'"{phase.title}" ({months_of(phase)})' for phase in progress.phases])
    part = "phases" if len(progress.phases) > 1 else "phase"
    belongs = f" This month belongs to the {part} {phases}." if phases else ""
    return f"You are in {inline(where(progress))}.{belongs}"


def forecast(progress: Progress, asked: frozenset[Ask]) -> Iterator[Block]:
    """Yield calendar against evidence, and the quickest way to catch up."""
    if progress.forecast is None:
        if progress.month <= progress.months and len(progress.weeks) <= LEAST:
            yield kit.plain(forecasts.EARLY, name="home.forecast")
        return
    yield kit.plain(f"{forecasts.forecast(progress)} {HELD}", name="home.forecast")
    yield from catch_up(progress, asked, "home.catch_up")


def catch_up(progress: Progress, asked: frozenset[Ask], name: str) -> Iterator[Block]:
    """Yield the quickest way to catch up, with a button for it where that is asked."""
    found, way = progress.forecast, progress.catch_up
    if found and way and (said := forecasts.catch_up(found, way)):
        label = f"Add evidence for week {way.week}"
        button = kit.button(label, ids.ASSIGNMENT_DONE, way.week_id) if Ask.CATCH_UP in asked else None
        yield kit.plain(said, button, name=name)


def weeks(progress: Progress) -> str:
    """Return what the weeks add up to and what became of each: the picture of the year in words."""
    shown = [(number, shown_as(number, outcome, progress.record)) for number, outcome in progress.weeks]
    each = ", ".join(_stretch([*stretch]) for _, stretch in groupby(shown, key=lambda week: week[1]))
    return (
        " ".join(filter(None, [so_far(progress), f"Your weeks: {each}." if each else ""]))
        or "You see every week here once it has begun."
    )


def _stretch(weeks: list[tuple[int, str]]) -> str:
    """Return weeks in a row of which the same is said: "1-3 done"."""
    (first, said), (last, _) = weeks[0], weeks[-1]
    return f"{first if first == last else f'{first}-{last}'} {said}"


def skills(progress: Progress) -> Iterator[Block]:
    begun = [f"{inline(s.skill.title)} ({counted(s.pieces, 'piece')})" for s in progress.skills if s.pieces]
    coming = [_coming(s, progress.month) for s in progress.skills if not s.pieces]
    practised = f"You practised {joined(begun)}." if begun else ""
    ahead = f"Next you practise {joined(coming)}." if coming else ""
    if begun or coming:
        yield kit.plain(" ".join(filter(None, [practised, ahead])), name="home.skills")


def _coming(skill: SkillCount, month: int) -> str:
    title = inline(skill.skill.title)
    return f"{title} (from month {skill.opens} on)" if skill.opens > month else title
