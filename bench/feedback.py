"""Feedback on a text: a page beside prose linters, the longest that Slack takes, and its memory."""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from bench.checkout import ROOT
from bench.figures import CPU_MS, Figure
from bench.programs import environment
from bench.versions import Tick
from bot.domain.feedback.feedback import JUDGED
from corpus.texts import DEVELOPMENT, TRAIN, samples

PAGE = 300
"""Words."""
LONGEST = 12_000
"""Characters: four fields of Slack's."""
PAGES = 10
"""Different texts of one length."""
MEMORY = 20
MOST = 10
"""Milliseconds for one of 99 in a hundred of the longest."""
_SAYS_WHAT_IT_SPENT = """
import json, sys, time
for line in sys.stdin:
    spent = []
    for kind, text in json.loads(line):
        before = time.process_time()
        lint(kind, text)
        spent.append((time.process_time() - before) * 1000)
    print(json.dumps(spent), flush=True)
"""
OURS = "from bot.domain.feedback.feedback import give as lint" + _SAYS_WHAT_IT_SPENT
TAKES = """
import json, sys
def kilobytes(which):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(which))
texts = json.loads(sys.stdin.readline())
before = kilobytes("VmRSS")
from bot.domain.feedback.feedback import give
for kind, text in texts:
    give(kind, text)
print(json.dumps([(kilobytes("VmHWM") - before) / 1024]))
"""
PROSELINTS: Mapping[str, str] = {
    # The first would keep every answer on disk and read a known text's from there.
    "proselint 0.14.0": """
from proselint import tools
tools.memoize = lambda check: check
def lint(kind, text): return tools.lint(text)
assert lint("", "It is very unique, at the end of the day.")
"""
    + _SAYS_WHAT_IT_SPENT,
    "proselint 0.16.0": """
from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile
CheckRegistry().register_many(__register__)
def lint(kind, text): return LintFile("page", text).lint()
assert lint("", "It is very unique, at the end of the day.")
"""
    + _SAYS_WHAT_IT_SPENT,
}
"""Two, since 0.16 looks for its words with another engine (re2) and is forty times as fast.

They are no dependencies of ours: each goes into an environment of its own that ends with the run.
"""
VALE = shutil.which("vale")
"""What pip installs fetches this program from the web when it is first called."""


def names() -> tuple[str, ...]:
    """Return the names of the figures."""
    return (
        *(f"a page, beside {linter}" for linter in PROSELINTS),
        "a page, beside Vale" if VALE else "a page (no Vale on this machine)",
        *(f"{kind}, p99 of 12,000" for kind in JUDGED),
        "1,000 characters of 100,000, beside 12,000",
        "memory of the feedback (RSS)",
    )


def figures(folder: Path, readings: int, tick: Tick) -> list[Figure]:
    """Everything in turn. Without readings each of ours once, and nothing is installed."""
    pages = [("vp_summary", page) for page in _pages()]
    rounds = max(readings // PAGES, 1)
    with ExitStack() as stack:
        ours = stack.enter_context(_reader(Path(sys.executable), OURS, folder))
        theirs = [
            stack.enter_context(_reader(_installed(folder / linter, linter), code, folder))
            if readings
            else None
            for linter, code in PROSELINTS.items()
        ]
        tick()
        spent: list[list[float]] = [[] for _ in (ours, *theirs)]
        vale: list[float] = []
        for number in range(rounds + 1):  # the first is to get warm
            for side, times in zip((ours, *theirs), spent, strict=True):
                made = _read(side, pages) if side else []
                times += made if number else []
            vale += [_vale(folder, [page for _, page in pages])] if VALE and readings and number else []
        tick()
        longest = _tails(ours, rounds)
        tick()
        growth = max(_growth(ours, kind) for kind in JUDGED)
    mine, *others = spent
    beside = [median(each) if each else None for each in (*others, vale)]
    goals = (1 / 20, None, 1 / 3)  # re2 is out of re's reach: docs/scale.md says what that means
    return [
        *(
            Figure(
                name,
                round(median(mine), 2),
                CPU_MS,
                their and round(their, 2),
                round(goal, 3) if their and goal else None,
            )
            for name, their, goal in zip(names(), beside, goals, strict=False)
        ),
        *(
            Figure(name, round(each, 2), CPU_MS, goal=MOST)
            for name, each in zip(names()[3:], longest, strict=False)
        ),
        Figure(names()[-2], round(growth[1], 3), CPU_MS, round(growth[2], 3), 1.2),
        Figure(names()[-1], round(_memory(folder), 1), "MB", goal=MEMORY),
    ]


def _tails(ours: "subprocess.Popen[str]", rounds: int) -> list[float]:
    """For each kind, in turn, what 99 in a hundred readings of the longest texts stay under."""
    texts = [[(kind, text) for text in _long(kind, LONGEST)] for kind in JUDGED]
    spent: list[list[float]] = [[] for _ in texts]
    for number in range(rounds + 1):  # the first is to get warm
        for each, times in zip(texts, spent, strict=True):
            made = _read(ours, each)
            times += made if number else []
    return [sorted(times)[-1 - len(times) // 100] for times in spent]


def _growth(ours: "subprocess.Popen[str]", kind: str) -> tuple[float, float, float]:
    """How much dearer a character is in a text of 100,000; what 1,000 cost there, and in the longest."""
    per = [
        median(_read(ours, [(kind, text) for text in islice(_long(kind, length), 3)])) / length
        for length in (100_000, LONGEST)
    ]
    return per[0] / per[1], per[0] * 1000, per[1] * 1000


def _written(kind: str) -> list[str]:
    return [sample.content["text"] for sample in samples(TRAIN, DEVELOPMENT, kind=kind)]


def _pages() -> Iterator[str]:
    """Yield pages of so many words, each from pages for a VP in the corpus."""
    for text in _long("vp_summary", LONGEST):
        words = list(re.finditer(r"\S+", text))
        yield text[: words[PAGE - 1].end()]


def _long(kind: str, length: int) -> Iterator[str]:
    """Yield texts of a length, each joined from a kind's texts in the corpus."""
    texts = cycle(_written(kind))
    for _ in range(PAGES):
        made = ""
        while len(made) < length:
            made += next(texts) + "\n\n"
        yield made[:length]


def _memory(folder: Path) -> float:
    """What a Python that has imported nothing takes more at the most, once it has read the longest texts."""
    texts = [(kind, text) for kind in JUDGED for text in _long(kind, LONGEST)]
    with _reader(Path(sys.executable), TAKES, folder) as process:
        [more] = _read(process, texts)
    return more


def _read(side: "subprocess.Popen[str]", texts: Sequence[tuple[str, str]]) -> list[float]:
    """Have a program read texts. Returns what it says: milliseconds of processor time for each."""
    assert side.stdin
    assert side.stdout
    side.stdin.write(json.dumps(texts) + "\n")
    side.stdin.flush()
    spent: list[float] = json.loads(side.stdout.readline())
    return spent


@contextmanager
def _reader(python: Path, code: str, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start a program that reads texts; it ends when it is told no more."""
    told = {**environment(ROOT), "HOME": str(folder)}
    with subprocess.Popen(
        [str(python), "-c", code], env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


def _installed(folder: Path, linter: str) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", linter.replace(" ", "==")], check=True)
    return python


def _vale(folder: Path, pages: Sequence[str]) -> float:
    """Return the milliseconds that a page more takes: starting, which is once, is left out."""
    settings = folder / "vale.ini"
    settings.write_text("MinAlertLevel = suggestion\n[*]\nBasedOnStyles = Vale\n")
    files = [folder / f"page{number}.md" for number in range(len(pages))]
    for file, page in zip(files, pages, strict=True):
        file.write_text(page)

    def spent(files: Sequence[Path]) -> float:
        before = os.times()
        command = [str(VALE), "--no-exit", "--config", str(settings), *map(str, files)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        return sum(os.times()[2:4]) - sum(before[2:4])

    return (spent(files) - spent(files[:1])) / (len(files) - 1) * 1000
