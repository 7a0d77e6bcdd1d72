"""The closing slot: decided when it comes, silent mostly, as cheap for many as for one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import col, select, update

from bot.coach import absence, hand_in, mirror, mute, receipt, skip
from bot.coach.closing import close_due_weeks
from bot.coach.coach import Caller
from bot.coach.weeks import open_due_weeks
from bot.domain.weeks import Answer
from bot.store.outbox import millis
from bot.store.tables import Member, Message
from bot.views import mirror as views
from tests.jobs.conftest import Class, local
from tests.jobs.test_weeks import counted


def in_week_two(group: Class, *users: str) -> list[Caller]:
    """These people have kept their first week, and the second is open."""
    callers = [group.joins(user) for user in users]
    for caller in callers:
        hands_in(group, caller)
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    group.sends()
    return callers


def hands_in(group: Class, caller: Caller) -> None:
    form = hand_in.form_for_week(group.coach, caller)
    fields = {form.kind.compulsory.id: "She calls the bank."}
    hand_in.hand_in(group.coach, caller, week_id=form.week.id, kind=form.kind.id, fields=fields)


def receipts(group: Class, caller: Caller, state: str = "planned", kind: str = "receipt") -> list[Message]:
    with group.database.read() as session:
        mine = select(Message).where(
            Message.kind == kind, Message.method == "post", Message.channel == caller.user
        )
        return list(session.exec(mine.where(col(Message.state) == state).order_by(col(Message.id))))


def prefers(group: Class, **settings: str) -> None:
    with group.database.write() as session:
        session.exec(update(Member).values(**settings))


ACTS: dict[str, Callable[[Class, Caller], object]] = {
    "nothing": lambda group, ana: None,
    "handed in": hands_in,
    "skipped": lambda group, ana: skip.skip(group.coach, ana),
    "answered": lambda group, ana: receipt.answer(group.coach, ana, group.weeks(ana)[-1].id, Answer.PARTLY),
    "muted": lambda group, ana: mute.mute(group.coach, ana),
    "away": lambda group, ana: absence.go_away(group.coach, ana, date(2027, 1, 22), None),
    "wants fewer messages": lambda group, ana: prefers(group, level="quiet"),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_receipt_comes_on_the_last_working_day_if_nothing_else_has_been_said(
    group: Class, act: str
) -> None:
    [ana] = in_week_two(group, "U0ANA")
    assert close_due_weeks(group.coach) == 0
    group.at("2027-01-22 14:29")
    ACTS[act](group, ana)
    assert close_due_weeks(group.coach) == 0
    group.at("2027-01-22 14:30")
    assert [close_due_weeks(group.coach) for _ in range(2)] == [1, 0]
    found = receipts(group, ana)
    assert len(found) == (act == "nothing")
    for row in found:
        assert (row.slot, row.run_at) == ("closing", millis(local("2027-01-22 14:30")))
        assert row.expires_at == millis(local("2027-01-22 18:00"))


def test_the_first_week_and_one_that_began_with_a_comeback_close_in_silence(group: Class) -> None:
    group.joins("U0ANA")
    group.at("2027-01-15 14:30")
    assert close_due_weeks(group.coach) == 0
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    group.at("2027-01-22 14:30")
    assert close_due_weeks(group.coach) == 0


def test_a_receipt_that_waits_while_the_piece_comes_isnt_sent(group: Class) -> None:
    [ana] = in_week_two(group, "U0ANA")
    group.at("2027-01-22 14:30")
    close_due_weeks(group.coach)
    hands_in(group, ana)
    assert (receipts(group, ana), len(receipts(group, ana, "dead"))) == ([], 1)


def test_a_receipt_is_hours_late_never(group: Class) -> None:
    [ana] = in_week_two(group, "U0ANA")
    group.at("2027-01-22 15:31")
    assert close_due_weeks(group.coach) == 1
    assert receipts(group, ana) == []


def test_a_week_that_is_handed_in_closes_with_the_mirror_every_second_week(group: Class) -> None:
    """Its statements are as many for twenty as for one, and each has their own last answer.

    The receipt of one among the twenty takes one more, for the plan that it quotes.
    """
    people = [f"U{number}" for number in range(20)]
    callers = in_week_two(group, "U0ANA", *people)
    mirror.answer(
        group.coach, callers[0], group.weeks(callers[0])[-1].id, ["reviewing-code"], "", views.found
    )
    for monday in ("2027-01-25", "2027-02-01"):
        for caller in callers:
            hands_in(group, caller)
        group.at(f"{monday} 09:00")
        open_due_weeks(group.coach)
    for caller in callers[:-1]:
        hands_in(group, caller)
    assert group.coach.progress(callers[0]).reader.next_message == local("2027-02-05 14:30")
    with group.database.write() as session:
        later = millis(local("2027-02-05 14:31"))
        session.exec(update(Member).where(col(Member.user_id) != "U0ANA").values(closing_due_at=later))
    close_due_weeks(group.coach)
    group.at("2027-02-05 14:30")
    with counted(group) as for_one:
        assert close_due_weeks(group.coach) == 1
    group.clock.advance(timedelta(minutes=1))
    with counted(group) as for_twenty:
        assert close_due_weeks(group.coach) == 20
    assert len(for_twenty) - 1 == len(for_one) <= 13
    *_, asked = receipts(group, callers[0], kind="mirror")
    assert (asked.slot, asked.run_at) == ("closing", millis(local("2027-02-05 14:30")))
    assert "in week 2" in asked.text
    [first] = receipts(group, callers[1], kind="mirror")
    assert "in week 2" not in first.text
    # Who handed nothing in has the receipt.
    assert (len(receipts(group, callers[-1])), receipts(group, callers[-1], kind="mirror")) == (1, [])


def test_twenty_one_closings_take_as_many_statements_as_one(group: Class) -> None:
    in_week_two(group, "U0ANA", *(f"U{number}" for number in range(20)))
    with group.database.write() as session:
        later = millis(local("2027-01-22 14:31"))
        session.exec(update(Member).where(col(Member.user_id) != "U0ANA").values(closing_due_at=later))
    close_due_weeks(group.coach)  # SQLite sets how long it waits for a lock, once
    group.at("2027-01-22 14:30")
    with counted(group) as for_one:
        assert close_due_weeks(group.coach) == 1
    group.clock.advance(timedelta(minutes=1))
    with counted(group) as for_twenty:
        assert close_due_weeks(group.coach) == 20
    assert len(for_twenty) == len(for_one) <= 12
