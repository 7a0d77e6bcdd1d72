"""The kinds of messages and the budget: never a third unasked message in a week."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.messages import KINDS, Kind, Purpose, UnaskedSlot, last_moment, may_queue, slot_of

DUE = datetime(2027, 1, 18, 9, tzinfo=UTC)
NOTHING: frozenset[UnaskedSlot] = frozenset()


@pytest.mark.parametrize(
    ("kind", "purpose", "taken", "fits"),
    [
        pytest.param(Kind.NUDGE, Purpose.UNASKED, NOTHING, True, id="the week's first"),
        pytest.param(
            Kind.NUDGE, Purpose.UNASKED, {UnaskedSlot.CLOSING}, True, id="the closing leaves the opening free"
        ),
        pytest.param(Kind.NUDGE, Purpose.UNASKED, {UnaskedSlot.OPENING}, False, id="a second nudge"),
        pytest.param(Kind.NUDGE, Purpose.UNASKED, set(UnaskedSlot), False, id="a third unasked message"),
        pytest.param(Kind.NUDGE, Purpose.ASKED, set(UnaskedSlot), True, id="one that the member pressed for"),
        pytest.param(Kind.MOVED_NUDGE, Purpose.ASKED, set(UnaskedSlot), True, id="one that the member moved"),
        pytest.param(Kind.SAVED, Purpose.REPLY, set(UnaskedSlot), True, id="the answer to an act"),
        pytest.param(Kind.WIN, Purpose.POST, set(UnaskedSlot), True, id="a post"),
        pytest.param(Kind.HOME, Purpose.DISPLAY, set(UnaskedSlot), True, id="a display"),
        pytest.param(Kind.OPERATOR_ALARM, Purpose.OPERATOR, set(UnaskedSlot), True, id="an operator's alarm"),
    ],
)
def test_a_week_has_room_for_two_unasked_messages(
    kind: Kind, purpose: Purpose, taken: Collection[UnaskedSlot], fits: bool
) -> None:
    assert may_queue(kind, purpose, taken) is fits


@pytest.mark.parametrize("kind", [kind for kind, rules in KINDS.items() if rules.slot is None])
def test_a_kind_without_a_slot_may_not_come_unasked(kind: Kind) -> None:
    with pytest.raises(ValueError, match=f"a {kind} may not come unasked"):
        slot_of(kind, Purpose.UNASKED)


def test_every_kind_has_its_rules_and_every_unasked_one_a_slot() -> None:
    assert set(KINDS) == set(Kind)
    unasked = [rules.slot for rules in KINDS.values() if rules.purpose is Purpose.UNASKED]
    assert set(unasked) == set(UnaskedSlot)


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        (Kind.WELCOME, None),
        (Kind.WIN, None),
        (Kind.NUDGE, None),
        (Kind.OPERATOR_ALARM, DUE + timedelta(days=1)),
    ],
)
def test_only_what_is_about_its_own_day_is_dropped_by_itself(kind: Kind, until: datetime | None) -> None:
    assert last_moment(kind, DUE) == until
