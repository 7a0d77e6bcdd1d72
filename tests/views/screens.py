"""Every screen in every state, by name: what the tests of limits, determinism and copy go through."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from bot.domain.absence import AbsenceFault, Consequences
from bot.domain.background import Work
from bot.domain.closing import Frequency, Level
from bot.domain.commands import SUBCOMMANDS
from bot.domain.criteria import WELCOME_BACK
from bot.domain.dates import Span, WhyUnclear
from bot.domain.days_off import NO_COUNTRY, DaysOff
from bot.domain.drills import Answered, Trend, check
from bot.domain.forecast import Forecast, Range
from bot.domain.frequency import Change, fewer
from bot.domain.joined_to import Asked, Before, JoinedTo, PlanBehind
from bot.domain.judging import PieceFeedback, feedback_on
from bot.domain.milestones import Early
from bot.domain.mirror import Asking, asking
from bot.domain.opening import Opening
from bot.domain.own_fact import OwnFact
from bot.domain.packet.material import Variant
from bot.domain.plan import Planned, Refused, Why
from bot.domain.progress import (
    CatchUp,
    Comeback,
    Finish,
    MonthGoals,
    MonthTurn,
    PhaseEnd,
    PhaseWeeks,
    Sharing,
    Silence,
    Week,
    WeekState,
    WelcomeBack,
    What,
)
from bot.domain.records import DraftRecord, OtherDraft
from bot.domain.second_reading import Point, Reading, Reads, Unread
from bot.domain.slots import Pace
from bot.domain.weeks import Answer, IfEmpty, Outcome, Record
from bot.domain.worth import Kinds, Missing, Packed, Practised, Towards, Uncounted, Worth
from bot.screen import Screen
from bot.store.files import SentFile
from bot.views import (
    absence,
    dashboard,
    direct_messages,
    drills,
    errors,
    evidence,
    feedback,
    finish,
    frequency,
    ids,
    join,
    later,
    leave,
    line_to_send,
    mirror,
    operator,
    own_data,
    packet,
    plan,
    playbook,
    receipt,
    second_reading,
    settings,
    show_how,
    swap,
    welcome,
)
from bot.views import help as help_
from bot.views import next as next_
from bot.views.hand_in import form as hand_in
from bot.views.hand_in import reply
from bot.views.home import home, more, weeks
from bot.views.nudge import nudge, reminder
from bot.views.obstacle import OBSTACLES
from bot.views.wins import forms, offer, post, wins
from tests.views import samples as a

Surface = Screen | dict[str, Any]

LEAVES, RETURNS = date(2027, 2, 15), date(2027, 3, 1)
FOLLOWS = Consequences((6, 7), 3, date(2027, 3, 11), date(2027, 3, 25), datetime(2027, 3, 1, 9, tzinfo=UTC))
NO_END = Consequences((6,), 3, date(2027, 3, 11), None, None)

FIRST_WEEK = a.progress(
    month=1,
    week=a.week(id=1, number=1),
    weeks=((1, Outcome.OPEN),),
    record=Record(0, 0, 0, 0),
    wins=(),
    evidence=(),
    skills=tuple(replace(s, pieces=0) for s in a.progress().skills),
    wins_channel=None,
)
COVERED_WEEK = a.progress(
    weeks=(*((n, Outcome.DONE) for n in range(1, 5)), (5, Outcome.MISSED), (6, Outcome.OPEN)),
    record=Record(4, 5, 4, 4, frozenset({5})),
)
AFTER_A_MISS = a.progress(
    weeks=(
        (1, Outcome.DONE),
        (2, Outcome.MISSED),
        (3, Outcome.EXCUSED),
        (4, Outcome.PARTLY),
        (5, Outcome.DONE),
    ),
    record=Record(2, 4, 1, 2),
    late=(a.week(id=2, number=2, state=WeekState.CLOSED, outcome=Outcome.MISSED),),
)
FREQUENCIES = [Frequency(pace, level) for pace in Pace for level in Level]
FREQUENCIES.sort(key=lambda each: (each.pace is Pace.EVERY_SECOND_WEEK, each.level is Level.QUIET))
QUIET = replace(a.READER, next_message=None)
NO_DAY_BACK = replace(QUIET, silence=Silence.AWAY)
SPREAD = replace(a.READER, spread=True)
SILENCED = replace(QUIET, muted=True)
MUTED = a.progress(muted=True, reader=SILENCED)
MUTED_AFTER_A_MISS = replace(MUTED, week=a.week(opens_with=Opening.NOTHING, begins_small=True))
OWN_MODEL = Reads("tiny-1", "models.example:8443", "our own IT, in Lisbon")
POINT = Point("She calls the bank before she retries.", "When was that? Say the day.")
NOT_MADE = {"variant": "internal", "chosen": [1, 2], "formats": ["pdf"]}
SCORED = "Exports; 5; 4; 2; 4; 3\nSearch; 3; 3; 4; 3; 4"


def _drilled(kind: str, answer: str, why: str = "", trend: Trend | None = None) -> Answered:
    checked = check(a.DRILLS[kind], answer, why)
    assert checked
    return Answered(a.DRILLS[kind], checked, trend)


DRILLED = {
    "clean": _drilled("rewrite", "When were you last declined, and what did you do?"),
    "found": _drilled("rewrite", "Would <!channel> use it, isn't it great?", trend=Trend(1, 3)),
    "too long": _drilled("cut", "I recommend it. " * 60, trend=Trend(0, 4)),
    "nothing": _drilled("answer", "...", trend=Trend(2, 5)),
    "scores": _drilled("score", SCORED, "Nine of 12 tickets in May ask for exports.", Trend(5, 5)),
    "scores, tied": _drilled("score", "Exports; 1; 1; 1; 1; 1\nSearch; 1; 1; 1; 1; 1", ""),
}
LEFT = a.progress(left=True, reader=QUIET)
MOVED = a.week(state=WeekState.MOVED, moved_to=a.LATERS[1].at)
SKIPPED = a.week(state=WeekState.SKIPPED, if_empty=IfEmpty.FREEZE)
PLANNED = a.week(plan=a.PLAN)
NOTED = a.week(state=WeekState.SKIPPED, skip_reason="big")
CLOSED = a.week(state=WeekState.CLOSED, outcome=Outcome.MISSED)
LONG = a.assignment("long", steps=["Do a part of it."] * 6, short="s" * 3000, why="w" * 3000)
SECRET = a.win(milestone=a.STORIES.model_copy(update={"private": True}), twin=a.FIRST)
PRIVATE_CHANNEL = replace(a.WINS, private=True, name="wins-of-ours")

WORDS_BUT_STATUS = [word.word for word in SUBCOMMANDS if word.word]
COVERED = Comeback(
    second=False,
    free=False,
    covered=True,
    freezes_left=1,
    next_freezes=date(2027, 7, 1),
    run=12,
    drills=True,
)


WAITING = replace(a.GOALS[0], waits=(4, 7), kind=a.INTERVIEW, lacks=("A quote",))
SECOND_WEEK = "This is the second of two weeks for this assignment."


def _comeback(**changes: Any) -> Week:
    return a.week(opens_with=Opening.COMEBACK, comeback=replace(COVERED, **changes))


def _away(**changes: Any) -> Week:
    return a.week(away=True, outcome=Outcome.EXCUSED, **changes)


BACK = WelcomeBack(weeks=(15, 16), run=12)


def _welcome(**changes: Any) -> Week:
    return a.week(opens_with=Opening.WELCOME_BACK, welcome_back=replace(BACK, **changes))


RECEIPTS = {
    "asked": a.week(),
    "asked, planned": a.week(plan=a.PLAN._replace(at=a.NOW, day=a.NOW.date(), clock="09:00")),
    "asked, planned for later": a.week(plan=a.PLAN),
    "asked, private and planned": a.week(
        plan=a.PLAN._replace(at=a.NOW), assignment=a.TICKETS.model_copy(update={"exposure": 3})
    ),
    "partly": a.week(answer=Answer.PARTLY),
    "not yet": a.week(answer=Answer.NOT_YET),
    "not yet, an obstacle": a.week(answer=Answer.NOT_YET, obstacle="waiting"),
    "partly, after a skip": replace(SKIPPED, answer=Answer.PARTLY),
    "not yet, after a skip": replace(SKIPPED, answer=Answer.NOT_YET),
    "partly, the week over": replace(CLOSED, answer=Answer.PARTLY, outcome=Outcome.PARTLY),
    "partly, own words": a.week(answer=Answer.PARTLY, obstacle="The release & its <#C1> bugs"),
    "done, nothing handed in": a.week(answer=Answer.DONE),
    "handed in": a.handed_in_week(),
    "skipped": SKIPPED,
    "long": a.week(assignment=LONG),
}
NUDGES = {
    "with a fact": a.week(own_fact=OwnFact(6), reason=SECOND_WEEK, private=True),
    "with a fact in its reason": a.week(own_fact=OwnFact(6)),
    "of two weeks": a.week(number=40, ends_at=a.NEXT + timedelta(weeks=1)),
    "in the first weeks": a.week(number=4),
    **{f"with an obstacle: {key}": a.week(last_obstacle=key) for key in OBSTACLES},
    "with an obstacle": a.week(own_fact=OwnFact(6), last_obstacle="The release & its <#C1> bugs"),
    "with a first fact": a.week(own_fact=OwnFact(1), reason=SECOND_WEEK),
    "comeback": _comeback(),
    "comeback with a fact": replace(_comeback(), own_fact=OwnFact(6)),
    "gone quiet with a fact": a.week(opens_with=Opening.GONE_QUIET, own_fact=OwnFact(6, kept=5)),
    "comeback with an obstacle": replace(_comeback(), own_fact=OwnFact(6), last_obstacle="waiting"),
    "comeback, with freezes in the run": _comeback(bridged=2),
    "second comeback, nobody to talk to": replace(
        _comeback(second=True), opens_with=Opening.SECOND_COMEBACK, last_obstacle="nobody"
    ),
    "third comeback, nobody to talk to": replace(
        _comeback(second=True, third=True), opens_with=Opening.SECOND_COMEBACK, last_obstacle="nobody"
    ),
    "planned, with an answer and nothing in the way": a.week(plan=a.PLAN._replace(obstacle="")),
    "comeback, no freeze left": _comeback(freezes_left=0, run=1),
    "comeback, first month": _comeback(free=True, covered=False),
    "comeback, not covered": _comeback(covered=False),
    "comeback, no drills": _comeback(drills=False),
    "second comeback": a.week(
        opens_with=Opening.SECOND_COMEBACK, comeback=replace(COVERED, second=True), month_waits=4
    ),
    "third comeback": a.week(
        opens_with=Opening.SECOND_COMEBACK, comeback=replace(COVERED, second=True, third=True)
    ),
    "welcome back": _welcome(),
    "welcome back, one week": _welcome(weeks=(15,), run=0),
    "welcome back, many": _welcome(weeks=(15, 16, 17)),
    "gone quiet": _away(opens_with=Opening.GONE_QUIET),
    "gone quiet, finished": _away(opens_with=Opening.GONE_QUIET, after_the_end=True),
    "away": _away(),
    "still away": a.week(opens_with=Opening.STILL_AWAY, own_fact=OwnFact(6)),
    "away until a day": _away(back=date(2027, 3, 1)),
    "open": a.week(),
    "late": a.week(late=a.NOW),
    "month": a.week(month_opens=2),
    "zone": a.week(slack_zone="Europe/Berlin"),
    "long": a.week(assignment=LONG),
    "handed in": a.handed_in_week(),
    "second version": a.handed_in_week(version=2),
    "moved": MOVED,
    "skipped": SKIPPED,
    "skipped, with a reason": NOTED,
    "skipped, unsaid": replace(NOTED, skip_reason="unsaid"),
    "closed": CLOSED,
    "goes on": a.week(state=WeekState.CLOSED, goes_on=True),
    "finish": a.week(finish=a.FINISH),
    "finish, quieter on offer": a.week(finish=replace(a.FINISH, quieter=True)),
    "finish, planned": a.week(finish=a.FINISH, plan=a.PLAN),
    "finish, handed in": replace(a.handed_in_week(), finish=a.FINISH),
    "finish, over": replace(CLOSED, finish=a.FINISH),
    "finish, by the move": a.week(finish=replace(a.FINISH, moved=True)),
    "finish, one piece": a.week(
        finish=replace(a.FINISH, pieces=1, last="", kinds=(), reached=("First",) * 9)
    ),
    "month, goals": a.week(month_opens=2, turn=MonthTurn(MonthGoals(2, (), a.GOALS))),
    "month, a goal with pieces that don't count yet": a.week(
        month_opens=2, turn=MonthTurn(MonthGoals(2, (WAITING,), a.GOALS[1:]))
    ),
    "month, after a comeback": a.week(month_opens=2, turn=MonthTurn(MonthGoals(2, (), a.GOALS), waited=True)),
    "month, one goal": a.week(
        month_opens=2,
        turn=MonthTurn(
            MonthGoals(2, a.GOALS[:1], a.GOALS[1:]), begins=("Build an AI product", "Work with people")
        ),
    ),
    "month, ways part": a.week(
        month_opens=4,
        turn=MonthTurn(
            MonthGoals(4, a.GOALS[3:], ()),
            ended=(PhaseEnd("Start where you are", 3, a.FINISH.kinds),),
            ways=a.WAYS,
            saved=a.FINISH.kinds,
            begins=("Make the move",),
        ),
    ),
    "month, way chosen": a.week(
        month_opens=4, turn=MonthTurn(MonthGoals(4, (), ()), ways=replace(a.WAYS, chosen="both"))
    ),
    "finish, nothing kept": a.week(finish=Finish("Four months: from a list to a habit.", 0, 0, 0)),
    "month, long line": a.week(month_opens=2, assignment=a.assignment(line="x" * 90)),
    "moved, no moment": a.week(state=WeekState.MOVED),
    "closed, handed in late": replace(CLOSED, outcome=Outcome.DONE, evidence=a.evidence()),
    "nothing to move to": a.week(laters=()),
    "planned": PLANNED,
    "planned, without a reminder": a.week(plan=a.PLAN._replace(remind=False, after="", obstacle="")),
    "planned, its moment over": a.week(plan=a.PLAN._replace(at=a.NOW)),
    "planned, an if alone": a.week(plan=a.PLAN._replace(response="")),
    "planned, put off": a.week(plan=a.PLAN._replace(moved=3), slack_zone="Europe/Berlin"),
}
OFFERS = {
    **{state.value: a.win(state) for state in Sharing},
    "no channel": a.win(channel=None),
    "private channel": a.win(channel=PRIVATE_CHANNEL),
    "nobody counted": a.win(channel=replace(a.WINS, people=None, joined=None)),
    "private, nobody counted": a.win(channel=replace(PRIVATE_CHANNEL, people=None)),
    "shared with another company": a.win(channel=replace(a.WINS, reach=2)),
    "shared in the organisation": a.win(channel=replace(PRIVATE_CHANNEL, reach=1)),
    "for yourself": SECRET,
    **{
        f"refused, {code}": a.win(Sharing.REFUSED, refusal=code)
        for code in (
            "not_in_channel",
            "channel_not_found",
            "removed",
            "is_archived",
            "restricted_action",
            "no_such_code",
        )
    },
    "unknown, with a link": a.win(Sharing.UNKNOWN, link="https://example.slack.com/archives/C0WINS"),
    "posted, no link": a.win(Sharing.POSTED, link=None),
    "posted, nobody knows how": a.win(
        Sharing.POSTED, known=False, link="https://example.slack.com/archives/C1"
    ),
    "posted, can't be taken down": a.win(Sharing.POSTED, refusal="cant_delete_message"),
    "for yourself, no twin": replace(SECRET, twin=None),
}
YEAR = {
    **dict.fromkeys((5, 14, 23, 32, 41, 50), Outcome.MISSED),
    **dict.fromkeys((30, 31), Outcome.EXCUSED),
    9: Outcome.PARTLY,
}
"""What became of the weeks of a year that weren't done."""
MEMBERS = {
    "week 6": a.progress(),
    "first week": FIRST_WEEK,
    "after a miss": AFTER_A_MISS,
    "after a covered week": COVERED_WEEK,
    "handed in": a.progress(week=a.handed_in_week()),
    "moved": a.progress(week=MOVED),
    "planned": a.progress(week=PLANNED, reader=replace(a.READER, next_message=a.PLAN.at, what=What.REMINDER)),
    "skipped": a.progress(week=SKIPPED),
    "muted": MUTED,
    "in a large workspace": a.progress(reader=SPREAD),
    "over": a.progress(month=5, phases=()),
    "all reached": a.progress(next_milestone=None, wins=(a.win(),)),
    "nothing reached, none next": replace(FIRST_WEEK, next_milestone=None),
    "many reached": a.progress(wins=tuple(a.win(Sharing.PRIVATE, id=number) for number in range(11))),
    "on its way": a.progress(
        forecast=a.FORECAST,
        goals=MonthGoals(2, a.GOALS[:2], a.GOALS[2:]),
        ways=a.WAYS,
        phase_weeks=(
            PhaseWeeks("Start where you are", (4, 1, 0, 0)),
            PhaseWeeks("Build a product of your own", (0, 2, 0, 0)),
        ),
    ),
    "evidence to come": a.progress(
        forecast=Forecast(4, 2, Range(date(2027, 11, 3), None)), catch_up=CatchUp(3, 3, a.TICKETS)
    ),
    "ready within years": a.progress(forecast=Forecast(4, 2, Range(date(2027, 11, 3), date(2029, 2, 3)))),
    "ready over new year": a.progress(forecast=Forecast(4, 2, Range(date(2027, 10, 14), date(2028, 8, 3)))),
    "all covered": a.progress(forecast=Forecast(4, 4, None), goals=MonthGoals(2, (), a.GOALS)),
    "ready in one month": a.progress(
        forecast=Forecast(3, 4, Range(date(2028, 1, 12), date(2028, 1, 19))), has_mirror=False
    ),
    "finished": a.progress(month=5, phases=(), finish=replace(a.FINISH, quieter=True)),
    "finished by the move": a.progress(month=5, phases=(), finish=replace(a.FINISH, moved=True)),
    "bare": replace(
        FIRST_WEEK, skills=(), next_milestone=None, weeks=(), phases=(), week=a.week(id=2, number=2)
    ),
    "late weeks": replace(AFTER_A_MISS, late=tuple(a.week(id=n, number=n) for n in (5, 4, 3, 2))),
    "late weeks, nothing handed in": replace(FIRST_WEEK, late=AFTER_A_MISS.late),
}
HOMES = {
    **MEMBERS,
    "away": a.progress(week=_away(back=date(2027, 3, 1))),
    "muted, after a miss": MUTED_AFTER_A_MISS,
    "away, muted": a.progress(week=_away(back=date(2027, 3, 1)), muted=True, reader=SILENCED),
    "away without a day": a.progress(week=_away(), reader=NO_DAY_BACK),
    "gone quiet": a.progress(week=_away(), reader=replace(QUIET, silence=Silence.QUIET)),
    "gone quiet for long": a.progress(
        week=_away(ends_at=a.NOW), reader=replace(QUIET, silence=Silence.QUIET)
    ),
    "gone quiet, finished": a.progress(
        month=5,
        phases=(),
        finish=a.FINISH,
        week=_away(after_the_end=True),
        reader=replace(QUIET, silence=Silence.QUIET),
    ),
    "closed": a.progress(week=CLOSED),
    "comeback": a.progress(week=_comeback()),
    "month turn": a.progress(
        week=a.week(month_opens=2, turn=MonthTurn(MonthGoals(2, (), a.GOALS), saved=a.FINISH.kinds)),
        goals=MonthGoals(2, (), a.GOALS),
    ),
    "two wait": a.progress(
        week=a.handed_in_week(),
        wins=(a.win(), a.win(id=4, milestone=a.FIRST)),
        ways=a.WAYS,
        goals=MonthGoals(2, a.GOALS[:1], a.GOALS[1:]),
        forecast=Forecast(4, 2, Range(date(2027, 11, 3), None)),
        catch_up=CatchUp(3, 3, a.TICKETS),
    ),
    "all at once": a.progress(
        muted=True,
        reader=SILENCED,
        wins=(a.win(), a.win(id=4, milestone=a.FIRST)),
        ways=a.WAYS,
        goals=MonthGoals(2, a.GOALS[:2], a.GOALS[2:]),
        forecast=Forecast(4, 2, Range(date(2027, 11, 3), None)),
        catch_up=CatchUp(3, 3, a.TICKETS),
    ),
    "week 52": a.progress(
        month=12,
        phases=(),
        week=a.week(id=52, number=52),
        weeks=(*((n, YEAR.get(n, Outcome.DONE)) for n in range(1, 52)), (52, Outcome.OPEN)),
        record=Record(43, 49, 7, 8, frozenset({5, 14, 23, 32})),
        finish=replace(a.FINISH, quieter=True),
    ),
}
"""The states of Home: those of every member's screens, and some that only Home draws in its own way."""
MIRRORS = {
    "first answer": a.mirror({"how", "pages"}, when="Late on <!channel> Sunday"),
    "nothing ticked": a.mirror(set()),
    "all well": a.mirror({"talks", "pages"}),
    "four answers": a.mirror({"how"}, {"reviews"}, {"how", "reviews", "talks"}, {"how", "pages"}),
    "moved away": a.mirror({"how"}, {"talks", "reviews"}, planned=True),
    "one lacks": a.mirror({"talks", "reviews"}, {"pages"}, planned=False),
}

OF_THE_WEEK = (Asking.PIECE, Asking.SHORT, Asking.PLAN)
ASKED = {
    Asking.PLANNED: a.mirror({"how"}, planned=True),
    Asking.AGAIN: a.mirror({"how"}, {"how"}),
    Asking.TOOK: a.mirror({"how"}),
    Asking.TO_START: a.mirror(set()),
    Asking.GONE: a.mirror({"how", "reviews"}, set()),
    Asking.BEGUN: a.mirror({"how"}, {"how", "talks", "pages"}),
    Asking.OWN_WORDS: a.mirror({"how"}, when="Late on <!channel> Sunday"),
    Asking.ALL_WELL: a.mirror({"talks", "pages"}),
}


def _mirror_asks(by: Asking) -> Screen:
    """Return the question that reminds of this, in the first week in which it is its turn."""
    before, piece = ASKED.get(by), a.evidence(short=by is Asking.SHORT)
    own = list(dict.fromkeys([Asking.PIECE, by])) if by in OF_THE_WEEK else []
    number = next(week for week in range(7, 12) if asking(before, week, own) is by)
    week = replace(
        a.handed_in_week(),
        number=number,
        evidence=piece if own else None,
        plan=a.PLAN if by is Asking.PLAN else None,
    )
    return mirror.invitation(week, before, a.READER)


OWN_DRAFT = OtherDraft("", "")


def _form(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "kind": a.INTERVIEW,
        "assignment": a.TICKETS,
        "week_id": 6,
        "week_number": 6,
        "fields": {},
        "version": 1,
        "short": False,
        "evidence_id": None,
    }
    return hand_in.form(**(given | changes))


def _plan_form(
    changed_at: datetime | None = None, draft: DraftRecord | None = None, **changes: Any
) -> dict[str, Any]:
    shown = Planned(
        day=a.PLAN.day,
        clock=a.PLAN.clock,
        after=a.PLAN.after,
        act=a.PLAN.act,
        obstacle=a.PLAN.obstacle,
        response=a.PLAN.response,
        remind=True,
    )
    return plan.plan_form(a.week(), a.READER, replace(shown, **changes), 0, changed_at, draft)


CORRECTABLE = a.win(Sharing.POSTED, correction="Talked to six people.")


def _asking() -> list[dict[str, Any]]:
    asking = reply.kept(a.evidence(), a.handed_in_week(), a.READER, CORRECTABLE)
    return [{"block_id": str(place), **block} for place, block in enumerate(asking.blocks)]


def _answered(corrected: bool) -> Surface:
    return post.answered(_asking(), CORRECTABLE, a.READER, corrected=corrected)


def _kept_worth(worth: Worth) -> Surface:
    return reply.kept(a.evidence(worth=worth), a.handed_in_week(), a.READER, None)


def _kept_with(given: PieceFeedback) -> Surface:
    version = 2 if given.told_before else 1
    piece = a.evidence(version=version, feedback=given, tells_origin=version == 1)
    return reply.kept(piece, a.handed_in_week(), a.READER, None)


def _kept_joined(to: JoinedTo) -> Surface:
    return reply.kept(a.evidence(joined_to=to), a.handed_in_week(), a.READER, None)


def _taken_back(*, muted: bool) -> Surface:
    asking = reply.kept(a.evidence(feedback=FEEDBACK["three"]), a.handed_in_week(), a.READER, None)
    blocks = [{"block_id": str(place), **block} for place, block in enumerate(asking.blocks)]
    code = FEEDBACK["three"].findings[0].code
    return feedback.taken_back(blocks, code, muted=muted)


def _by_name(
    prefix: str, draw: Callable[[Any], Surface], states: Mapping[str, Any]
) -> dict[str, Callable[[], Surface]]:
    return {f"{prefix}: {name}": partial(draw, state) for name, state in states.items()}


def _told(
    kind: str, told_before: Sequence[str] = (), before: Mapping[str, str] | None = None, **fields: str
) -> PieceFeedback:
    given = feedback_on(kind, fields, told_before, before=before)
    assert given is not None
    return given


LONG_LINE = "It might perhaps be worth considering a later launch of the declined payments screen. " * 4
CLEAN = "When did you last move an order by hand?"
TABLE = "Import; 4; 4; 3; 3; 3\nExport; 3; 4; 3; 3; 3"
FEEDBACK = {
    "one": _told("interview", learnt="She calls the bank before she retries."),
    "three": _told(
        "interview",
        learnt="A lot.",
        questions=f"{CLEAN}\nImagine you had a magic wand. What would you change?\n"
        "Do you like our new dashboard?\nThe export is terribly slow, isn't it?",
    ),
    "missing": _told("vp-page", recommendation="The pilot ran. Quarterly numbers are attached."),
    "long words": _told("vp-page", recommendation=LONG_LINE),
    "nothing": _told("interview", questions=CLEAN),
    "a question": _told("interview", questions=CLEAN, learnt="She copies every order to paper."),
    "a question to a kind without rules": _told("scope-decision", cut="Bulk edit."),
    "one fixed": _told("interview", ["no_questions"], questions=CLEAN),
    "both fixed": _told("interview", ["leading", "hypothetical"], questions=CLEAN),
    "one of two fixed": _told("interview", ["leading", "closed"], questions="Do you use the calendar?"),
    "one of two places fixed": _told(
        "interview",
        ["leading"],
        {"questions": "The export is terribly slow, isn't it?\nThe import is awful, isn't it?"},
        questions=f"{CLEAN}\nThe import is awful, isn't it?",
    ),
    "prioritisation": _told("prioritisation", options=TABLE, why="The boss is keen."),
    "shared first place": _told("prioritisation", options=TABLE.replace("Export; 3", "Export; 4"), why=""),
}


_ANSWERED = a.STORIES.model_copy(update={"when": "your reader has answered"})
WORTHS = {
    "a field is missing": Worth(1, None, Missing((a.QUOTE,), _ANSWERED), ""),
    "the first of its skill": Worth(1, Practised(a.SKILLS[0], 1), None, "Next you watch instead of asking."),
    "one more of it": Worth(3, Practised(a.SKILLS[0], 4), None, "Next you watch instead of asking."),
    "towards a milestone": Worth(4, Towards(a.STORIES, 4, 5), Missing((a.QUOTE,), a.STORIES), "Unsaid."),
    "two fields are missing": Worth(1, None, Missing(a.INTERVIEW.fields[1:3], a.STORIES), ""),
    "a new kind": Worth(1, Kinds(3), None, ""),
    "it doesn't count yet": Worth(2, Practised(a.SKILLS[0], 2), Uncounted((a.QUOTE,), a.STORIES), ""),
    "a packet": Worth(2, Packed(3, None), None, ""),
    "a packet for the company": Worth(2, Packed(5, "internal"), None, ""),
    "a packet for elsewhere": Worth(2, Packed(5, "external"), None, ""),
    "one's own": Worth(1, None, None, ""),
}
JOINED = {
    "a plan": PlanBehind(a.PLAN.at, early=False),
    "a plan, early": PlanBehind(a.PLAN.at, early=True),
    "the piece before": Before(2, 4),
    "its assignment": Asked("Read 15 closed tickets"),
}
SCREENS: dict[str, Callable[[], Surface]] = {
    **_by_name("receipt", lambda week: receipt.receipt(week, a.READER), RECEIPTS),
    "line to send": lambda: line_to_send.form(a.progress()),
    "line to send, ready": lambda: line_to_send.ready("Ask me on Friday, <!here> & *now*."),
    "receipt, own words": lambda: receipt.obstacle_form(6),
    "nudge, away without an end": lambda: nudge.nudge(_away(), NO_DAY_BACK),
    **_by_name("nudge", lambda week: nudge.nudge(week, a.READER), NUDGES),
    **_by_name("offer", lambda win: offer.offer(win, a.READER), OFFERS),
    **_by_name("dashboard", dashboard.dashboard, MEMBERS),
    "dashboard: comeback": lambda: dashboard.dashboard(HOMES["comeback"]),
    "dashboard: welcome back": lambda: dashboard.dashboard(a.progress(week=_welcome())),
    **_by_name("home", home.home, HOMES),
    **_by_name("more", more.more, HOMES),
    **_by_name("weeks", weeks.weeks, MEMBERS),
    **_by_name("settings", settings.settings_form, MEMBERS),
    **_by_name("evidence", evidence.evidence, MEMBERS),
    **_by_name("next", next_.next_messages, MEMBERS),
    **_by_name("wins", wins.wins, MEMBERS),
    "nudge, in a large workspace": lambda: nudge.nudge(a.week(), SPREAD),
    "welcome, in a large workspace": lambda: welcome.welcome(a.progress(reader=SPREAD), False),
    "join form, in a large workspace": lambda: join.join_form(
        a.OPENING, 8, a.TRACKS, a.WINS, True, spread=True
    ),
    "nudge, muted": lambda: nudge.nudge(NOTED, SILENCED),
    "nudge, open and muted": lambda: nudge.nudge(a.week(), SILENCED),
    "nudge, comeback and muted": lambda: nudge.nudge(_comeback(), SILENCED),
    "dashboard, with a lead": lambda: dashboard.dashboard(a.progress(), errors.already_in(a.progress())),
    "wins, of all kinds": lambda: wins.wins(a.progress(wins=tuple(OFFERS.values()))),
    "welcome": lambda: welcome.welcome(a.progress(), True),
    "welcome, first not sent": lambda: welcome.welcome(FIRST_WEEK, False),
    **_by_name("kept with feedback", _kept_with, FEEDBACK),
    "finding taken back": lambda: _taken_back(muted=False),
    "code muted": lambda: _taken_back(muted=True),
    "kept, with a model": lambda: reply.kept(
        replace(a.evidence(), asks_model=True), a.handed_in_week(), a.READER, None
    ),
    "a model, asked for": lambda: second_reading.consent(7, 2, OWN_MODEL, "A page. " * 400),
    "a model elsewhere, asked for": lambda: second_reading.consent(
        7, 1, Reads("large-3", "models.example"), "A page.", is_cut=True
    ),
    "a model, asked": second_reading.asked,
    "a model, off": second_reading.off,
    "a model's reading": lambda: second_reading.reading(7, Reading(OWN_MODEL, (POINT, POINT))),
    "a model's reading, one point": lambda: second_reading.reading(7, Reading(OWN_MODEL, (POINT,))),
    **{
        f"a model's reading, {why}": partial(second_reading.reading, 7, Reading(OWN_MODEL, (), why))
        for why in Unread
    },
    "reading not made": lambda: own_data.not_built(Work.READING),
    "kept": lambda: reply.kept(a.evidence(first=True), a.handed_in_week(), a.READER, None),
    **_by_name("kept, worth", _kept_worth, WORTHS),
    **_by_name("kept, joined to", _kept_joined, JOINED),
    "kept, second version": lambda: reply.kept(a.evidence(version=2), a.handed_in_week(), a.READER, None),
    "kept, short and late": lambda: reply.kept(
        a.evidence(short=True, handed_in_at=a.NEXT), a.handed_in_week(), a.READER, None
    ),
    "kept, after a missed week": lambda: reply.kept(
        a.evidence(comes_back=True), a.handed_in_week(), a.READER, None
    ),
    "kept, a freeze again": lambda: reply.kept(
        a.evidence(freezes_again=1, handed_in_at=a.NEXT), a.handed_in_week(), a.READER, None
    ),
    "kept, filled in too early": lambda: reply.kept(
        a.evidence(version=2, early=(Early(a.STORIES, frozenset({a.QUOTE.id}), date(2027, 2, 24)),)),
        a.handed_in_week(),
        a.READER,
        None,
    ),
    "kept, for no week": lambda: reply.kept(a.evidence(), a.week(), a.READER, None),
    "correction, asked again": lambda: post.asked_again(_asking(), CORRECTABLE, a.READER),
    "correction, taken down": lambda: post.asked_again(_asking(), a.win(Sharing.TAKEN_DOWN), a.READER),
    "kept, with a correction": lambda: reply.kept(
        a.evidence(), a.handed_in_week(), a.READER, a.win(Sharing.POSTED, correction="Talked to six people.")
    ),
    "post": lambda: post.post(a.win(), a.READER),
    "post, corrected": lambda: post.post(a.win(Sharing.POSTED, corrected_at=a.NEXT), a.READER),
    "edit form": lambda: forms.edit_form(a.win(), a.READER),
    "edit form, posted": lambda: forms.edit_form(a.win(Sharing.POSTED), a.READER),
    "channel form": lambda: forms.channel_form(5, a.WINS),
    "channel form, none yet": lambda: forms.channel_form(None, None),
    "stranger": lambda: dashboard.stranger(a.PROGRAMME, a.TICKETS),
    "about": lambda: dashboard.about(a.PROGRAMME),
    "not joined": dashboard.not_joined,
    "left": lambda: dashboard.left(LEFT),
    "left with nothing": lambda: dashboard.left(replace(FIRST_WEEK, reader=QUIET, left=True)),
    "join form": lambda: join.join_form(a.OPENING, 8, a.TRACKS, a.WINS, True),
    "join form, nothing known": lambda: join.join_form(a.OPENING, 1, (), None, False),
    "hand in": _form,
    "hand in, filled": lambda: _form(
        fields={"learnt": "x" * 3000, "when": "2027-01-12", "rung": "customer"},
        version=2,
        short=True,
        evidence_id=31,
    ),
    "hand in, too long": lambda: _form(fields={"learnt": "x" * 3001, "when": "yesterday"}, assignment=None),
    "hand in, another draft": lambda: _form(others=[OWN_DRAFT]),
    "hand in, with errors": lambda: _form(errors={"learnt": errors.cant_save("7F3K")}),
    "handed in": lambda: hand_in.handed_in(a.evidence(), a.handed_in_week()),
    "handed in, for no week": lambda: hand_in.handed_in(a.evidence(), a.week()),
    "show me": lambda: show_how.show_me(a.TICKETS),
    "swap": lambda: swap.swap_form(a.week(), [a.CHOICE]),
    "swap, nothing fits": lambda: swap.swap_form(a.week(), []),
    "a private one": lambda: swap.private_form(a.week(), a.TICKETS),
    "receipt of a private one": lambda: receipt.receipt(
        a.week(assignment=a.TICKETS.model_copy(update={"exposure": 3}), own_fact=OwnFact(6)),
        a.READER,
    ),
    "taken": lambda: swap.taken(a.week()),
    "taken, with drafts": lambda: swap.taken(a.week(), [OtherDraft("story", "Ask one person"), OWN_DRAFT]),
    "settings, saved": lambda: settings.saved(a.progress()),
    "settings, with errors": lambda: settings.settings_form(
        a.progress(), errors={"z": errors.zone_unknown("x")}
    ),
    "settings, own days off": lambda: settings.settings_form(
        a.progress(days_off=DaysOff(None, NO_COUNTRY, "4"), level=Level.QUIET)
    ),
    "settings, a region": lambda: settings.settings_form(a.progress(days_off=DaysOff("DE-BY", "DE-BY"))),
    "settings, a country whose regions are alike": lambda: settings.settings_form(
        a.progress(days_off=DaysOff("AT", "AT"))
    ),
    "settings, a country of many regions": lambda: settings.settings_form(
        a.progress(days_off=DaysOff("IT", "IT"))
    ),
    "settings, no zone's country": lambda: settings.settings_form(a.progress(days_off=DaysOff(None))),
    **{
        f"fewer, {before.pace}, {before.level}": partial(
            frequency.changed, Change(before, after, 6, a.READER)
        )
        for before in FREQUENCIES
        if (after := fewer(before))
    },
    **{
        f"as often as before, {each.pace}, {each.level}": partial(
            frequency.back, Change(FREQUENCIES[0], each, 6, a.READER)
        )
        for each in FREQUENCIES
    },
    **{
        f"pace, {before}, {after}": partial(
            frequency.paced,
            Change(Frequency(before, Level.NORMAL), Frequency(after, Level.NORMAL), 6, a.READER),
        )
        for before, after in ((Pace.EVERY_WEEK, each) for each in Pace)
    },
    "fewest": lambda: frequency.fewest(Change(FREQUENCIES[-1], FREQUENCIES[-1], 6, a.READER)),
    "nudge, after a region's holiday": lambda: nudge.nudge(
        a.week(holiday=date(2027, 1, 6), place="DE-BY"), a.READER
    ),
    "nudge, before a holiday": lambda: nudge.nudge(
        a.week(holiday_after=date(2027, 2, 22), place="PT"), a.READER
    ),
    "nudge, after a break": lambda: nudge.nudge(a.week(reason=WELCOME_BACK, returns=True), a.READER),
    "nudge, after a holiday": lambda: nudge.nudge(a.week(holiday=date(2027, 2, 15), place="PT"), a.READER),
    "fewer, in the nudge": lambda: frequency.noted(
        Change(FREQUENCIES[0], FREQUENCIES[1], 6, a.READER), nudge.nudge(a.week(), a.READER)
    ),
    "away, the form": lambda: absence.form(LEAVES, RETURNS, endless=False, follows=FOLLOWS, reader=a.READER),
    "away, the form without an end": lambda: absence.form(
        LEAVES, RETURNS, endless=True, follows=NO_END, reader=a.READER
    ),
    "away, days that can't be": lambda: absence.form(
        RETURNS, LEAVES, endless=False, follows=None, reader=a.READER
    ),
    "away, asked": lambda: absence.asked(LEAVES, RETURNS, FOLLOWS, a.READER),
    "dashboard, away": lambda: dashboard.dashboard(a.progress(week=_away())),
    "away, asked, over a plan": lambda: absence.asked(
        LEAVES, RETURNS, replace(FOLLOWS, plan=datetime(2027, 2, 17, 14, tzinfo=UTC)), a.READER
    ),
    "away, taken": lambda: absence.taken(LEAVES, RETURNS, FOLLOWS, _away(), a.READER),
    **{
        f"away, {kind}": partial(absence.unclear, "31 Feb", kind, [Span(LEAVES, RETURNS)], a.READER)
        for kind in WhyUnclear
    },
    "away, unreadable": lambda: absence.unclear("soonish", WhyUnclear.UNREADABLE, [], a.READER),
    **{f"away, {fault}": partial(absence.not_possible, fault) for fault in AbsenceFault},
    "muted": lambda: settings.muted(MUTED),
    "unmuted": lambda: settings.unmuted(a.progress()),
    "evidence, many": lambda: evidence.evidence(a.progress(evidence=(a.evidence(),) * 12)),
    "all evidence": lambda: evidence.all_evidence(a.progress(evidence=(a.evidence(short=True),) * 50)),
    "all evidence, none": lambda: evidence.all_evidence(FIRST_WEEK),
    "one piece": lambda: evidence.one(a.evidence(version=2), [a.evidence(), a.evidence(version=2)], a.READER),
    "one piece, no reader": lambda: evidence.one(a.evidence(short=True), [a.evidence(version=2)]),
    "one long piece": lambda: evidence.one(a.evidence(fields={"learnt": "x" * 30_000}), [], a.READER),
    "leave": lambda: leave.ask(a.progress()),
    "leave, one week kept": lambda: leave.ask(a.progress(record=Record(1, 1, 1, 1), evidence=())),
    "export": own_data.exporting,
    "export, a stranger": lambda: own_data.export_stranger("U0ANA"),
    "who saw": lambda: own_data.who_saw(
        [a.win(Sharing.POSTED), a.win(Sharing.TAKEN_DOWN, milestone=a.FIRST, posted_at=a.NOW)],
        [SentFile("ana.pdf", 9, a.NOW)],
        a.READER,
    ),
    "who saw, nobody": lambda: own_data.who_saw([], [], a.READER),
    "who saw, files alone": lambda: own_data.who_saw([], [SentFile("ana.pdf", 9, a.NOW)], a.READER),
    "files unsent": lambda: own_data.files_unsent(mendable=False, unknown=False),
    "files unsent, no scope": lambda: own_data.files_unsent(mendable=True, unknown=False),
    "files unsent, perhaps": lambda: own_data.files_unsent(mendable=False, unknown=True),
    "packet not built": lambda: own_data.not_built(Work.PACKET),
    "export not built": lambda: own_data.not_built(Work.EXPORT),
    "erase": lambda: own_data.erase_form(a.progress(), 2, 3, files=True),
    "erase, nothing waits": lambda: own_data.erase_form(a.progress()),
    "erase, nothing handed in": lambda: own_data.erase_form(FIRST_WEEK),
    "erase, a stranger": own_data.erase_form,
    "erased": lambda: own_data.erased(a.READER),
    "erased, a stranger": own_data.erased,
    "packet": lambda: packet.form(
        Variant.INTERNAL, a.PACKET_PIECES, 2, a.READER, ["pdf", "html"], a.PACKET_OPENING
    ),
    "packet, a later draft": lambda: packet.form(
        Variant.INTERNAL, a.REVISED_PIECES, 0, a.READER, ["pdf"], a.PACKET_OPENING
    ),
    "packet, one skill": lambda: packet.form(
        Variant.EXTERNAL, a.PACKET_PIECES[:1], 0, a.READER, ["md"], a.PACKET_OPENING
    ),
    "packet, with a draft": lambda: packet.form(
        Variant.INTERNAL,
        a.PACKET_PIECES,
        0,
        a.READER,
        ["md"],
        a.PACKET_OPENING,
        DraftRecord({f"{ids.PACKET_CLAIM}internal": "I listen to"}, a.NOW),
    ),
    "packet, started empty": lambda: packet.form(
        Variant.INTERNAL, a.PACKET_PIECES, 0, a.READER, ["md"], a.PACKET_OPENING, emptied=True
    ),
    "packet, nothing yet": lambda: packet.too_few(0),
    "packet, two more": lambda: packet.too_few(1),
    "packet, names in it": lambda: packet.names(a.NAMED, {"variant": "internal"}),
    "packet, thirty names": lambda: packet.names(a.NAMED * 30, {"variant": "internal"}),
    "packet, being built": packet.building,
    "packet, built": lambda: packet.note(
        Variant.INTERNAL, 2, a.GAPS, ["Two characters have no font."], NOT_MADE
    ),
    "packet, built with a PDF": lambda: packet.note(Variant.INTERNAL, 14, a.GAPS, [], None, 3),
    "packet, built on one page": lambda: packet.note(Variant.INTERNAL, 2, a.GAPS, [], None, 1),
    "packet, being built again": packet.building_again,
    "packet, nothing lacks": lambda: packet.note(Variant.EXTERNAL, 14, [], [], None),
    "gone, with files": lambda: leave.gone(LEFT, with_data=True),
    "welcome back": lambda: welcome.welcome_back(a.progress()),
    "outsider": dashboard.outsider,
    "stayed": lambda: leave.stayed(a.progress()),
    "gone": lambda: leave.gone(LEFT),
    "help": lambda: help_.help(True),
    "help, stranger": lambda: help_.help(False),
    "unknown": lambda: help_.unknown("sawp", "swap"),
    "unknown, near the dashboard": lambda: help_.unknown("stats", ""),
    "unknown, far": lambda: help_.unknown("x" * 200, None),
    "stop": lambda: help_.stop(a.progress()),
    "short text": lambda: direct_messages.short(["swap", "later"]),
    "short text, nothing near": lambda: direct_messages.short([]),
    "long text": lambda: direct_messages.long("1795500000.000100", 17, 3, 30_000),
    **_by_name("word", direct_messages.word, {word: word for word in (*WORDS_BUT_STATUS, "stop", "unmute")}),
    "kept text": lambda: direct_messages.kept_text(3),
    "dropped text": direct_messages.dropped,
    "lost text": direct_messages.gone,
    "text that came late": direct_messages.late,
    "text from a stranger": direct_messages.stranger,
    "home: stranger": lambda: home.home_stranger(a.PROGRAMME),
    "home: left": lambda: home.home_left(LEFT),
    "months": lambda: playbook.months(a.PROGRAMME, a.progress()),
    **_by_name(
        "months",
        lambda part: playbook.part(a.PROGRAMME, part),
        {part: part for part in (*playbook.PARTS, "phase/build")},
    ),
    "offer, in a modal": lambda: offer.offer_view(a.win(), a.READER),
    "offer, in a modal, not posted": lambda: offer.offer_view(a.win(), a.READER, offer.changed()),
    "not posted, changed": lambda: offer.not_posted(offer.changed()),
    "not posted, outside": lambda: offer.not_posted(offer.outside()),
    "not posted, unsaid": lambda: offer.not_posted(offer.unsaid(a.win())),
    **{
        f"next, {what}": partial(
            next_.next_messages, a.progress(reader=replace(a.READER, next_message=a.LATERS[1].at, what=what))
        )
        for what in What
    },
    **{
        f"next, {why}": partial(
            next_.next_messages,
            a.progress(week=_away(), reader=replace(QUIET, silence=why)),
        )
        for why in Silence
    },
    "next, away": lambda: next_.next_messages(a.progress(week=_away())),
    "unknown, with a text": lambda: help_.unknown("I talked to Li about it", None),
    "typed too much": lambda: help_.too_long("x" * 3001, 3000),
    "long text, short after all": lambda: direct_messages.long("1.0", 17, 3),
    "settled, handed in": lambda: errors.settled(a.handed_in_week(), a.READER),
    "no quieter pace yet": lambda: finish.stays(a.progress()),
    "no quieter pace any more": lambda: finish.stays(a.progress(month=5, phases=(), finish=a.FINISH)),
    "settled, closed": lambda: errors.settled(CLOSED, a.READER),
    "all evidence, a hundred": lambda: evidence.all_evidence(a.progress(evidence=(a.evidence(),) * 100)),
    "kept, late second version": lambda: reply.kept(
        a.evidence(version=2, handed_in_at=a.NEXT), a.handed_in_week(), a.READER, None
    ),
    "hand in, late": lambda: _form(closed=True),
    "answered": lambda: _answered(True),
    "answered, left": lambda: _answered(False),
    "show me, the least": lambda: show_how.show_me(
        a.TICKETS.model_copy(
            update={"show_me": a.TICKETS.show_me.model_copy(update={"people": (), "say": ()})}
        )
    ),
    **_by_name("drill", lambda each: drills.form(each, "User research"), a.DRILLS),
    "drill, another": lambda: drills.form(a.DRILLS["cut"], "Saying no", ["ask"]),
    **_by_name("drill answered", drills.answered, DRILLED),
    "drill, none": drills.none,
    "mirror": lambda: mirror.invitation(a.handed_in_week(), None, a.READER),
    "mirror, again": lambda: mirror.invitation(
        replace(a.handed_in_week(), laters=a.LATERS), MIRRORS["four answers"], a.READER
    ),
    **_by_name("mirror asks", _mirror_asks, {each.value: each for each in (*OF_THE_WEEK, *ASKED)}),
    "mirror, after a silence": lambda: mirror.invitation(
        replace(a.handed_in_week(), number=30), a.mirror({"how"}, {"reviews"}), a.READER
    ),
    "mirror, declined": lambda: mirror.declined(a.handed_in_week(), a.READER),
    "mirror, moved": lambda: mirror.moved(replace(a.handed_in_week(), moved_to=a.LATERS[1].at), a.READER),
    "mirror, not moved": lambda: mirror.not_moved(a.week(laters=a.LATERS), a.READER),
    "mirror, not moved since muted": lambda: mirror.not_moved(a.week(), replace(a.READER, muted=True)),
    "mirror form": lambda: mirror.form(6, a.HABITS, frozenset(), "", moved=False, new=True),
    "mirror form, filled": lambda: mirror.form(
        6, a.HABITS[1:], frozenset({"how"}), "Late.", moved=True, new=False
    ),
    "mirror form, one group": lambda: mirror.form(6, a.HABITS[:2], frozenset(), "", moved=False, new=True),
    "mirror, none": mirror.none,
    **_by_name("mirror found", lambda each: mirror.found(each, a.READER), MIRRORS),
    **_by_name("mirror found, in a view", mirror.found_view, MIRRORS),
    "plan moved": lambda: plan.moved(PLANNED, a.PLAN.at, a.READER),
    "plan moved, no reminder": lambda: plan.moved(
        a.week(plan=a.PLAN._replace(remind=False)), a.PLAN.at, a.READER
    ),
    "message moved": lambda: plan.moved(MOVED, a.LATERS[1].at, a.READER),
    "not moved": lambda: plan.not_moved(a.week(), a.NEXT, Refused(Why.OVER, a.PLAN.at), a.READER),
    "not moved, a plan can be": lambda: plan.not_moved(a.week(), a.PLAN.at, None, a.READER),
    "plan form": _plan_form,
    "plan form, empty": lambda: _plan_form(
        after="", act="", obstacle="", response="", remind=False, clock="14:10"
    ),
    "plan form, changed elsewhere": lambda: _plan_form(a.NOW),
    "plan form, with a draft": lambda: _plan_form(
        draft=DraftRecord({ids.PLAN_ACT: "call her", ids.PLAN_HOUR: "15:30"}, a.NOW)
    ),
    "hand in, with a draft": lambda: _form(
        draft=DraftRecord({"field.learnt": "She calls.", ids.HAND_IN_OPTIONS: "short"}, a.NOW),
        reader=a.READER,
    ),
    "hand in, emptied": lambda: _form(emptied=True),
    "plan saved": lambda: plan.saved(a.PLAN, a.READER),
    "reminder": lambda: reminder.reminder(PLANNED, replace(a.READER, now=a.PLAN.at)),
    "reminder, of long words": lambda: reminder.reminder(
        a.week(plan=a.PLAN._replace(act="<!here> " * 37)), replace(a.READER, now=a.PLAN.at)
    ),
    "reminder, put off": lambda: reminder.reminder(PLANNED, a.READER),
    "reminder, the week over": lambda: reminder.reminder(CLOSED, a.READER),
    "reminder, done": lambda: reminder.reminder(a.handed_in_week(), a.READER),
    "reminder, skipped": lambda: reminder.reminder(SKIPPED, a.READER),
    "reminder, skipped for a reason": lambda: reminder.reminder(
        replace(SKIPPED, skip_reason="time"), a.READER
    ),
    "later": lambda: later.ask(a.week(), a.READER),
    "later, muted": lambda: later.ask(a.week(), SILENCED),
    "later, handed in": lambda: later.ask(a.handed_in_week(), a.READER),
    "later, handed in elsewhere": lambda: later.ask(a.week(state=WeekState.HANDED_IN), a.READER),
    "broken": lambda: errors.broken("7F3K"),
    "can't save": lambda: errors.cant_save_message("7F3K"),
    "not yours": errors.not_yours,
    "a file without words": lambda: direct_messages.attached(6),
    "words with a file": lambda: direct_messages.with_attachment(direct_messages.short([])),
    "zone, old button": lambda: settings.old_zone_button(a.READER),
    "form unanswered": lambda: errors.form_unanswered("Open it", ids.ASSIGNMENT_DONE, 6),
    "form too slow": lambda: errors.form_too_slow("Add evidence", ids.ASSIGNMENT_DONE, 6),
    "week closed": lambda: errors.week_closed(2, 2),
    "nothing behind": errors.nothing_behind,
    "operator": operator.operator_hello,
    "operator, alarm": lambda: operator.operator_alarm("My messages are 16 min late.", "See docs/scale.md."),
}
