"""What is kept of somebody: said beforehand, given and erased on request, gone of who only looked."""

import pytest
from sqlmodel import select, update

from bot.delivery.prune import prune
from bot.operate import members
from bot.operate.greeting import greet_operators
from bot.sandbox.person import Person
from bot.store.tables import SlackUser
from bot.views import ids
from tests.world import World


def test_the_join_form_says_what_is_kept_and_how_to_get_or_erase_it(world: World) -> None:
    world.ana.types("/pm-progress join")
    seen = world.ana.sees("modal")
    assert "your name and time zone from Slack" in seen
    assert "stays until it is erased" in seen
    assert "type export or erase" in seen


@pytest.mark.parametrize(
    ("word", "told"), [("export", "member export {}"), ("erase", "member erase {} --yes")]
)
def test_typed_words_say_how_to_get_or_erase_it(world: World, word: str, told: str) -> None:
    world.ana.writes(word)
    world.settle()
    assert told.format(world.ana.id) in world.ana.last("DM").visible


def test_erase_offers_to_take_posts_down_first(world: World, ana: Person) -> None:
    world.hands_in(ana)
    ana.clicks(ids.WIN_SHARE)
    world.settle()
    ana.types("/pm-progress erase")
    ana.clicks(ids.WIN_OPEN)
    ana.clicks(ids.WIN_TAKE_DOWN)
    world.settle()
    assert world.li.messages("#wins") == []


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
