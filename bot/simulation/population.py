"""Who is due when on the Monday of the peak: workspaces, members, their zones, and when rows are written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import accumulate
from random import Random

from bot.domain import slots, spread
from bot.simulation.events import SECOND, Waiting

MONDAY, NINE = date(2027, 1, 11), time(9)
ZONES = {
    "America/New_York": 22,
    "America/Chicago": 12,
    "America/Denver": 4,
    "America/Los_Angeles": 18,
    "America/Sao_Paulo": 4,
    "Europe/London": 8,
    "Europe/Berlin": 12,
    "Asia/Kolkata": 10,
    "Asia/Singapore": 4,
    "Asia/Tokyo": 3,
    "Australia/Sydney": 3,
}
"""Where workspaces are at home, by weight: an assumption, heavy on the Americas."""
AT_HOME = 0.8
"""The share of a workspace's members who live in its zone; the others live anywhere."""
SIGMA = 1.6
"""Of the log-normal sizes: with 100 members in the mean, the largest of 10,000 workspaces has some 10,000."""


@dataclass(frozen=True)
class Population:
    members: int
    workspaces: int
    spread: bool
    seed: int


@dataclass(frozen=True)
class Planner:
    """The heartbeat that opens weeks and writes their rows, in microseconds."""

    beat: int
    """Between two looks at what is due."""
    row: int
    """For one member."""


def sizes(population: Population, rng: Random) -> list[int]:
    """How many members each workspace has: log-normal, at least one, all members together."""
    weights = list(accumulate(rng.lognormvariate(0, SIGMA) for _ in range(population.workspaces)))
    spare = population.members - population.workspaces
    ends = [round(spare * weight / weights[-1]) for weight in weights]
    return [1 + end - start for start, end in zip([0, *ends], ends, strict=False)]


def waiting(population: Population, planner: Planner) -> list[list[Waiting]]:
    """For each workspace, its members' messages."""
    rng = Random(population.seed)
    counts = sizes(population, rng)
    queues: list[list[Waiting]] = [[] for _ in counts]
    planned = 0
    for slot, members in sorted(_by_slot(counts, rng).items()):
        rng.shuffle(members)  # the order in which they joined has nothing to do with their workspace
        planned = max(planned, slot + rng.randrange(planner.beat + 1))
        for queue in members:
            planned += planner.row
            due = slot + (_spread(queue, len(queues[queue]), counts[queue]) if population.spread else 0)
            queues[queue].append((max(due, planned), due))
    return queues


def _by_slot(counts: list[int], rng: Random) -> dict[int, list[int]]:
    """The workspaces of the members due at an instant, one entry for each member."""
    slot_of = {zone: _micros(zone) for zone in ZONES}
    at_home = rng.choices(list(ZONES), list(ZONES.values()), k=len(counts))
    due: dict[int, list[int]] = defaultdict(list)
    for queue, (count, home) in enumerate(zip(counts, at_home, strict=True)):
        abroad = sum(rng.random() >= AT_HOME for _ in range(count))
        due[slot_of[home]] += [queue] * (count - abroad)
        for zone in rng.choices(list(ZONES), list(ZONES.values()), k=abroad):
            due[slot_of[zone]].append(queue)
    return due


def _micros(zone: str) -> int:
    return int(slots.instant(MONDAY, NINE, zone).timestamp()) * SECOND


def due_in_busiest_hour(queues: Iterable[Iterable[Waiting]]) -> int:
    """The most messages that fall due in an hour that begins when one does."""
    dues = sorted(due for queue in queues for _, due in queue)
    first = most = 0
    for last, due in enumerate(dues):
        while dues[first] <= due - 3600 * SECOND:
            first += 1
        most = max(most, last - first + 1)
    return most


def _spread(queue: int, member: int, size: int) -> int:
    return spread.delay(f"T{queue}", f"U{member}", size) // timedelta(microseconds=1)
