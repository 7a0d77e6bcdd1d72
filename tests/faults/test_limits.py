"""Slack that wants less, lets nobody in any more, refuses one message, or doesn't let its history be read."""

import time
from collections import defaultdict, deque
from pathlib import Path

from sqlmodel import col, select

from bot.domain.pacing import Pace
from bot.store.tables import Message
from tests.faults.engine import Engine, engine, happens, letters
from tests.faults.ledger import Audit
from tests.faults.unreliable import Call, Slack, serving

POST, HISTORY = "chat.postMessage", "conversations.history"
PACE = Pace(interval=60, burst=3, channel=60)
STORM, CALM, BAD = "T-STORM", "T-CALM", "T-BAD"


class Limit:
    """So many calls of a method a second, for each of these workspaces; the next is told to wait a second."""

    def __init__(self, method: str, teams: set[str], calls: int) -> None:
        self._method, self._teams, self._calls = method, teams, calls
        self._made: defaultdict[str, deque[float]] = defaultdict(deque)

    def __call__(self, call: Call) -> str | None:
        if call.method != self._method or call.team not in self._teams:
            return None
        made, now = self._made[call.team], time.monotonic()
        while made and made[0] < now - 1:
            made.popleft()
        if len(made) >= self._calls:
            return "429"
        made.append(now)
        return None


def rows(run: Engine, team: str) -> list[tuple[str, str | None]]:
    with run.database.read() as session:
        mine = select(Message).where(Message.team_id == team).order_by(col(Message.id))
        return [(row.state, row.error) for row in session.exec(mine)]


def arrival(slack: Slack, team: str, since: float) -> float:
    """Seconds until the last of a workspace's posts."""
    return max(post.at for post in slack.of(team)) - since


def test_a_workspace_that_wants_less_gets_less_and_delays_no_other(database_url: str, tmp_path: Path) -> None:
    """Slack takes half of what we send there; one refusal for ten messages is what is allowed."""
    slack = Slack(Limit(POST, {STORM}, calls=8))
    with serving(slack), engine(database_url, slack, tmp_path, pace=PACE, threads=2) as run:
        run.plan(letters(STORM, people=120))
        calm = [letter for n in range(5) for letter in letters(f"{CALM}-{n}", people=4)]
        run.plan(calm)
        began = time.monotonic()
        for _ in range(2):
            run.start()
        assert run.settle(60)
        assert run.audit() == Audit()
        assert max(arrival(slack, f"{CALM}-{n}", began) for n in range(5)) < arrival(slack, STORM, began) / 3
        assert 0 < slack.heard("429", STORM) <= 0.1 * 120


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
        assert happens(lambda: len(slack.of(CALM)) == 20)
        assert happens(lambda: run.said("delivery.needs_mending", "Install the app again", BAD))
        assert {state for state, _ in rows(run, BAD)} <= {"sent", "planned", "sending"}
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
