from tests.world import World


def test_a_stranger_is_told_what_this_is_with_a_sample_and_how_to_join(world: World) -> None:
    world.ana.types("/pm-progress")
    seen = world.ana.sees("#general")
    assert "One assignment a week" in seen
    assert "[Join]" in seen
    assert "Nobody is told that you asked" in seen


def test_joining_takes_two_presses_and_brings_the_welcome_and_the_first_assignment(world: World) -> None:
    world.ana.types("/pm-progress")
    world.ana.clicks("Join")
    world.ana.clicks("Join")
    world.settle()
    welcome, nudge = world.ana.messages("DM")
    assert welcome.visible.startswith("Mondays at 09:00, Lisbon time: one assignment.")
    assert nudge.visible.startswith("Ask one person about the last time (45 min)")
    assert "Week 1, open until Mon 18 Jan, 09:00, Lisbon time." in nudge.visible
