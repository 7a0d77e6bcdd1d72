"""What a quoted piece is joined to: the week's plan, the piece before, else what the week asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.joined_to import Asked, Before, JoinedTo, PlanBehind, joined_to, tells_origin
from bot.domain.records import EvidenceRecord

NOW = datetime(2027, 1, 20, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def pieces(kinds: str, version: int = 1) -> list[EvidenceRecord]:
    """Pieces of these kinds, one a week from the second; the newest in this version."""
    made = [
        EvidenceRecord(number, number, kind, "story", "", False, 1, NOW)
        for number, kind in enumerate(kinds.split(), 1)
    ]
    return [*made[:-1], made[-1]._replace(version=version)]


@pytest.mark.parametrize(
    ("made", "planned_at", "title", "to"),
    [
        pytest.param(pieces("page"), None, "Ask", Asked("Ask"), id="nothing else"),
        pytest.param(pieces("page"), None, "", None, id="something of their own"),
        pytest.param(pieces("page"), NOW - HOUR, "Ask", PlanBehind(NOW - HOUR, early=False), id="a plan"),
        pytest.param(pieces("page"), NOW, "Ask", PlanBehind(NOW, early=False), id="at its very moment"),
        pytest.param(pieces("page"), NOW + HOUR, "Ask", PlanBehind(NOW + HOUR, early=True), id="early"),
        pytest.param(pieces("page page"), None, "Ask", Before(1, 2), id="the piece before"),
        pytest.param(pieces("page note page"), None, "Ask", Before(1, 2), id="of the same kind"),
        pytest.param(pieces("note page"), None, "Ask", Asked("Ask"), id="none of the same kind"),
        pytest.param(
            pieces("page page"), NOW, "Ask", PlanBehind(NOW, early=False), id="both, the plan's turn"
        ),
        pytest.param(pieces("page page page"), NOW, "Ask", Before(2, 3), id="both, the piece's turn"),
        pytest.param(pieces("page page", version=2), NOW, "Ask", None, id="a further version"),
    ],
)
def test_a_piece_is_joined_to_what_is_true_in_turns(
    made: list[EvidenceRecord], planned_at: datetime | None, title: str, to: JoinedTo | None
) -> None:
    found = joined_to(made, made[-1], lambda each: each.week_id + 1, planned_at=planned_at, title=title)
    assert found == to


@pytest.mark.parametrize(
    ("kinds", "version", "tells"),
    [("page", 1, True), ("page " * 3, 1, True), ("page " * 4, 1, False), ("page", 2, False)],
)
def test_the_first_replies_say_where_feedback_comes_from(kinds: str, version: int, tells: bool) -> None:
    made = pieces(kinds, version)
    assert tells_origin(made, made[-1]) is tells
