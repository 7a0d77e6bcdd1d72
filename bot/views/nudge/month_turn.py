"""What a week's message says and asks where a month opens with it."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.progress import MonthTurn, Week
from bot.views import finish, goals, ids, kit
from bot.views.text import joined


def opens(week: Week) -> Iterator[Block]:
    """Yield what turns where a month opens with this week."""
    if week.turn:
        for phase in week.turn.ended:
            saved = finish.kinds(phase.kinds)
            last = f'Month {phase.month} was the last one of the phase "{phase.title}".'
            said = f"{last} For its assignments you saved {saved}. What you began in it goes on."
            yield kit.section(said, kit.button("All evidence", ids.EVIDENCE_ALL))
    if week.turn and week.turn.saved:
        yield kit.section(f"Last month you saved {finish.kinds(week.turn.saved)}.")
    if week.month_opens:
        how = "has started" if week.turn and week.turn.waited else "starts"
        yield kit.section(f"*Month {week.month_opens} {how}.*{_begins(week.turn)}")


def _begins(turn: MonthTurn | None) -> str:
    if not turn or not turn.begins:
        return ""
    titles = joined([f'"{title}"' for title in turn.begins])
    begin = f"phase {titles} begins" if len(turn.begins) == 1 else f"phases {titles} begin"
    return f" The {begin} this month."


def waits(week: Week) -> Iterator[Block]:
    """Yield that a month has opened, in a message that has no place for what comes with it."""
    if week.month_waits:
        yield kit.plain(f"Month {week.month_waits} has started, and you can choose its goal later.")


def asks(turn: MonthTurn | None) -> Iterator[Block]:
    """Yield what a month asks with its first week, behind the assignment, which doesn't wait for it."""
    if turn:
        yield from goals.month_goals(turn.goals, f"goals.{turn.goals.month}")
        yield from goals.track_question(turn.ways, "track")
