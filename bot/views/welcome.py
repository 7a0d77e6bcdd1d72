"""The first message after joining: what will come, what won't, and how to stop it."""

from bot.domain.progress import Progress
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.text import capital, cut
from bot.views.vocabulary import counted

NAME_SHOWN = 30


def welcome(progress: Progress, first_sent: bool) -> Screen:
    """Return what it is for, what comes when, and the button that starts unless the first comes by itself."""
    weekly = times.weekly(progress.schedule, spread=progress.reader.spread)
    hello = f"Hello {cut(progress.name, NAME_SHOWN)}, I'm PM Coach."
    what = "I help you to do product work and to show it."
    first = f"{hello} {what}"
    least, most = progress.minutes
    size = f"{least} to {most}" if least < most else f"{most}"
    bounds = f"It takes {size} minutes, and it has a 15-minute option that counts as much."
    if first_sent:
        then = "Your first assignment is next, in this conversation."
        start = kit.primary("Show me how to begin", ids.ASSIGNMENT_HOW, progress.week.assignment.id)
    else:
        then = f"Your first week has begun. Start now, or wait. {times.next_line(progress.reader)}"
        start = kit.primary("Start the first now", ids.WEEK_START, progress.week.id)
    return kit.message(
        first if len(first) <= kit.FIRST_LINE_LIMIT else what,
        [
            kit.plain(f"{first} {_in_the_end(progress.months)}"),
            kit.plain(f"{capital(weekly)}, I send you one assignment. {bounds} {then}"),
            kit.plain(
                "When an assignment is done, you save a few lines or a link. I call this your evidence. "
                "I write at most twice a week: once with an assignment, and once with a question. "
                "All other messages answer you, or come at a time that you chose."
            ),
            kit.actions(
                start,
                kit.button("Change day or hour", ids.SETTINGS_OPEN),
                kit.button("How to stop", ids.HELP_STOP),
            ),
            kit.context(
                "In Slack, nobody but you sees what you save. "
                "Nothing goes to a channel until you press Post. "
                "The person who runs PM Coach can open its database and read what you save. "
                "If your company exports its Slack, this conversation may be in the export."
            ),
        ],
    )


def _in_the_end(months: int) -> str:
    """Return what a member will have; some assignments take two weeks."""
    span = counted(months, "month")
    return f"After {span} you can show what you did in almost every week."


def welcome_back(progress: Progress) -> Screen:
    """Return what a member reads whose Slack account was off and is on again, in the week of before."""
    first = "Your Slack account is active again, so your programme goes on."
    week = progress.week
    return kit.message(
        first,
        [
            kit.plain(f"{first} The days in between don't count. {times.next_line(progress.reader)}"),
            kit.actions(
                kit.primary("Add evidence", ids.ASSIGNMENT_DONE, week.id),
                kit.button("How to stop", ids.HELP_STOP),
            ),
        ],
    )
