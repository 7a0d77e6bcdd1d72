"""What is kept of somebody: said beforehand, given and erased on request, gone of who only looked."""

import json
import re

import pytest
from sqlmodel import select, update

from bot.delivery.prune import prune
from bot.operate import members
from bot.operate.greeting import greet_operators
from bot.packet import pdf
from bot.sandbox.person import Person
from bot.store.tables import SlackUser, WorkspaceQueue
from bot.views import ids
from tests.handlers.acts import progress_of
from tests.operate.test_members import GONE, held, past
from tests.slowness import until
from tests.world import World


@pytest.fixture(autouse=True)
def _no_typesetting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a PDF looks like is tests/packet's business."""
    monkeypatch.setattr(pdf, "pdf", lambda packet: packet.claim.encode())


def test_the_join_form_says_what_is_kept_and_how_to_get_or_erase_it(world: World) -> None:
    world.ana.types("/pm-progress join")
    seen = world.ana.sees("modal")
    assert "your name and time zone from Slack" in seen
    assert "stays until it is erased" in seen
    assert "Type export" in seen


def test_a_stranger_reads_how_to_get_what_is_kept_of_them(world: World) -> None:
    world.li.writes("export")
    world.settle()
    assert f"member export {world.li.id}" in world.li.last("DM").visible


def test_an_export_holds_all_that_is_kept_and_nothing_of_others(world: World, ana: Person) -> None:
    world.joined(world.li)
    world.hands_in(ana, GONE)
    ana.types("/pm-progress export")
    world.settle()
    assert ana.last("DM").visible == "Your export.\nexport.json\nana.pdf\nana.html"
    upload = next(iter(world.slack.workspace.uploads.values()))
    data = json.loads(upload.content or b"")
    assert data["evidence_version"][0]["fields"]["learnt"] == GONE
    assert [row["user_id"] for row in data["member"]] == [ana.id]


def test_who_saw_names_every_post_and_file(world: World, ana: Person) -> None:
    ana.types("/pm-progress who-saw")
    assert "Nothing of yours was posted" in ana.last("#general").visible
    world.hands_in(ana, GONE)
    ana.clicks(ids.WIN_SHARE, in_="DM")
    ana.types("/pm-progress export")
    world.settle()
    ana.types("/pm-progress who-saw")
    seen = ana.last("#general").visible
    assert "I have shared one post and three files of yours." in seen
    assert ("In #wins, Mon 10:12, Lisbon time" in seen, "export.json" in seen) == (True, True)
    assert GONE not in seen


def test_leaving_with_the_data_ends_the_programme_and_brings_the_files(world: World, ana: Person) -> None:
    world.hands_in(ana, GONE)
    ana.types("/pm-progress leave")
    ana.clicks(ids.LEAVE_WITH_DATA)
    world.settle()
    assert progress_of(world, ana).left
    assert [each["name"] for each in ana.last("DM").files] == ["export.json", "ana.pdf", "ana.html"]


def test_nothing_is_erased_without_its_word(world: World, ana: Person) -> None:
    world.hands_in(ana, GONE)
    ana.types("/pm-progress erase")
    ana.fills(ids.ERASE_WORD, "yes")
    assert list(ana.submits().errors) == [ids.ERASE_WORD]
    assert progress_of(world, ana).pieces == 1


def test_the_form_of_an_erasure_names_files_only_where_some_wait(any_world: World) -> None:
    world, ana = any_world, any_world.joined()
    world.hands_in(ana, GONE)
    ana.types("/pm-progress erase")
    assert "files" not in goes(ana)
    ana.closes(all_views=True)
    wait(world)
    ana.types("/pm-progress export")
    ana.types("/pm-progress erase")
    assert "unsent files" in goes(ana)  # they are still made, or are in the outbox
    ana.closes(all_views=True)
    until(lambda: any(row.method == "file" for row in world.outbox()))
    ana.types("/pm-progress erase")
    assert "unsent files" in goes(ana)


def goes(person: Person) -> str:
    """Return the sentence of the open form that says what an erasure takes."""
    return next(line for line in person.sees("modal").splitlines() if "I erase " in line)


def test_erasing_leaves_no_word_of_the_member_anywhere(any_world: World) -> None:
    """Not in the tables, not in the files of the database, not in what waits to be sent."""
    world, ana = any_world, any_world.joined()
    world.joined(world.li)
    world.hands_in(world.li, "She never read it.")
    world.hands_in(ana, GONE)
    ana.clicks(ids.WIN_SHARE, in_="DM")
    world.settle()
    ana.types("/pm-progress packet")
    ana.clicks(ids.PACKET_OPEN, in_="#general")
    ana.fills(f"{ids.PACKET_CLAIM}internal", GONE)
    ana.submits()
    ana.closes(all_views=True)
    ana.types("/pm-progress packet")
    ana.clicks(ids.PACKET_OPEN, in_="#general")
    ana.fills(f"{ids.PACKET_ASK}internal", GONE)
    ana.closes(all_views=True)  # a draft
    world.settle()
    wait(world)
    ana.types("/pm-progress export")
    ana.writes(GONE)
    until(lambda: any(row.state == "planned" for row in world.outbox()))
    assert held(world) > 0
    ana.types("/pm-progress erase")
    ana.chooses(ids.ERASE_POSTS, [ids.TAKE_DOWN])
    ana.fills(ids.ERASE_WORD, " Erase ")
    ana.submits()
    assert "Nothing of yours is left here" in ana.sees("modal")
    world.settle()
    then = past(world)
    assert not re.search(then.ana, then.everything())
    assert held(world) == 0
    assert "Join" in ana.sees("Home")
    assert [row for row in world.outbox() if row.state == "planned" and row.method != "delete"] == []
    assert progress_of(world, world.li).pieces == 1


def wait(world: World) -> None:
    """Let nothing go out for an hour of real time, as when Slack asks for a pause."""
    with world.bot.database.write() as session:
        session.exec(update(WorkspaceQueue).values(open_at=2**50))


def test_of_who_only_wrote_or_looked_nothing_stays_unfound(world: World) -> None:
    world.li.writes("hello?")
    world.settle()
    assert members.export(world.settings, world.li.id, None)["message"]
    members.erase(world.settings, world.li.id, None)
    with pytest.raises(LookupError):
        members.export(world.settings, world.li.id, None)


def test_people_who_are_neither_members_nor_operators_are_pruned(world: World, ana: Person) -> None:
    operator = world.slack.workspace.add_person("Op")
    greet_operators(world.bot.coach, world.bot.workspace, [operator.id])
    world.settle()
    world.li.types("/pm-progress join")
    prune(world.bot.database)
    assert {ana.id, world.li.id, operator.id} <= _known(world)  # her form is open
    with world.bot.database.write() as session:
        session.exec(update(SlackUser).values(refresh_at=0))
    prune(world.bot.database)
    assert _known(world) == {ana.id, operator.id}


def _known(world: World) -> set[str]:
    with world.bot.database.read() as session:
        return set(session.exec(select(SlackUser.user_id)))
