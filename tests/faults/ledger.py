"""What Slack received, compared with what had to be sent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlmodel import col, select

from bot.slack.pacing import SendPace
from bot.store.database import Database
from bot.store.message_states import PENDING
from bot.store.tables import Message
from tests.faults.replica import QUICK, Letter
from tests.faults.unreliable import Post, Slack


@dataclass
class Audit:
    """What is wrong, by the text of the letters; all empty if nothing is."""

    lost: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    misrecorded: list[str] = field(default_factory=list)
    """Called sent with a `ts` that isn't the post's, or given up though Slack has it."""
    hurried: list[str] = field(default_factory=list)
    """Workspaces for which more was claimed in a moment than their pace allows."""
    late: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not any(vars(self).values())


def audit(
    database: Database,
    slack: Slack,
    letters: Sequence[Letter],
    *,
    pace: SendPace = QUICK,
    slack_time: float = 4.0,
    lateness: float = float("inf"),
) -> Audit:
    """`slack_time` is how many seconds may lie between the beginning of a claim's transaction and what it
    writes as the time of the claim, `lateness` how many between a letter's `run_at` and its being sent."""
    due, got = {letter.text for letter in letters}, Counter(post.text for post in slack.posts)
    rows = _rows(database)
    places = {post.text: post.ts for post in slack.posts}
    return Audit(
        lost=sorted(due - got.keys()),
        repeated=sorted(text for text, times in got.items() if times > 1),
        unasked=sorted(got.keys() - due),
        disordered=_disordered(slack.posts),
        stuck=[row.text for row in rows if row.state in PENDING],
        misrecorded=[row.text for row in rows if row.state in ("sent", "dead") and _wrong(row, places)],
        hurried=sorted(team for team, at in _moments(rows) if _hurried(at, pace, slack_time)),
        late=[row.text for row in rows if row.sent_at and row.sent_at - row.run_at > lateness * 1000],
    )


def lateness(database: Database) -> list[float]:
    """Seconds from when each message was due until it was sent, the least first."""
    return sorted((row.sent_at - row.run_at) / 1000 for row in _rows(database) if row.sent_at)


def _rows(database: Database) -> Sequence[Message]:
    with database.read() as session:
        return session.exec(select(Message).order_by(col(Message.id))).all()


def _wrong(row: Message, places: dict[str, str]) -> bool:
    return row.ts != places.get(row.text)


def _disordered(posts: Iterable[Post]) -> list[str]:
    """Posts that arrived behind a later one to the same person."""
    last: dict[tuple[str, str], int] = {}
    found = []
    for post in sorted(posts, key=lambda post: post.at):
        place, number = (post.team, post.channel), int(post.text.rsplit(" ", 1)[1])
        if number < last.get(place, 0):
            found.append(post.text)
        last[place] = max(number, last.get(place, 0))
    return found


def _moments(rows: Iterable[Message]) -> list[tuple[str, list[float]]]:
    """When the messages of each workspace were claimed. How long each took from there is the machine's."""
    moments: defaultdict[str, list[float]] = defaultdict(list)
    for row in rows:
        if row.sending_at:
            moments[row.team_id].append(row.sending_at / 1000)
    return [(team, sorted(at)) for team, at in moments.items()]


def _hurried(at: list[float], pace: SendPace, slack_time: float) -> bool:
    """Whether any stretch of posts is more than the bucket lets through in that time."""
    interval = pace.interval / 1000
    room = pace.burst + (slack_time / interval if interval else float("inf"))
    least = float("inf")
    for count, moment in enumerate(at, start=1):
        least = min(least, (count - 1) * interval - moment)
        if count * interval - moment - least > room * interval:
            return True
    return False
