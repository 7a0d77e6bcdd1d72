"""The rules of a week's plan: what it lacks, where its moment may lie, and what the next one begins with."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain import plan
from bot.domain.plan import Lack, Refused, Why
from bot.domain.records import AbsenceRecord, PlanRecord
from bot.domain.slots import WeeklySchedule

ZONE = "Europe/Lisbon"
OWN = WeeklySchedule(0, 9, ZONE)
AT = datetime(2027, 1, 21, 14, tzinfo=UTC)
MADE = PlanRecord(
    week_id=2,
    assignment_id="tickets",
    at=AT,
    day=date(2027, 1, 21),
    clock="14:00",
    zone=ZONE,
    after="the stand-up",
    act="open five tickets",
    obstacle="the queue is empty",
    response="ask support",
    remind=True,
    moved=0,
    updated_at=datetime(2027, 1, 18, 9, tzinfo=UTC),
)


def at(local: str, zone: str = ZONE) -> datetime:
    """Return the instant of "2027-01-21 14:00" there."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


ENDS = at("2027-01-25 09:00")


@pytest.mark.parametrize(
    ("when", "words", "lacking"),
    [
        (AT, {"act": "open it", "obstacle": "it is empty", "response": "ask"}, ()),
        (AT, {"act": "open it"}, (Lack.IF,)),
        (AT, {"act": "open it", "response": "ask"}, (Lack.IF,)),
        (AT, {"act": "open it", "obstacle": "it is empty", "response": ""}, (Lack.THEN,)),
        (None, {"act": "", "obstacle": ""}, (Lack.WHEN, Lack.ACT, Lack.IF)),
    ],
)
def test_what_a_plan_lacks_is_named(
    when: datetime | None, words: dict[str, str], lacking: tuple[Lack, ...]
) -> None:
    assert plan.lacks(when, words) == lacking


@pytest.mark.parametrize(
    ("wanted", "now", "remind", "why", "free"),
    [
        ("2027-01-21 14:00", "2027-01-18 09:00", True, None, None),
        ("2027-01-18 09:00", "2027-01-18 09:00", True, Why.PAST, "2027-01-18 09:30"),
        ("2027-01-18 08:00", "2027-01-18 09:29", True, Why.PAST, "2027-01-18 09:30"),
        ("2027-01-18 08:00", "2027-01-18 18:40", True, Why.PAST, "2027-01-19 08:00"),
        ("2027-01-18 08:00", "2027-01-18 18:40", False, Why.PAST, "2027-01-18 19:00"),
        ("2027-01-21 18:59", "2027-01-18 09:00", True, None, None),
        ("2027-01-21 19:00", "2027-01-18 09:00", True, Why.QUIET, "2027-01-22 08:00"),
        ("2027-01-21 07:59", "2027-01-18 09:00", True, Why.QUIET, "2027-01-21 08:00"),
        ("2027-01-21 08:00", "2027-01-18 09:00", True, None, None),
        ("2027-01-21 21:00", "2027-01-18 09:00", False, None, None),
        ("2027-01-25 08:59", "2027-01-18 09:00", True, None, None),
        ("2027-01-25 09:00", "2027-01-18 09:00", True, Why.OVER, "2027-01-18 09:30"),
        ("2027-01-25 08:00", "2027-01-25 08:31", True, Why.PAST, None),
    ],
)
def test_where_a_plan_may_lie_and_what_is_free_next(
    wanted: str, now: str, remind: bool, why: Why | None, free: str | None
) -> None:
    refused = plan.refused(at(wanted), at(now), ENDS, OWN, remind=remind)
    assert refused == (why and Refused(why, at(free) if free else None))


def test_no_plan_lies_in_days_away() -> None:
    """Away from Wednesday, back on Friday, or with no day back."""
    to_friday, endless = (
        AbsenceRecord(1, date(2027, 1, 20), date(2027, 1, 22)),
        AbsenceRecord(1, date(2027, 1, 20), None),
    )
    now = at("2027-01-18 09:00")
    cases = [
        (to_friday, "2027-01-19 14:00", None),
        (to_friday, "2027-01-20 14:00", Refused(Why.AWAY, at("2027-01-22 09:00"))),
        (to_friday, "2027-01-22 08:00", None),
        (endless, "2027-01-24 14:00", Refused(Why.AWAY, None)),
    ]
    for away, wanted, expected in cases:
        assert plan.refused(at(wanted), now, ENDS, OWN, remind=True, away=away) == expected, wanted
    assert plan.preset(None, now, ENDS, OWN, to_friday) == at("2027-01-19 14:00")
    tomorrow = plan.moves("14:00", at("2027-01-19 12:00"), ENDS, OWN, to_friday)
    assert [each.id for each in tomorrow] == ["hours"]


def test_i_will_begins_with_the_first_step_or_the_title() -> None:
    cases = {
        ("Take one idea. Strike it.", "Then rest."): "Take one idea.",
        ('Ask two people: "When was it down? For how long?". Listen.',): 'Ask two people: "When was it down?',
        ("Take e.g. one of three",): "Take e.g. one of three",
        ("For one feature, count three things.",): "Count it",
        (): "Count it",
    }
    assert {steps: plan.first_act("Count it", steps) for steps in cases} == cases


def test_what_the_programme_says_of_you_the_member_says_of_themselves() -> None:
    cases = {
        "Read your contract.": "Read my contract.",
        "Choose a no of yours.": "Choose a no of mine.",
        "Take one item that you argued for.": "Take one item that I argued for.",
        "Take a review that waits for you, and do it as you always do.": (
            "Take a review that waits for me, and do it as I always do."
        ),
        "Ask two who depend on you, each alone.": "Ask two who depend on me, each alone.",
        "Take a company that tempts you.": "Take a company that tempts me.",
        "Take the piece you were lent, or work you're deepest in.": (
            "Take the piece I was lent, or work I'm deepest in."
        ),
        "Have somebody show you the last one.": "Have somebody show me the last one.",
        'Ask yourself: "What did you do with your list?"': 'Ask myself: "What did you do with your list?"',
    }
    assert {said: plan.first_act("Count it", [said]) for said in cases} == cases


@pytest.mark.parametrize(
    ("last", "now", "preset"),
    [
        (None, "2027-01-18 09:00", "2027-01-20 14:00"),
        (None, "2027-01-21 09:00", "2027-01-22 14:00"),  # two days on is a Saturday
        (None, "2027-01-23 09:00", "2027-01-23 09:30"),
        (None, "2027-01-25 08:45", "2027-01-25 09:15"),  # refused, and the form says why
        (MADE, "2027-01-18 09:00", "2027-01-21 14:00"),
        # On the day on which the week ends at 09:00 nothing would be left of it.
        (MADE._replace(day=date(2027, 1, 18), clock="08:00"), "2027-01-18 09:00", "2027-01-20 14:00"),
        (MADE._replace(day=date(2027, 1, 18), clock="08:00"), "2027-01-22 15:00", "2027-01-22 15:30"),
        (MADE, "2027-01-21 15:00", "2027-01-22 14:00"),
        (MADE._replace(clock="20:00", remind=False), "2027-01-18 09:00", "2027-01-21 20:00"),
        (MADE._replace(clock="20:00"), "2027-01-18 09:00", "2027-01-20 14:00"),
    ],
)
def test_the_form_begins_with_last_weeks_day_and_hour(last: PlanRecord | None, now: str, preset: str) -> None:
    assert plan.preset(last, at(now), ENDS, OWN) == at(preset)


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        ("2027-01-21 14:00", {"hours": "2027-01-21 16:00", "tomorrow": "2027-01-22 14:00"}),
        ("2027-01-21 17:30", {"tomorrow": "2027-01-22 14:00"}),
        ("2027-01-22 14:00", {"hours": "2027-01-22 16:00"}),
        ("2027-01-24 14:00", {"hours": "2027-01-24 16:00"}),
        ("2027-01-25 08:00", {}),
    ],
)
def test_a_reminder_moves_only_to_where_one_may_come(now: str, offered: dict[str, str]) -> None:
    moves = {later.id: later.at for later in plan.moves("14:00", at(now), ENDS, OWN)}
    assert moves == {name: at(moment) for name, moment in offered.items()}


def test_only_putting_it_off_counts_as_a_move() -> None:
    later, earlier = at("2027-01-22 14:00"), at("2027-01-20 14:00")
    moved = [plan.moves_after(made, moment) for made in (None, MADE) for moment in (later, AT, earlier)]
    assert moved == [0, 0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("now", "day", "clock", "moment"),
    [
        ("2027-01-20 09:00", date(2027, 1, 21), "14:00", at("2027-01-21 14:00", "America/New_York")),
        ("2027-01-21 20:00", date(2027, 1, 21), "09:00", AT),  # its hour has passed there too
    ],
)
def test_in_another_zone_it_keeps_its_day_and_hour(now: str, day: date, clock: str, moment: datetime) -> None:
    there = plan.in_zone(MADE, "America/New_York", at(now))
    assert (there.day, there.clock, there.at) == (day, clock, moment)
    assert time.fromisoformat(there.clock)
