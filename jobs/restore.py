"""The first thing to do with a restored database, before anything is sent."""

from bot.coach.closing import close_due_weeks
from bot.coach.coach import Coach
from bot.coach.weeks import open_due_weeks
from bot.delivery import restored


def resume(coach: Coach) -> None:
    """Plan what was due since the backup, and have all of it looked up in Slack before it is sent."""
    while not restored.mark_unverified(coach.database, coach.clock):
        open_due_weeks(coach)
        close_due_weeks(coach)
