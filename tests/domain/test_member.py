"""What a member's records amount to, without a database or a clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.closing import Closing
from bot.domain.member import MemberState
from bot.domain.member_progress import MemberProgress, reader_of, week_of, win_of
from bot.domain.month_turn import month_turn
from bot.domain.opening import Opening
from bot.domain.playbook import Habit, Milestone, Playbook, Proof
from bot.domain.progress import WeekState, WorkspaceProfile
from bot.domain.records import (
    AbsenceRecord,
    BriefEvidence,
    BriefWeek,
    EvidenceRecord,
    Excuse,
    MemberRecord,
    MemberRecords,
    NotLoaded,
    NotYours,
    WeekRecord,
    WinRecord,
)
from bot.domain.slots import Pace
from bot.domain.weeks import Outcome
from tests.domain.playbook import assignment, playbook

START = datetime(2027, 1, 11, 9, tzinfo=UTC)
"""A Monday."""
WEEK = timedelta(weeks=1)
BOOK = playbook(
    assignment("talk"),
    assignment("page"),
    assignment("big", weeks=2),
    assignment("huge", weeks=3),
)
HABIT = Habit(id="code", kind="stop", title="code", before="b", after="a")
ANA = MemberRecord(1, "T1", "U1", "Europe/Lisbon", 0, 9, date(2027, 1, 11), None, None, None, None, None)


def week(number: int, assignment_id: str = "talk", **changes: Any) -> WeekRecord:
    began = START + (number - 1) * WEEK
    record = WeekRecord(
        id=10 + number,
        number=number,
        assignment_id=assignment_id,
        excuse=None,
        passed_over=None,
        day=began.date(),
        answer=None,
        began_at=began,
        ends_at=began + WEEK,
        reason="It is its turn.",
        moved_to=None,
        skipped_at=None,
        skip_reason=None,
        month=None,
    )
    return record._replace(**changes)


def piece(
    id_: int, number: int, assignment_id: str | None = "talk", filled: str = "learnt"
) -> EvidenceRecord:
    return EvidenceRecord(id_, 10 + number, "note", assignment_id, filled, False, 1, START)


def state(
    *weeks: WeekRecord,
    evidence: tuple[EvidenceRecord, ...] = (),
    at: datetime | None = None,
    book: Playbook = BOOK,
) -> MemberState:
    """The member in the middle of the last week, or at another moment."""
    now = at or weeks[-1].began_at + timedelta(days=2)
    return MemberState(MemberRecords(ANA, weeks=weeks, evidence=evidence), book, now)


D, M, P, E = Outcome.DONE, Outcome.MISSED, Outcome.OPEN, Outcome.EXCUSED
LEFT, AWAY = {"excuse": Excuse.LEFT}, {"excuse": Excuse.AWAY}


@pytest.mark.parametrize(
    ("assignments", "handed_in", "outcomes"),
    [
        pytest.param("talk page talk", [], [M, M, P], id="nothing handed in"),
        pytest.param("talk page talk", [(1, "talk"), (3, None)], [D, M, D], id="a piece keeps its week"),
        pytest.param("big big talk", [(1, "big")], [D, D, P], id="early work keeps the stretch"),
        pytest.param("big big talk", [(2, "big")], [D, D, P], id="late work keeps the stretch"),
        pytest.param("big big talk", [(1, None)], [D, M, P], id="something else keeps its own week only"),
        pytest.param("talk big big", [], [M, P, P], id="a stretch is open until its last week ends"),
        pytest.param("huge huge huge", [(2, "huge")], [D, D, D], id="the middle of three"),
        pytest.param("big talk big", [(1, "big")], [D, M, P], id="two halves apart are no stretch"),
        pytest.param("talk talk page", [(1, "talk")], [D, M, P], id="one week each, though the same one"),
        pytest.param("page big -big big", [(2, "big")], [M, D, E, D], id="around an excused week"),
        pytest.param("-page talk", [], [E, P], id="an excused week"),
        pytest.param("-page talk", [(1, "page")], [D, P], id="evidence wins over an excuse"),
        pytest.param("-big big", [(2, "big")], [E, D], id="a stretch leaves out its excused week"),
    ],
)
def test_what_became_of_each_week(
    assignments: str, handed_in: list[tuple[int, str | None]], outcomes: list[Outcome]
) -> None:
    weeks = tuple(
        week(number, name.lstrip("-"), **(LEFT if name[0] == "-" else {}))
        for number, name in enumerate(assignments.split(), 1)
    )
    pieces = tuple(piece(id_, number, name) for id_, (number, name) in enumerate(handed_in, 1))
    member = state(*weeks, evidence=pieces)
    assert list(member.outcomes) == outcomes
    assert [member.outcome(each) for each in weeks] == outcomes


@pytest.mark.parametrize(
    ("muted_at", "says"), [pytest.param(None, Opening.NUDGE, id="a nudge"), (START, Opening.NOTHING)]
)
def test_the_week_of_a_return_from_quiet_weeks_says_nothing_to_whoever_is_muted(
    muted_at: datetime | None, says: Opening
) -> None:
    back = week(4)
    member = ANA._replace(muted_at=muted_at)
    records = MemberRecords(member, weeks=(*map(week, (1, 2, 3)), back)).with_absences(
        [AbsenceRecord(1, week(2).day, back.day, quiet=True)]
    )
    assert MemberState(records, BOOK, back.began_at).opens_with(back) is says


@pytest.mark.parametrize(
    ("assignments", "pieces", "comes_back"),
    [
        pytest.param("talk page", [2], True, id="after a missed week"),
        pytest.param("talk ~page ~page talk", [4], True, id="after a missed week and time away"),
        pytest.param("talk page ~talk page", [3, 4], False, id="something was handed in for time away"),
        pytest.param("talk page", [1, 2], False, id="week after week"),
        pytest.param("talk ~page talk", [1, 3], False, id="time away alone is no miss"),
        pytest.param("talk -page talk", [1, 3], True, id="who had left is back"),
        pytest.param("talk page", [2, 2], False, id="the second piece of a week"),
        pytest.param("talk page", [], False, id="nothing yet"),
        pytest.param("page", [1], False, id="the first week of all"),
    ],
)
def test_the_first_piece_after_a_missed_week_is_a_coming_back(
    assignments: str, pieces: list[int], comes_back: bool
) -> None:
    weeks = [
        week(number, name.lstrip("-~"), **{"-": LEFT, "~": AWAY}.get(name[0], {}))
        for number, name in enumerate(assignments.split(), 1)
    ]
    weeks[-1] = weeks[-1]._replace(ends_at=START + 99 * WEEK)
    handed_in = tuple(piece(id_, number, None) for id_, number in enumerate(pieces, 1))
    assert state(*weeks, evidence=handed_in).comes_back_with(weeks[-1]) is comes_back


def test_brief_records_come_to_the_same() -> None:
    weeks = tuple(week(n, name) for n, name in enumerate(("big", "big", "talk", "page", "talk"), 1))
    pieces = (piece(1, 2, "big"), piece(2, 3))
    full = state(*weeks, evidence=pieces)
    brief = MemberState(
        full.records._replace(
            weeks=(*(BriefWeek(*each[:7], each.month) for each in weeks[:3]), *weeks[3:]),
            evidence=tuple(BriefEvidence(*each[:5]) for each in pieces),
        ),
        BOOK,
        full.now,
    )
    assert brief.outcomes == full.outcomes == (D, D, D, M, P)
    assert (brief.record, brief.pieces) == (full.record, full.pieces)
    assert brief.situation(full.now, 5) == full.situation(full.now, 5)
    assert brief.month_that_opens(weeks[4]) == full.month_that_opens(weeks[4])
    with pytest.raises(NotLoaded):
        brief.own_week(11)
    with pytest.raises(NotLoaded):
        week_of(brief, weeks[1]._replace(id=13))
    with pytest.raises(NotLoaded):
        assert brief.records.wins


DAY_3 = START + timedelta(days=3)


@pytest.mark.parametrize(
    ("changes", "after", "expected"),
    [
        ({}, timedelta(days=2), WeekState.OPEN),
        ({"moved_to": DAY_3}, timedelta(days=2), WeekState.MOVED),
        ({"moved_to": DAY_3}, timedelta(days=3), WeekState.OPEN),
        ({"skipped_at": START}, timedelta(days=2), WeekState.SKIPPED),
        ({"skipped_at": START, "moved_to": DAY_3}, timedelta(days=2), WeekState.SKIPPED),
        ({"skipped_at": START}, WEEK, WeekState.CLOSED),
        ({}, WEEK - timedelta.resolution, WeekState.OPEN),
        ({}, WEEK, WeekState.CLOSED),
    ],
)
def test_what_can_be_done_about_a_week(
    changes: dict[str, Any], after: timedelta, expected: WeekState
) -> None:
    open_week = week(1, **changes)
    assert state(open_week, at=START + after).state_of(open_week) is expected
    assert (
        state(open_week, evidence=(piece(1, 1),), at=START + after).state_of(open_week) is WeekState.HANDED_IN
    )


def test_where_nudges_are_spread_the_members_comes_after_the_hour() -> None:
    crowded = MemberState(state(week(1)).records._replace(workspace_size=301), BOOK, DAY_3)
    assert reader_of(crowded).spread
    assert timedelta() < crowded.delay < timedelta(minutes=30)


@pytest.mark.parametrize(
    ("slack", "declined", "expected"),
    [
        (None, None, None),
        ("Europe/Lisbon", None, None),
        ("Europe/Berlin", None, "Europe/Berlin"),
        ("Europe/Berlin", "Europe/Berlin", None),
        ("Asia/Tokyo", "Europe/Berlin", "Asia/Tokyo"),
        ("Mars/Olympus", None, None),
    ],
)
def test_another_zone_is_asked_about_once(
    slack: str | None, declined: str | None, expected: str | None
) -> None:
    records = MemberRecords(ANA._replace(zone_declined=declined), slack_zone=slack, weeks=(week(1),))
    assert MemberState(records, BOOK, START).other_zone == expected


def test_what_isnt_among_the_members_own_is_refused() -> None:
    member = state(week(1), evidence=(piece(1, 1),))
    assert member.own_week(None) == member.own_week(11) == week(1)
    assert member.own_evidence(1) == piece(1, 1)
    with pytest.raises(NotYours, match="member 1 has no week 12"):
        member.own_week(12)
    with pytest.raises(NotYours, match="member 1 has no evidence 2"):
        member.own_evidence(2)
    wins = MemberState(member.records._replace(loaded_wins=(win(5),)), BOOK, START)
    assert wins.own_win(5).id == 5
    with pytest.raises(NotYours, match="member 1 has no win 6"):
        wins.own_win(6)


@pytest.mark.parametrize(
    ("months", "opens"),
    [((1, 1), None), ((1, 2), 2), ((2, 2), None), ((1, 3), 3), ((3, 4), 4), ((4, 5), None)],
)
def test_a_month_opens_with_the_first_week_in_it(months: tuple[int, int], opens: int | None) -> None:
    before, now = (week(number, month=month) for number, month in enumerate(months, 1))
    assert state(before, now).month_that_opens(now) == opens
    assert state(before, now).month_that_opens(before) is None


def test_a_months_turn_waits_through_comebacks_and_comes_once() -> None:
    """Of each week: what the newest known month is where its turn waits, which one opens, and which waits."""
    cases: list[tuple[int, int | None, int | None, int | None]] = [
        (1, None, None, None),
        (2, 1, None, 2),
        (2, 1, None, 2),
        (2, None, 2, None),
        (2, None, None, None),
        (3, 2, None, 3),
        (4, None, 4, None),
        (5, 4, None, None),  # the programme is over: its end is another message
    ]
    weeks = [week(n, month=month, told_month=told) for n, (month, told, _, _) in enumerate(cases, 1)]
    for number, (_, _, opens, waits) in enumerate(cases, 1):
        newest, member = weeks[number - 1], state(*weeks[:number])
        assert (member.month_that_opens(newest), member.month_that_waits(newest)) == (opens, waits), number


def test_a_week_without_its_month_stands_in_the_one_of_its_opening() -> None:
    weeks = tuple(week(number) for number in range(1, 7))
    assert [state(*weeks).month_that_opens(each) for each in weeks] == [None] * 5 + [2]


def test_the_programme_finishes_once_with_its_totals() -> None:
    book = BOOK.model_copy(update={"finish": "Done."})
    months = book.months
    weeks = week(1, month=months), week(2, "page", month=months + 1), week(3, month=months + 1)
    member = state(*weeks, evidence=(piece(1, 1), piece(2, 1)), book=book)
    finished = MemberState(member.records._replace(reached=frozenset({"a"})), book, member.now)
    assert [finished.finish(each) is None for each in weeks] == [True, False, True]
    finish = finished.finish(weeks[1])
    assert finish
    assert (finish.words, finish.kept, finish.pieces, finish.milestones) == ("Done.", 1, 2, 1)
    assert state(*weeks).finish(weeks[1]) is None


@pytest.mark.parametrize(
    ("moved", "months"),
    [
        (None, (1, 1, 1)),
        (date(2027, 1, 17), (1, 5, 5)),
        (date(2027, 1, 18), (1, 5, 5)),  # its own day belongs to what is behind it
        (date(2027, 1, 19), (1, 1, 5)),
        (date(2027, 1, 26), (1, 1, 1)),
    ],
)
def test_the_move_ends_the_months(moved: date | None, months: tuple[int, ...]) -> None:
    member = moved_on(state(week(1)), moved)
    assert tuple(member.month_on(date(2027, 1, day)) for day in (11, 18, 25)) == months
    assert tuple(member.situation(START + n * WEEK, n).month for n in range(3)) == months


def test_the_move_on_top_of_the_last_month_changes_no_month() -> None:
    member = moved_on(state(week(1)), date(2027, 5, 20))
    assert [member.month_on(date(2027, month, 12)) for month in (5, 6, 7)] == [5, 6, 7]


@pytest.mark.parametrize(
    ("told", "finishes"),
    [
        ((None, None), [False, True, False]),
        ((1, None), [False, True, True]),  # muted or away: the end waits for the next nudge
    ],
)
def test_the_first_opening_behind_the_move_is_the_finish(
    told: tuple[int | None, ...], finishes: list[bool]
) -> None:
    book = BOOK.model_copy(update={"finish": "Done."})
    weeks = [week(1, month=1), *(week(n, month=5, told_month=t) for n, t in enumerate(told, 2))]
    member = moved_on(state(*weeks, book=book), date(2027, 1, 13))
    assert [member.opens_with(each) is Opening.FINISH for each in weeks] == finishes


def test_behind_the_move_nobody_is_asked_and_no_run_ends() -> None:
    gone = AbsenceRecord(1, date(2027, 3, 1), None)
    weeks = [week(n, month=1 if n < 3 else 5) for n in range(1, 7)]
    member = moved_on(state(*weeks, evidence=(piece(1, 1), piece(2, 2))), date(2027, 1, 20))
    assert (member.record.run, member.record.kept, member.record.closed) == (2, 2, 2)
    assert member.closes_with(weeks[-1].day) is Closing.NOTHING
    assert member.opens_with(weeks[-1]) is Opening.NUDGE
    assert member.with_absences([gone]).record.run == 2
    assert state(*weeks).closes_with(weeks[-1].day) is Closing.RECEIPT


@pytest.mark.parametrize(
    ("first", "back", "excused"),
    [
        pytest.param(13, 14, (False, False), id="a day"),
        pytest.param(13, 15, (False, False), id="two days"),
        pytest.param(13, 16, (True, False), id="three days"),
        pytest.param(14, 19, (False, False), id="a long weekend"),
        pytest.param(13, 19, (True, False), id="a longer one"),
        pytest.param(16, 18, (False, False), id="a weekend"),
        pytest.param(15, 22, (False, True), id="a week in two"),
        pytest.param(11, None, (True, True), id="no end"),
    ],
)
def test_an_absence_excuses_the_weeks_of_which_it_takes_half(
    first: int, back: int | None, excused: tuple[bool, ...]
) -> None:
    weeks = week(1, month=1), week(2, month=1)
    away = AbsenceRecord(1, date(2027, 1, first), date(2027, 1, back) if back else None)
    member = state(*weeks).with_absences([away])
    assert tuple(map(member.is_excused, weeks)) == excused


@pytest.mark.parametrize(
    ("back", "excuse", "says"),
    [
        (date(2027, 1, 14), None, Opening.COMEBACK),
        (date(2027, 1, 16), None, Opening.WELCOME_BACK),
        (date(2027, 1, 14), Excuse.AWAY, Opening.WELCOME_BACK),  # its message never came
    ],
)
def test_only_who_was_away_for_a_week_is_welcomed_back(
    back: date, excuse: Excuse | None, says: Opening
) -> None:
    weeks = week(1, month=1, excuse=excuse), week(2, month=1)
    member = state(*weeks).with_absences([AbsenceRecord(1, date(2027, 1, 13), back)])
    assert member.opens_with(weeks[1]) is says


def moved_on(member: MemberState, day: date | None) -> MemberState:
    records = member.records.with_member(member.member._replace(moved_on=day))
    return MemberState(records, member.playbook, member.now)


def test_the_situation_knows_what_was_seen_before_a_week() -> None:
    weeks = (
        week(1, passed_over=("page",)),
        week(2, "page", excuse=Excuse.SLEPT_THROUGH, passed_over=("talk",)),
        week(3, "big"),
    )
    member = state(*weeks, evidence=(piece(1, 1), piece(2, 2, None, "")))
    situation = member.situation(START, 3, picked="page", left_off="talk")
    assert (situation.month, situation.week, situation.track) == (1, 3, None)
    assert situation.assigned == ((1, "talk"),)
    assert situation.passed_over == ((1, "page"),)
    assert (situation.picked, situation.left_off) == ("page", "talk")
    assert [(p.kind, p.week, p.assignment, p.filled) for p in situation.pieces] == [
        ("note", 1, "talk", {"learnt"}),
        ("note", 2, None, frozenset()),
    ]
    assert [p.skill for p in situation.pieces] == [BOOK.assignment["talk"].skill, ""]


def milestone(id_: str, count: int, *, private: bool = False) -> Milestone:
    return Milestone(
        id=id_,
        title=id_,
        phase="p",
        proof=(Proof(kind="note", count=count),),
        why="w",
        text="Wrote {count} notes.",
        private=private,
    )


def win(id_: int, milestone_id: str = "two", **changes: Any) -> WinRecord:
    record = WinRecord(
        id_,
        milestone_id,
        "offered",
        "Wrote two notes.",
        "Wrote two notes.",
        None,
        START,
        None,
        None,
        None,
        None,
        None,
        None,
    )
    return record._replace(**changes)


MILESTONES = BOOK.model_copy(
    update={"milestones": (milestone("one", 1), milestone("own", 1, private=True), milestone("two", 2))}
)


def test_the_next_milestone_is_the_first_that_may_be_shown_and_isnt_reached() -> None:
    member = state(week(1), evidence=(piece(1, 1),), book=MILESTONES)
    for reached, expected in ((set(), ("one", 1, 1)), ({"one"}, ("two", 1, 2))):
        there = MemberState(
            member.records._replace(reached=frozenset(reached)), MILESTONES, START
        ).next_milestone
        assert there
        assert (there.milestone.id, there.have, there.need) == expected
    every = member.records._replace(reached=frozenset({"one", "two"}))
    assert MemberState(every, MILESTONES, START).next_milestone is None


@pytest.mark.parametrize(
    ("changes", "correction", "link"),
    [
        ({}, "Wrote three notes.", None),
        ({"text": "In my words."}, None, None),
        ({"channel_id": "C1"}, "Wrote three notes.", "https://a.b/archives/C1"),
        ({"channel_id": "C1", "post_ts": "1.5"}, "Wrote three notes.", "https://a.b/archives/C1/p15"),
    ],
)
def test_a_win_knows_where_its_post_is_and_whether_it_is_still_true(
    changes: dict[str, Any], correction: str | None, link: str | None
) -> None:
    member = state(week(1), evidence=tuple(piece(id_, 1) for id_ in (1, 2, 3)), book=MILESTONES)
    shown = win_of(member, win(5, **changes), WorkspaceProfile("Coach", "https://a.b/"))
    assert (shown.correction, shown.link, shown.known) == (correction, link, "post_ts" in changes)
    assert (shown.name, shown.sender) == ("a colleague", "Coach")


@pytest.mark.parametrize("reached", [frozenset(), frozenset({"two"})], ids=["no", "yes"])
def test_another_milestone_is_offered_instead_only_where_it_is_reached(reached: frozenset[str]) -> None:
    one, two = milestone("one", 1), milestone("two", 2)
    book = BOOK.model_copy(update={"milestones": (one.model_copy(update={"twin": "two"}), two)})
    member = state(week(1), book=book)
    member = MemberState(member.records._replace(reached=reached), book, member.now)
    twin = win_of(member, win(5, "one"), WorkspaceProfile("Coach")).twin
    assert (twin.id if twin else None) == ("two" if reached else None)


def test_progress_lists_the_newest_first() -> None:
    member = state(week(1), week(2, "page"), week(3), evidence=(piece(1, 1), piece(2, 3)), book=MILESTONES)
    records = member.records._replace(loaded_wins=(win(5, "one"), win(6)), reached=frozenset({"one", "two"}))
    progress = MemberProgress(MemberState(records, MILESTONES, member.now), WorkspaceProfile("Coach"))
    assert [each.id for each in progress.evidence] == [2, 1]
    assert [each.first for each in progress.evidence] == [False, True]
    assert [each.id for each in progress.wins] == [6, 5]
    assert [each.number for each in progress.late] == [2]
    assert progress.weeks == ((1, D), (2, M), (3, D))
    assert (progress.pieces, progress.muted, progress.left) == (2, False, False)
    with pytest.raises(NotLoaded):
        assert progress.evidence[0].core


def test_records_are_replaced_and_never_changed() -> None:
    before = state(week(1), evidence=(piece(1, 1), piece(2, 1))).records
    changed = before.with_week(week(1, moved_to=DAY_3)).with_week(week(2))
    assert [(each.number, each.moved_to) for each in changed.weeks if isinstance(each, WeekRecord)] == [
        (1, DAY_3),
        (2, None),
    ]
    revised = changed.with_evidence(piece(1, 1)._replace(version=2))
    assert [each.id for each in revised.evidence] == [2, 1]
    assert before._replace(loaded_wins=()).with_win(win(5)).reached == {"two"}
    assert [each.id for each in before.evidence] == [1, 2]
    assert len(before.weeks) == 1


def test_a_forecast_takes_a_week_for_as_long_as_one_lasts_at_the_members_pace() -> None:
    lived = [week(number) for number in range(1, 8)]
    pieces = tuple(piece(number, number) for number in range(1, 7))
    days = {}
    for pace in Pace:
        member = ANA._replace(pace=pace, joined_at=START)
        seen = state(*lived, evidence=pieces)
        seen = MemberState(seen.records._replace(member=member), BOOK, seen.now)
        found = MemberProgress(seen, WorkspaceProfile("Coach")).forecast
        assert found
        assert found.ready
        days[pace] = (found.ready.first - seen.today).days
    assert days[Pace.EVERY_SECOND_WEEK] == 2 * days[Pace.EVERY_WEEK] > 0
    assert days[Pace.TWO_A_WEEK] == days[Pace.EVERY_WEEK] // 2


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        pytest.param({}, None, id="nothing was said"),
        pytest.param({"obstacle": "waiting"}, "waiting", id="in the receipt"),
        pytest.param({"skip_reason": "nobody"}, "nobody", id="when the week was skipped"),
        pytest.param({"obstacle": "big", "skip_reason": "nobody"}, "big", id="the receipt goes first"),
        pytest.param({"skip_reason": "unsaid"}, None, id="they would rather not say"),
    ],
)
def test_what_got_in_the_way_is_known_a_week_later(changes: dict[str, Any], obstacle: str | None) -> None:
    assert state(week(1, **changes), week(2)).last_obstacle == obstacle


@pytest.mark.parametrize(
    ("day", "says"), [(date(2027, 6, 4), Closing.MIRROR), (date(2027, 6, 11), Closing.NOTHING)], ids=str
)
def test_after_the_end_a_mirror_closes_the_first_week_of_a_month(day: date, says: Closing) -> None:
    member = state(week(20, month=9), week(21, month=9), evidence=(piece(1, 21),))
    book = member.playbook.model_copy(update={"habits": (HABIT,)})
    assert MemberState(member.records, book, member.now).closes_with(day) is says


def test_a_turn_that_waited_counts_the_month_before_and_not_the_weeks_since() -> None:
    """Month 2 began with week 6, which a comeback opened; its turn comes with week 7."""
    weeks = [week(number, month=1 + (number > 5)) for number in range(1, 8)]
    weeks[5] = weeks[5]._replace(told_month=1)
    pieces = tuple(piece(number, number) for number in (1, 2, 3, 6))
    turn = month_turn(state(*weeks, evidence=pieces), weeks[-1])
    assert turn is not None
    assert [(each.kind.id, each.pieces) for each in turn.saved] == [("note", 3)]
