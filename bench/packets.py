"""A packet of thirty pieces: our three files, beside the PDF alone that WeasyPrint makes of the same HTML."""

import os
import pickle
import subprocess
import sys
import time
import venv
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.checkout import ROOT
from bench.figures import CPU_S, Figure
from bench.programs import environment
from bench.versions import Tick
from bot.packet.html import html
from tests.packet.people import thirty

WEASYPRINT = "weasyprint==70.0"
"""No dependency of ours: it goes into an environment of its own that ends with the run."""
THEIRS = (
    "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[1] + '.pdf');"
    "print(next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM')))"
)
OURS = (
    "import pickle, resource, sys; from bot.packet.files import files;"
    "made = files(pickle.load(open(sys.argv[1], 'rb')));"
    "[open(sys.argv[1] + file.name, 'wb').write(file.content) for file in made];"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Each prints the kilobytes at the most of the process that sets the PDF: ours is a child of the coach's."""


class Cost(NamedTuple):
    """What a program and its children cost; `megabytes` are those of the process that sets the PDF."""

    seconds: float
    cpu: float
    megabytes: float


def figures(folder: Path, rounds: int, tick: Tick) -> list[Figure]:
    """Both as programs of their own, in turn. Without rounds ours alone, and nothing is installed."""
    packet, page, held = thirty(), folder / "packet.html", folder / "packet"
    page.write_bytes(html(packet))
    held.write_bytes(pickle.dumps(packet))
    theirs = _installed(folder / "weasyprint") if rounds else None
    costs = []
    for _ in range(max(rounds, 1)):
        ours = _run(Path(sys.executable), OURS, held)
        costs.append((ours, _run(theirs, THEIRS, page) if theirs else None))
        tick()
    # Typst alone needs 34 MB for an empty page, so of memory no more is asked than not to need more.
    return [
        _figure("packet, three files", "s", 0.2, [(o.seconds, t and t.seconds) for o, t in costs]),
        _figure("packet, processor", CPU_S, 0.2, [(o.cpu, t and t.cpu) for o, t in costs]),
        _figure("packet, memory", "MB", 1, [(o.megabytes, t and t.megabytes) for o, t in costs]),
    ]


def _figure(name: str, unit: str, goal: float, pairs: list[tuple[float, float | None]]) -> Figure:
    theirs = [their for _, their in pairs if their is not None]
    beside = round(median(theirs), 2) if theirs else None
    return Figure(name, round(median(ours for ours, _ in pairs), 2), unit, beside, goal if theirs else None)


def _run(python: Path, code: str, argument: Path) -> Cost:
    """Run a program to its end. Raises CalledProcessError."""
    began, command = time.perf_counter(), [str(python), "-c", code, str(argument)]
    before = os.times()
    done = subprocess.run(command, env=environment(ROOT), stdout=subprocess.PIPE, check=True)
    after = os.times()
    cpu = sum(after[2:4]) - sum(before[2:4])
    return Cost(time.perf_counter() - began, cpu, int(done.stdout) / 1024)


def _installed(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", WEASYPRINT], check=True)
    return python
