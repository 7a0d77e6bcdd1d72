"""Time away: by word, by picker, and the ways back from it and from the coach's own silence."""

from datetime import date, timedelta

from slack_bolt import App

from bot.coach import absence
from bot.coach.absence import AbsencePreview
from bot.coach.coach import Caller, Coach
from bot.domain import dates
from bot.domain.absence import AbsenceFault
from bot.domain.days_in_words import order_of
from bot.screen import Screen
from bot.views import absence as forms
from bot.views import dashboard, errors, ids
from bot.views.nudge import away as views
from handlers.answer import Answer, Body, value_of
from handlers.commands import on_subcommand
from handlers.fields import Form
from handlers.typed_text import parsed

USUAL = timedelta(days=7)
"""How long the picker begins with."""


def register(app: App) -> None:
    on_subcommand(app, "away", by_word)
    on_subcommand(app, "back", come_back)
    app.action(ids.AWAY_OPEN)(pick_days)
    for field in (ids.AWAY_FROM, ids.AWAY_BACK, ids.AWAY_ENDLESS):
        app.action(field)(show_what_follows)
    app.view(ids.AWAY_FORM)(save)
    app.action(ids.AWAY_TAKE)(take)
    app.action(ids.AWAY_END)(come_back)
    app.action(ids.AWAY_STAY)(stay_away)
    app.action(ids.WEEK_PICK_UP)(pick_up)


def by_word(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Show what was understood, which counts on a press only; the word alone opens the picker."""
    typed = "" if "actions" in body else parsed(body.get("event") or body).rest
    if not typed:
        pick_days(answer, coach, caller)
        return
    now = absence.plan_anew(coach, caller)
    found = dates.read(typed, now.today, order=order_of(None, now.country))
    if isinstance(found, dates.Unclear):
        answer.show(forms.unclear(typed, found.kind, found.choices, now.progress.reader))
        return
    planned = absence.plan(coach, caller, max(found.first, now.today), found.back)
    if planned.follows is None:
        answer.show(forms.not_possible(planned.fault or AbsenceFault.PAST))
    else:
        answer.show(forms.asked(planned.first, planned.back, planned.follows, planned.progress.reader))


def pick_days(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.open(_form(absence.plan_anew(coach, caller)))


def _form(planned: AbsencePreview, back: date | None = None) -> Body:
    """Return the form; `back` is the day that stands in it while the box is ticked."""
    return forms.form(
        planned.first,
        planned.back or back or max(planned.first, planned.today) + USUAL,
        endless=planned.back is None,
        follows=planned.follows,
        reader=planned.progress.reader,
    )


def _entered(form: Form) -> tuple[date, date, date | None]:
    """Return the days in the form: from, back on as it stands there, and as it counts."""
    first, back = (date.fromisoformat(form.text(name)) for name in (ids.AWAY_FROM, ids.AWAY_BACK))
    return first, back, None if form.chosen(ids.AWAY_ENDLESS) else back


def show_what_follows(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    first, shown, back = _entered(Form(body["view"]))
    answer.update(_form(absence.plan(coach, caller, first, back), shown))


def save(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    """Save days whose consequences the form has shown; others are shown, and wait for a second press."""
    form = Form(view)
    first, shown, back = _entered(form)
    planned = absence.plan(coach, caller, first, back)
    if planned.fault:
        where = ids.AWAY_FROM if planned.fault is AbsenceFault.PAST else ids.AWAY_BACK
        answer.refuse({where: forms.fault(planned.fault)})
    elif form.ids.get("shown") != forms.value(planned.first, back):
        answer.finish(_form(planned, shown))
    else:
        answer.finish(errors.as_view(_taken(absence.go_away(coach, caller, first, back))))


def take(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Take the days on the button, which the answer around it has shown."""
    first, _, back = value_of(body).partition("/")
    until = date.fromisoformat(back) if back else None
    answer.replace(_taken(absence.go_away(coach, caller, date.fromisoformat(first), until)))


def _taken(planned: AbsencePreview) -> Screen:
    if planned.follows is None:
        return forms.not_possible(planned.fault or AbsenceFault.PAST)
    progress = planned.progress
    return forms.taken(planned.first, planned.back, planned.follows, progress.week, progress.reader)


def come_back(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.changed(dashboard.dashboard(absence.come_back(coach, caller).progress))


def stay_away(answer: Answer, coach: Coach, caller: Caller) -> None:
    progress = coach.progress(caller, brief=True)
    answer.show(views.away(progress.week, progress.reader))


def pick_up(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.changed(dashboard.dashboard(absence.pick_up(coach, caller).progress))
