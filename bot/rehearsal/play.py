"""A programme played through without Slack: what would be sent when, chosen why, and what came of it."""

from bisect import insort
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.domain import musts
from bot.domain.member import MemberState
from bot.domain.packet.material import Material, material_of
from bot.domain.playbook import Assignment, Must, Playbook
from bot.domain.progress import Progress
from bot.domain.records import WeekRecord
from bot.rehearsal.actor import Actor
from bot.rehearsal.personas import PERSONAS, Act, Intent
from bot.rehearsal.stage import WINS, Stage, staged
from bot.renderers import renderers
from bot.slack.methods import Method
from bot.store import member_records, tables
from bot.views.text import unescape

DAY = timedelta(days=1)
SHORTLY = timedelta(minutes=12)
"""Until somebody who handed in has read what came back, and presses a button under it."""
SUNDAY_EVENING = timedelta(hours=14)
"""Before the week ends on Monday morning: when somebody acts whose usual day a short week hasn't got."""


@dataclass(frozen=True)
class Plan:
    """Who plays, from when on: `start` is an aware instant, `weeks` are weeks of the calendar."""

    start: datetime
    persona: str = "steady"
    track: str | None = None
    zone: str = "Europe/Lisbon"
    weeks: int = 52
    seed: int = 1
    holidays: str | None = None
    """The place whose holidays hold ("PT", "DE-BY"); None for those of the zone's country."""


@dataclass(frozen=True)
class Opened:
    """A week that opened (at that instant), its assignment as it was chosen then, and the sentence why."""

    at: datetime
    week: int
    ends_at: datetime
    month: int
    assignment: Assignment
    reason: str
    silent: str
    """Why nothing is sent: "muted", "away" or "quiet"; "" where something is."""


@dataclass(frozen=True)
class Sent:
    """A message: unasked, asked for, a reply, or a post in the channel; counted from 1."""

    at: datetime
    week: int
    number: int
    sort: str
    to: str
    kind: str
    text: str


@dataclass(frozen=True)
class Edited:
    """A message that was sent before reads differently, or was deleted."""

    at: datetime
    week: int
    message: int
    text: str


@dataclass(frozen=True)
class Did:
    """What the member did, in words."""

    at: datetime
    week: int
    words: str


Happening = Sent | Edited | Did
Event = Opened | Happening


@dataclass
class Rehearsal:
    """All that happened, in order, and where the member stood at the end."""

    playbook: Playbook
    plan: Plan
    events: list[Event] = field(default_factory=list)
    progress: Progress | None = None
    material: Material | None = None
    """What a packet can be made of."""
    came: set[str] = field(default_factory=set)
    """Ids of all that was a week's assignment, by the rule or by swap."""
    met: frozenset[str] = frozenset()
    """Ids of the musts that were met when the rehearsal was over."""

    @property
    def owed(self) -> tuple[Must, ...]:
        """The musts that the member can meet on their track, in the author's order."""
        return musts.owed(self.playbook, self.plan.track)

    @property
    def opened(self) -> list[Opened]:
        return [event for event in self.events if isinstance(event, Opened)]

    @property
    def never_came(self) -> list[str]:
        """Ids of the assignments that none of the weeks brought, in the author's order."""
        return [a.id for a in self.playbook.assignments if a.id not in self.came]

    @property
    def messages(self) -> list[Sent]:
        return [event for event in self.events if isinstance(event, Sent)]

    @property
    def edits(self) -> list[Edited]:
        return [event for event in self.events if isinstance(event, Edited)]

    def of_week(self, number: int) -> list[Happening]:
        """What happened from that week's opening to the next one's."""
        return [event for event in self.events if event.week == number and not isinstance(event, Opened)]

    @property
    def sorts(self) -> Counter[str]:
        """How many messages of each sort there were."""
        return Counter(message.sort for message in self.messages)


def rehearse(
    playbook: Playbook, plan: Plan, passed: Callable[[float], object] = lambda _share: None
) -> Rehearsal:
    """Play it; `passed` hears now and then which share of the time is over."""
    played = Rehearsal(playbook, plan)
    player = _Player(played, passed)
    unseen = replace(renderers(), home=lambda _progress: {})  # no message: drawing it is a twelfth of all
    with staged(playbook, plan.start, player.hear, unseen) as stage:
        player.play(stage)
    return played


@dataclass(frozen=True, order=True)
class _Due:
    at: datetime
    order: int
    intent: Intent | None = field(compare=False)
    """None: look at what came back to what was handed in."""
    week_id: int = field(compare=False, default=0)


class _Player:
    """Moves the clock from one thing that is due to the next, the coach's or the member's."""

    def __init__(self, played: Rehearsal, passed: Callable[[float], object]) -> None:
        self._played, self._plan, self._passed = played, played.plan, passed
        self._persona = PERSONAS[played.plan.persona]
        self._zone = ZoneInfo(played.plan.zone)
        self._agenda: list[_Due] = []
        self._planned = self._week = 0
        self._numbers: dict[int, int] = {}

    def play(self, stage: Stage) -> None:
        self._stage = stage
        self._actor = Actor(stage.coach, self._persona, self._plan.zone, self._plan.seed)
        start = self._plan.start
        midnight = start.astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
        end = midnight + timedelta(weeks=self._plan.weeks)
        joined = self._actor.join(self._plan.track, self._plan.holidays)
        self._notice_weeks()
        self._note(joined)
        stage.post()
        while (at := min(self._own(end), due := stage.next_due or end)) < end:
            stage.clock.move_to(max(at, stage.clock.now()))
            self._happen(due)
            self._passed((at - start) / (end - start))
        member = stage.member()
        with stage.coach.database.connect() as line:
            versions = member_records.all_versions(line, member.records.member)
        self._played.progress = stage.coach.progress_of(member)
        self._played.material = material_of(member, versions)
        chosen = {week.assignment.id for week in self._played.opened}
        self._played.met = musts.met(self._played.playbook, (p.assignment for p in member.pieces))
        self._played.came = chosen.union(week.assignment_id for week in member.records.weeks)

    def _own(self, end: datetime) -> datetime:
        return self._agenda[0].at if self._agenda else end

    def _happen(self, due: datetime) -> None:
        """Have the coach do what is due at that moment, if that has come, and the member what is theirs."""
        if due <= self._stage.clock.now():
            if self._stage.open_weeks():
                self._notice_weeks()
            self._stage.post()
        while self._agenda and self._agenda[0].at <= self._stage.clock.now():
            self._act(self._agenda.pop(0))
            self._stage.post()

    def _act(self, due: _Due) -> None:
        if due.intent is None:
            for decided in self._actor.decide():
                self._note(decided)
                self._stage.post()
            return
        words = self._actor.do(due.intent, due.week_id)
        if due.intent.act in (Act.COME_BACK, Act.PICK_UP):
            self._notice_weeks()
        if words:
            self._note(words)
        if words and due.intent.act in (Act.HAND_IN, Act.REVISE):
            self._add(due.at + SHORTLY, None)

    def _notice_weeks(self) -> None:
        member = self._stage.member()
        for week in member.records.weeks:
            if week.number > self._week:
                self._open(member, member.own_week(week.id))

    def _open(self, member: MemberState, row: WeekRecord) -> None:
        self._week = row.number
        self._played.events.append(
            Opened(
                row.began_at,
                row.number,
                row.ends_at,
                member.month_at(row.began_at),
                member.assignment(row),
                row.reason,
                _silent(member, row),
            )
        )
        if member.is_over(row):
            return  # it passed while the coach was quiet
        draw = Random(f"{self._plan.seed}/{self._persona.name}/{row.number}")
        for intent in self._persona.week(row.number, draw):
            self._add(self._moment(intent, row), intent, row.id)

    def _moment(self, intent: Intent, row: WeekRecord) -> datetime:
        """When it happens: inside the week, or so many weeks after that moment."""
        began = row.began_at.astimezone(self._zone)
        at = began.replace(hour=intent.hour, minute=intent.minute, second=0, microsecond=0)
        at += DAY * ((intent.weekday - at.weekday()) % 7)
        at = at if at > began else at + 7 * DAY  # days of the calendar, also where the clocks change
        if at >= row.ends_at:
            at = row.ends_at.astimezone(self._zone) - SUNDAY_EVENING
        return at + timedelta(weeks=intent.weeks_on)

    def _add(self, at: datetime, intent: Intent | None, week_id: int = 0) -> None:
        self._planned += 1
        insort(self._agenda, _Due(at, self._planned, intent, week_id))

    def _note(self, words: str) -> None:
        self._played.events.append(Did(self._stage.clock.now(), self._week, words))

    def hear(self, row: tables.Message) -> None:
        """Note a message that went out, or the change of one."""
        at, text = self._stage.clock.now(), unescape(row.text)
        if row.method == Method.POST:
            self._numbers[row.id] = len(self._numbers) + 1
            to = "#wins" if row.channel == WINS else "DM"
            sent = Sent(at, self._week, self._numbers[row.id], _sort(row), to, row.kind, text)
            self._played.events.append(sent)
        elif row.target_id:
            self._played.events.append(Edited(at, self._week, self._numbers[row.target_id], text))


def _silent(member: MemberState, row: WeekRecord) -> str:
    holding = [each for each in member.records.absences if each.holds(row.day)]
    if any(not each.quiet for each in holding):
        return "away"
    # On its first day the coach says that it goes quiet, and on its last the member is back.
    if member.is_over(row) and any(each.first < row.day for each in holding):
        return "quiet"
    return "muted" if member.member.muted_at else ""


def _sort(row: tables.Message) -> str:
    return str(row.purpose)
