"""People's actions in Slack, by ids: each tells the app over the socket and waits for its ack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox import elements, modals, payloads, responses, submissions
from bot.sandbox.elements import CannotActError, Found
from bot.sandbox.errors import SlackError
from bot.sandbox.events import Events
from bot.sandbox.interactions import Interactions
from bot.sandbox.records import ChannelRecord, MessageRecord, MessageRef, ViewRef, ViewState
from bot.sandbox.results import ActionResult, UserAction
from bot.sandbox.socket_mode import Envelope
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

NOT_RESPONDING = "This app is not responding. Try again, or contact the app's developer."
NOT_INTERACTIVE = "This app is not configured to handle interactive responses."


class UserActions:
    """People's actions. Each blocks until the app acked or Slack gave up on it; from any thread."""

    def __init__(self, workspace: Workspace, events: Events, interactions: Interactions) -> None:
        self._workspace = workspace
        self._events = events
        self._interactions = interactions
        self._observers: list[Callable[[UserAction], None]] = []

    def observe(self, callback: Callable[[UserAction], None]) -> None:
        """Call back after each action of a person, in the thread that acted."""
        self._observers.append(callback)

    def tell(self, action: UserAction) -> None:
        """Hand an action to those who observe."""
        for observer in self._observers:
            observer(action)

    # -- messages and commands

    def say(self, user: str, channel: str, text: str) -> ActionResult:
        """Write a message; in the app's DM this sends message.im."""
        where = self._place(user, channel)
        if where.kind == "im" and (self._workspace.app.read_only_dm or not self._workspace.messages_tab):
            return ActionResult(notice="Sending messages to this app has been turned off.")
        return self.send(user, channel, self._workspace.typed(text))

    def send(self, user: str, channel: str, text: str, **details: Any) -> ActionResult:
        """Put this very text, as it is on the wire, there; `details` are fields of MessageRecord.

        `thread_ts` answers in a thread; `files` (payloads.file) share files, `attachments` forward a message;
        `integration` marks what another app sends for the person.
        """
        where = self._place(user, channel)
        message = self._workspace.post(channel, user, text, **details)
        self._workspace.mark_read(user, where)
        envelope = self._events.said(message) if where.kind == "im" else None
        return self._told("said", user, where.title, text, result=self._event(envelope))

    def edit(self, user: str, message: MessageRecord, text: str) -> ActionResult:
        """Change one's own message in the app's DM; the app is told of both texts."""
        before = payloads.message(message, self._workspace.app)
        message.text, message.edited_ts = self._workspace.typed(text), self._workspace.next_ts()
        self._workspace.changed()
        return self._told(
            "edited", user, "DM", text, result=self._event(self._events.edited(message, before))
        )

    def slackbot_says(self, user: str, text: str) -> ActionResult:
        """Slackbot writes into the app's DM with this person; the app is told of it too."""
        message = self._workspace.post(self._workspace.dm(user).id, "USLACKBOT", text, from_slack=True)
        return self._event(self._events.said(message))

    def command(self, user: str, channel: str, text: str) -> ActionResult:
        """Type a slash command such as "/pm-progress join"."""
        where = self._place(user, channel)
        name, _, words = text.strip().partition(" ")
        if name not in self._workspace.app.commands:
            notice = (
                f'"{name}" is not a valid command. In Slack, all messages that start with the "/" character'
            )
            return self._from_slack(user, channel, f"{notice} are interpreted as commands.")
        envelope = self._interactions.command(user, where, name, words.strip())
        result = self._answered(envelope, f"{name} failed with the error")
        if result.ok and envelope.answer:
            result = self._apply_answer(envelope, name)
        if result.notice:
            self._from_slack(user, channel, result.notice)
        return self._told("command", user, name, words.strip(), result=result)

    def _apply_answer(self, envelope: Envelope, name: str) -> ActionResult:
        """Show the message that the ack of a command carried."""
        source = self._interactions.source_of(envelope)
        try:
            responses.apply(self._workspace, source, envelope.answer or {})
        except SlackError:
            return ActionResult(True, notice=f'{name} failed with the error "invalid_command_response"')
        return ActionResult(True)

    # -- elements

    def press(
        self, user: str, source: MessageRef | ViewRef, block_id: str, action_id: str, value: Any = None
    ) -> ActionResult:
        """Use an element of a message, modal or Home; see `elements.chosen` for `value`."""
        held = self._source(user, source)
        found = elements.find(held.blocks, block_id, action_id)
        action = elements.action(found, value, payloads.timestamp())
        self._remember(user, held, found, value)
        return self._dispatched(user, held, action) if found.dispatches else ActionResult()

    def enter(
        self, user: str, source: MessageRef | ViewRef, block_id: str, action_id: str, value: Any
    ) -> ActionResult:
        """Put something into a field and do no more: of a typed text the app hears only if it asked for keys.

        Slack tells of each character; here it is told once, of what stands there in the end.
        """
        held = self._source(user, source)
        found = elements.find(held.blocks, block_id, action_id)
        if found.element["type"] not in elements.TYPED or found.dispatches_keys:
            return self.press(user, source, block_id, action_id, value)
        self._remember(user, held, found, value)
        return ActionResult()

    def _dispatched(self, user: str, held: MessageRecord | ViewState, action: Json) -> ActionResult:
        if not self._workspace.app.interactive:
            return ActionResult(notice=NOT_INTERACTIVE)
        answered = self._answered(self._interactions.pressed(user, held, action))
        return self._told("action", user, action["action_id"], str(action.get("value", "")), result=answered)

    def suggestions(
        self, user: str, source: MessageRef | ViewRef, block_id: str, action_id: str, typed: str
    ) -> list[Json]:
        """Type into a select of an external source; the options that the app offers for it."""
        held = self._source(user, source)
        found = elements.find(held.blocks, block_id, action_id)
        envelope = self._interactions.suggestions(user, held, found, typed)
        return elements.options(envelope.answer or {}) if self._interactions.acked(envelope) else []

    def interaction(self, user: str, kind: str, **fields: Any) -> ActionResult:
        """Send an interaction that has no screen here, such as dialog_cancellation or message_action."""
        return self._answered(self._interactions.other(user, kind, fields))

    def _source(self, user: str, source: MessageRef | ViewRef) -> MessageRecord | ViewState:
        workspace = self._workspace
        if isinstance(source, ViewRef):
            view = workspace.find_view(source.id)
            if view is None or view.user != user:
                raise CannotActError(f"no view {source.id} before this person")
            return view
        message = workspace.message(source.channel, source.ts)
        if message is None or message not in workspace.messages(self._place(user, source.channel), user):
            raise CannotActError(f"no message {source.ts} that this person can see")
        return message

    def _remember(self, user: str, held: MessageRecord | ViewState, found: Found, value: Any) -> None:
        if found.element["type"] not in elements.STATEFUL:
            return
        typed = held.typed.setdefault(user, {}) if isinstance(held, MessageRecord) else held.typed
        block_id, action_id = found.block["block_id"], found.element["action_id"]
        typed.setdefault(block_id, {})[action_id] = elements.chosen(found.element, value)
        if isinstance(held, ViewState):
            held.errors.pop(block_id, None)
        self._workspace.changed()

    # -- modals

    def fill(self, user: str, view_id: str, block_id: str, action_id: str, value: Any) -> ActionResult:
        """Enter something in a modal or Home, as `enter` does."""
        return self.enter(user, ViewRef(view_id), block_id, action_id, value)

    def submit(self, user: str, view_id: str) -> ActionResult:
        """Press a modal's submit button; Slack's own checks first, then view_submission."""
        view = self._modal(user, view_id)
        view.errors = submissions.client_errors(view)
        if view.errors:
            self._workspace.changed()
            return ActionResult(errors=dict(view.errors))
        if not self._workspace.app.interactive:
            return ActionResult(notice=NOT_INTERACTIVE)
        callback = view.view.get("callback_id", "")  # the answer may put another view there
        envelope = self._interactions.submitted(user, view)
        result = self._answered(envelope, submissions.CONNECTION_FAILED)
        if result.ok:
            result = submissions.apply(self._workspace, view, envelope.answer)
        return self._told("submitted", user, callback, result=result)

    def submission(self, user: str, view: ViewState) -> Json:
        """Return what the app is told when this modal is sent as it stands."""
        return self._interactions.submission(user, view)

    def close(self, user: str, view_id: str, all_views: bool = False) -> ActionResult:
        """Close a modal (all of the stack with `all_views`); sends view_closed if it asked for that."""
        view = self._modal(user, view_id)
        everything = all_views or bool(view.view.get("clear_on_close"))
        result = ActionResult()
        for gone in modals.close(self._workspace, view, everything=everything):
            if gone.view.get("notify_on_close") and self._workspace.app.interactive:
                result = self._answered(self._interactions.closed(user, gone, cleared=everything))
        return self._told("closed", user, view.view.get("callback_id", ""), result=result)

    def _modal(self, user: str, view_id: str) -> ViewState:
        stack = self._workspace.views(user)
        if not stack or stack[-1].id != view_id:
            raise CannotActError(
                f"{view_id} isn't the modal on top; open are {[view.title for view in stack]}"
            )
        return stack[-1]

    # -- places and profiles

    def open_home(self, user: str) -> ActionResult:
        """Open the app's Home tab."""
        result = self._event(self._events.home_opened(user, "home"))
        return self._told("opened", user, "Home", result=result)

    def open_channel(self, user: str, channel: str) -> ActionResult:
        """Look at a channel or the app's DM; marks it read."""
        where = self._place(user, channel)
        self._workspace.mark_read(user, where)
        seen = where.kind == "im" and self._workspace.messages_tab
        envelope = self._events.home_opened(user, "messages") if seen else None
        return self._told("opened", user, where.title, result=self._event(envelope))

    def invite_bot(self, user: str, channel: str) -> ActionResult:
        """/invite the bot into a channel."""
        where = self._place(user, channel)
        self._workspace.invite_bot(where)
        return self._event(self._events.joined(self._workspace.app.bot_user_id, where, user))

    def leave(self, user: str) -> ActionResult:
        """Be deactivated; the app hears of it as user_change."""
        person = self._workspace.people[user]
        self._workspace.deactivate(person)
        return self._event(self._events.user_changed(person))

    def come_back(self, user: str) -> ActionResult:
        """Be activated again."""
        person = self._workspace.people[user]
        self._workspace.reactivate(person)
        return self._event(self._events.user_changed(person))

    def move(self, user: str, tz: str) -> ActionResult:
        """Set another IANA zone in one's profile."""
        person = self._workspace.people[user]
        self._workspace.set_zone(person, tz)
        return self._event(self._events.user_changed(person))

    # -- shared

    def _place(self, user: str, channel: str) -> ChannelRecord:
        where = self._workspace.channels.get(channel)
        if where is None or user not in where.members:
            raise CannotActError(f"this person isn't in {channel!r}")
        return where

    def _answered(self, envelope: Envelope, sentence: str = NOT_RESPONDING) -> ActionResult:
        """Wait for the ack of a command or interaction; say what Slack says if none comes."""
        if self._interactions.acked(envelope):
            return ActionResult(delivered=True)
        code = "operation_timeout" if envelope.reached else "dispatch_failed"
        notice = f'{sentence} "{code}"' if sentence.endswith("error") else sentence
        return ActionResult(envelope.reached, timed_out=envelope.reached, notice=notice)

    def _event(self, envelope: Envelope | None) -> ActionResult:
        """Wait for the ack of an event; a person sees nothing of it."""
        if envelope is None:
            return ActionResult()
        acked = self._events.acked(envelope)
        return ActionResult(delivered=envelope.reached, timed_out=envelope.reached and not acked)

    def _from_slack(self, user: str, channel: str, text: str) -> ActionResult:
        self._workspace.post(channel, "USLACKBOT", text, from_slack=True, ephemeral_for=user)
        return ActionResult(notice=text)

    def _told(self, kind: str, user: str, name: str, text: str = "", *, result: ActionResult) -> ActionResult:
        self.tell(UserAction(kind, user, name, text))
        return result
