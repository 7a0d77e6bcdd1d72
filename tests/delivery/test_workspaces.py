"""One workspace's channel is not another's, though their ids be the same."""

from sqlmodel import col, update

from bot.delivery.delivery import Delivery
from bot.slack.calls import NOT_INSTALLED
from bot.slack.pacing import UNPACED
from bot.slack.workspaces import Workspaces
from bot.store.real_time import REAL_NOW
from bot.store.tables import Message
from tests.delivery.conftest import AT_ONCE, Office


def test_a_post_on_its_way_holds_back_none_in_another_workspace(office: Office) -> None:
    first = office.post("in ours")
    with office.database.write() as session:
        session.exec(
            update(Message).where(col(Message.id) == first).values(state="sending", sending_at=REAL_NOW)
        )
    behind = office.post("behind it")
    office.team = "T0ELSEWHERE"
    elsewhere = office.post("in theirs")
    office.deliver()
    assert [office.row(each).state for each in (first, behind, elsewhere)] == ["sending", "planned", "sent"]


def test_a_message_waits_while_the_coach_isnt_installed_in_its_workspace(office: Office) -> None:
    office.team = "T0GONE"
    message = office.post("in a workspace that removed the app")
    nowhere = Delivery(office.database, office.clock, Workspaces(), pace=UNPACED)
    nowhere.deliver_due()
    waiting = office.row(message)
    assert (waiting.state, waiting.attempts, waiting.error) == ("planned", 0, NOT_INSTALLED)
    assert office.paused_for(15 * 60)
    assert office.calls() == []
    office.open_queue()  # it is installed there again
    office.deliver()
    assert office.row(message).state == "sent"


def test_an_outcome_stays_unknown_while_the_coach_isnt_installed(office: Office) -> None:
    message = office.post("nobody knows")
    office.slack.faults.drop("chat.postMessage")
    office.deliver()
    nowhere = Delivery(office.database, office.clock, Workspaces(), timing=AT_ONCE)
    nowhere.reconcile()
    assert office.row(message).state == "unverified"
