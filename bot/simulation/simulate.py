"""`pm-coach simulate`: from what was typed to what is printed, with a progress bar if it takes a while."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console

from bot.runtime.delayed_progress import delayed_progress
from bot.simulation.events import PLANNING, SECOND, SENDERS, SLACK, Bucket, Fleet, Peak, play
from bot.simulation.population import Planner, Population, due_in_busiest_hour, waiting
from bot.slack import pacing

CALL, CPU, ROW, BEAT = 150_000, 3_000, 1_500, 5 * SECOND
"""Microseconds: Slack's answer (assumed), our work for a message and for a row that is written (measured, see
docs/scale.md), and the time between two heartbeats."""
PERCENTILES = {"p50": 50, "p95": 95, "p99": 99, "max": 100}
UNHURRIED = 60.0
"""Seconds. With a p99 below this there is no bottleneck to speak of."""
CAUSES = {SLACK: "Slack's limit", SENDERS: "our senders", PLANNING: "planning"}
REMEDIES = {
    SLACK: "Slack's limit per workspace. More machines don't help; a spread does.",
    SENDERS: "our senders. More threads or another replica help.",
    PLANNING: "planning. Another replica helps.",
}


@dataclass(frozen=True)
class Power:
    """What there is to send with."""

    rate: float
    """Messages a second that Slack takes in a workspace."""
    senders: int
    """Threads in each replica."""
    replicas: int


def simulate(population: Population, power: Power, console: Console | None = None) -> dict[str, Any]:
    """Play the Monday; returns what was asked for and what came of it, lateness in seconds.

    ValueError says what to type instead.
    """
    if population.workspaces > population.members:
        raise ValueError("--workspaces can't be more than --members: each has one at least.")
    queues = waiting(population, Planner(BEAT, ROW // power.replicas))
    bucket = Bucket(round(SECOND / power.rate), pacing.SLACK.burst)
    with delayed_progress("Playing Monday", console) as passed:
        peak = play(queues, bucket, Fleet(power.replicas, power.senders, CALL, CPU), passed)
    return {
        **asdict(population),
        **asdict(power),
        "largest_workspace": max(map(len, queues)),
        "due_in_busiest_hour": due_in_busiest_hour(queues),
        "sent_in_busiest_second": peak.busiest_second,
        **_judged(peak),
    }


def _judged(peak: Peak) -> dict[str, Any]:
    lateness = {name: round(peak.percentile(share) / SECOND, 1) for name, share in PERCENTILES.items()}
    waited = peak.waits.total() or 1
    [(worst, _)] = peak.waits.most_common(1)
    return {
        "lateness": lateness,
        "waited_for": {cause: round(peak.waits[cause] / waited, 3) for cause in CAUSES},
        "bottleneck": None if lateness["p99"] < UNHURRIED else worst,
    }


def show(played: dict[str, Any], *, as_json: bool) -> None:
    """Print it as JSON or as a few lines."""
    if as_json:
        print(json.dumps(played, indent=2))
        return
    console = Console()
    for name, value in _lines(played):
        console.print(f"[bold]{name:<15}[/bold] {value}", soft_wrap=True, highlight=False)


def _lines(played: dict[str, Any]) -> list[tuple[str, str]]:
    spread = "spread over time in larger workspaces" if played["spread"] else "all at once"
    shares = (f"{CAUSES[cause]} {share:.0%}" for cause, share in played["waited_for"].items())
    return [
        ("Monday, 09:00", f"where each member lives, {spread}"),
        (
            "members",
            f"{played['members']:,} in {played['workspaces']:,} workspaces,"
            f" {played['largest_workspace']:,} in the largest",
        ),
        (
            "sending",
            f"{played['replicas']} x {played['senders']} threads,"
            f" {played['rate']:g} messages a second and workspace",
        ),
        ("busiest hour", f"{played['due_in_busiest_hour']:,} due"),
        ("busiest second", f"{played['sent_in_busiest_second']:,} sent"),
        ("late by", ", ".join(f"{name} {_long(value)}" for name, value in played["lateness"].items())),
        ("waited for", ", ".join(shares)),
        ("bottleneck", REMEDIES.get(played["bottleneck"], "none.")),
    ]


def _long(seconds: float) -> str:
    """Tenths below ten seconds, seconds below two minutes, then minutes."""
    if seconds < 120:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"
