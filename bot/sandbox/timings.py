"""Slack's own times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Timings:
    """Slack's real times in seconds, shortened by tests only."""

    ack: float = 3.0
    trigger: float = 3.0
    response_url: float = 1800.0
    retries: Sequence[float] = field(default=(0.0, 60.0, 300.0))
    disconnect: float = 10.0
