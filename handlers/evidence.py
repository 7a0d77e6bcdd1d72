"""Looking at what was handed in."""

from slack_bolt import App

from bot.coach import hand_in
from bot.coach.coach import Caller, Coach
from bot.views import evidence as views
from bot.views import ids
from handlers.answer import Answer, Body, id_of
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "evidence", listing)
    app.action(ids.EVIDENCE_ALL)(everything)
    app.action(ids.EVIDENCE_SEE)(one)


def listing(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.evidence(coach.progress(caller, even_left=True)))


def everything(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.open(views.all_evidence(coach.progress(caller, even_left=True)))


def one(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    piece, earlier, reader = hand_in.versions(coach, caller, id_of(body))
    answer.open(views.one(piece, earlier, reader))
