"""`pm-coach feedback`: lines in, lines out, and what it says of what it can't read."""

import json
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import main

runner = CliRunner()
DIMENSIONS = ("user_impact", "business_value", "engineering_cost", "strategic_alignment", "time_to_market")


def _run(*rows: object) -> tuple[int, list[dict[str, object]], str]:
    """Return the exit code, the answers and what was complained of."""
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    done = runner.invoke(main.app, ["feedback", "--json"], input=lines)
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_each_line_gets_its_answer() -> None:
    code, answers, _ = _run(
        {"id": "a", "kind": "interview_question", "text": "Would you use an app for that?"},
        {"kind": "saying_no", "text": "No.", "id": 7},
    )
    assert code == 0
    assert [answer["id"] for answer in answers] == ["a", 7]
    assert answers[0]["labels"] == sorted({found["code"] for found in answers[0]["findings"]})  # type: ignore[attr-defined]


def test_a_prioritisation_is_computed() -> None:
    options = [{"name": name, **dict.fromkeys(DIMENSIONS, score)} for name, score in (("x", 3), ("y", 4))]
    row = {
        "id": 1,
        "kind": "prioritisation",
        "options": options,
        "weights": dict.fromkeys(DIMENSIONS, 1),
        "rationale": "",
    }
    code, (answer,), _ = _run(row)
    assert code == 0
    assert answer["expect"]["order"] == ["y", "x"]  # type: ignore[index]
    assert answer["labels"] == ["missing_evidence"]


def test_what_cannot_be_read_is_named_by_its_line_and_the_rest_is_answered() -> None:
    code, answers, said = _run(
        {"id": 1, "kind": "poem", "text": "x"},
        "{",
        "[]",
        {"id": 2, "kind": "saying_no"},
        {"id": 3, "kind": "prioritisation", "options": [{"name": "x"}], "weights": {}},
        {"id": 4, "kind": "saying_no", "text": "No."},
    )
    assert code == 2
    assert [answer["id"] for answer in answers] == [4]
    assert [line.split(":")[0] for line in said.splitlines()] == [f"Line {number}" for number in range(1, 6)]


def test_a_file_gets_words_for_people(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Buy the drone licence. It pays for itself.", encoding="utf-8")
    done = runner.invoke(main.app, ["feedback", str(page), "--kind", "vp_summary"])
    assert done.exit_code == 0
    assert "Works: " in done.stdout
    assert "given up" in done.stdout


def test_a_kind_that_is_not_known_is_wrong_use(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("x", encoding="utf-8")
    assert runner.invoke(main.app, ["feedback", str(page), "--kind", "poem"]).exit_code == 2
    assert runner.invoke(main.app, ["feedback", str(page)]).exit_code == 2


def test_bytes_that_are_no_text_are_wrong_use(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"\xff\xfe\x00")
    assert runner.invoke(main.app, ["feedback", str(page), "--kind", "vp_summary"]).exit_code == 2
    assert runner.invoke(main.app, ["feedback", str(page), "--json"]).exit_code == 2
