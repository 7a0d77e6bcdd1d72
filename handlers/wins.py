"""Wins: the offer's buttons, the forms behind them, and what was shared."""

from slack_bolt import App

from bot.coach import sharing
from bot.coach.coach import Coach, Who
from bot.directory import Directory
from bot.domain.progress import Progress, Win
from bot.views import trouble, wins
from handlers.answering import Answer, Body, id_of, nothing_to_do
from handlers.fields import Form
from handlers.wording import on_word

ACTS = {
    wins.SHARE: sharing.share,
    wins.KEEP: sharing.keep_private,
    wins.TAKE_DOWN: sharing.take_down,
    wins.CORRECT: sharing.correct,
    wins.LEAVE: sharing.leave_as_is,
    wins.THERE: sharing.found,
    wins.NOT_THERE: sharing.post_again,
}


def register(app: App) -> None:
    on_word(app, "wins", listing)
    for action in ACTS:
        app.action(action)(act)
    app.action(wins.SEE_POST)(nothing_to_do)
    app.action(wins.EDIT)(edit)
    app.action(wins.CHANNEL)(choose_channel)
    app.view(wins.EDIT_FORM)(edited)
    app.view(wins.CHANNEL_FORM)(channel_chosen)


def listing(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(wins.wins(coach.progress(who)))


def act(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    ACTS[body["actions"][0]["action_id"]](coach, who, id_of(body))
    answer.changed(wins.wins(coach.progress(who)))


def edit(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    progress = coach.progress(who)
    answer.open(wins.edit_form(_win(progress, id_of(body)), progress.reader))


def edited(answer: Answer, coach: Coach, who: Who, view: Body) -> None:
    form = Form(view)
    sharing.rewrite(coach, who, form.ids["win"], form.text(wins.EDIT_TEXT))
    answer.done()


def choose_channel(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    win = _win(coach.progress(who), id_of(body))
    answer.open(wins.channel_form(win.id, win.channel))


def channel_chosen(answer: Answer, coach: Coach, who: Who, view: Body, directory: Directory) -> None:
    form = Form(view)
    channel = form.text(wins.CHANNEL_CHOICE)
    if not directory.sees_channel(who.team, channel):
        answer.refuse({wins.CHANNEL_CHOICE: trouble.channel_unseen()})
        return
    sharing.choose_channel(coach, who, form.ids["win"], channel)
    answer.done()


def _win(progress: Progress, win_id: int) -> Win:
    for win in progress.wins:
        if win.id == win_id:
            return win
    raise LookupError(f"no win {win_id} of this member")
