"""One workspace's channel is not another's, though their ids be the same."""

from sqlmodel import col, update

from bot.store.real_time import REAL_NOW
from bot.store.tables import Message
from tests.delivery.conftest import Office


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
