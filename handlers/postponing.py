"""Later, skip, mute: fewer messages or another moment, without losing anything."""

from slack_bolt import App

from bot.coach import postponing
from bot.coach.coach import Coach, Who
from bot.domain.progress import Progress, Week, WeekState
from bot.views import dashboard, later, nudge, settings, trouble
from handlers.answering import Answer, Body, id_of, value_of
from handlers.wording import on_word


def register(app: App) -> None:
    on_word(app, "later", ask)
    on_word(app, "skip", skip)
    on_word(app, "mute", mute)
    on_word(app, "unmute", unmute)
    app.action(nudge.LATER)(postpone)
    app.action(nudge.SKIP_REASON)(say_why)
    app.action(settings.MUTE)(mute)
    app.action(settings.UNMUTE)(unmute)


def ask(answer: Answer, coach: Coach, who: Who) -> None:
    progress = coach.progress(who)
    answer.show(later.ask(progress.week, progress.reader))


def skip(answer: Answer, coach: Coach, who: Who) -> None:
    postponing.skip(coach, who, coach.progress(who).week.id)
    progress = coach.progress(who)
    answer.show(nudge.nudge(progress.week, progress.reader))


def postpone(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    moment = value_of(body).partition(":")[0]
    if moment == nudge.FEWER:
        answer.open(settings.settings_form(coach.progress(who)))
        return
    if moment == nudge.SKIP:
        week = postponing.skip(coach, who, id_of(body))
    else:
        week = postponing.later(coach, who, id_of(body), moment)
    _say(answer, coach.progress(who), week)


def say_why(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    week = postponing.skip(coach, who, id_of(body), value_of(body).partition(":")[0])
    _say(answer, coach.progress(who), week)


def _say(answer: Answer, progress: Progress, week: Week) -> None:
    """The message shows the new state; what couldn't be done any more, or not at that moment, is said."""
    if week.state not in postponing.CHANGEABLE:
        answer.show(trouble.settled(week, progress.reader))
    elif week.state is WeekState.OPEN:
        answer.show(later.ask(week, progress.reader))
    else:
        answer.changed(dashboard.dashboard(progress))


def mute(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    progress = postponing.mute(coach, who)
    if (body.get("view") or {}).get("callback_id") == settings.CALLBACK:
        answer.update(settings.settings_form(progress))
    else:
        answer.show(settings.muted(progress))


def unmute(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    progress = postponing.unmute(coach, who)
    if (body.get("view") or {}).get("callback_id") == settings.CALLBACK:
        answer.update(settings.settings_form(progress))
    else:
        answer.show(settings.unmuted(progress))
