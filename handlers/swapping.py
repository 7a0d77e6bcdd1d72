"""Taking another assignment this week."""

from slack_bolt import App

from bot.coach import postponing
from bot.coach.coach import Coach, Who
from bot.views import nudge, swap
from handlers.answering import Answer, Body, id_of, value_of
from handlers.wording import on_word


def register(app: App) -> None:
    on_word(app, "swap", ask_this_week)
    app.action(nudge.SWAP)(ask)
    app.action(swap.TAKE)(take)


def ask_this_week(answer: Answer, coach: Coach, who: Who) -> None:
    answer.open(swap.swap_form(*postponing.alternatives(coach, who)))


def ask(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    answer.open(swap.swap_form(*postponing.alternatives(coach, who, id_of(body))))


def take(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    week, _, assignment = value_of(body).partition(":")
    answer.update(swap.taken(postponing.swap(coach, who, int(week), assignment)))
