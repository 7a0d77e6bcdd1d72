"""A member to act as."""

import pytest

from bot.sandbox.person import Person
from tests.world import World


@pytest.fixture
def ana(world: World) -> Person:
    """Ana, who has joined on Mon 11 Jan 2027 at 10:12, Lisbon time, and looks at her DM."""
    world.ana.opens("DM")
    return world.ana
