"""Skip: rest this week, and say why if one likes."""

from slack_bolt import App

from bot.coach import skip
from bot.coach.coach import Caller, Coach
from bot.views import ids
from bot.views.nudge import nudge
from handlers.answer import Answer, Body, id_of, value_of
from handlers.commands import on_subcommand
from handlers.later import say, way_back


def register(app: App) -> None:
    on_subcommand(app, "skip", skip_this_week)
    app.action(ids.WEEK_SKIP_REASON)(say_why)


def skip_this_week(answer: Answer, coach: Coach, caller: Caller) -> None:
    if way := way_back(coach, caller):
        answer.show(way)
        return
    week, progress = skip.skip(coach, caller)
    answer.show(nudge.of_week(week, progress.reader))


def say_why(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    say(answer, skip.skip(coach, caller, id_of(body), value_of(body).partition(":")[0]))
