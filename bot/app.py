"""The composition root: settings and a clock in, a running coach out."""

import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Event
from types import FrameType
from urllib.error import URLError

import structlog
from apscheduler.schedulers.base import BaseScheduler
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import logs, manifest
from bot.clock import Clock, MovableClock, SystemClock
from bot.coach.coach import Coach
from bot.coach.screens import Screens
from bot.coach.weeks import open_due_weeks
from bot.delivery.delivery import Delivery
from bot.directory import Directory
from bot.playbook.loader import PlaybookError, load
from bot.settings import Settings
from bot.store.database import Database, DatabaseError
from bot.store.migrate import migrate
from bot.store.outbox import next_due
from bot.views import home, kept, nudge, operator, welcome, wins
from handlers import listeners
from jobs.schedule import heartbeats
from jobs.sending import Sender

ANSWER_TIMEOUT = 2
"""Seconds: a listener's own call to Slack comes before its ack, which has three."""
SEND_TIMEOUT = 10

log = structlog.get_logger()


class StartError(Exception):
    """The coach can't start; the message says why and what to do."""


class Bot:
    """The coach, connected to one workspace."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        """Open everything. Raises StartError, with the remedy, for what can't be used."""
        self.settings, self.clock = settings, clock or SystemClock()
        self.database = Database(settings.database_url)
        try:
            programme = load(settings.playbook)
            migrate(self.database)
        except (PlaybookError, DatabaseError) as error:
            raise StartError(str(error)) from error
        self.coach = Coach(
            self.database, programme, self.clock, screens(), wins_channel=settings.wins_channel
        )
        self.delivery = Delivery(self.database, self.clock, lambda _team: self._client(SEND_TIMEOUT))
        self.directory = Directory(self.database, lambda _team: self._client(SEND_TIMEOUT))
        self.sender = Sender(self.coach, self.delivery)
        self._scheduler: BaseScheduler | None = None
        self._socket: SocketModeHandler | None = None

    def connect(self) -> None:
        """Learn who we are. Raises StartError when Slack refuses the token or can't be reached."""
        try:
            me = self._client(SEND_TIMEOUT).auth_test()
        except SlackApiError as error:
            code = error.response.get("error")
            raise StartError(
                f"Slack refuses SLACK_BOT_TOKEN ({code}). Copy the Bot User OAuth Token again: "
                "Slack app page -> OAuth & Permissions; reinstall the app there if it was removed."
            ) from error
        except (URLError, OSError) as error:
            raise StartError(
                f"Slack can't be reached at {self.settings.slack_api_url} ({error}). "
                "Check the network, a proxy, or SLACK_API_URL."
            ) from error
        self.team, self.workspace = me["team_id"], me["team"]
        self.coach.workspace_url = me["url"]
        bot = self.directory.look_up(me["team_id"], me["user_id"])
        self.coach.sender = bot.name if bot else me["user"]
        if self.settings.wins_channel and not self.directory.sees_channel(
            self.team, self.settings.wins_channel
        ):
            log.warning("WINS_CHANNEL isn't visible; invite the coach there", action="app.wins_channel")
        granted = set(me.headers.get("x-oauth-scopes", "").split(","))
        if missing := sorted(set(manifest.bot_scopes()) - granted):
            log.warning("the token lacks scopes; reinstall the app with manifest.yml", action="app.scopes",
                        missing=missing)  # fmt: skip

    def start(self) -> None:
        """Connect, listen, and let the heartbeats begin."""
        self.connect()
        self.delivery.sweep()
        self.coach.wake = self.sender.wake
        self._socket = SocketModeHandler(self.bolt(), self.settings.slack_app_token.get_secret_value())
        try:
            self._socket.connect()
        except SlackApiError as error:
            raise StartError(
                f"Slack refuses SLACK_APP_TOKEN ({error.response.get('error')}). Make one: Slack app page -> "
                "Basic Information -> App-Level Tokens, scope connections:write."
            ) from error
        self.sender.start()
        self._scheduler = heartbeats(self.coach, self.delivery, self.directory)
        self._scheduler.start()

    def bolt(self) -> App:
        """The Bolt app with every listener; work is committed before the ack, so a crash loses nothing."""
        app = App(
            client=self._client(ANSWER_TIMEOUT),
            signing_secret=self.settings.slack_signing_secret.get_secret_value() or "unused in Socket Mode",
            process_before_response=True,
        )
        listeners.register(app, self.coach, self.directory)
        return app

    def work(self) -> None:
        """All scheduled work that is due at the clock's now, delivered; for `tick`, the demo and tests."""
        open_due_weeks(self.coach)
        self.sender.send()

    def walk_to(self, instant: datetime) -> None:
        """Move a movable clock to an instant through every moment on the way at which something is due."""
        assert isinstance(self.clock, MovableClock)
        self.work()
        while (due := next_due(self.database)) is not None and due <= instant:
            self.clock.move_to(max(due, self.clock.now()))
            self.work()
        self.clock.move_to(instant)

    def stop(self) -> None:
        """Finish what is in flight and let go of everything."""
        if self._socket:
            _hang_up(self._socket)
        if self._scheduler:
            self._scheduler.shutdown(wait=True)
            self.sender.stop()
        self.database.close()

    def _client(self, timeout: int) -> WebClient:
        return WebClient(
            self.settings.slack_bot_token.get_secret_value(),
            base_url=self.settings.slack_api_url,
            timeout=timeout,
            # The SDK's default handler sends a post again when a connection drops.
            retry_handlers=[],
        )


def _hang_up(handler: SocketModeHandler) -> None:
    """Close the socket at once; by itself the client first waits out its reader (3 s) and its queue (1 s)."""
    client = handler.client
    client.closed, client.auto_reconnect_enabled = True, False
    client.current_session_state.terminated = True
    line = client.current_session and client.current_session.sock
    if line:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
    client.message_queue.put(None)
    handler.close()


def screens() -> Screens:
    return Screens(
        welcome=welcome.welcome,
        nudge=nudge.nudge,
        kept=kept.kept,
        offer=wins.offer,
        win=wins.post,
        home=home.home,
        home_stranger=home.home_stranger,
        home_left=home.home_left,
        operator_hello=operator.operator_hello,
    )


def run(settings: Settings) -> int:
    """Coach until SIGTERM or Ctrl-C. Returns the exit code."""
    return _or_say_why(lambda: _run(settings))


def tick(settings: Settings, at: datetime) -> int:
    """Do all scheduled work due at an instant, deliver it, and return the exit code."""

    class Then:
        def now(self) -> datetime:
            return at

    def once() -> None:
        bot = Bot(settings, Then())
        try:
            bot.connect()
            bot.work()
        finally:
            bot.stop()

    return _or_say_why(once)


def _run(settings: Settings) -> None:
    logs.set_up(settings.log_format)
    bot, stopping = Bot(settings), Event()
    bot.start()
    log.info(
        f"connected to {bot.workspace}", action="app.started", workspace=bot.team, as_=bot.coach.sender,
        slack=settings.slack_api_url, database=bot.database.url.render_as_string(),
        playbook=bot.coach.programme.title, assignments=len(bot.coach.programme.assignments),
    )  # fmt: skip

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    stopping.wait()
    bot.stop()
    log.info("stopped", action="app.stopped")


def _or_say_why(work: Callable[[], None]) -> int:
    try:
        work()
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
