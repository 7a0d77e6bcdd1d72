"""The composition root: settings and a clock in, a running coach out."""

import os
import ssl
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from threading import Event
from typing import TYPE_CHECKING, Any

import structlog
from apscheduler.schedulers.base import BaseScheduler
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock, MovableClock, SystemClock
from bot.coach import wins
from bot.coach.accounts import follow_accounts
from bot.coach.closing import close_due_weeks
from bot.coach.coach import Coach
from bot.coach.overdue_nudges import plan_overdue_nudges
from bot.coach.playbook_versions import remember
from bot.coach.weeks import open_due_weeks
from bot.coach.zone_rules import follow_zone_rules
from bot.delivery.delivery import Delivery
from bot.delivery.timing import Timing
from bot.domain.background import ALL, OURS, THEIRS
from bot.model import endpoint
from bot.operate import alarms
from bot.operate.greeting import greet_operators
from bot.playbook.loader import PlaybookError, load
from bot.renderers import renderers
from bot.runtime import logs, zone_rules
from bot.runtime.handling_time import MeasuredApp
from bot.runtime.presence import Presence
from bot.runtime.start import APP_TOKEN, BOT_TOKEN, StartError, asking, warn_of_place
from bot.runtime.stop import Interrupted, Stop
from bot.settings import Settings
from bot.slack.client import SendingClient
from bot.slack.directory import Directory
from bot.slack.pacing import SLACK, SendPace
from bot.slack.socket_line import SocketHandler
from bot.slack.workspaces import Workspace, Workspaces
from bot.store.database import Database
from bot.store.enterprises import set_enterprise
from bot.store.errors import DatabaseError
from bot.store.migrate import migrate
from bot.store.outbox import next_due
from handlers import listeners
from jobs.background import Background
from jobs.restore import resume
from jobs.schedule import heartbeats, watch_clock
from jobs.sender import THREADS, Sender

if TYPE_CHECKING:
    from bot.runtime.web import Web

ANSWER_TIMEOUT = 2
"""Seconds: a listener's own call to Slack comes before its ack, which has three."""
SEND_TIMEOUT = 10
TICK_WAIT = 60.0
"""Seconds that a tick waits for a workspace that Slack wants to be slow with; the rest is the next one's."""
BOLT_READS = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN")
"""Bolt looks for these itself; the first two, even empty, make it drop our token for OAuth."""

log = structlog.get_logger()


class Bot:
    """The coach, connected to one workspace."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        *,
        pace: SendPace = SLACK,
        timing: Timing | None = None,
        senders: int = THREADS,
    ) -> None:
        """Open everything. Raises StartError, with the remedy, for what can't be used.

        `pace` is for a Slack without Slack's limits, `senders` how many calls to Slack go out at once.
        """
        self.settings, self.clock = settings, clock or SystemClock()
        zone_rules.use_newest()
        self.database = Database(settings.database_url)
        try:
            playbook = load(settings.playbook)
            migrate(self.database)
            playbook = remember(self.database, playbook, self.clock.now())
        except (PlaybookError, DatabaseError) as error:
            raise StartError(str(error)) from error
        due, asked, asked_model, self.workspaces = Event(), Event(), Event(), Workspaces()

        def wake() -> None:
            due.set()
            asked.set()
            asked_model.set()

        self.coach = Coach(
            self.database,
            playbook,
            self.clock,
            renderers(),
            self.workspaces,
            endpoint.of(settings),
            wake=wake,
        )
        follow_zone_rules(self.coach, zone_rules.in_force().version)
        self._sending = SendingClient(
            **self._access(), timeout=SEND_TIMEOUT
        )  # for all of the sender's threads
        self.delivery = Delivery(self.database, self.clock, self.workspaces, pace=pace, timing=timing)
        self.directory = Directory(self.database, self.workspaces, partial(wins.lose_private, self.coach))
        self.sender = Sender(self.coach, self.delivery, senders, due)
        ours, theirs = (OURS, THEIRS) if self.coach.model else (ALL, ())
        self.background = Background(self.coach, asked, ours)
        self.readings = Background(self.coach, asked_model, theirs)
        self.presence = Presence(self.database, self._last_envelope)
        self._stopping = Event()
        self._scheduler: BaseScheduler | None = None
        self._socket: SocketHandler | None = None
        self._web: Web | None = None
        self._gaps: list[alarms.Alarm] = []

    def connect(self) -> None:
        """Learn who we are, and whether since a backup. Raises StartError when Slack refuses the token or
        can't be reached."""
        client = self._client(SEND_TIMEOUT)  # not the sender's: the directory gives it a time-out of its own
        with asking(BOT_TOKEN, self.settings.slack_api_url):
            me = client.auth_test()
        self._learn(me, client)
        with self.database.write() as session:
            set_enterprise(session, self.team, self.workspace.enterprise_id)
        self._warn_of_gaps(me.headers.get("x-oauth-scopes", ""))
        warn_of_place(self.database)
        resume(self.coach)

    def _learn(self, me: SlackResponse, client: WebClient) -> None:
        """Take what auth.test said of the workspace, and the name under which we post there."""
        found = Workspace(
            me["team_id"],
            me.get("enterprise_id"),
            name=me["team"],
            url=me["url"],
            sender=me["user"],
            wins_channel=self.settings.wins_channel,
            sending=self._sending,
            asking=client,
        )
        self.team = found.team_id
        self.workspaces.add(found)
        if (bot := self.directory.look_up(found.team_id, me["user_id"])) and bot.name:
            self.workspaces.add(replace(found, sender=bot.name))

    @property
    def workspace(self) -> Workspace:
        """The one that the bot token is for, once it is connected."""
        return self.workspaces.get(self.team)

    def _warn_of_gaps(self, granted: str) -> None:
        channel = self.workspace.wins_channel
        sees_channel = channel is None or self.directory.sees_channel(self.team, channel)
        self._gaps = alarms.gaps(self.workspace, granted, sees_channel=sees_channel)
        for gap in self._gaps:
            log.warning(gap.what, action=f"app.{gap.cause}", todo=gap.todo)

    def why_not(self) -> str | None:
        """What keeps the coach from working, in a sentence; None if nothing does, as far as it can tell."""
        if self._stopping.is_set():
            return "It is stopping."
        if self._socket is None or not self._socket.client.is_connected():
            return "It isn't connected to Slack."
        return None

    def _tell_operators(self, known: Iterable[alarms.Alarm] = ()) -> None:
        alarms.tell_operators(self.coach, self.workspace, self.settings.operators, known)

    def start(self) -> None:
        """Connect, listen, and let the heartbeats begin."""
        self._serve()
        self.connect()
        self.delivery.wake_forgotten()
        self.delivery.reconcile()
        plan_overdue_nudges(self.coach)  # before the sender comes upon them
        greet_operators(self.coach, self.workspace, self.settings.operators)
        self._tell_operators(self._gaps)
        self.presence.beat()  # before Slack counts this connection, and another replica compares
        token = self.settings.slack_app_token.get_secret_value()
        self._socket = SocketHandler(self.bolt(), token, on_hello=self._greeted)
        with asking(APP_TOKEN, self.settings.slack_api_url):
            self._socket.client.connect()
        self.presence.beat()
        self.sender.start()
        self.background.start()
        if self.coach.model:
            self.readings.start()
        self._scheduler = heartbeats(
            self.coach,
            self.delivery,
            self.directory,
            self._stopping.is_set,
            self._tell_operators,
            self.presence.beat,
        )
        self._scheduler.start()
        watch_clock(self._scheduler, self._stopping)

    def _greeted(self, connections: int) -> None:
        """Take Slack's hello; while a connection takes over from one that is still open, both are ours."""
        takes_over = self._socket is not None and self._socket.client.is_connected()
        self.presence.hello(connections, own=2 if takes_over else 1)

    def _last_envelope(self) -> float | None:
        return self._socket.client.last_envelope if self._socket else None

    def _serve(self) -> None:
        if self.settings.http_port is not None:
            from bot.runtime.web import Watched, serve  # a tenth of a second that few need

            watched = Watched(self.database, self.clock, self.why_not)
            self._web = serve(watched, self.settings.http_host, self.settings.http_port)
            log.info("serving health and metrics", action="web.started", port=self._web.port)

    def bolt(self) -> App:
        """The Bolt app with every listener; work is committed before the ack, so a crash loses nothing."""
        for name in BOLT_READS:
            os.environ.pop(name, None)
        app = MeasuredApp(
            name="pm-coach",  # for want of one, Bolt walks the stack and looks through every module: 30 ms
            client=self._client(ANSWER_TIMEOUT),
            token_verification_enabled=False,  # `connect` has just asked
            signing_secret=self.settings.slack_signing_secret.get_secret_value() or "unused in Socket Mode",
            process_before_response=True,
        )
        listeners.register(app, self.coach, self.directory)
        return app

    def work(self, max_wait: float = 0.0) -> None:
        """All scheduled work that is due at the clock's now, delivered; for `tick`, the demo and tests.

        For what Slack's pace holds back, it waits up to `max_wait` seconds at a time.
        """
        self.delivery.wake_forgotten()
        self.delivery.reconcile()
        follow_accounts(self.coach)
        open_due_weeks(self.coach)
        close_due_weeks(self.coach)
        plan_overdue_nudges(self.coach)
        self.background.work()
        self.readings.work()
        self.sender.send(max_wait)

    def walk_to(self, instant: datetime) -> None:
        """Move a movable clock to an instant through every moment on the way at which something is due."""
        assert isinstance(self.clock, MovableClock)
        self.work()
        while (due := next_due(self.database)) is not None and due <= instant:
            self.clock.move_to(max(due, self.clock.now()))
            self.work()
        self.clock.move_to(instant)

    def stop(self) -> None:
        """Finish what is in flight and let go of everything; also after a failed start, and twice."""
        self._stopping.set()
        line, self._socket = self._socket, None
        if line:
            line.client.close()
        heart, self._scheduler = self._scheduler, None
        if heart and heart.running:
            heart.shutdown(wait=True)
        self.background.stop()
        self.readings.stop()
        self.sender.stop()
        self._sending.close()
        web, self._web = self._web, None
        if web:  # until now it has said that we are stopping
            web.stop()
        self.database.close()

    def _client(self, timeout: int) -> WebClient:
        # The SDK's default handler sends a post again when a connection drops.
        return WebClient(**self._access(), timeout=timeout, retry_handlers=[])

    def _access(self) -> dict[str, Any]:
        return {
            "token": self.settings.slack_bot_token.get_secret_value(),
            "base_url": self.settings.slack_api_url,
            "ssl": _certificates(),
        }


@cache
def _certificates() -> ssl.SSLContext:
    """The machine's trusted certificates, read once; left alone, urllib reads them for every call."""
    return ssl.create_default_context()


def run(settings: Settings) -> int:
    """Coach until SIGTERM or Ctrl-C. Returns the exit code."""
    return _or_say_why(settings, lambda: _run(settings))


def tick(settings: Settings, at: datetime) -> int:
    """Do all scheduled work due at an instant, deliver it, and return the exit code."""

    class Then:
        def now(self) -> datetime:
            return at

    def once() -> None:
        bot = Bot(settings, Then())
        try:
            bot.connect()
            bot.work(TICK_WAIT)
        finally:
            bot.stop()

    return _or_say_why(settings, once)


def _run(settings: Settings) -> None:
    stop = Stop()
    with suppress(Interrupted):
        bot = Bot(settings)
        try:
            bot.start()
            _say_hello(bot)
            stop.wait()
        finally:
            stop.over()
            bot.stop()
    log.info("stopped", action="app.stopped")


def _say_hello(bot: Bot) -> None:
    log.info(
        f"connected to {bot.workspace.name}",
        action="app.started",
        workspace=bot.team,
        as_=bot.workspace.sender,
        slack=bot.settings.slack_api_url,
        database=bot.database.shown,
        playbook=bot.coach.playbook.title,
        version=bot.coach.playbook.version,
        assignments=len(bot.coach.playbook.assignments),
        zones=zone_rules.in_force().version,
    )


def _or_say_why(settings: Settings, work: Callable[[], None]) -> int:
    logs.set_up(settings.log_format)
    try:
        work()
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except DBAPIError as error:
        print(f"The database failed: {' '.join(str(error.orig).split())}. Run it again.", file=sys.stderr)
        return 1
    return 0
