"""App Home: drawn when it is opened, and the views behind its buttons."""

from slack_bolt import Ack, App

from bot.coach import direct_messages, home
from bot.coach.coach import Caller, Coach
from bot.views import ids, playbook
from bot.views.home import more as more_views
from bot.views.home import weeks as views
from handlers.answer import Answer, Body, value_of


def register(app: App) -> None:
    app.event("app_home_opened", matchers=[_on_home])(draw)
    app.event("app_home_opened")(read_messages)
    app.action(ids.MORE_OPEN)(more)
    app.action(ids.WEEKS_OPEN)(weeks)
    app.action(ids.MONTHS_OPEN)(months)
    app.action(ids.MONTHS_PART)(part)


def _on_home(event: Body) -> bool:
    return bool(event.get("tab") == "home")


def draw(coach: Coach, caller: Caller) -> None:
    home.draw_home(coach, caller)


def read_messages(ack: Ack, coach: Coach, caller: Caller) -> None:
    """Whoever looks at the messages has the tab: what was refused while it was off goes out now."""
    direct_messages.send_refused(coach, caller)
    ack()


def more(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.open(more_views.more(coach.progress(caller)))


def weeks(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.open(views.weeks(coach.progress(caller)))


def months(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.open(playbook.months(coach.playbook, coach.progress(caller)))


def part(answer: Answer, coach: Coach, body: Body) -> None:
    answer.open(playbook.part(coach.playbook, value_of(body)))
