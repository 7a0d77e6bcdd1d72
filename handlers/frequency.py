"""Fewer messages in one press, from any message that came unasked, and the way back."""

from slack_bolt import App

from bot.coach import frequency
from bot.coach.coach import Caller, Coach
from bot.domain.closing import Frequency, Level
from bot.domain.frequency import pace_named
from bot.domain.slots import Pace
from bot.views import frequency as views
from bot.views import ids, settings
from handlers.answer import Answer, Body, id_of, value_of
from handlers.typed_text import parsed


def register(app: App) -> None:
    app.action(ids.FEWER_UNDO)(go_back)


def fewer(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Show it in the message that was pressed on; where there is none, as on Home, in the answer."""
    change = frequency.fewer(coach, caller, id_of(body), _pressed(body), views.noted, seen=_seen(body))
    if change.before == change.after:
        answer.show(views.fewest(change))
    elif change.in_place:
        answer.done()
    else:
        answer.show(views.changed(change))


def pace(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Take the pace that is named; the word alone, or with another, opens the settings."""
    typed = "" if "actions" in body else parsed(body.get("event") or body).rest
    if named := pace_named(typed):
        answer.show(views.paced(frequency.change_pace(coach, caller, named)))
    else:
        answer.open(settings.settings_form(coach.progress(caller)))


def go_back(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    pace, level, _ = value_of(body).split(":")
    to = Frequency(Pace(pace), Level(level))
    change = frequency.go_back(coach, caller, id_of(body), to, _pressed(body))
    if change.in_place:
        answer.done()
    else:
        answer.show(views.back(change))


def _seen(body: Body) -> Frequency | None:
    """Return how often messages came when the menu was drawn, out of "fewer/PACE/LEVEL:WEEK"."""
    match value_of(body).partition(":")[0].split("/"):
        case [_, pace, level]:
            return Frequency(Pace(pace), Level(level))
        case _:
            return None


def _pressed(body: Body) -> str | None:
    """Return Slack's name for the coach's message that was pressed on; an answer for one person has none."""
    container = body.get("container") or {}
    return None if container.get("is_ephemeral") else container.get("message_ts")
