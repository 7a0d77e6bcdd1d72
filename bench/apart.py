"""Work in a process of its own, so that its memory and its time on the processor are nobody else's."""

import os
import resource
import time
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any, NamedTuple, TypeVar

Made = TypeVar("Made")
PROCESSES = get_context("spawn")
"""How the bench starts its own processes: each is a Python that has imported nothing before."""


class Cost(NamedTuple):
    """`seconds` by the wall, `cpu` seconds of work, `megabytes` at the most, and `before` the work."""

    seconds: float
    cpu: float
    megabytes: float
    before: float


def apart(work: Callable[..., Made], *arguments: Any) -> Made:
    """Call a module's function in a new process, which has this one's environment whatever starts it."""
    with PROCESSES.Pool(1, _in_environment, (dict(os.environ),)) as pool:
        return pool.apply(work, arguments)


def _in_environment(environment: dict[str, str]) -> None:
    os.environ.update(environment)


def cost(work: Callable[[], object]) -> Cost:
    """What a piece of work costs the process that does it."""
    before, wall, cpu = _peak(), time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu, _peak(), before)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
