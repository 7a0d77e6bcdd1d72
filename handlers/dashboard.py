"""`/pm-progress` alone: where a member is, or for a stranger what this is."""

from slack_bolt import App

from bot.coach.coach import Coach, NotJoined, Who
from bot.domain.playbook import Programme
from bot.domain.progress import Message
from bot.views import dashboard
from handlers.answer import Answer
from handlers.commands import on_word


def register(app: App) -> None:
    on_word(app, "", show)
    app.action(dashboard.ABOUT)(about)


def show(answer: Answer, coach: Coach, who: Who) -> None:
    try:
        answer.show(dashboard.dashboard(coach.progress(who)))
    except NotJoined as stranger:
        answer.show(dashboard.left(stranger.left) if stranger.left else welcome_stranger(coach.programme))


def welcome_stranger(programme: Programme) -> Message:
    return dashboard.stranger(programme, programme.assignments[0])


def about(answer: Answer, coach: Coach) -> None:
    answer.open(dashboard.about(coach.programme))
