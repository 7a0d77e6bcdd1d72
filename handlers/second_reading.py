"""A model's reading of a piece: the form that says who reads it, and the press that sends it."""

from slack_bolt import App

from bot.coach import second_reading
from bot.coach.coach import Caller, Coach
from bot.domain.second_reading import Reads
from bot.views import ids
from bot.views import second_reading as views
from handlers.answer import Answer, Body, id_of
from handlers.fields import Form


def register(app: App) -> None:
    app.action(ids.READING_OPEN)(open_form)
    app.view(ids.READING_FORM)(ask)


def open_form(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    found = second_reading.consent(coach, caller, id_of(body))
    if found is None:
        answer.show(views.off())
        return
    answer.open(views.consent(found.evidence_id, found.version, found.reads, found.text, is_cut=found.is_cut))


def ask(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    agreed = Form(view).ids
    second_reading.ask(coach, caller, agreed["evidence"], agreed["version"], Reads(**agreed["reads"]))
    answer.finish(views.asked())
