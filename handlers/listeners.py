"""Slack listeners, one module for each thing a person does. A listener parses, calls one use case, shows."""

from collections.abc import Callable

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from sqlalchemy.exc import DBAPIError

from bot.clock import wall
from bot.coach.coach import Caller, Coach
from bot.slack.budget import Budget
from bot.slack.directory import Directory
from bot.views import direct_messages as views
from handlers import (
    absence,
    dashboard,
    direct_messages,
    drills,
    errors,
    evidence,
    fallback,
    feedback,
    finish,
    frequency,
    goals,
    hand_in,
    home,
    join,
    later,
    leave,
    line_to_send,
    mirror,
    mute,
    own_data,
    packet,
    plan,
    receipt,
    second_reading,
    settings,
    show_how,
    skip,
    swap,
    wins,
)
from handlers import help as help_listeners
from handlers.answer import Answer, Body
from handlers.direct_messages import Reply
from handlers.typed_text import edited_to_a_word, from_a_person

MODULES = (
    dashboard,
    join,
    hand_in,
    receipt,
    line_to_send,
    absence,
    show_how,
    plan,
    swap,
    later,
    skip,
    mute,
    mirror,
    drills,
    goals,
    finish,
    frequency,
    evidence,
    feedback,
    second_reading,
    wins,
    packet,
    own_data,
    settings,
    leave,
    home,
    direct_messages,
    errors,
    help_listeners,
    fallback,
)
"""The fallbacks come last: they answer what no other listener took."""


ANSWERED = {None, "event_callback", "block_actions", "view_submission", "view_closed"}
"""The payloads that listeners answer; a command has no type. Others, such as block_suggestion and those of
older dialogs, belong to nothing that the coach shows: they are acknowledged and left alone."""

LATE = 3600
"""Seconds."""

log = structlog.get_logger()


def register(app: App, coach: Coach, directory: Directory) -> None:
    """Add every listener to the app, and what each may ask for by name: coach, directory, caller, answer."""
    app.use(Acquaint(coach, directory))
    for module in MODULES:
        module.register(app)


class Acquaint(Middleware):
    """Adds what listeners ask for by name. A class, since for a function Bolt looks up all that it might
    want to be given."""

    def __init__(self, coach: Coach, directory: Directory) -> None:
        self._coach, self._directory = coach, directory

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,
        next: Callable[[], BoltResponse],  # noqa: A002 - Bolt's name for it
    ) -> BoltResponse | None:
        context, body, coach = req.context, req.body, self._coach
        if body.get("type") not in ANSWERED:
            return BoltResponse(status=200)
        if (context.team_id or "") not in coach.workspaces:
            return _refuse(context.team_id)
        caller = Caller(context.team_id or "", context.user_id or "", _delivery(body))
        budget = Budget()
        context["coach"], context["directory"], context["caller"] = (
            coach,
            self._directory.within(budget),
            caller,
        )
        if context.user_id and context.user_id == context.bot_user_id:
            return BoltResponse(status=200)  # our own words, which Bolt keeps from listeners already
        if edited := edited_to_a_word(body.get("event") or {}):
            body["event"] = edited
        event = body.get("event") or {}
        if _is_late(body):
            if from_a_person(event):
                Reply(coach, caller, event, context.ack).show(views.late())
            return BoltResponse(status=200)
        if from_a_person(event):
            context["answer"] = Reply(coach, caller, event, context.ack)
        else:
            context["answer"] = Answer(
                body, context.client, context.ack, lambda: _unanswered(coach, caller), budget
            )
        return next()


def _is_late(body: Body) -> bool:
    """Return whether an event is about something that happened over an hour ago; only events say when.

    Slack tries again for some minutes, and where an app has "delayed events" on, hourly for a day. By then a
    "done" may be about another week. A Home that was opened is drawn all the same: it shows how things stand,
    and would else stay blank for whoever opened it for the first time.
    https://docs.slack.dev/apis/events-api#error-handling
    """
    happened, event = body.get("event_time"), body.get("event") or {}
    return event.get("type") != "app_home_opened" and isinstance(happened, int) and wall() - happened > LATE


def _refuse(team_id: str | None) -> BoltResponse:
    """Acknowledge what comes from a workspace in which the coach isn't installed, and do nothing.

    Acting on it would make a second member of a person who has joined under the right team id.
    """
    log.warning(
        "a payload from another workspace was refused", action="handler.other_workspace", workspace=team_id
    )
    return BoltResponse(status=200)


def _delivery(body: Body) -> str | None:
    """Return the name of a payload, however often Slack brings it: an event's id, any other one's trigger.

    None for those that have neither, such as view_closed: whatever they do, they may do twice.

    https://docs.slack.dev/apis/events-api#the-events-api-payload-structure
    https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
    """
    named = body.get("event_id") or body.get("trigger_id")
    return str(named) if named else None


def _unanswered(coach: Coach, caller: Caller) -> bool:
    """Return whether nobody has answered it yet; if the database can't say, twice is better than never."""
    try:
        return coach.mark_processed(caller.sub_delivery("answered"))
    except DBAPIError:
        return True
