"""Answers that no Slack gives, but a proxy or a broken day may: one message's trouble, never another's."""

import json
from collections.abc import Iterator

import pytest
from sqlmodel import update
from structlog.testing import capture_logs

from bot.delivery.delivery import Delivery
from bot.store.tables import Message
from tests.delivery.conftest import Office
from tests.delivery.servers import serving

OPENED = b'{"ok":true,"channel":{"id":"D1"}}'
SENT = b'{"ok":true,"ts":"1.000001","channel":"D1"}'


PROPER = {"conversations.open": OPENED, "conversations.history": b'{"ok":true,"messages":[]}'}


class OddSlack:
    """Answers each method with what `odd` has for it, once, and properly from then on."""

    def __init__(self) -> None:
        self.odd: dict[str, bytes] = {}
        self.asked: list[str] = []

    def answer(self, method: str) -> bytes:
        self.asked.append(method)
        return self.odd.pop(method, None) or PROPER.get(method, SENT)


@pytest.fixture
def odd() -> OddSlack:
    return OddSlack()


@pytest.fixture
def delivery(office: Office, odd: OddSlack) -> Iterator[Delivery]:
    with serving(odd.answer) as url:
        yield office.through(url)


ODD = {
    "NUL": b"\x1f\x00\x8b gar\x00bage",
    "half a character": b'{"ok":false,"error":"\\ud800"}',
    "NUL in a code": b'{"ok":false,"error":"a\\u0000b"}',
    "a ts that is none": b'{"ok":true,"ts":{"a":1},"channel":{"id":"D1"}}',
    "a channel that is none": b'{"ok":true,"ts":"1.1","channel":["D1"]}',
    "a list": b"[]",
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage", "views.publish"])
def test_an_odd_answer_holds_up_nobody_else(
    office: Office, odd: OddSlack, delivery: Delivery, method: str, answer: bytes
) -> None:
    odd.odd[method] = answer
    if method == "views.publish":
        office.home()
    else:
        office.post("poison")
    poison = office.newest().id
    innocent = office.post("innocent", to="U0OTHER")
    delivery.deliver_due()
    assert office.row(innocent).state == "sent"
    assert office.row(poison).state in ("planned", "unverified")
    error = office.row(poison).error or ""
    assert error == "unknown" or (error.isprintable() and len(error) <= 200)


def test_an_outcome_that_cant_be_recorded_holds_up_no_other_and_is_looked_up(office: Office) -> None:
    first, second = office.post("one"), office.post("two", to="U0OTHER")
    claims = office.delivery.claim(2)
    with office.delivery._recording, capture_logs() as logs:  # so that both are recorded together
        for claim in claims:
            office.delivery.send(claim)
        known = office.delivery._unrecorded[0]
        office.delivery._unrecorded[0] = (known[0], type(known[1])(known[1].verdict, ts="\ud800"), known[2])
    with capture_logs() as logs:
        office.delivery.record_late()
    assert [line["message_id"] for line in logs if line["action"] == "delivery.unrecordable"] == [first]
    states = [office.row(message).state for message in (first, second)]
    assert states in (["sending", "sent"], ["sending", "dead"])  # the sandbox knows no U0OTHER


@pytest.mark.parametrize(
    "history", [{"ok": True}, {"ok": True, "messages": [7]}, {"ok": True, "messages": 7}]
)
def test_a_look_with_an_odd_answer_settles_the_others(
    office: Office, odd: OddSlack, delivery: Delivery, history: object
) -> None:
    messages = [office.post("a"), office.post("b", to="U0OTHER")]
    delivery.claim(2)
    office.leave()
    odd.odd["conversations.history"] = json.dumps(history).encode()
    assert delivery.reconcile() == 2
    assert [office.row(message).verifications for message in messages] == [0, 1]
    with office.database.write() as session:
        session.exec(update(Message).values(verify_at=0))
    delivery.reconcile()
    assert office.row(messages[0]).verifications == 1


def test_a_look_ends_when_asked_to_stop(office: Office, odd: OddSlack, delivery: Delivery) -> None:
    for number in range(3):
        office.post("a", to=f"U{number}")
    delivery.claim(3)
    office.leave()
    assert delivery.reconcile(lambda: len(odd.asked) >= 2) == 1
    assert odd.asked == ["conversations.open", "conversations.history"]
