"""Presses while lines are renewed and a replica is killed: each is acknowledged, and done in its order."""

from datetime import UTC, datetime
from pathlib import Path

from tests.faults.presses import busy
from tests.world import world as open_world


def test_every_press_is_answered_and_done_while_lines_are_renewed_and_a_replica_is_killed(
    database_url: str, tmp_path: Path
) -> None:
    with open_world(database_url, at=datetime.now(UTC)) as made:
        seen = busy(made, tmp_path, turns=2, each=8)
        presses = [each for each in made.slack.sockets.delivered if each.kind != "events_api"]
    assert (seen.undisturbed.failed, seen.disturbed.failed) == ([], [])
    assert (len(seen.undisturbed.seconds), len(seen.disturbed.seconds)) == (32, 32)
    assert (seen.renewals, seen.kills) == (5, 1)
    assert all(each.acked for each in presses)
