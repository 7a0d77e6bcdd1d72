"""Ten thousand messages due at once: claims stay cheap, memory small, and a small workspace isn't delayed."""

from pathlib import Path

from tests.faults.flood import flood


def test_a_flood_in_one_workspace_is_taken_in_small_gulps_and_delays_no_other(
    database_url: str, tmp_path: Path
) -> None:
    flooded = flood(database_url, tmp_path, due=10_000)
    assert flooded.claim < 3 * flooded.usual_claim  # fifty times as many are due
    assert flooded.before_small < 100
    assert flooded.memory < 150_000_000
