"""Looking at what was handed in."""

from slack_bolt import App

from bot.coach import hand_in
from bot.coach.coach import Coach, Who
from bot.views import evidence as views
from bot.views import nudge
from handlers.answer import Answer, Body, id_of
from handlers.commands import on_word


def register(app: App) -> None:
    on_word(app, "evidence", listing)
    app.action(views.ALL)(everything)
    app.action(nudge.SEE)(one)


def listing(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(views.evidence(coach.progress(who, even_left=True)))


def everything(answer: Answer, coach: Coach, who: Who) -> None:
    answer.open(views.all_evidence(coach.progress(who, even_left=True)))


def one(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    piece, earlier, reader = hand_in.versions(coach, who, id_of(body))
    answer.open(views.one(piece, earlier, reader))
