"""The values that screens are drawn from, for the tests of the views: Ana in month 2, week 6."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.choice import Choice
from bot.domain.closing import Level
from bot.domain.days_off import DaysOff
from bot.domain.forecast import Forecast, Range
from bot.domain.goals import Goal
from bot.domain.mirror import Check, Mirror, finding
from bot.domain.opening import BEGINS_SMALL
from bot.domain.packet.gaps import Gap, Lack
from bot.domain.packet.material import PacketOpening, Piece
from bot.domain.packet.names import Named
from bot.domain.plan import moves
from bot.domain.playbook import Assignment, Drill, Habit, Kind, Milestone, Phase, Playbook, Skill, Track
from bot.domain.progress import (
    CatchUp,
    Channel,
    Coming,
    Evidence,
    Finish,
    KindCount,
    MonthGoals,
    NextMilestone,
    PhaseWeeks,
    Reader,
    Sharing,
    SkillCount,
    Ways,
    Week,
    WeekState,
    What,
    Win,
)
from bot.domain.records import PlanRecord
from bot.domain.slots import Later, WeeklySchedule
from bot.domain.weeks import Outcome, Record

NOW = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)
"""A Monday."""
NEXT = datetime(2027, 2, 22, 9, 0, tzinfo=UTC)
READER = Reader("Europe/Lisbon", NOW, NEXT)
OPENING = WeeklySchedule(0, 9, "Europe/Lisbon")
PORTUGAL = DaysOff("PT")

INTERVIEW = Kind.model_validate(
    {
        "id": "interview",
        "label": "interview",
        "plural": "interviews",
        "fields": [
            {
                "id": "learnt",
                "label": "What did you learn?",
                "input": "long",
                "compulsory": True,
                "hint": "In order.",
            },
            {"id": "role", "label": "Who", "hint": "A role, not a name."},
            {"id": "when", "label": "When", "input": "date"},
            {"id": "rung", "label": "How near", "input": "choice", "options": ["colleague", "customer"]},
            {"id": "more", "label": "Link to more", "input": "link"},
        ],
    }
)


PAGES = INTERVIEW.model_copy(update={"id": "page", "label": "page for a VP", "plural": "pages for a VP"})


def assignment(id_: str = "tickets", **changes: Any) -> Assignment:
    return Assignment.model_validate(
        {
            "id": id_,
            "title": "Read 15 closed tickets for what people did instead",
            "line": "This week: 15 closed tickets, and what people did instead (45 min).",
            "phase": "start",
            "skill": "research",
            "months": [1, 3],
            "why": "In month 2 you write a problem down; this shows which ones people live with.",
            "steps": [
                'Take fifteen tickets closed as "works as designed".',
                "One line each: what did that person do next?",
                "Count. Which detour is the commonest?",
            ],
            "minutes": 45,
            "short": "Five tickets, one detour.",
            "done_when": "the count and one quote are in",
            "kind": "interview",
            "show_me": {
                "aim": "After this you can name a problem that people live with.",
                "people": ["The colleague who answers tickets", "Somebody in sales"],
                "say": ["What did you do next?"],
                "traps": ["Counting complaints.", "Reading only last week's."],
                "example": "Nine of fifteen nurses print the list.\nOne copies it by hand.",
                "next": "A page with the problem on it.",
            },
            **changes,
        }
    )


TICKETS = assignment()


def drill(kind: str, **changes: Any) -> Drill:
    return Drill.model_validate(
        {
            "id": kind,
            "skill": "research",
            "kind": kind,
            "level": 1,
            "setting": "You talk to a shop owner whose <cards> get declined.",
            "text": "Would you use a screen that explains declines?",
            "sample": "When were you last declined, and what did you do?",
        }
        | changes
    )


OPTIONS = "Exports: nine of 12 tickets in May ask for them\nSearch: two large customers asked"
DRILLS = {
    "rewrite": drill("rewrite"),
    "cut": drill("cut", text="The team looked at <b>it</b>. " * 60),
    "answer": drill("answer", level=3),
    "score": drill(
        "score",
        text=OPTIONS,
        weights=(2, 1, 1, 1, 1),
        sample="Exports; 5; 4; 2; 4; 3\nSearch; 3; 3; 4; 3; 4",
        why="Nine of 12 tickets in May ask for exports.",
    ),
}
PAGE = assignment("vp-page", title="Write one page for a VP", minutes=60, skill="communication")
PHASES = (
    Phase.model_validate(
        {"id": "start", "title": "Start where you are", "months": [1, 3], "about": "Look again."}
    ),
    Phase.model_validate({"id": "build", "title": "Build a product", "months": [2, 4], "about": "Decide."}),
)
SKILLS = (
    Skill(id="research", title="User research", gap="Wide.", how="Ask."),
    Skill(id="communication", title="Stakeholder communication", gap="Wide.", how="Write."),
    Skill(id="saying-no", title="Saying no", gap="Wide.", how="Start small."),
)
TRACKS = (
    Track(id="internal", title="Inside my company", about="x"),
    Track(id="external", title="Elsewhere", about="y"),
)
STORIES = Milestone.model_validate(
    {
        "id": "five-stories",
        "title": "Five stories",
        "phase": "start",
        "proof": [{"kind": "interview", "count": 5}],
        "why": "Five people gave you an hour of how it really is.",
        "text": "Talked to {count} people about how they work around us.",
    }
)
QUOTE = INTERVIEW.fields[1]
FIRST = STORIES.model_copy(update={"id": "first-story", "title": "First story"})
PROGRAMME = Playbook(
    id="sample",
    title="From engineer to AI product manager",
    about="Four months beside your job.",
    trap="Building alone.",
    phases=PHASES,
    tracks=TRACKS,
    skills=SKILLS,
    kinds=(INTERVIEW,),
    milestones=(STORIES, FIRST),
    assignments=(TICKETS, PAGE),
)
CHOICE = Choice(PAGE, "Stakeholder communication hasn't come up yet.")
LATERS = (
    Later("hours", datetime(2027, 2, 15, 11, 0, tzinfo=UTC)),
    Later("tomorrow", datetime(2027, 2, 16, 9, 0, tzinfo=UTC)),
    Later("day", datetime(2027, 2, 17, 9, 0, tzinfo=UTC)),
)
HABITS = tuple(
    Habit.model_validate(
        {"id": id_, "kind": kind, "title": title, "before": f"{title}, once.", "after": "Less."}
    )
    for id_, kind, title in (
        ("reviews", "stop", "Reviewing code"),
        ("how", "stop", "Owning the how"),
        ("talks", "start", "Talking to people"),
        ("pages", "start", "Writing pages"),
    )
)
GOALS = (
    Goal("milestone/five-stories", "Five stories", 3, 5),
    Goal("skill/saying-no", "Saying no", 0),
    Goal("skill/research", "User research", 4),
    Goal("skill/communication", "Stakeholder communication", 1),
    Goal("milestone/first-story", "First story", 1, 1, reached=True),
)
NO_GOALS = MonthGoals(2, (), ())
WAYS = Ways(TRACKS, None)
FORECAST = Forecast(2, 2, Range(date(2027, 8, 14), date(2027, 10, 2)))
FINISH = Finish(
    "Four months: from a list to a habit.",
    31,
    29,
    9,
    kinds=(KindCount(INTERVIEW, 20), KindCount(PAGES, 9)),
    reached=("First story", "Five stories"),
    skills=("User research", "Saying no"),
    first="She calls the bank before she retries.\nTwice a week.",
    last="We go on, for nurses only.",
    months=4,
    phase_weeks=(PhaseWeeks("Start where you are", (4, 3, 0, 0)), PhaseWeeks("Build it", (0, 1, 4, 4))),
)


def mirror(*ticked: set[str], when: str = "", planned: bool | None = None) -> Mirror:
    """A mirror after these answers, one in every second week from the fourth."""
    checks = tuple(Check(4 + 2 * number, frozenset(each), when) for number, each in enumerate(ticked))
    return Mirror(6, checks, HABITS, finding(HABITS, checks, moved=False), planned)


WINS = Channel("C0WINS", "wins", people=42, joined=True)


def evidence(**changes: Any) -> Evidence:
    piece = Evidence(
        id=31,
        kind=INTERVIEW,
        title="Third story",
        week=6,
        version=1,
        handed_in_at=datetime(2027, 2, 17, 15, 30, tzinfo=UTC),
        short=False,
        fields={"learnt": "She calls the bank before she retries.\nTwice a week.", "role": "support agent"},
    )
    return replace(piece, **changes)


PLAN = PlanRecord(
    week_id=6,
    assignment_id="tickets",
    at=datetime(2027, 2, 17, 14, 0, tzinfo=UTC),
    day=date(2027, 2, 17),
    clock="14:00",
    zone="Europe/Lisbon",
    after="the stand-up",
    act="open the first five tickets",
    obstacle="the queue is empty",
    response="ask support",
    remind=True,
    moved=0,
    updated_at=NOW,
)


def week(**changes: Any) -> Week:
    open_week = Week(
        id=6,
        number=6,
        began_at=NOW,
        ends_at=NEXT,
        state=WeekState.OPEN,
        outcome=Outcome.OPEN,
        assignment=TICKETS,
        reason="This assignment builds on your first interview.",
        laters=LATERS,
    )
    if made := changes.get("plan"):
        changes["moves"] = moves(made.clock, NOW, NEXT, OPENING)
    changes.setdefault("begins_small", changes.get("opens_with") in BEGINS_SMALL)
    return replace(open_week, **changes)


def handed_in_week(**changes: Any) -> Week:
    done: dict[str, Any] = {
        "state": WeekState.HANDED_IN,
        "outcome": Outcome.DONE,
        "evidence": evidence(**changes),
    }
    return week(**done)


def win(state: Sharing = Sharing.OFFERED, **changes: Any) -> Win:
    reached = Win(
        id=5,
        milestone=STORIES,
        state=state,
        text="Talked to five people about how they work around us.",
        reached_at=datetime(2027, 2, 12, 15, 6, tzinfo=UTC),
        name="Ana",
        sender="PM Coach",
        channel=WINS,
    )
    if state is Sharing.POSTED:
        posted = datetime(2027, 2, 12, 15, 10, tzinfo=UTC)
        reached = replace(reached, posted_at=posted, link="https://example.slack.com/archives/C0WINS/p1")
    return replace(reached, **changes)


@dataclass(frozen=True)
class Shown:
    """A progress whose every value a test names."""

    reader: Reader
    name: str
    schedule: WeeklySchedule
    start: date
    track: str | None
    month: int
    months: int
    minutes: tuple[int, int]
    phases: tuple[Phase, ...]
    week: Week
    weeks: tuple[tuple[int, Outcome], ...]
    record: Record
    skills: tuple[SkillCount, ...]
    next_milestone: NextMilestone | None
    wins: tuple[Win, ...]
    evidence: tuple[Evidence, ...]
    wins_channel: Channel | None
    muted: bool
    left: bool
    late: tuple[Week, ...] = ()
    forecast: Forecast | None = None
    catch_up: CatchUp | None = None
    goals: MonthGoals = NO_GOALS
    ways: Ways | None = None
    has_mirror: bool = True
    phase_weeks: tuple[PhaseWeeks, ...] = ()
    finish: Finish | None = None

    @property
    def pieces(self) -> int:
        return len(self.evidence)

    level: Level = Level.NORMAL
    days_off: DaysOff = PORTUGAL

    @property
    def coming(self) -> tuple[Coming, ...]:
        if (first := self.reader.next_message) is None:
            return ()
        openings = [Coming(first + timedelta(weeks=number), What.OPENING) for number in (1, 2)]
        return (Coming(first, self.reader.what), *openings)

    def newest_evidence(self, most: int) -> tuple[Evidence, ...]:
        return self.evidence[:most]


def progress(**changes: Any) -> Shown:
    ana = Shown(
        reader=READER,
        name="Ana",
        schedule=OPENING,
        start=date(2027, 1, 11),
        track=None,
        month=2,
        months=PROGRAMME.months,
        minutes=(40, 120),
        phases=PHASES,
        week=week(),
        weeks=(*((n, Outcome.DONE) for n in range(1, 6)), (6, Outcome.OPEN)),
        record=Record(kept=5, closed=5, run=5, best_run=5),
        skills=(SkillCount(SKILLS[0], 4, 1), SkillCount(SKILLS[1], 1, 1), SkillCount(SKILLS[2], 0, 3)),
        next_milestone=NextMilestone(STORIES, 3, 5, INTERVIEW, (QUOTE,)),
        wins=(win(Sharing.POSTED, milestone=FIRST),),
        evidence=(evidence(), evidence(id=30, title="Page for a VP", version=2)),
        wins_channel=WINS,
        muted=False,
        left=False,
    )
    return replace(ana, **changes)


@dataclass(frozen=True)
class Draft:
    """A version of a piece."""

    handed_in_at: datetime
    fields: dict[str, str]


def piece(id_: int, day: date, title: str = "") -> Piece:
    changes = {"title": title} if title else {}
    written = (Draft(NOW, {"learnt": "She calls."}),)
    return Piece(id_, INTERVIEW, assignment(**changes), week=1, month=1, day=day, versions=written)


PACKET_PIECES = [
    (
        SKILLS[0],
        [piece(1, date(2027, 1, 20)), piece(2, date(2027, 1, 13), "A title of many " + "words " * 9)],
    ),
    (None, [piece(3, date(2027, 1, 12))]),
]
SECOND = Draft(NOW, {"learnt": "She calls twice."})
REVISED_PIECES = [(None, [replace(each, versions=(*each.versions, SECOND)) for each in PACKET_PIECES[1][1]])]
PACKET_OPENING = PacketOpening("Ana <Sousa>", "I listen *first*.", "Ask me about <!here>.")
NAMED = [
    Named(1, "Read 15 closed tickets", "Marta Nunes at Acme GmbH <!here> paid.", ("Marta Nunes", "Acme GmbH"))
]
GAPS = [
    Gap(Lack.PIECES, number=1),
    Gap(Lack.SEEN),
    Gap(Lack.RESULT),
    Gap(Lack.SKILL, "Saying no"),
    Gap(Lack.PART, "Launch"),
    Gap(Lack.KIND, "page for a VP"),
]
