import json
from pathlib import Path

import pytest
from rich.console import Console

from bench import apart, feedback
from bench.__main__ import run, run_against
from bench.checkout import ROOT, UnknownCommit, checkout, commit_id
from bench.figures import Figure, table, write
from bench.part import Effort, Part, chosen
from bench.parts import parts, parts_against
from bench.progress import measure
from bench.version import version
from bench.versions import in_turn
from tests.forked import PROCESSES

TINY = Effort(
    rounds=1,
    starts=1,
    warm_up=0,
    weeks=2,
    histories=(1, 2),
    batches=(1, 2),
    messages=20,
    sendings=1,
    databases=("SQLite",),
    enrolled=(10, 20),
    due=20,
    jobs=10,
    handed_in=2,
    commands=1,
    rehearsed=1,
    packets=0,
    at_once=1,
    readings=0,
)


@pytest.fixture(autouse=True)
def _fork_what_the_bench_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its figures want fresh processes; that there are figures takes none, and a fresh one takes a second."""
    monkeypatch.setattr(apart, "PROCESSES", PROCESSES)


NEEDS_GIT = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this isn't a checkout of the repository")


def test_the_bench_measures_ours_beside_theirs_and_writes_what_it_prints(tmp_path: Path) -> None:
    console = Console(width=100, record=True)
    run(TINY, console, tmp_path / "results.json")
    figures = json.loads((tmp_path / "results.json").read_text())
    named = [name for part in parts(TINY) for name in part.figures]
    assert [figure["name"] for figure in figures] == named
    alone = {figure["name"] for figure in figures if figure["theirs"] is None}
    assert alone == {
        "/pm-progress at 1 weeks",
        "/pm-progress at 2 weeks",
        "Home at 1 weeks",
        "Home at 2 weeks",
        "/pm-progress, 2 weeks on",
        "form for handing in",
        "handing in",
        "form for a packet",
        "asking for a packet",
        "sending, per message",
        "nudging, per member",
        "nudging, per batch",
        "idle beat, by itself",
        "planning 20 members",
        "planning, each",
        "planning, processor time",
        "packet, three files",
        "packet, processor",
        "packet, memory",
        "the latest of 4",
        *(name for name in feedback.names() if "12,000" not in name or "p99" in name),
    }
    counted = {figure["name"]: figure["ours"] for figure in figures if figure["unit"] == "statements"}
    assert 0 < counted["/pm-progress, 2 weeks on"] <= 8
    assert 0 < counted["form for a packet"] <= 8
    assert 0 < counted["asking for a packet"] <= 16
    assert counted["nudging, per member"] <= 5
    assert 0 < counted["nudging, per batch"] <= 13
    printed = console.export_text()
    assert all(name in printed for name in named)


@NEEDS_GIT
def test_a_commit_is_measured_beside_this_checkout() -> None:
    console = Console(width=100, record=True)
    [part] = chosen(parts_against(ROOT, TINY), "opening weeks")
    run_against("HEAD", TINY, console, part.name)
    printed = console.export_text()
    assert "Beside HEAD" in printed
    for name in part.figures:
        [line] = [line for line in printed.splitlines() if line.strip().startswith(name + "  ")]
        assert len([word for word in line.split() if word.replace(".", "").isdigit()]) >= 3, line


@NEEDS_GIT
def test_a_version_runs_the_code_of_its_own_checkout() -> None:
    with checkout("HEAD") as other:
        assert not other.is_relative_to(ROOT)
        with version(other) as theirs, version(ROOT) as ours:
            assert Path(theirs.ask("code")).samefile(other)
            assert Path(ours.ask("code")).samefile(ROOT)
    assert not other.exists()


def test_a_version_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError) as failed, version(ROOT) as ours:
        ours.ask("press", weeks=4, times=1)
    assert "KeyError" in "".join(failed.value.__notes__)


def test_what_is_no_commit_is_refused() -> None:
    with pytest.raises(UnknownCommit, match="nowhere"):
        commit_id("nowhere")


def test_versions_take_turns_and_none_always_comes_first() -> None:
    asked: list[str] = []

    def measured(side: str) -> int:
        asked.append(side)
        return len(asked)

    assert in_turn(3, measured, ["ours", "theirs"]) == [[1, 4, 5], [2, 3, 6]]
    assert asked == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]


@pytest.mark.parametrize(
    ("only", "names"),
    [
        ("doing nothing", ["doing nothing, with many"]),
        ("IDLE BEAT, by", ["doing nothing, with many"]),
        ("p95", ["answering"]),
        ("sen", ["counting statements", "sending a due batch"]),
    ],
)
def test_a_part_is_chosen_by_its_name_or_by_a_figure(only: str, names: list[str]) -> None:
    assert [part.name for part in chosen(parts(TINY), only)] == names


def test_without_a_word_all_parts_are_chosen() -> None:
    assert len(chosen(parts(TINY), None)) == len(parts(TINY))


def test_a_word_that_names_no_part_is_answered_with_the_parts() -> None:
    with pytest.raises(LookupError, match="keeping a job for each member"):
        chosen(parts(TINY), "nothing of the kind")


def test_a_part_of_a_run_is_printed_and_not_written(tmp_path: Path) -> None:
    console = Console(width=80, record=True)
    assert run(TINY, console, tmp_path / "results.json", "doing nothing") in (True, False)
    printed = console.export_text()
    assert "idle beat, 20 members" in printed
    assert "planning" not in printed
    assert not (tmp_path / "results.json").exists()


@pytest.mark.parametrize("terminal", [True, False])
def test_each_part_says_that_it_runs_and_how_long_it_took(terminal: bool) -> None:
    folders: list[Path] = []

    def work(folder: Path, tick: object) -> list[Figure]:
        assert folder.is_dir()
        folders.append(folder)
        return [Figure("a figure", 1, "ms")]

    console = Console(width=80, record=True, force_terminal=terminal)
    figures = measure([Part("counting", ("a figure",), 1, work)], console)
    assert figures == [Figure("a figure", 1, "ms")]
    lines = [line.strip() for line in console.export_text().splitlines() if line.strip()]
    assert lines[-1].startswith("1/1 counting: ")
    assert ("1/1 counting ..." in lines) is not terminal
    assert not folders[0].exists()


def test_a_figure_holds_by_its_ratio_or_alone_by_its_value() -> None:
    assert Figure("answer", 5.0, "ms", 10.0, 0.5).holds is True
    assert Figure("answer", 5.1, "ms", 10.0, 0.5).holds is False
    assert Figure("statements", 6, "SQL", goal=8).holds is True
    assert Figure("slowest", 6.0, "ms", 4.0).holds is None


def test_a_figure_is_written_with_ours_theirs_ratio_and_goal(tmp_path: Path) -> None:
    write([Figure("answer", 4.0, "ms", 10.0, 0.5)], tmp_path / "results.json")
    assert json.loads((tmp_path / "results.json").read_text()) == [
        {
            "name": "answer",
            "ours": 4.0,
            "theirs": 10.0,
            "ratio": 0.4,
            "goal": 0.5,
            "unit": "ms",
            "holds": True,
        }
    ]


def test_the_table_says_which_goal_fails() -> None:
    console = Console(width=80, record=True)
    console.print(table([Figure("answer", 6.0, "ms", 10.0, 0.5)]))
    assert "fails" in console.export_text()
