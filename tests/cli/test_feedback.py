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


def _read(tmp_path: Path, kind: str, content: str) -> list[str]:
    """Return the lines that a person reads of a file."""
    page = tmp_path / "page.md"
    page.write_text(content, encoding="utf-8")
    done = runner.invoke(main.app, ["feedback", str(page), "--kind", kind])
    assert done.exit_code == 0
    return done.stdout.splitlines()


def test_a_file_gets_words_for_people(tmp_path: Path) -> None:
    assert _read(tmp_path, "saying_no", "We won't do it, because the law forbids it.") == [
        "This works: Your reason fits in one sentence, so others can repeat it.",
        "  > We won't do it, because the law forbids it.",
        "1 of 2: Your no leaves the person who asked without a next step. "
        "Offer one thing that the person can do or have now.",
        "2 of 2: Your no doesn't say yet what could change it, or when. "
        "Name a date or a fact that would make you think again. If your no is final, say so, and why.",
    ]


def test_what_is_quoted_stands_above_what_is_said_of_it(tmp_path: Path) -> None:
    said = _read(tmp_path, "interview_question", "The export is terribly  slow, isn't it?")
    assert said[said.index("1 of 2:") + 1] == "  > The export is terribly slow, isn't it?"
    assert said[said.index("1 of 2:") + 2].startswith("  This question puts an opinion into their mouth")


def test_no_code_and_no_dimension_stands_in_words_for_people(tmp_path: Path) -> None:
    options = [{"name": name, **dict.fromkeys(DIMENSIONS, score)} for name, score in (("x", 3), ("y", 4))]
    options[0]["user_impact"] = 5
    table = json.dumps({"options": options, "weights": dict.fromkeys(DIMENSIONS, 1) | {"user_impact": 3}})
    texts = {
        "saying_no": "No.",
        "mini_prd": "We need a search.",
        "decision_log": "Problem",
        "vp_summary": "Hi.",
    }
    for kind, content in {**texts, "prioritisation": table}.items():
        said = _read(tmp_path, kind, content)
        assert said
        assert not any("_" in line for line in said)


def test_a_text_that_is_fine_gets_nothing_added(tmp_path: Path) -> None:
    said = _read(tmp_path, "interview_question", "When did you last move an order by hand?")
    assert said[-1] == "My rules find nothing more in it. They don't see whether it holds."


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
