"""The packet: the picker, the names that it shows first, and the build."""

import json
import re

from slack_bolt import App

from bot.coach import packet
from bot.coach.coach import Caller, Coach
from bot.coach.drafts import SentForm
from bot.coach.drafts import start_empty as start
from bot.coach.packet import Wanted
from bot.domain.packet.choice import NothingToShow
from bot.domain.packet.material import PacketOpening, Variant
from bot.domain.records import DraftKey
from bot.domain.worth import WORTH_SHOWING
from bot.views import ids
from bot.views import packet as views
from handlers import drafts
from handlers.answer import Answer, Body, value_of
from handlers.commands import on_subcommand
from handlers.fields import Form

_LINES = re.compile(r"^packet\.(claim|ask|name)\.(internal|external)$")


def register(app: App) -> None:
    on_subcommand(app, "packet", ask)
    app.action(ids.PACKET_OPEN)(open_form)
    app.action(ids.PACKET_OTHER)(open_form)
    app.action(ids.PACKET_VARIANT)(change_variant)
    app.action(ids.PACKET_AGAIN)(build_again)
    app.view(ids.PACKET_FORM)(check_names)
    drafts.register_form(app, ids.PACKET_FORM, _LINES, _draft_key)
    app.action(ids.PACKET_EMPTY)(start_empty)
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


def start_empty(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    form = Form(body["view"])
    start(coach, caller, _draft_key(form), even_left=True)
    answer.update(_form(packet.choices(coach, caller, _variant(form)), emptied=True))


def check_names(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    form = Form(view)
    fields = [name for name in form.all_values() if name.startswith(ids.PACKET_PIECES)]
    chosen = {int(id_) for name in fields for id_ in form.chosen(name)}
    variant = Variant(form.text(ids.PACKET_VARIANT) or form.ids["variant"])
    drafts = bool(form.chosen(ids.PACKET_DRAFTS))
    wanted = Wanted(variant, chosen, form.chosen(ids.PACKET_FORMATS), drafts)
    try:
        found = packet.submit(coach, caller, wanted, _typed(form), SentForm(_draft_key(form), form.view_id))
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


def _form(choices: packet.Choices, *, emptied: bool = False) -> Body:
    return views.form(
        choices.variant,
        choices.pieces,
        choices.private,
        choices.reader,
        packet.DEFAULT_FORMATS,
        choices.opening,
        choices.draft,
        emptied=emptied,
    )


def _typed(form: Form) -> PacketOpening:
    name, claim, ask = (
        form.text(f"{field}{_variant(form)}") for field in (ids.PACKET_NAME, ids.PACKET_CLAIM, ids.PACKET_ASK)
    )
    return PacketOpening(name, claim, ask)


def _draft_key(form: Form) -> DraftKey:
    return packet.draft_key(_variant(form))


def _variant(form: Form) -> Variant:
    """Return for which variant the fields of the form are, whatever was chosen since they were shown."""
    return Variant(form.ids["variant"])
