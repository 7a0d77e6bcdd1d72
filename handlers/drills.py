"""Drills: asked for by the word or from a comeback, answered in a modal that then says what was found."""

from slack_bolt import App

from bot.coach import drills
from bot.coach.coach import Caller, Coach
from bot.domain.playbook import Drill
from bot.views import drills as views
from bot.views import ids
from handlers.answer import Answer, Body
from handlers.commands import on_subcommand
from handlers.fields import Form


def register(app: App) -> None:
    on_subcommand(app, "drill", start)
    app.action(ids.DRILL_OPEN)(start)
    app.action(ids.DRILL_ANOTHER)(another)
    app.view(ids.DRILL_FORM)(take_in)


def start(answer: Answer, coach: Coach, caller: Caller) -> None:
    if drill := drills.draw(coach, caller):
        answer.open(views.form(drill, _skill(coach, drill)))
    else:
        answer.show(views.none())


def another(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Show another one in the place of the form or of its answer."""
    passed = Form(body["view"]).ids["passed"]
    if drill := drills.draw(coach, caller, passed):
        left = passed if drill.id not in passed else []  # all were looked at: they come again
        answer.update(views.form(drill, _skill(coach, drill), left))
    else:
        answer.show(views.none())


def _skill(coach: Coach, drill: Drill) -> str:
    return coach.playbook.skill[drill.skill].title


def take_in(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    form = Form(view)
    given = drills.answer(
        coach, caller, form.ids["drill"], form.text(ids.DRILL_TEXT), form.text(ids.DRILL_WHY)
    )
    if given:
        answer.finish(views.answered(given))
    else:
        answer.refuse({form.block(ids.DRILL_TEXT): views.unreadable()})
