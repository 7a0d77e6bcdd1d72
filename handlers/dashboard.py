"""`/pm-progress` alone: where a member is, or for a stranger what this is."""

from slack_bolt import App

from bot.coach.coach import Caller, Coach, NotJoined
from bot.domain.playbook import Playbook
from bot.screen import Screen
from bot.views import dashboard, ids
from handlers.answer import Answer
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "", show)
    app.action(ids.JOIN_ABOUT)(about)


def show(answer: Answer, coach: Coach, caller: Caller) -> None:
    try:
        answer.show(dashboard.dashboard(coach.progress(caller, brief=True)))
    except NotJoined as stranger:
        answer.show(dashboard.left(stranger.left) if stranger.left else welcome_stranger(coach.playbook))


def welcome_stranger(playbook: Playbook) -> Screen:
    return dashboard.stranger(playbook, playbook.assignments[0])


def about(answer: Answer, coach: Coach) -> None:
    answer.open(dashboard.about(coach.playbook))
