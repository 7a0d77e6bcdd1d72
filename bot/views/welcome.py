"""The first message after joining: what will come, what won't, and how to stop it."""

from bot.domain.progress import Progress
from bot.screen import Screen
from bot.views import ids, kit, times


def welcome(progress: Progress, first_sent: bool) -> Screen:
    """Return what comes when, and the button that starts unless the first assignment follows by itself."""
    weekly = times.weekly(progress.schedule, spread=progress.reader.spread)
    first = f"{weekly}: one assignment."
    bounds = "Before the week ends I ask one question at most. I send nothing else unasked."
    if first_sent:
        then = "Your first one comes next, right here."
        start = []
    else:
        then = f"Your first week is open already. Start now, or wait. {times.next_line(progress.reader)}"
        start = [kit.primary("Start with the first now", ids.WEEK_START, progress.week.id)]
    return kit.message(
        first,
        [
            kit.plain(f"{first} {bounds}"),
            kit.plain(
                f"{then} What you hand in stays with you: a channel sees a text only if you press Post on it."
            ),
            kit.actions(
                *start,
                kit.button("Change day or hour", ids.SETTINGS_OPEN),
                kit.button("How to stop", ids.HELP_STOP),
            ),
            kit.context("Only you see this in Slack; whoever runs me holds the database."),
        ],
    )


def welcome_back(progress: Progress) -> Screen:
    """Return what a member reads whose Slack account was off and is on again, in the week of before."""
    first = "Your Slack account is on again, so your programme goes on."
    week = progress.week
    return kit.message(
        first,
        [
            kit.plain(f"{first} The days since don't count. {times.next_line(progress.reader)}"),
            kit.actions(
                kit.primary("Hand it in", ids.ASSIGNMENT_DONE, week.id),
                kit.button("How to stop", ids.HELP_STOP),
            ),
        ],
    )
