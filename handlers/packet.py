"""The packet: the picker, the names that it shows first, and the build."""

import json

from slack_bolt import App

from bot.coach import packet
from bot.coach.coach import Caller, Coach
from bot.coach.packet import Wanted
from bot.domain.packet.choice import NothingToShow
from bot.domain.packet.material import Variant
from bot.domain.worth import WORTH_SHOWING
from bot.views import ids
from bot.views import packet as views
from handlers.answer import Answer, Body, value_of
from handlers.commands import on_subcommand
from handlers.fields import Form


def register(app: App) -> None:
    on_subcommand(app, "packet", ask)
    app.action(ids.PACKET_OPEN)(open_form)
    app.action(ids.PACKET_OTHER)(open_form)
    app.action(ids.PACKET_VARIANT)(change_variant)
    app.action(ids.PACKET_AGAIN)(build_again)
    app.view(ids.PACKET_FORM)(check_names)
    app.view(ids.PACKET_NAMES_FORM)(build)


def ask(answer: Answer, coach: Coach, caller: Caller) -> None:
    choices = packet.choices(coach, caller)
    if choices.total < WORTH_SHOWING:
        answer.show(views.too_few(choices.total))
    else:
        answer.open(_form(choices))


def open_form(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    value = body["actions"][0].get("value")
    choices = packet.choices(coach, caller, Variant(value) if value in set(Variant) else None)
    if choices.total:
        answer.open(_form(choices))
    else:
        answer.show(views.too_few(choices.total))


def change_variant(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    answer.update(_form(packet.choices(coach, caller, Variant(value_of(body)))))


def check_names(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    form = Form(view)
    fields = [name for name in form.all_values() if name.startswith(ids.PACKET_PIECES)]
    chosen = {int(id_) for name in fields for id_ in form.chosen(name)}
    variant = Variant(form.text(ids.PACKET_VARIANT) or form.ids["variant"])
    wanted = Wanted(variant, chosen, form.chosen(ids.PACKET_FORMATS))
    try:
        found = packet.submit(coach, caller, wanted)
    except NothingToShow:
        answer.refuse({form.block(fields[0] if fields else ids.PACKET_FORMATS): views.none_chosen()})
        return
    answer.finish(views.names(found, wanted.details()) if found else views.building())


def build(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    packet.ask(coach, caller, Wanted.of(Form(view).ids))
    answer.finish(views.building())


def build_again(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    packet.ask(coach, caller, Wanted.of(json.loads(value_of(body))))
    answer.show(views.building_again())


def _form(choices: packet.Choices) -> Body:
    return views.form(
        choices.variant, choices.pieces, choices.private, choices.reader, packet.DEFAULT_FORMATS
    )
