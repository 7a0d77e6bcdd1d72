"""Mute and unmute: no messages, and messages again."""

from slack_bolt import App

from bot.coach import mute
from bot.coach.coach import Caller, Coach
from bot.views import ids, settings
from handlers.answer import Answer, Body
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "mute", mute_all)
    on_subcommand(app, "unmute", unmute)
    app.action(ids.MUTE_ON)(mute_all)
    app.action(ids.MUTE_OFF)(unmute)


def mute_all(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    progress = mute.mute(coach, caller)
    if (body.get("view") or {}).get("callback_id") == ids.SETTINGS_FORM:
        answer.update(settings.settings_form(progress))
    else:
        answer.show(settings.muted(progress))


def unmute(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    progress = mute.unmute(coach, caller)
    if (body.get("view") or {}).get("callback_id") == ids.SETTINGS_FORM:
        answer.update(settings.settings_form(progress))
    else:
        answer.show(settings.unmuted(progress))
