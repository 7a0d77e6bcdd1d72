"""The requests of the page: a person's actions in Slack, and the demo's own buttons."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.sandbox.elements import CannotActError
from bot.sandbox.page_options import PageOptions
from bot.sandbox.page_state import DM, HOME
from bot.sandbox.records import MessageRef, ViewRef
from bot.sandbox.results import ActionResult, UserAction
from bot.sandbox.tour import START_OVER, Control, Tour, TourEnd
from bot.sandbox.user_actions import UserActions
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
Asked = Mapping[str, Any]


class PageActions:
    """Does what the page asks for; each call blocks until Slack's side is through. From any thread."""

    def __init__(self, workspace: Workspace, actions: UserActions, options: PageOptions) -> None:
        self._workspace = workspace
        self._actions = actions
        self.tour = Tour(options.tour, _end(options.tour_end))
        self.controls = Controls(workspace, options.controls, self.tour)
        actions.observe(self._noticed)
        self._kinds: dict[str, Callable[[str, Asked], ActionResult | None]] = {
            "say": lambda user, asked: self._actions.say(user, asked["channel"], asked["text"]),
            "command": self._command,
            "press": self._press,
            "submit": self._submit,
            "close": lambda user, asked: self._actions.close(user, asked["view"], all_views=asked["all"]),
            "open": lambda user, asked: self._open(user, asked["place"]),
            "read": self._read,
            "become": self._become,
            "reload": self._reload,
            "control": lambda _user, asked: self.controls.start(asked["control"]),
            "skip": self._skip,
        }

    def do(self, asked: Asked) -> Json:
        """Do what the page asks for; the answer says how it ended: ok, notice, errors by block id."""
        do = self._kinds.get(asked.get("kind", ""))
        if do is None or asked.get("as") not in self._workspace.people:
            return _answer(ActionResult(notice="The page asked for something that the sandbox doesn't know."))
        try:
            return _answer(do(asked["as"], asked) or ActionResult())
        except CannotActError as problem:
            return _answer(ActionResult(notice=f"That didn't work: {problem}."))

    def as_json(self) -> Json:
        """The guided list and the buttons, for the picture."""
        return {"tour": self.tour.as_json()} | self.controls.as_json()

    def _noticed(self, event: UserAction) -> None:
        if event.kind != "submitted":  # told of refused submissions too; see _submit
            self._tick(event.kind, event.name)

    def _tick(self, kind: str, name: str) -> None:
        if self.tour.notice(kind, name):
            self._workspace.changed()

    def _command(self, user: str, asked: Asked) -> ActionResult:
        """A slash command; Slack's own /invite brings the app's bot into the channel."""
        name, _, whom = asked["text"].partition(" ")
        app = self._workspace.app
        if name == "/invite" and whom.strip().removeprefix("@").casefold() in (
            app.name.casefold(),
            app.bot_name.casefold(),
        ):
            return self._actions.invite_bot(user, asked["channel"])
        return self._actions.command(user, asked["channel"], asked["text"])

    def _press(self, user: str, asked: Asked) -> ActionResult:
        source = _source(asked["source"])
        for each in asked.get("filled", ()):
            self._fill(user, source, each)
        return self._actions.press(user, source, asked["block"], asked["action"], asked.get("value"))

    def _fill(self, user: str, source: MessageRef | ViewRef, each: Asked) -> None:
        if isinstance(source, ViewRef):
            self._actions.fill(user, source.id, each["block"], each["action"], each["value"])
        else:
            self._actions.press(user, source, each["block"], each["action"], each["value"])

    def _submit(self, user: str, asked: Asked) -> ActionResult:
        for each in asked.get("filled", ()):
            self._actions.fill(user, asked["view"], each["block"], each["action"], each["value"])
        view = self._workspace.find_view(asked["view"])
        callback = view.view.get("callback_id", "") if view else ""  # the answer may put another view there
        result = self._actions.submit(user, asked["view"])
        if view and result.ok:
            self._tick("submitted", callback)
        return result

    def _open(self, user: str, place: str) -> ActionResult:
        if place == HOME:
            return self._actions.open_home(user)
        channel = self._workspace.dm(user).id if place == DM else place
        return self._actions.open_channel(user, channel)

    def _read(self, user: str, asked: Asked) -> None:
        self._workspace.mark_read(user, self._workspace.channel(asked["channel"]))

    def _become(self, user: str, asked: Asked) -> ActionResult:
        self._tick("acted_as", self._workspace.people[user].name)
        return self._open(user, asked["place"])

    def _reload(self, user: str, _asked: Asked) -> None:
        """Ephemeral messages don't outlive the client that showed them.

        https://docs.slack.dev/reference/methods/chat.postEphemeral
        """
        with self._workspace.lock:
            for channel in list(self._workspace.channels.values()):
                for message in [each for each in channel.messages if each.ephemeral_for == user]:
                    self._workspace.forget(message)

    def _skip(self, _user: str, asked: Asked) -> None:
        self.tour.skip(int(asked["hint"]))
        self._workspace.changed()


class Controls:
    """The demo's buttons: one runs at a time, in a thread, and the page shows that it does."""

    def __init__(self, workspace: Workspace, controls: Sequence[Control], tour: Tour) -> None:
        self._workspace = workspace
        self._tour = tour
        self._known: dict[str, Control] = {each.id: each for each in controls}
        self._busy: str | None = None
        self._failed: dict[str, str] = {}
        self._lock = threading.Lock()

    def start(self, control_id: str) -> ActionResult:
        """Start a control, unless one is running; returns at once."""
        with self._lock:
            if self._busy or control_id not in self._known:
                return ActionResult(
                    notice="Another button is still at work." if self._busy else "No such button."
                )
            self._busy = control_id
        self._workspace.changed()
        threading.Thread(target=self._run, args=(self._known[control_id],), daemon=True).start()
        return ActionResult()

    def as_json(self) -> Json:
        """The buttons in order, `start_over` apart; which one runs, and how the last run failed."""
        shown = {key: self._button(each) for key, each in self._known.items()}
        start_over = shown.pop(START_OVER, None)
        return {"controls": list(shown.values()), "start_over": start_over}

    def _button(self, control: Control) -> Json:
        failed = self._failed.get(control.id)
        return {"id": control.id, "label": control.label, "busy": self._busy == control.id, "failed": failed}

    def _run(self, control: Control) -> None:
        self._failed.pop(control.id, None)
        try:
            control.run()
        except Exception as problem:  # whatever the demo's code raises is shown beside its button
            self._failed[control.id] = f"{control.label} failed: {problem}"
        else:
            self._after(control.id)
        with self._lock:
            self._busy = None
        self._workspace.changed()

    def _after(self, control_id: str) -> None:
        if control_id == START_OVER:
            self._tour.start_over()
        else:
            self._tour.notice("control", control_id)


def _end(given: TourEnd | str | None) -> TourEnd | None:
    return TourEnd(given) if isinstance(given, str) and given else given or None


def _source(given: Asked) -> MessageRef | ViewRef:
    return ViewRef(given["id"]) if given["kind"] == "view" else MessageRef(given["channel"], given["id"])


def _answer(result: ActionResult) -> Json:
    return {"ok": result.ok, "notice": result.notice, "errors": dict(result.errors)}
