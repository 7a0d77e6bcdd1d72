"""Answers for what a listener couldn't do: a sentence with a next step; the unknown with a reference."""

import json
import secrets
from http.client import HTTPException
from typing import Any

import structlog
from slack_bolt import App, BoltContext, BoltResponse
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError

from bot.coach import direct_messages
from bot.coach.coach import NotJoined
from bot.domain.records import NotYours
from bot.screen import Screen
from bot.views import dashboard, errors, ids
from handlers.answer import Answer, Body, FormTooLateError, FormUnansweredError, value_of
from handlers.fields import first_input

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

log = structlog.get_logger()


def register(app: App) -> None:
    app.error(say)


def say(error: Exception, body: Body, context: BoltContext, answer: Answer | None = None) -> BoltResponse:
    """Answer whoever acted. An event is answered with an error, so that Slack delivers it again."""
    if answer is None or (body.get("type") == "event_callback" and not isinstance(error, NotJoined)):
        _reference(error, body)
        return BoltResponse(status=500)
    if body.get("type") == "view_submission":
        return _keep_open(error, body)
    sentence = _sentence(error, body)
    try:
        answer.show(sentence)
    except (
        SlackApiError,
        FormTooLateError,
        FormUnansweredError,
        HTTPException,
        OSError,
    ):  # A press on Home or in a modal can open nothing else.
        direct_messages.tell(context["coach"], context["caller"], sentence)
        answer.done()
    return answer.response


def _sentence(error: Exception, body: Body) -> Screen:
    if isinstance(error, NotJoined):
        return dashboard.left(error.left) if error.left else dashboard.not_joined()
    if isinstance(error, NotYours):
        log.warning(str(error), action="handler.not_theirs")
        return errors.not_yours()
    if isinstance(error, FormTooLateError):
        return errors.form_too_slow("Open it", *_again(body))
    if isinstance(error, FormUnansweredError):
        return errors.form_unanswered("Open it", *_again(body))
    if isinstance(error, DBAPIError):
        return errors.cant_save_message(_reference(error, body))
    return errors.broken(_reference(error, body))


def _again(body: Body) -> tuple[str, str | None]:
    """Return the action and value of a button that does what was just done."""
    if "command" in body:
        return ids.WORD_RUN, body.get("text") or "status"
    [action] = body["actions"]
    has_value = "value" in action or "selected_option" in action
    return action["action_id"], value_of(body) if has_value else None


def _keep_open(error: Exception, body: Body) -> BoltResponse:
    """Keep the modal with everything that was typed; errors can only hang on an input."""
    if isinstance(error, NotJoined):
        sentence = dashboard.left(error.left).text.splitlines()[0] if error.left else errors.no_member_form()
    elif isinstance(error, NotYours):
        log.warning(str(error), action="handler.not_theirs")
        sentence = errors.not_yours().text
    elif isinstance(error, DBAPIError):
        sentence = errors.cant_save(_reference(error, body))
    else:
        sentence = errors.broken_form(_reference(error, body))
    answer: dict[str, Any] = {
        "response_action": "errors",
        "errors": {first_input(body["view"]): sentence},
    }
    return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})


def _reference(error: Exception, body: Body) -> str:
    """Return four characters that the member sees and the log has too."""
    ref = "".join(secrets.choice(LETTERS) for _ in range(4))
    log.error(
        "a listener failed",
        action="handler.failed",
        ref=ref,
        request=body.get("type") or "command",
        exc_info=error,
    )
    return ref
