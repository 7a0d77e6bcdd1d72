"""What a person can do in Slack, by ids. Each act tells the app over the socket and waits for its ack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import elements, modals, payloads, submissions
from bot.sandbox.elements import CannotActError, Found
from bot.sandbox.errors import SlackError
from bot.sandbox.outcomes import ActEvent, Outcome
from bot.sandbox.records import Channel, Message, MessageRef, ViewRef, ViewState
from bot.sandbox.workspace import escape

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox
    from bot.sandbox.socket_mode import Envelope

__all__ = ["ActEvent", "Acts", "Outcome"]

Json = dict[str, Any]

NOT_RESPONDING = "This app is not responding. Try again, or contact the app's developer."
NOT_INTERACTIVE = "This app is not configured to handle interactive responses."


class Acts:
    """Acts of people, blocking until the app acked or Slack gave up on it; callable from any thread."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._slack = sandbox

    def say(self, user: str, channel: str, text: str) -> Outcome:
        """Write a message; in the app's DM this sends message.im."""
        where = self._place(user, channel)
        if where.kind == "im" and (self._slack.app.read_only_dm or not self._slack.workspace.messages_tab):
            return Outcome(notice="Sending messages to this app has been turned off.")
        message = self._slack.workspace.post(channel, user, escape(text))
        self._slack.workspace.mark_read(user, where)
        envelope = self._slack.events.said(message) if where.kind == "im" else None
        return self._told("said", user, where.title, text, outcome=self._event(envelope))

    def command(self, user: str, channel: str, text: str) -> Outcome:
        """Type a slash command such as "/pm-progress join"."""
        where = self._place(user, channel)
        name, _, words = text.strip().partition(" ")
        if name not in self._slack.app.commands:
            notice = (
                f'"{name}" is not a valid command. In Slack, all messages that start with the "/" character '
            )
            return self._from_slack(user, channel, f"{notice}are interpreted as commands.")
        envelope, url = self._send_command(user, where, name, words.strip())
        outcome = self._answered(envelope, f"{name} failed with the error")
        if outcome.ok and envelope.answer:
            outcome = self._apply_answer(url, envelope.answer, name)
        if outcome.notice:
            self._from_slack(user, channel, outcome.notice)
        return self._told("command", user, name, words.strip(), outcome=outcome)

    def _send_command(self, user: str, where: Channel, name: str, words: str) -> tuple[Envelope, str]:
        person, slack = self._slack.workspace.people[user], self._slack
        url = slack.response_url(where.id, user)
        payload = payloads.command(slack.app, person, where, name, escape(words))
        payload |= {"response_url": url, "trigger_id": slack.triggers.mint(user)}
        return slack.sockets.deliver("slash_commands", payload, takes_answer=True), url

    def _apply_answer(self, url: str, answer: Json, name: str) -> Outcome:
        try:
            key = url.rpartition("/")[2]
            self._slack.responses.apply(self._slack.response_urls.peek(key), answer)
        except SlackError:
            return Outcome(True, notice=f'{name} failed with the error "invalid_command_response"')
        return Outcome(True)

    def press(
        self, user: str, source: MessageRef | ViewRef, block_id: str, action_id: str, value: Any = None
    ) -> Outcome:
        """Use an element of a message, modal or Home; see `elements.chosen` for `value`."""
        held = self._source(user, source)
        found = elements.find(held.blocks, block_id, action_id)
        action = elements.action(found, value, payloads.timestamp())
        self._remember(user, held, found, value)
        if not found.dispatches:
            return Outcome()
        if not self._slack.app.interactive:
            return Outcome(notice=NOT_INTERACTIVE)
        payload = self._of_message(user, held) if isinstance(held, Message) else self._of_view(user, held)
        envelope = self._slack.sockets.deliver("interactive", {**payload, "actions": [action]})
        answered = self._answered(envelope)
        return self._told("action", user, action_id, str(action.get("value", "")), outcome=answered)

    def _source(self, user: str, source: MessageRef | ViewRef) -> Message | ViewState:
        workspace = self._slack.workspace
        if isinstance(source, ViewRef):
            view = workspace.find_view(source.id)
            if view is None or view.user != user:
                raise CannotActError(f"no view {source.id} before this person")
            return view
        message = workspace.message(source.channel, source.ts)
        if message is None or message not in workspace.messages(self._place(user, source.channel), user):
            raise CannotActError(f"no message {source.ts} that this person can see")
        return message

    def _remember(self, user: str, held: Message | ViewState, found: Found, value: Any) -> None:
        if found.element["type"] not in elements.STATEFUL:
            return
        typed = held.typed.setdefault(user, {}) if isinstance(held, Message) else held.typed
        block_id, action_id = found.block["block_id"], found.element["action_id"]
        typed.setdefault(block_id, {})[action_id] = elements.chosen(found.element, value)
        if isinstance(held, ViewState):
            held.errors.pop(block_id, None)
        self._slack.workspace.changed()

    def _of_message(self, user: str, message: Message) -> Json:
        slack = self._slack
        where = slack.workspace.channels[message.channel]
        payload = self._interaction(user, "block_actions")
        names = {"im": "directmessage", "private": "privategroup", "public": where.name}
        payload |= {
            "container": {"type": "message", "message_ts": message.ts, "channel_id": where.id,
                          "is_ephemeral": message.ephemeral_for is not None},
            "channel": {"id": where.id, "name": names[where.kind]},
            "state": {"values": message.state(user)},
            "response_url": slack.response_url(where.id, user, message.ts),
            "trigger_id": slack.triggers.mint(user),
        }  # fmt: skip
        if message.ephemeral_for is None:
            payload["message"] = payloads.message(message, slack.app)
        return payload

    def _of_view(self, user: str, view: ViewState) -> Json:
        trigger = self._slack.triggers.mint(user, view.id if view.kind == "modal" else None)
        return self._interaction(user, "block_actions") | {
            "container": {"type": "view", "view_id": view.id},
            "view": payloads.view(view, self._slack.app),
            "trigger_id": trigger,
        }

    def fill(self, user: str, view_id: str, block_id: str, action_id: str, value: Any) -> Outcome:
        """Enter something in a modal or Home; the app hears of it only with `dispatch_action`."""
        return self.press(user, ViewRef(view_id), block_id, action_id, value)

    def submit(self, user: str, view_id: str) -> Outcome:
        """Press a modal's submit button; Slack's own checks first, then view_submission."""
        view = self._modal(user, view_id)
        view.errors = submissions.client_errors(view)
        if view.errors:
            self._slack.workspace.changed()
            return Outcome(errors=dict(view.errors))
        if not self._slack.app.interactive:
            return Outcome(notice=NOT_INTERACTIVE)
        callback = view.view.get("callback_id", "")  # the answer may put another view there
        envelope = self._slack.sockets.deliver("interactive", self.submission(user, view), takes_answer=True)
        outcome = self._answered(envelope, submissions.TROUBLE)
        if outcome.ok:
            outcome = submissions.apply(self._slack.workspace, view, envelope.answer)
        return self._told("submitted", user, callback, outcome=outcome)

    def submission(self, user: str, view: ViewState) -> Json:
        """What the app is told when this modal is sent as it stands."""
        return self._interaction(user, "view_submission") | {
            "trigger_id": self._slack.triggers.mint(user, view.id),
            "response_urls": [],
            "view": payloads.view(view, self._slack.app),
        }

    def _modal(self, user: str, view_id: str) -> ViewState:
        stack = self._slack.workspace.views(user)
        if not stack or stack[-1].id != view_id:
            raise CannotActError(
                f"{view_id} isn't the modal on top; open are {[view.title for view in stack]}"
            )
        return stack[-1]

    def close(self, user: str, view_id: str, all_views: bool = False) -> Outcome:
        """Close a modal (all of the stack with `all_views`); sends view_closed if it asked for that."""
        view = self._modal(user, view_id)
        everything = all_views or bool(view.view.get("clear_on_close"))
        outcome = Outcome()
        for gone in modals.close(self._slack.workspace, view, everything=everything):
            if gone.view.get("notify_on_close") and self._slack.app.interactive:
                payload = self._interaction(user, "view_closed")
                payload |= {"view": payloads.view(gone, self._slack.app), "is_cleared": everything}
                outcome = self._answered(self._slack.sockets.deliver("interactive", payload))
        return self._told("closed", user, view.view.get("callback_id", ""), outcome=outcome)

    def open_home(self, user: str) -> Outcome:
        """Open the app's Home tab."""
        outcome = self._event(self._slack.events.home_opened(user, "home"))
        return self._told("opened", user, "Home", outcome=outcome)

    def open_channel(self, user: str, channel: str) -> Outcome:
        """Look at a channel or the app's DM; marks it read."""
        where = self._place(user, channel)
        self._slack.workspace.mark_read(user, where)
        envelope = self._slack.events.home_opened(user, "messages") if where.kind == "im" else None
        return self._told("opened", user, where.title, outcome=self._event(envelope))

    def invite_bot(self, user: str, channel: str) -> Outcome:
        """/invite the bot into a channel."""
        where = self._place(user, channel)
        self._slack.workspace.invite_bot(where)
        return self._event(self._slack.events.joined(self._slack.app.bot_user_id, where, user))

    def move(self, user: str, tz: str) -> Outcome:
        """Set another IANA zone in one's profile."""
        person = self._slack.workspace.people[user]
        self._slack.workspace.set_zone(person, tz)
        return self._event(self._slack.events.user_changed(person))

    # -- shared

    def _place(self, user: str, channel: str) -> Channel:
        where = self._slack.workspace.channels.get(channel)
        if where is None or user not in where.members:
            raise CannotActError(f"this person isn't in {channel!r}")
        return where

    def _interaction(self, user: str, kind: str) -> Json:
        return payloads.interaction(self._slack.app, self._slack.workspace.people[user], kind)

    def _answered(self, envelope: Envelope, trouble: str = NOT_RESPONDING) -> Outcome:
        """Wait for the ack of a command or interaction; say what Slack says if none comes."""
        if self._slack.sockets.waits(envelope):
            return Outcome(delivered=True)
        code = "operation_timeout" if envelope.reached else "dispatch_failed"
        notice = f'{trouble} "{code}"' if trouble.endswith("error") else trouble
        return Outcome(envelope.reached, timed_out=envelope.reached, notice=notice)

    def _event(self, envelope: Envelope | None) -> Outcome:
        """Wait for the ack of an event; a person sees nothing of it."""
        if envelope is None:
            return Outcome()
        acked = self._slack.sockets.waits(envelope)
        return Outcome(delivered=envelope.reached, timed_out=envelope.reached and not acked)

    def _from_slack(self, user: str, channel: str, text: str) -> Outcome:
        self._slack.workspace.post(channel, "USLACKBOT", text, from_slack=True, ephemeral_for=user)
        return Outcome(notice=text)

    def _told(self, kind: str, user: str, name: str, text: str = "", *, outcome: Outcome) -> Outcome:
        self._slack.tell(ActEvent(kind, user, name, text))
        return outcome
