"""Wins: the offer's buttons, the forms behind them, and what was shared."""

from slack_bolt import App

from bot.coach import sharing
from bot.coach.coach import Coach, Who
from bot.directory import Directory
from bot.domain.progress import Progress, Win
from bot.views import trouble, win_words, wins
from handlers.answering import Answer, Body, id_of, nothing_to_do
from handlers.fields import Form
from handlers.wording import on_word

ACTS = {
    wins.SHARE: sharing.share,
    wins.KEEP: sharing.keep_private,
    wins.TAKE_DOWN: sharing.take_down,
    wins.THERE: sharing.found,
    wins.NOT_THERE: sharing.post_again,
}


def register(app: App) -> None:
    on_word(app, "wins", listing)
    for action in ACTS:
        app.action(action)(act)
    for action in (wins.CORRECT, wins.LEAVE):
        app.action(action)(decide)
    app.action(wins.OPEN)(look)
    app.action(wins.SEE_POST)(nothing_to_do)
    app.action(wins.EDIT)(edit)
    app.action(wins.CHANNEL)(choose_channel)
    app.view(wins.EDIT_FORM)(edited)
    app.view(wins.CHANNEL_FORM)(channel_chosen)


def listing(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(wins.wins(coach.progress(who)))


def look(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    progress = coach.progress(who)
    answer.open(wins.offer_view(_win(progress, id_of(body)), progress.reader))


def act(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    win = ACTS[body["actions"][0]["action_id"]](coach, who, id_of(body))
    progress = coach.progress(who)
    if answer.in_modal:
        answer.update(wins.offer_view(win, progress.reader))
    else:
        answer.changed(wins.wins(progress))


def decide(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    corrected = body["actions"][0]["action_id"] == wins.CORRECT
    win = (sharing.correct if corrected else sharing.leave_as_is)(coach, who, id_of(body))
    reader = coach.progress(who).reader
    answer.replace(wins.answered(body["message"]["blocks"], win, reader, corrected=corrected))


def edit(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    progress = coach.progress(who)
    answer.open(wins.edit_form(_win(progress, id_of(body)), progress.reader))


def edited(answer: Answer, coach: Coach, who: Who, view: Body) -> None:
    form = Form(view)
    text, reader = form.text(wins.EDIT_TEXT), coach.progress(who).reader
    if not text:
        answer.refuse({wins.EDIT_TEXT: trouble.empty_text()})
        return
    win = sharing.rewrite(coach, who, form.ids["win"], text)
    if win.text == text:
        answer.back_to(wins.offer_view(win, reader))
    else:
        answer.refuse({wins.EDIT_TEXT: trouble.not_now(win_words.status(win, reader))})


def choose_channel(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    win = _win(coach.progress(who), id_of(body))
    answer.open(wins.channel_form(win.id, win.channel))


def channel_chosen(answer: Answer, coach: Coach, who: Who, view: Body, directory: Directory) -> None:
    form = Form(view)
    channel = form.text(wins.CHANNEL_CHOICE)
    if not directory.sees_channel(who.team, channel):
        answer.refuse({wins.CHANNEL_CHOICE: trouble.channel_unseen()})
        return
    win = sharing.choose_channel(coach, who, form.ids["win"], channel)
    answer.back_to(wins.offer_view(win, coach.progress(who).reader))


def _win(progress: Progress, win_id: int) -> Win:
    for win in progress.wins:
        if win.id == win_id:
            return win
    raise LookupError(f"no win {win_id} of this member")
