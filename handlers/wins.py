"""Wins: the offer's buttons, the forms behind them, and what was shared."""

from slack_bolt import App

from bot.coach import wins
from bot.coach.coach import Caller, Coach
from bot.domain.progress import Sharing, Win
from bot.slack.directory import Access, Directory
from bot.views import errors, ids
from bot.views.wins import forms, offer, post
from bot.views.wins import wins as views
from bot.views.wins.words import status
from handlers.answer import Answer, Body, id_of, nothing_to_do, value_of
from handlers.commands import on_subcommand
from handlers.fields import Form

ACTS = {
    ids.WIN_KEEP: wins.keep_private,
    ids.WIN_TAKE_DOWN: wins.take_down,
    ids.WIN_THERE: wins.found,
}


def register(app: App) -> None:
    on_subcommand(app, "wins", listing)
    for action in ACTS:
        app.action(action)(act)
    for action in (ids.WIN_SHARE, ids.WIN_NOT_THERE):
        app.action(action)(share)
    app.action(ids.WIN_CORRECT)(correct)
    app.action(ids.WIN_LEAVE)(leave_as_is)
    app.action(ids.WIN_OPEN)(open_win)
    app.action(ids.WIN_SEE)(nothing_to_do)
    app.action(ids.WIN_EDIT)(edit)
    app.action(ids.WIN_CHANNEL)(choose_channel)
    app.view(ids.WIN_EDIT_FORM)(edited)
    app.view(ids.WIN_CHANNEL_FORM)(channel_chosen)


def listing(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.wins(coach.progress(caller, even_left=True)))


def open_win(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    win, progress, _ = wins.read(coach, caller, id_of(body))
    answer.open(offer.offer_view(win, progress.reader))


def act(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _show(answer, ACTS[body["actions"][0]["action_id"]](coach, caller, id_of(body)))


def share(answer: Answer, coach: Coach, caller: Caller, body: Body, directory: Directory) -> None:
    """Post, unless Slack says now that more can read it than was shown, or doesn't say who can."""
    seal, _, number = value_of(body).rpartition(":")
    shown = wins.read(coach, caller, int(number))
    channel = shown.win.channel if shown.win.state in wins.OPEN_TO_POST else None
    access = directory.access(caller.team, caller.user, channel.id) if channel else Access.OPEN
    if access is Access.SILENT:
        _show(answer, shown, offer.unsaid(shown.win))
    elif access is Access.OUTSIDE:
        _show(answer, wins.lose_channel(coach, caller, shown.win.id), offer.outside())
    else:
        shared = wins.share(coach, caller, shown.win.id, seal)
        _show(answer, shared, offer.changed() if shared.stale else None)


def _show(answer: Answer, shown: wins.Shown, why: str | None = None) -> None:
    """Show where a win stands after a press; `why` says what kept it from being posted."""
    if answer.in_modal:
        answer.update(offer.offer_view(shown.win, shown.progress.reader, why))
    elif why:
        answer.show(offer.not_posted(why))
    else:
        answer.changed(views.wins(shown.progress))


def correct(answer: Answer, coach: Coach, caller: Caller, body: Body, directory: Directory) -> None:
    """Correct the post, unless the question was about something else than what is so now."""
    seal, _, number = value_of(body).rpartition(":")
    shown, blocks = wins.read(coach, caller, int(number)), body["message"]["blocks"]
    if why := _unchangeable(directory, caller, shown.win):
        answer.show(offer.not_posted(why))
        return
    win, progress, stale = wins.correct(coach, caller, shown.win.id, seal)
    if stale:
        answer.replace(post.asked_again(blocks, win, progress.reader))
    else:
        answer.replace(post.answered(blocks, win, progress.reader, corrected=True))


def _unchangeable(directory: Directory, caller: Caller, win: Win) -> str | None:
    """Ask Slack who reads a post; return why its text can't be changed, None where nothing is against it."""
    if win.state is not Sharing.POSTED or win.channel is None:
        return None
    access = directory.access(caller.team, caller.user, win.channel.id)
    if access in (Access.SILENT, Access.OUTSIDE):
        return offer.uncorrected(win, outside=access is Access.OUTSIDE)
    return None


def leave_as_is(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    win, progress, _ = wins.leave_as_is(coach, caller, id_of(body))
    answer.replace(post.answered(body["message"]["blocks"], win, progress.reader, corrected=False))


def edit(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    win, progress, _ = wins.read(coach, caller, id_of(body))
    answer.open(forms.edit_form(win, progress.reader))


def edited(answer: Answer, coach: Coach, caller: Caller, view: Body, directory: Directory) -> None:
    form = Form(view)
    if not (text := form.text(ids.WIN_TEXT)):
        answer.refuse({ids.WIN_TEXT: errors.empty_text()})
        return
    before = wins.read(coach, caller, form.ids["win"]).win
    if why := _unchangeable(directory, caller, before):
        answer.refuse({ids.WIN_TEXT: why})
        return
    win, progress, stale = wins.rewrite(coach, caller, before.id, text, form.ids.get("seal"))
    if stale and win.text != text:
        answer.refuse({ids.WIN_TEXT: offer.changed_meanwhile()})
    elif win.text == text:
        answer.back_to(offer.offer_view(win, progress.reader))
    else:
        answer.refuse({ids.WIN_TEXT: errors.not_now(status(win, progress.reader))})


def choose_channel(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    win, *_ = wins.read(coach, caller, id_of(body))
    answer.open(forms.channel_form(win.id, win.channel))


def channel_chosen(answer: Answer, coach: Coach, caller: Caller, view: Body, directory: Directory) -> None:
    form = Form(view)
    channel = form.text(ids.WIN_CHANNEL_CHOICE)
    if fault := channel_fault(directory, caller, channel):
        answer.refuse({ids.WIN_CHANNEL_CHOICE: fault})
        return
    win, progress, _ = wins.choose_channel(coach, caller, form.ids["win"], channel)
    answer.back_to(offer.offer_view(win, progress.reader))


def channel_fault(directory: Directory, caller: Caller, channel: str) -> str | None:
    """Return why somebody's wins can't go to a channel, or None if nothing is known against it."""
    match directory.access(caller.team, caller.user, channel):
        case Access.HIDDEN:
            return errors.channel_unseen()
        case Access.OUTSIDE:
            return errors.channel_outside()
    return None  # in doubt it is taken: Post asks again
