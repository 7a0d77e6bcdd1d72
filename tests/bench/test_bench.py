import json
from pathlib import Path

from rich.console import Console

from bench.__main__ import Effort, report
from bench.figures import Figure, table, write

TINY = Effort(rounds=1, starts=1, warm_up=0, weeks=2, batches=(1, 2), messages=20, sendings=1,
              enrolled=(10, 20), due=20, jobs=10)  # fmt: skip


def test_the_bench_measures_ours_beside_theirs_and_writes_what_it_prints(
    tmp_path: Path,
) -> None:
    console = Console(width=80, record=True)
    report(TINY, console, tmp_path / "results.json")
    figures = json.loads((tmp_path / "results.json").read_text())
    assert [figure["name"] for figure in figures if figure["theirs"] is not None] == [
        "/pm-progress answered, p50",
        "/pm-progress answered, p95",
        "start to connected",
        "first start, database made",
        "memory once started (RSS)",
        "20 sent, SQLite",
        "processor, SQLite",
        "20 sent, PostgreSQL",
        "processor, PostgreSQL",
        "idle beat, 20 members",
        "planning, memory",
        "10 times set",
        "10 due at once",
        "memory at that peak",
    ]
    counted = {figure["name"]: figure["ours"] for figure in figures if figure["unit"] == "statements"}
    assert 0 < counted["/pm-progress, 2 weeks on"] <= 8
    assert counted["nudging, per member"] <= 5
    assert 0 < counted["nudging, per batch"] <= 12
    printed = console.export_text()
    assert all(figure["name"] in printed for figure in figures)


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
