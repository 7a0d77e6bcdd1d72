"""A member to act as."""

import pytest
import structlog

from bot.sandbox.person import Person
from tests.world import World


@pytest.fixture(autouse=True)
def _plain_log() -> None:
    """structlog's default draws every traceback with all locals, for longer than Slack waits for an ack."""
    structlog.reset_defaults()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
    )


@pytest.fixture
def ana(world: World) -> Person:
    """Ana, who has joined on Mon 11 Jan 2027 at 10:12, Lisbon time, and looks at her DM."""
    world.ana.opens("DM")
    return world.ana
