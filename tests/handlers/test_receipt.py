"""An old receipt, pressed after its week has moved on: it says what it did, or why it did nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.coach import absence, hand_in
from bot.sandbox import elements
from bot.sandbox.person import Person
from bot.sandbox.records import MessageRecord
from bot.views import ids
from tests.handlers.acts import caller, form, progress_of
from tests.scenarios.test_hard_weeks import outcomes
from tests.world import Snapshot, World, lived

ASKED = "What got in the way?"
SETTLED = "You saved evidence for week 2, so the week stays as it is."


@pytest.fixture(scope="module")
def second_receipt(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The world in which Ana is asked what became of week 2."""

    def live(made: World) -> None:
        made.hands_in(made.joined())
        made.walk_to("2027-01-22 14:30")

    return lived(tmp_path_factory.mktemp("receipt"), empty_database, live)


@pytest.fixture
def past(second_receipt: Snapshot) -> Snapshot:
    """All tests here begin there."""
    return second_receipt


def asked(world: World) -> tuple[Person, MessageRecord]:
    """Ana, and the receipt of week 2 as it stands then."""
    world.ana.opens("DM")
    return world.ana, world.ana.last("DM")


def closed(world: World, _: Person) -> None:
    world.walk_to("2027-01-25 09:00")


def newer(world: World, ana: Person) -> None:
    closed(world, ana)
    world.walk_to("2027-02-05 15:00")


def skipped(world: World, ana: Person) -> None:
    ana.types("/pm-progress skip")
    world.settle()


def done(world: World, ana: Person) -> None:
    world.hands_in(ana)


def corrected(world: World, ana: Person) -> None:
    week = progress_of(world, ana).week
    closed(world, ana)
    kind = week.assignment.kind
    fields = {"recommendation": "Late, and true."}
    hand_in.hand_in(world.bot.coach, caller(world, ana), week_id=week.id, kind=kind, fields=fields)
    world.settle()


def away(world: World, ana: Person) -> None:
    absence.go_away(world.bot.coach, caller(world, ana), date(2027, 1, 22), date(2027, 2, 15))
    world.settle()


DONE = "You said that it is done. Add your evidence, and the week counts."
PARTLY = "You did a part of it, and that counts."
NOT_YET = "You said that it isn't done yet."


@pytest.mark.parametrize(
    ("moves_on", "act", "says", "outcome"),
    [
        (closed, ids.RECEIPT_PARTLY, PARTLY, "partly"),
        (closed, ids.RECEIPT_NOT_YET, NOT_YET, "missed"),
        (newer, ids.RECEIPT_PARTLY, PARTLY, "partly"),
        (newer, ids.RECEIPT_NOT_YET, NOT_YET, "missed"),
        (skipped, ids.RECEIPT_PARTLY, PARTLY, "open"),
        (skipped, ids.RECEIPT_NOT_YET, "You skipped week 2.", "open"),
        (done, ids.RECEIPT_PARTLY, SETTLED, "done"),
        (done, ids.RECEIPT_NOT_YET, SETTLED, "done"),
        (corrected, ids.RECEIPT_PARTLY, SETTLED, "done"),
        (corrected, ids.RECEIPT_NOT_YET, SETTLED, "done"),
        (away, ids.RECEIPT_PARTLY, PARTLY, "open"),
        (away, ids.RECEIPT_NOT_YET, NOT_YET, "open"),
    ],
)
def test_an_old_receipt_says_what_it_did_or_why_not(
    world: World, moves_on: Callable[[World, Person], None], act: str, says: str, outcome: str
) -> None:
    ana, receipt = asked(world)
    before = list(receipt.blocks)
    moves_on(world, ana)
    there = presses(world, ana, receipt, before, act)
    assert any(said.startswith(says) for said in there)
    assert outcomes(world)[1] == outcome
    over = moves_on in (closed, newer)
    assert any("comes back next week" in said for said in there) is (not over and ASKED in "".join(there))


@pytest.mark.parametrize(
    ("moves_on", "says", "outcome"),
    [
        (closed, DONE, "partly"),
        (newer, DONE, "partly"),
        (skipped, "You skipped week 2.", "open"),
        (done, "Week 2 is done.", "done"),
        (corrected, "Week 2 is done.", "done"),
        (away, DONE, "open"),
    ],
)
def test_done_on_an_old_receipt_opens_the_form_of_its_week(
    world: World, moves_on: Callable[[World, Person], None], says: str, outcome: str
) -> None:
    ana, receipt = asked(world)
    before, title = list(receipt.blocks), progress_of(world, ana).week.assignment.title
    moves_on(world, ana)
    there = presses(world, ana, receipt, before, ids.RECEIPT_DONE)
    assert form(ana) == ids.HAND_IN_FORM
    assert title in ana.sees("modal")
    assert any(said.startswith(says) for said in there)
    assert outcomes(world)[1] == outcome


@pytest.mark.parametrize(
    ("moves_on", "says"),
    [
        (closed, f"{NOT_YET} This got in the way: no time left."),
        (newer, f"{NOT_YET} This got in the way: no time left."),
        (skipped, "You skipped week 2."),
        (done, SETTLED),
        (corrected, SETTLED),
        (away, f"{NOT_YET} This got in the way: no time left."),
    ],
)
def test_a_reason_chosen_on_an_old_receipt_is_kept_or_said_not_to_matter(
    world: World, moves_on: Callable[[World, Person], None], says: str
) -> None:
    ana, receipt = asked(world)
    ana.clicks(ids.RECEIPT_NOT_YET, in_="DM")
    world.settle()
    before = list(receipt.blocks)
    moves_on(world, ana)
    there = presses(world, ana, receipt, before, ids.RECEIPT_OBSTACLE)
    assert any(said.startswith(says) for said in there), there


def presses(
    world: World, ana: Person, receipt: MessageRecord, before: list[dict[str, object]], act: str
) -> list[str]:
    """Press a button as it stood before; what the receipt says then, and what came for Ana alone."""
    shown = next(message for message in ana.messages("DM") if message.ts == receipt.ts)
    now, count = list(shown.blocks), len(ana.messages("DM"))
    shown.blocks[:] = before
    [pressed] = [e.element for e in elements.interactive(shown.blocks) if e.element["action_id"] == act]
    if "options" in pressed:
        ana.chooses(act, "No time left", in_="DM")
    else:
        ana.clicks(act, in_="DM", value=pressed["value"])
    if shown.blocks == before:
        shown.blocks[:] = now
    world.settle()
    alone = [m.visible for m in ana.messages("DM")[count:] if m.ephemeral_for]
    kept = next(message for message in ana.messages("DM") if message.ts == receipt.ts)
    return [kept.visible, *alone]


def test_a_late_part_takes_back_what_the_comeback_said_of_its_week(world: World) -> None:
    ana, receipt = asked(world)
    before = list(receipt.blocks)
    closed(world, ana)
    assert "doesn't count against you" in ana.last("DM").visible
    presses(world, ana, receipt, before, ids.RECEIPT_PARTLY)
    assert not [
        said for said in (m.visible for m in ana.messages("DM")) if "doesn't count against you" in said
    ]


def test_late_evidence_takes_back_what_the_comeback_said_of_its_week(world: World) -> None:
    ana, _ = asked(world)
    corrected(world, ana)
    assert not [
        said for said in (m.visible for m in ana.messages("DM")) if "doesn't count against you" in said
    ]
