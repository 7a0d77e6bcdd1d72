"""Slack that wants less, lets nobody in any more, refuses one message, or doesn't let its history be read."""

import time
from collections import defaultdict
from pathlib import Path

from sqlmodel import col, select

from bot.slack.pacing import SLACK as SLACK_PACE
from bot.store import directory
from bot.store.outbox_report import reason
from bot.store.tables import Message
from tests.faults.engine import Engine, engine, letters
from tests.faults.ledger import Audit
from tests.faults.unreliable import Call, Slack, serving
from tests.slowness import until

POST, HISTORY = "chat.postMessage", "conversations.history"
STORM, CALM, BAD = "T-STORM", "T-CALM", "T-BAD"
PEOPLE = 50
CALM_ONES = [f"{CALM}-{number}" for number in range(5)]


class Limit:
    """So many calls of a method a second, for each of these workspaces, and `burst` at once after a rest, as
    Slack has it (https://docs.slack.dev/apis/web-api/rate-limits); the next is told to wait a second."""

    def __init__(self, method: str, teams: set[str], calls: float, burst: int = 1) -> None:
        self._method, self._teams, self._calls, self._burst = method, teams, calls, burst
        self._full_at: defaultdict[str, float] = defaultdict(float)

    def __call__(self, call: Call) -> str | None:
        if call.method != self._method or call.team not in self._teams:
            return None
        now = time.monotonic()
        full_at = max(self._full_at[call.team], now) + 1 / self._calls
        if full_at > now + self._burst / self._calls:
            return "429"
        self._full_at[call.team] = full_at
        return None


def rows(run: Engine, team: str) -> list[tuple[str, str | None]]:
    with run.database.read() as session:
        mine = select(Message).where(Message.team_id == team).order_by(col(Message.id))
        return [(row.state, reason(row)) for row in session.exec(mine)]


def know(run: Engine, team: str, people: int) -> None:
    """Each person's direct message channel, so that a message is one call."""
    with run.database.write() as session:
        for number in range(people):
            directory.note_person(session, team, f"U{number}").dm_channel = f"DU{number}"


def test_a_workspace_that_wants_less_gets_less_and_delays_no_other(database_url: str, tmp_path: Path) -> None:
    """Slack takes a third of what we send there; one refusal for ten messages is what is allowed.

    An engine that waits as it is told, and then goes on as before, hears two. At the product's own pace, and
    with one thread in each replica: with more, the machine's load would decide how much is under way when the
    first refusal comes back.
    """
    slack = Slack(Limit(POST, {STORM}, calls=1000 / SLACK_PACE.interval / 3, burst=SLACK_PACE.burst))
    usual = {"pace": SLACK_PACE, "threads": 1}
    with serving(slack), engine(database_url, slack, tmp_path, **usual) as run:
        run.plan([letter for team in CALM_ONES for letter in letters(team, people=4)])
        know(run, STORM, people=PEOPLE)
        for _ in range(2):
            run.start()
        until(lambda: len(slack.posts) == 4 * len(CALM_ONES))
        run.plan(letters(STORM, people=PEOPLE))
        run.plan([letter for team in CALM_ONES for letter in letters(team, people=4, first=2)])
        assert run.settle()
        assert run.audit(pace=SLACK_PACE) == Audit()
        teams = [post.team for post in slack.posts]
        last_calm = max(number for number, team in enumerate(teams) if team != STORM)
        assert teams[:last_calm].count(STORM) < PEOPLE / 2
        assert 0 < slack.heard("429", STORM) <= 0.1 * PEOPLE


def test_a_workspace_that_lets_us_in_no_more_stops_only_itself_and_loses_nothing(
    database_url: str, tmp_path: Path
) -> None:
    """The app is uninstalled in the midst of a batch, and installed again."""
    locked_out = True

    def rule(call: Call) -> str | None:
        out = locked_out and call.team == BAD and len(slack.of(BAD)) >= 5
        return "account_inactive" if out else None

    slack = Slack(rule)
    with serving(slack), engine(database_url, slack, tmp_path) as run:
        run.plan([*letters(BAD, people=20), *letters(CALM, people=20)])
        for _ in range(2):
            run.start()
        until(lambda: len(slack.of(CALM)) == 20)
        until(lambda: run.said("delivery.needs_mending", "Install the app again", BAD))
        assert {state for state, _ in rows(run, BAD)} <= {"sent", "planned", "sending", "unverified"}
        locked_out = False
        assert run.settle()
        assert run.audit() == Audit()


def test_a_message_that_slack_refuses_holds_up_nothing(database_url: str, tmp_path: Path) -> None:
    poison = letters(BAD, each=3)[1].text
    slack = Slack(lambda call: "invalid_blocks" if call.values.get("text") == poison else None)
    with serving(slack), engine(database_url, slack, tmp_path) as run:
        run.plan(letters(BAD, each=3))
        run.start()
        assert run.settle()
        assert run.audit() == Audit(lost=[poison])
        assert rows(run, BAD) == [("sent", None), ("dead", "invalid_blocks"), ("sent", None)]


def test_where_the_history_cant_be_read_what_is_unknown_isnt_sent_again_and_is_shown(
    database_url: str, tmp_path: Path
) -> None:
    got, lost = letters(BAD, each=2)
    told = {got.text: "500 after", lost.text: "500 before"}

    def rule(call: Call) -> str | None:
        return "missing_scope" if call.method == HISTORY else told.get(call.values.get("text", ""))

    with serving(Slack(rule)) as slack, engine(database_url, slack, tmp_path) as run:
        run.plan(letters(BAD, each=3))
        run.start()
        assert run.settle()
        assert rows(run, BAD) == [("dead", "unknown"), ("dead", "unknown"), ("sent", None)]
        audit = run.audit()
        assert (audit.repeated, audit.lost) == ([], [lost.text])
        assert run.said("delivery.dead", "missing_scope")


def test_a_history_that_may_seldom_be_read_takes_longer_and_repeats_nothing(
    database_url: str, tmp_path: Path
) -> None:
    """Slack allows apps outside its directory one look a minute; here it is one in a second."""
    faults = ("500 after", "500 before", "dropped after")
    told = {f"{BAD} U{number} 1": fault for number, fault in enumerate(faults)}
    limit = Limit(HISTORY, {BAD}, calls=1)

    def rule(call: Call) -> str | None:
        return limit(call) or (told.get(call.values.get("text", "")) if call.nth == 1 else None)

    with serving(Slack(rule)) as slack, engine(database_url, slack, tmp_path) as run:
        run.plan(letters(BAD, people=6))
        for _ in range(2):
            run.start()
        assert run.settle()
        assert run.audit() == Audit()
        assert slack.heard("429") > 0
