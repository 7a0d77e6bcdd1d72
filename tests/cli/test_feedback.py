"""`pm-coach feedback`: lines in, lines out, and what it says of what it can't read."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import main
from bot.domain.judging import CODES, MOST_FINDINGS, feedback_on
from bot.playbook.loader import load

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
        "1 of 2: Your no doesn't say yet what the person can do next. "
        "Offer one thing that the person can do or have now.",
        "2 of 2: Your no doesn't say yet what could change it, or when. "
        "Name a date or a fact that would make you think again. If your no is final, say so, and why.",
    ]


def test_what_is_quoted_stands_above_what_is_said_of_it(tmp_path: Path) -> None:
    said = _read(tmp_path, "interview_question", "The export is terribly  slow, isn't it?")
    assert said[said.index("1 of 2:") + 1] == "  > The export is terribly slow, isn't it?"
    assert said[said.index("1 of 2:") + 2].startswith("  This question tells them your opinion")


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


def test_a_list_of_questions_is_no_note_of_what_was_learnt(tmp_path: Path) -> None:
    said = _read(tmp_path, "interview", "1. Would you use an app for that?\n2. What did you do on Monday?\n")
    assert "  > Would you use an app for that?" in said
    noted = _read(tmp_path, "interview", "He copies the list by hand. Why?\nShe said so.\nHe told her.\n")
    assert not any("Why?" in line for line in noted)


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


POLICY = {
    "rules": "Never: it sends a letter. A colleague reads each draft.",
    "feature": "Draft letters for a clinic.",
    "floor": "Complaints: we stop at 12 a week.",
}


def _answered(row: Mapping[str, object]) -> dict[str, Any]:
    code, (answer,), said = _run({"id": 1, **row})
    assert (code, said) == (0, "")
    return answer


def test_a_form_s_fields_get_the_answer_of_the_reply_in_slack() -> None:
    told = feedback_on("ai-policy", POLICY)
    assert told
    assert told.good
    assert told.question
    answer = _answered({"kind": "ai-policy", "fields": POLICY})
    assert answer["question"] == told.question._asdict()
    assert answer["good"]["why"] == told.good.why


def test_every_kind_of_the_reply_is_taken(tmp_path: Path) -> None:
    for kind in CODES:
        form = load().kind[kind]
        fields = {form.compulsory.id: (form.compulsory.options or ("We did it.",))[0]}
        if kind == "prioritisation":
            fields["options"] = "a; 1; 2; 3; 4; 5\nb; 2; 2; 3; 4; 5"
        told = feedback_on(kind, fields)
        answer = _answered({"kind": kind, "fields": fields})
        codes = list(dict.fromkeys(found["code"] for found in answer["findings"]))
        assert codes[:MOST_FINDINGS] == ([each.code for each in told.findings] if told else [])
        page = tmp_path / "page"
        page.write_text(json.dumps(fields))
        assert runner.invoke(main.app, ["feedback", str(page), "--kind", kind]).exit_code == 0


def test_a_quote_is_counted_within_the_field_that_it_stands_in() -> None:
    fields = {"cut": "The export.", "loses": "Nothing at all."}
    answer = _answered({"kind": "scope-decision", "fields": fields})
    [found] = answer["findings"]
    assert fields[found["field"]][found["start"] : found["end"]] == found["quote"]
    assert found["field"] == "loses"


def test_a_text_with_labels_is_its_form_s_fields() -> None:
    by_label = (
        f"Rules before any label\nwhat they cover: {POLICY['feature']}\n**floor**: stop at\n\n12 a week"
    )
    written = {**POLICY, "rules": "Rules before any label", "floor": "stop at\n\n12 a week"}
    assert _answered({"kind": "ai-policy", "text": by_label}) == _answered(
        {"kind": "ai-policy", "fields": written}
    )


def test_a_text_without_a_label_is_the_first_words_that_a_form_asks_for() -> None:
    one = _answered({"kind": "course", "text": "I took the one with a certificate because: why not"})
    other = _answered(
        {"kind": "course", "fields": {"step": "I took the one with a certificate because: why not"}}
    )
    assert one == other
    log = _answered({"kind": "decision-log", "text": "We posted it.\nPart: Launch"})
    assert (
        log["labels"]
        == _answered({"kind": "decision-log", "fields": {"part": "Launch", "decided": "We posted it."}})[
            "labels"
        ]
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"kind": "course", "fields": {"stp": "x"}},
            "'stp' is no field of course; its fields are step, gap, criteria, cost, used, taught, more.",
        ),
        ({"kind": "course", "fields": {"step": 3}}, "step is no text; write it between quotation marks."),
        (
            {"kind": "course", "fields": [1]},
            "fields is no object; write each of course by its id, or a text with labels.",
        ),
        (
            {"kind": "course", "text": "gap: mine"},
            'step is empty; write what answers "What did you choose, or do?".',
        ),
        (
            {"kind": "decision-log", "text": "We posted it."},
            "part is ''; it can be Problem identification, User research, Solution design, "
            "Technical approach, Launch, Results.",
        ),
        (
            {"kind": "prioritisation", "fields": {"options": "a; 1"}},
            "options or weights can't be read; write two options or more, one a line: the name and five "
            "scores from 1 to 5, with semicolons; and five weights, or none.",
        ),
        ({"kind": "course"}, "text is missing."),
    ],
)
def test_a_form_that_cannot_be_read_is_told_what_would_be_right(row: object, said: str) -> None:
    assert _run(row) == (2, [], f"Line 1: {said}\n")


def test_where_nothing_is_found_one_question_is_asked_as_in_slack(tmp_path: Path) -> None:
    page = (
        "I recommend that we stop the fax line on 1 May, because 3 of 240 orders came by fax last month. "
        "We give up those three customers' habit: they call instead. The risk is that one of them leaves; "
        "the first sign is a call to sales. Please approve it by Friday."
    )
    told = feedback_on("vp-page", {"recommendation": page})
    assert told
    assert told.question
    said = _read(tmp_path, "vp_summary", page)
    assert said[-3:] == [
        "One question about your words:",
        f"  > {told.question.quote}",
        f"  {told.question.asks}",
    ]
    assert _read(tmp_path, "vp-page", page) == said


def test_words_that_stand_above_are_not_quoted_again(tmp_path: Path) -> None:
    said = _read(tmp_path, "ai-policy", "Never: it sends a letter.")
    assert said[-1].startswith("One question about these words: ")
    assert len([line for line in said if line.startswith("  > ")]) == 1


def test_the_contract_s_kinds_keep_their_form() -> None:
    for kind in ("interview_question", "vp_summary", "mini_prd", "saying_no", "decision_log"):
        assert list(_answered({"kind": kind, "text": "We did 3 of 4."})) == [
            "id",
            "labels",
            "findings",
            "good",
        ]
