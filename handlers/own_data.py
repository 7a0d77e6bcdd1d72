"""What is kept of somebody: who saw it, how they get it, and how they erase it."""

from slack_bolt import App

from bot.coach import erase, own_data
from bot.coach.coach import Caller, Coach, NotJoined
from bot.domain.progress import Reader
from bot.domain.text import comparable
from bot.slack.directory import Directory
from bot.views import ids, leave
from bot.views import own_data as views
from bot.views.home import home
from handlers.answer import Answer, Body
from handlers.commands import on_subcommand
from handlers.fields import Form


def register(app: App) -> None:
    on_subcommand(app, "who-saw", who_saw)
    on_subcommand(app, "export", export)
    on_subcommand(app, "erase", ask)
    app.action(ids.WHO_SAW_OPEN)(who_saw)
    app.action(ids.EXPORT_SEND)(export)
    app.action(ids.LEAVE_WITH_DATA)(leave_with_data)
    app.action(ids.ERASE_OPEN)(ask)
    app.view(ids.ERASE_FORM)(go)


def who_saw(answer: Answer, coach: Coach, caller: Caller) -> None:
    posts, files, progress = own_data.who_saw(coach, caller)
    answer.show(views.who_saw(posts, files, progress.reader))


def export(answer: Answer, coach: Coach, caller: Caller) -> None:
    try:
        own_data.ask_export(coach, caller)
    except NotJoined:
        answer.show(views.export_stranger(caller.user))
    else:
        answer.show(views.exporting())


def leave_with_data(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(leave.gone(own_data.leave_with_data(coach, caller), with_data=True))


def ask(answer: Answer, coach: Coach, caller: Caller) -> None:
    try:
        progress, posts, waiting, files = own_data.erasable(coach, caller)
    except NotJoined:
        answer.open(views.erase_form())
    else:
        answer.open(views.erase_form(progress, posts, waiting, files=files))


def go(answer: Answer, coach: Coach, caller: Caller, view: Body, directory: Directory) -> None:
    """Erase once the word is typed; Home is drawn by a call, since the outbox would keep the person again."""
    form = Form(view)
    if comparable(form.text(ids.ERASE_WORD)) != views.WORD:
        answer.refuse({form.block(ids.ERASE_WORD): views.not_the_word()})
        return
    erase.erase(coach, caller, take_down=ids.TAKE_DOWN in form.chosen(ids.ERASE_POSTS))
    directory.draw_home(caller.team, caller.user, home.home_stranger(coach.playbook))
    zone = form.ids.get("zone")
    answer.finish(views.erased(Reader(zone, coach.now()) if zone else None))
