"""What a member's programme looks like at one moment: the values that every screen is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.domain.closing import Frequency, Level
from bot.domain.days_off import DaysOff
from bot.domain.forecast import Forecast
from bot.domain.goals import Goal
from bot.domain.joined_to import JoinedTo
from bot.domain.judging import PieceFeedback
from bot.domain.milestones import Early
from bot.domain.opening import Opening
from bot.domain.own_fact import OwnFact
from bot.domain.playbook import Assignment, EvidenceField, Input, Kind, Milestone, Phase, Skill, Track
from bot.domain.records import PlanRecord
from bot.domain.slots import Later, Pace, WeeklySchedule
from bot.domain.weeks import Answer, IfEmpty, Outcome, Record, is_fortnight
from bot.domain.worth import Worth


class What(StrEnum):
    """What the coach sends by itself, or because a member chose its moment."""

    OPENING = "opening"
    MOVED = "moved"
    """The week's message, at the moment that the member chose with Later."""
    REMINDER = "reminder"
    RECEIPT = "receipt"
    MIRROR = "mirror"


class Coming(NamedTuple):
    """A message to come (UTC); `bot.domain.upcoming` has the rule."""

    at: datetime
    what: What


class Silence(StrEnum):
    """Why nothing comes by itself."""

    MUTED = "muted"
    LEFT = "left"
    QUIET = "quiet"
    """The coach has gone quiet."""
    AWAY = "away"
    """The member is away without an end."""


USUAL = Frequency(Pace.EVERY_WEEK, Level.NORMAL)


@dataclass(frozen=True)
class Reader:
    """For whom a screen is drawn: their zone, the moment (UTC), and when the coach next writes by itself."""

    zone: str
    now: datetime
    next_message: datetime | None = None
    what: What = What.OPENING
    """What that message is."""
    week: int = 0
    """The number of the open week, on which a receipt depends."""
    silence: Silence = Silence.MUTED
    """Why there is none, where there is none."""
    spread: bool = False
    """Openings come some time after their hour here, not on it; everything else is kept to the minute."""
    muted: bool = False
    """Nothing comes unasked; a reminder that they ask for does."""
    frequency: Frequency = USUAL
    """How often messages come, as far as a menu tells it."""


class WeekState(StrEnum):
    """What can be done about a week: `CLOSED` weeks still take late work."""

    OPEN = "open"
    HANDED_IN = "handed_in"
    MOVED = "moved"
    SKIPPED = "skipped"
    CLOSED = "closed"


CHANGEABLE = frozenset({WeekState.OPEN, WeekState.MOVED, WeekState.SKIPPED})
"""States in which a week can be swapped, moved or skipped."""


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence in its newest version; `fields` holds what was written, by field id."""

    id: int
    kind: Kind
    title: str
    week: int
    version: int
    handed_in_at: datetime
    short: bool
    fields: Mapping[str, str]
    first: bool = False
    """It is the member's first piece, so the reply says what happens with their text."""
    comes_back: bool = False
    """It is the first one after a missed week, so the reply marks it."""
    freezes_again: int = 0
    """So many freezes are left now that it gave one back, for the reply; 0 where it gave none back."""
    early: tuple[Early, ...] = ()
    """What in it doesn't count yet, since it can't be known yet, for the reply."""
    worth: Worth | None = None
    """What it is worth to the member and what comes next, for the reply."""
    joined_to: JoinedTo | None = None
    """What joins it to the member's own doings, for the reply."""
    feedback: PieceFeedback | None = None
    """What its text is told, for the reply; None where nothing of it is judged."""
    tells_origin: bool = False
    """The reply says where the feedback comes from, since that is new to the member."""
    asks_model: bool = False
    """A model can be asked about it."""

    @property
    def core(self) -> str:
        """What the piece says."""
        return core_of(self.kind, self.fields)


def core_of(kind: Kind, fields: Mapping[str, str]) -> str:
    """Return a piece's compulsory text; where that is a choice, what is written first."""
    told = kind.compulsory
    written = [f for f in kind.fields if f.input is not Input.CHOICE] if told.input is Input.CHOICE else []
    return next(filter(None, (fields.get(field.id) for field in (*written, told))), "")


@dataclass(frozen=True)
class KindCount:
    """How many pieces of a kind there are."""

    kind: Kind
    pieces: int


@dataclass(frozen=True)
class Finish:
    """What a programme came to, at its end: its author's sentence, and the member's totals."""

    words: str
    kept: int
    """Weeks of the calendar."""
    pieces: int
    milestones: int
    kinds: tuple[KindCount, ...] = ()
    """Most pieces first."""
    reached: tuple[str, ...] = ()
    """Titles of the milestones, in the author's order."""
    skills: tuple[str, ...] = ()
    """Titles of the skills that were practised."""
    first: str = ""
    """What the first piece says, in the member's words; "" where it wasn't loaded."""
    last: str = ""
    quieter: bool = False
    """Whether a slower pace can be chosen."""
    moved: bool = False
    """It came with the move, before the last month was over."""
    months: int = 0
    phase_weeks: tuple["PhaseWeeks", ...] = ()
    """In which of so many months what was kept, where that is drawn: in the message of the finish."""


@dataclass(frozen=True)
class PhaseWeeks:
    """In how many weeks of each month an assignment of a phase was kept; the first number is month 1."""

    title: str
    kept: tuple[int, ...]


@dataclass(frozen=True)
class PhaseEnd:
    """A phase whose last month is over, and what was handed in for it."""

    title: str
    month: int
    """Its last."""
    kinds: tuple[KindCount, ...]


@dataclass(frozen=True)
class MonthGoals:
    """The goals of a month: those chosen, and those on offer while there is room for another."""

    month: int
    chosen: tuple[Goal, ...]
    offered: tuple[Goal, ...]


@dataclass(frozen=True)
class MonthTurn:
    """What comes with the first week of a month, beside its assignment."""

    goals: MonthGoals
    ended: tuple[PhaseEnd, ...] = ()
    waited: bool = False
    """The month opened with an earlier week, whose message left the turn to this one."""
    ways: "Ways | None" = None
    """To choose from, with the month before they part; None with any other."""
    saved: tuple[KindCount, ...] = ()
    """What was saved for the weeks of the month before, most pieces first."""
    begins: tuple[str, ...] = ()
    """Titles of the phases that begin with it."""


@dataclass(frozen=True)
class Ways:
    """The playbook's tracks, and the member's: None while undecided, "both", or an id."""

    tracks: tuple[Track, ...]
    chosen: str | None


@dataclass(frozen=True)
class CatchUp:
    """The open week that takes the least to keep: its id and number, and its assignment."""

    week_id: int
    week: int
    assignment: Assignment


@dataclass(frozen=True)
class Comeback:
    """What stands after a week without evidence, or after two in a row."""

    second: bool
    free: bool
    """It was one of the first weeks, which cost nothing."""
    covered: bool
    """A freeze covers it."""
    freezes_left: int
    next_freezes: date
    """The local day on which there are new ones."""
    run: int
    bridged: int = 0
    """How many freezes are between the weeks of the run."""
    third: bool = False
    """It is the third in a row at least."""
    drills: bool = False
    """The playbook has drills, the shortest beginning."""


@dataclass(frozen=True)
class WelcomeBack:
    """What an absence has done to the programme."""

    weeks: tuple[int, ...]
    """Numbers of those that don't count."""
    run: int
    bridged: int = 0
    """How many freezes are between the weeks of the run."""


@dataclass(frozen=True)
class Week:
    """One week, from its opening slot (or joining) to the next; times in UTC."""

    id: int
    number: int
    began_at: datetime
    ends_at: datetime
    state: WeekState
    outcome: Outcome
    assignment: Assignment
    reason: str
    laters: tuple[Later, ...] = ()
    """The moments that "Later" offers now."""
    moved_to: datetime | None = None
    plan: PlanRecord | None = None
    """For the assignment that the week has now."""
    moves: tuple[Later, ...] = ()
    """The moments to which the plan's reminder can move."""
    skip_reason: str | None = None
    if_empty: IfEmpty | None = None
    """What it costs to leave it empty, of a week that is skipped or may be where it has a plan."""
    evidence: Evidence | None = None
    late: datetime | None = None
    """When the message was due, if it goes out hours after that because the coach was down."""
    month_opens: int | None = None
    """The playbook month whose first nudge this is."""
    turn: MonthTurn | None = None
    """What comes with it, where a month opens."""
    month_waits: int | None = None
    """The playbook month that has opened, where what comes with it waits for the next nudge."""
    finish: Finish | None = None
    """Where this is the first week after the last month."""
    goes_on: bool = False
    """It is over, and its assignment has another week."""
    opens_with: Opening = Opening.NUDGE
    """What its opening slot says, of the open week."""
    begins_small: bool = False
    """The 15 minutes come first among its ways on; it may say nothing itself."""
    comeback: Comeback | None = None
    welcome_back: WelcomeBack | None = None
    answer: Answer | None = None
    """The member's to the receipt."""
    obstacle: str | None = None
    """What got in the way in it: one of the receipt's, or the member's own words."""
    last_obstacle: str | None = None
    """What got in the way in the week before, of the open week."""
    own_fact: OwnFact | None = None
    """What the member has done so far, for an open week's messages."""
    holiday: date | None = None
    """The public holiday on which it was to open, of the open week; its opening came later for that."""
    returns: bool = False
    """Its assignment is the one that the member was at before a break, and its reason welcomes them."""
    holiday_after: date | None = None
    """The public holiday for which the next opening is planned, of the open week; it ends later for that."""
    part: int | None = None
    """Which of its assignment's weeks it is, where the assignment takes several; of the open week."""
    place: str | None = None
    """Whose holiday that is: a country ("DE") or a region of one ("DE-BY")."""
    private: bool = False
    """There is an assignment that shows a wish to leave, to be had on a press; of the open week."""
    away: bool = False
    """The member is away now, or the coach has gone quiet, which outlasts the week; of the newest one."""
    back: date | None = None
    """The local day on which the member who is away is back; None where they said none."""
    after_the_end: bool = False
    """The programme's months are over; of the newest week."""
    slack_zone: str | None = None
    """The zone that Slack shows, where it isn't the one that the weeks run on and nobody said to stay."""

    @property
    def is_fortnight(self) -> bool:
        """Whether it lasts for two weeks of the calendar."""
        return is_fortnight(self.began_at, self.ends_at)


class Sharing(StrEnum):
    """Where the win of a reached milestone stands."""

    OFFERED = "offered"
    PRIVATE = "private"
    POSTING = "posting"
    POSTED = "posted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    TAKEN_DOWN = "taken_down"


MAY_BE_POSTED = frozenset({Sharing.OFFERED, Sharing.PRIVATE, Sharing.REFUSED})
"""States of a win that isn't posted and may be."""


@dataclass(frozen=True)
class Channel:
    """What Slack says of a channel; `people` and `joined` are None when it wasn't asked yet."""

    id: str
    name: str
    private: bool = False
    people: int | None = None
    joined: bool | None = None
    reach: int = 0
    """Whom it is shared with (`bot.domain.readers.Reach`)."""


@dataclass(frozen=True)
class Win:
    """A reached milestone and its post: `text` is exactly what the channel would see or sees."""

    id: int
    milestone: Milestone
    state: Sharing
    text: str
    reached_at: datetime
    name: str
    """The member's name, for "Shared by Ana"."""
    sender: str
    """The name that Slack shows above the post."""
    channel: Channel | None = None
    posted_at: datetime | None = None
    corrected_at: datetime | None = None
    link: str | None = None
    """To the post; to its channel while it isn't known whether it is there."""
    known: bool = True
    """Slack said which message it is, so the coach can change it and take it down."""
    refusal: str | None = None
    """Slack's error code, when the post or its deletion was refused."""
    correction: str | None = None
    """A text that would be true now, when the posted one no longer is."""
    twin: Milestone | None = None
    """The reached milestone that may be shown in place of a private one."""


@dataclass(frozen=True)
class SkillCount:
    skill: Skill
    pieces: int
    opens: int
    """The playbook month in which its first assignment opens."""


@dataclass(frozen=True)
class NextMilestone:
    """The next milestone, and what the proof that lacks most asks for."""

    milestone: Milestone
    have: int
    need: int
    kind: Kind
    """Of the pieces that are missing."""
    fields: tuple[EvidenceField, ...] = ()
    """What has to be filled in in each."""


@dataclass(frozen=True)
class WorkspaceProfile:
    """What screens say of the workspace itself."""

    sender: str
    """The name that Slack shows above the coach's posts."""
    url: str = ""
    """With a slash at its end; links to posts begin with it. "" while nobody has asked Slack."""


class Progress(Protocol):
    """Everything that screens show of a member who has joined."""

    @property
    def reader(self) -> Reader: ...
    @property
    def name(self) -> str: ...
    @property
    def schedule(self) -> WeeklySchedule: ...
    @property
    def start(self) -> date: ...
    @property
    def track(self) -> str | None: ...
    @property
    def month(self) -> int: ...
    @property
    def months(self) -> int: ...
    @property
    def minutes(self) -> tuple[int, int]:
        """The least and the most that an assignment of the programme takes of a week."""

    @property
    def phases(self) -> tuple[Phase, ...]: ...
    @property
    def week(self) -> Week: ...
    @property
    def weeks(self) -> tuple[tuple[int, Outcome], ...]:
        """Every week's number and outcome, oldest first."""

    @property
    def record(self) -> Record: ...
    @property
    def forecast(self) -> Forecast | None:
        """Calendar against evidence; None until enough weeks are closed, and once the months are over."""

    @property
    def catch_up(self) -> CatchUp | None: ...
    @property
    def goals(self) -> MonthGoals: ...
    @property
    def ways(self) -> Ways | None:
        """The tracks to choose from, while none is chosen: from the month before they part to the last."""

    @property
    def has_mirror(self) -> bool:
        """Whether the programme names habits."""

    @property
    def phase_weeks(self) -> tuple[PhaseWeeks, ...]:
        """The phases in which a week was kept, in the author's order."""

    @property
    def finish(self) -> Finish | None:
        """What the programme came to, once its months are over."""

    @property
    def skills(self) -> tuple[SkillCount, ...]: ...
    @property
    def next_milestone(self) -> NextMilestone | None: ...
    @property
    def wins(self) -> tuple[Win, ...]:
        """Reached milestones, newest first."""

    @property
    def pieces(self) -> int:
        """How many pieces of evidence there are."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Newest first; what was written isn't in it."""

    def newest_evidence(self, most: int) -> tuple[Evidence, ...]:
        """Return the first so many of `evidence`."""

    @property
    def level(self) -> Level: ...
    @property
    def days_off(self) -> DaysOff: ...
    @property
    def coming(self) -> tuple[Coming, ...]:
        """The next messages by themselves, three at most."""

    @property
    def wins_channel(self) -> Channel | None: ...
    @property
    def muted(self) -> bool: ...
    @property
    def left(self) -> bool: ...
    @property
    def late(self) -> tuple[Week, ...]:
        """Closed weeks without evidence, newest first: late work for them counts."""


def preferences(progress: Progress) -> list[str | int | None]:
    """Return what the settings form shows and saves, as it travels in the form to be compared later."""
    schedule, channel = progress.schedule, progress.wins_channel
    return [
        schedule.weekday,
        schedule.hour,
        schedule.zone,
        progress.start.isoformat(),
        channel.id if channel else None,
        schedule.pace,
        progress.level,
        schedule.quiet.begins,
        schedule.quiet.ends,
        progress.days_off.answer,
        progress.days_off.weekend,
    ]
