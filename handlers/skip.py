"""Skip: rest this week, and say why if one likes."""

from slack_bolt import App

from bot.coach import skip
from bot.coach.coach import Coach, Who
from bot.views import nudge
from handlers.answer import Answer, Body, id_of, value_of
from handlers.commands import on_word
from handlers.later import say


def register(app: App) -> None:
    on_word(app, "skip", skip_this_week)
    app.action(nudge.SKIP_REASON)(say_why)


def skip_this_week(answer: Answer, coach: Coach, who: Who) -> None:
    skip.skip(coach, who, coach.progress(who).week.id)
    progress = coach.progress(who)
    answer.show(nudge.nudge(progress.week, progress.reader))


def say_why(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    week = skip.skip(coach, who, id_of(body), value_of(body).partition(":")[0])
    say(answer, coach.progress(who), week)
