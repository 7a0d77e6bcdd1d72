"""App Home: drawn when it is opened, and the views behind its buttons."""

from slack_bolt import App

from bot.coach import looking
from bot.coach.coach import Coach, Who
from bot.views import home, programme
from handlers.answering import Answer, Body, nothing_to_do, value_of


def register(app: App) -> None:
    app.event("app_home_opened", matchers=[_on_home])(draw)
    app.event("app_home_opened")(nothing_to_do)
    app.action(home.WEEKS)(weeks)
    app.action(programme.MONTHS)(months)
    app.action(programme.PART)(part)


def _on_home(event: Body) -> bool:
    return bool(event.get("tab") == "home")


def draw(coach: Coach, who: Who) -> None:
    looking.draw_home(coach, who)


def weeks(answer: Answer, coach: Coach, who: Who) -> None:
    answer.open(home.weeks(coach.progress(who)))


def months(answer: Answer, coach: Coach, who: Who) -> None:
    answer.open(programme.months(coach.programme, coach.progress(who)))


def part(answer: Answer, coach: Coach, body: Body) -> None:
    answer.open(programme.part(coach.programme, value_of(body)))
