"""The way back to whoever acted, whatever they acted on: a command, a message, a modal, Home."""

import json
from collections.abc import Callable
from copy import copy
from http import HTTPStatus
from http.client import HTTPException
from itertools import takewhile
from typing import Any

import structlog
from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError

from bot.screen import Screen
from bot.slack import errors as slack_errors
from bot.slack.budget import Budget
from bot.slack.errors import Refusal
from bot.views import errors

Body = dict[str, Any]
LARGEST_ACK = 20_000
"""Bytes. Slack closes a socket over a frame of more than 20,480, and brings its envelope again and again:
revelrylabs/slax#614, slack-go/slack#1196. No page of Slack's has it."""
TO_SAY_SO = 0.3
"""Seconds that opening a form leaves for the words that it didn't open."""
log = structlog.get_logger()


class FormUnansweredError(Exception):
    """Slack didn't say in time whether a form opens: it may do so yet."""


class FormTooLateError(Exception):
    """No form opens from this press: it carries no trigger, or Slack has forgotten that."""


class Answer:
    """Handed to every listener as `answer`. Each method also acknowledges.

    `first` says whether what was delivered has had no answer yet, and remembers that it has one now. A call
    that no longer fits into the act's `budget` isn't made.
    """

    def __init__(
        self, body: Body, client: WebClient, ack: Ack, first: Callable[[], bool], budget: Budget
    ) -> None:
        self._body, self._client, self._ack, self._first = body, client, ack, first
        self._budget = budget

    def _bounded(self, kept: float = 0.0) -> WebClient:
        """Return the client for one call that leaves so many seconds. TimeoutError without time for one."""
        client = copy(self._client)
        bound = self._budget.time_out(client.timeout, kept=kept)
        client.timeout = bound  # type: ignore[assignment] # urllib takes parts of a second too
        if not client.timeout:
            raise TimeoutError("the act has no time left for a call")
        return client

    @property
    def _container(self) -> Body:
        return self._body.get("container") or {}

    def show(self, message: Screen) -> None:
        """Something to read, for them alone; it takes the place of an earlier answer."""
        if "command" in self._body:
            self._say(message)
        elif self._container.get("type") == "view":
            self.open(errors.as_view(message))
        else:
            self._reply(message, replace=bool(self._container.get("is_ephemeral")))

    @property
    def in_modal(self) -> bool:
        """True if something inside a modal was pressed."""
        return bool((self._body.get("view") or {}).get("type") == "modal")

    def changed(self, message: Screen) -> None:
        """Acknowledge an act that its message or Home shows; an ephemeral answer is brought up to date."""
        if "command" in self._body or self._container.get("is_ephemeral"):
            self.show(message)
        else:
            self._ack()

    def open(self, view: Body) -> None:
        """Open a modal: on top of the one that was pressed in, or in its place when three are stacked."""
        if not (trigger := self._body.get("trigger_id")):
            raise FormTooLateError
        try:
            client = self._bounded(kept=TO_SAY_SO)
            show = client.views_push if self.in_modal else client.views_open
            show(trigger_id=trigger, view=view)
        except (HTTPException, OSError) as error:
            raise FormUnansweredError from error
        except SlackApiError as error:
            refusal = why(error)
            if refusal is Refusal.TOO_SLOW:
                raise FormTooLateError from error
            if refusal is Refusal.STACK_FULL:
                if not self._redraw(self._body["view"]["id"], view):
                    raise FormTooLateError from error
            elif refusal is not Refusal.ALREADY_OPEN:  # another delivery of the same press has opened it
                raise
        self._ack()

    def update(self, view: Body) -> None:
        """Show this in the modal that was pressed in, if it is open; the press has worked either way."""
        self._redraw(self._body["view"]["id"], view)
        self._ack()

    def finish(self, view: Body) -> None:
        """Show a submitted modal's last view; of one too large for an ack, what stands above its fields."""
        fits = _fits(view)
        if not fits:
            log.warning("a view was too large for an ack", action="answer.view_cut")
        self._ack(response_action="update", view=view if fits else _head(view))

    def back_to(self, view: Body) -> None:
        """Close a submitted modal, and show this in the one underneath, if there is one."""
        if underneath := self._body["view"].get("previous_view_id"):
            self._redraw(underneath, view)
        self._ack()

    def _redraw(self, view_id: str, view: Body) -> bool:
        """Show this in an open view, and return whether Slack took it.

        The act is committed: whatever Slack says (the view is gone or changed, too many calls, an inner
        error) or doesn't say undoes nothing, and the member's message and Home show how things stand.
        """
        try:
            self._bounded().views_update(view_id=view_id, view=view)
        except (SlackApiError, HTTPException, OSError) as error:
            log.warning("a view wasn't redrawn", action="answer.view_gone", error=repr(error)[:200])
            return False
        return True

    def refuse(self, errors: dict[str, str]) -> None:
        """Keep a submitted modal open, with a sentence under each field that is wrong, by block_id."""
        self._ack(response_action="errors", errors=errors)

    def replace(self, message: Screen) -> None:
        """Show this in place of the message that was pressed on."""
        self._reply(message, replace=True)

    def done(self) -> None:
        self._ack()

    @property
    def response(self) -> BoltResponse:
        """The response that was acknowledged, for an error handler that has to give it back."""
        return self._ack.response or BoltResponse(status=200)

    def _say(self, message: Screen) -> None:
        """Answer a command: with the ack, or beside it where that has no room."""
        if _fits({"text": message.text, "blocks": message.blocks}):
            self._ack(text=message.text, blocks=message.blocks)
        else:
            self._reply(message, replace=False)

    def _reply(self, message: Screen, *, replace: bool) -> None:
        if replace or self._first():
            self._send(message, replace=replace)
        self._ack()

    def _send(self, message: Screen, *, replace: bool) -> None:
        # Bolt's own respond() waits for up to thirty seconds, and the ack has three.
        if not (address := self._body.get("response_url")):
            log.warning("there is no way to answer this press", action="answer.no_way")
            return  # none of ours: a function's message has no address for answers
        thread = None if replace else thread_of(self._body)
        said_in = {"thread_ts": thread} if thread else {}
        answer = {"text": message.text, "blocks": message.blocks, "replace_original": replace, **said_in}
        try:
            webhook = WebhookClient(address, timeout=self._bounded().timeout, retry_handlers=[])
            said = webhook.send_dict({**answer, "response_type": "ephemeral"})
        except (HTTPException, OSError) as error:
            log.warning("Slack didn't take an answer", action="answer.lost", error=repr(error))
        else:
            if said.status_code != HTTPStatus.OK:
                log.warning(
                    "Slack refused an answer",
                    action="answer.refused",
                    status=said.status_code,
                    error=said.body[:200],
                )


def _fits(answer: Body) -> bool:
    return len(json.dumps(answer)) < LARGEST_ACK  # as the SDK writes it, six characters for many a letter


def _head(view: Body) -> Body:
    """Return a view with what stands above its fields, as far as an ack has room for it."""
    head = list(takewhile(lambda block: block["type"] != "input", view["blocks"]))
    while head and not _fits({"blocks": head}):
        head.pop()
    kept = {name: part for name, part in view.items() if name != "submit"}
    return {**kept, "blocks": head or view["blocks"][:1]}


def why(error: SlackApiError) -> Refusal:
    """Return what Slack's refusal means to the person who meets it."""
    answer = error.response.data
    return slack_errors.refusal_in(answer) if isinstance(answer, dict) else Refusal.OTHER


Listener = Callable[..., None]


def thread_of(body: Body) -> str | None:
    """Return the thread in which was pressed, as Slack answers beside it unless it is named; else None.

    A message that has replies names its own thread, and isn't in it.
    """
    message = body.get("message") or {}
    thread: str | None = message.get("thread_ts")
    return None if thread == message.get("ts") else thread


def nothing_to_do(ack: Ack) -> None:
    """For what only wants an ack: a link button, a Home tab that isn't looked at."""
    ack()


def value_of(body: Body) -> str:
    """Return what was pressed or chosen: a button's value, or the selected option's."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or action
    return str(chosen["value"])


def id_of(body: Body) -> int:
    """Return the id in a value such as "17" or "tomorrow:17"."""
    return int(value_of(body).rpartition(":")[2])
