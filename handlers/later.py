"""Later: the nudge's select, which also skips the week and leads to time away and fewer messages."""

from slack_bolt import App

from bot.coach import later, skip
from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Changed
from bot.domain.progress import CHANGEABLE, Progress, Silence, WeekState
from bot.screen import Screen
from bot.views import dashboard, errors, ids
from bot.views import later as views
from handlers import absence, frequency
from handlers.answer import Answer, Body, id_of, value_of
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "later", ask)
    app.action(ids.ASSIGNMENT_LATER)(postpone)


def ask(answer: Answer, coach: Coach, caller: Caller) -> None:
    progress = coach.progress(caller, brief=True)
    answer.show(_way_back(progress) or views.ask(progress.week, progress.reader))


def way_back(coach: Coach, caller: Caller) -> Screen | None:
    """Return the way back while the coach is quiet and there is no week to put off; None otherwise."""
    return _way_back(coach.progress(caller, brief=True))


def _way_back(progress: Progress) -> Screen | None:
    week, reader = progress.week, progress.reader
    over = reader.silence is Silence.QUIET and week.ends_at <= reader.now
    return errors.settled(week, reader) if over else None


def postpone(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    moment = value_of(body).partition(":")[0]
    if moment.partition("/")[0] == ids.LATER_FEWER:
        frequency.fewer(answer, coach, caller, body)
        return
    if moment == ids.LATER_AWAY:
        absence.pick_days(answer, coach, caller)
    elif moment == ids.LATER_SKIP:
        say(answer, skip.skip(coach, caller, id_of(body)))
    else:
        say(answer, later.later(coach, caller, id_of(body), moment))


def say(answer: Answer, changed: Changed) -> None:
    """Say what couldn't be done any more, or not at that moment; the message itself shows the new state."""
    week, progress = changed
    if week.state not in CHANGEABLE:
        answer.show(errors.settled(week, progress.reader))
    elif week.state is WeekState.OPEN:
        answer.show(views.ask(week, progress.reader))
    else:
        answer.changed(dashboard.dashboard(progress))
