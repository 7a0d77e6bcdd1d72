"""What a scrape reads: counters of the process, and the queue as the database has it."""

from dataclasses import dataclass
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.runtime import metrics


@dataclass(frozen=True)
class Depth:
    planned: int = 7
    due: int = 5
    sending: int = 2
    unknown: int = 8
    stuck: int = 1
    dead: int = 3
    late_seconds: float = 90.5
    paused: int = 1
    members_due: int = 4


def read(name: str, depth: Depth | None = None, **labels: str) -> float | None:
    """A sample's value, None if there is no such sample."""
    text = metrics.exposed(depth).decode()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return float(sample.value)
    return None


@pytest.fixture
def own_kind(request: pytest.FixtureRequest) -> Any:
    """A reader of samples, and a kind of message that no other test counts: counters are the process's."""
    kind = request.node.name
    return lambda name, **labels: read(name, kind=kind, **labels), kind


def test_a_delivery_counts_with_its_lateness(own_kind: Any) -> None:
    now, kind = own_kind
    for lateness in (0.4, 59.9, 60.0, -3.0):
        metrics.delivered(kind)
        metrics.late(kind, lateness)
    assert now("pm_coach_sent_total") == 4
    assert now("pm_coach_late_total") == 1
    assert now("pm_coach_lateness_seconds_count") == 4
    assert now("pm_coach_lateness_seconds_sum") == pytest.approx(120.3)
    assert now("pm_coach_lateness_seconds_bucket", le="0.5") == 2


def test_attempts_that_fail_count_by_what_follows(own_kind: Any) -> None:
    now, kind = own_kind
    metrics.retried(kind)
    metrics.retried(kind)
    metrics.unknown(kind)
    metrics.dead(kind, "channel_not_found")
    assert now("pm_coach_retried_total") == 2
    assert now("pm_coach_unknown_total") == 1
    assert now("pm_coach_dead_total", reason="channel_not_found") == 1


@pytest.mark.parametrize(
    ("reason", "label"),
    [
        ("missing_scope", "missing_scope"),
        ("HTTP 503", "HTTP 503"),
        ("no connection: [Errno 111] to 10.0.0.7", "no connection"),
        ("<html>", "other"),
        ("x" * 41, "other"),
        ("", "other"),
    ],
)
def test_the_reason_of_a_dead_message_is_one_of_few(reason: str, label: str, own_kind: Any) -> None:
    now, kind = own_kind
    metrics.dead(kind, reason)
    assert now("pm_coach_dead_total", reason=label) == 1


def test_the_queue_is_asked_at_each_scrape() -> None:
    for depth in (Depth(), Depth(due=6, late_seconds=0)):
        for state in ("planned", "due", "sending", "unknown", "stuck", "dead"):
            assert read("pm_coach_queue_messages", depth, state=state) == getattr(depth, state)
        assert read("pm_coach_queue_late_seconds", depth) == depth.late_seconds
        assert read("pm_coach_workspaces_paused", depth) == 1
        assert read("pm_coach_members_due", depth) == 4
        assert read("pm_coach_database_up", depth) == 1


def test_findings_are_counted_by_code_and_by_what_became_of_them() -> None:
    text = metrics.exposed(Depth(), [("leading", "said", 3), ("leading", "withdrawn", 1)]).decode()
    assert 'pm_coach_findings{code="leading",state="said"} 3.0' in text
    assert 'pm_coach_findings{code="leading",state="withdrawn"} 1.0' in text


def test_without_a_database_the_scrape_says_so_and_keeps_what_the_process_counted() -> None:
    metrics.handled("assignment.done", 0.02)
    assert read("pm_coach_database_up") == 0
    assert read("pm_coach_queue_messages", state="due") is None
    assert (read("pm_coach_handling_seconds_count", listener="assignment.done") or 0) >= 1
    assert (read("process_resident_memory_bytes") or 0) > 1_000_000


def test_silence_is_counted_from_the_last_sign_of_life_of_any() -> None:
    assert metrics.silence("a heart that never beat") == float("inf")
    metrics.beat("one")
    assert metrics.silence("one", "a heart that never beat") < 5
