"""A playbook file is either sound or refused with everything that is wrong with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.playbook.loader import PlaybookError, load, playbook
from tests.playbook.tiny import TINY, entry, tiny

Data = dict[str, Any]
CUT = 'assignments "cut-by-half"'


def refused(data: Data) -> list[str]:
    with pytest.raises(PlaybookError) as refusal:
        playbook(data, "tiny.toml")
    return [str(fault) for fault in refusal.value.faults]


def test_a_sound_file_is_read_as_it_stands() -> None:
    read = load(TINY)
    assert (read.id, read.months, len(read.assignments)) == ("tiny", 2, 6)
    assert read.assignment["cut-by-half"].needs == ("reading",)
    assert read.kind["rewrite"].compulsory.id == "after"


def test_the_built_in_playbook_is_sound_and_covers_eight_months() -> None:
    assert load().months == 8


DRILL = {
    "id": "ask",
    "skill": "listening",
    "kind": "rewrite",
    "level": 1,
    "setting": "You talk to a nurse.",
    "text": "Would you use it?",
    "sample": "When did you last do it?",
}
SCORED = {"kind": "score", "text": "A: one asks\nB: two ask", "sample": "A; 1; 1; 1; 1; 1", "why": "Two ask."}


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"level": 4}, "level: 4 is too large; write 3 or less"),
        ({"kind": "sing"}, "kind: "),
        ({"text": ""}, "text: it is empty; write something"),
        ({"skill": "flying"}, 'skill: "flying" is not in the playbook'),
        ({"why": "So."}, 'only kind = "score" has weights and a why; leave them out'),
        ({**SCORED, "why": ""}, "the sample has scores and no reason for them; write it as why"),
        ({**SCORED, "weights": [1, 2]}, "it has 2 weights; write 5, or leave them out"),
        ({**SCORED, "text": "A\nB"}, "its text has no options"),
        ({**SCORED, "text": "A: one\nA: two"}, "its text has no options"),
    ],
)
def test_a_drill_that_cannot_be_done_is_refused(keys: Data, fault: str) -> None:
    [said] = refused({**tiny(), "drills": [{**DRILL, **keys}]})
    assert said.startswith('drills "ask"')
    assert fault in said


def test_drills_have_ids_of_their_own() -> None:
    assert (
        playbook({**tiny(), "drills": [DRILL, {**DRILL, "id": "cut-by-half"}]}, "tiny").drill["ask"].level
        == 1
    )
    [said] = refused({**tiny(), "drills": [DRILL, DRILL]})
    assert said == 'drills "ask": this id stands 2 times; give each entry an id of its own'


AS_TOML = "\n".join(f"{key} = {value!r}" for key, value in DRILL.items())


def test_drills_may_stand_in_a_file_beside_their_playbook(tmp_path: Path) -> None:
    path, beside = tmp_path / "mine.toml", tmp_path / "mine.drills.toml"
    path.write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    assert load(path).drills == ()
    beside.write_text(f"[[drills]]\n{AS_TOML}")
    assert [drill.id for drill in load(path).drills] == ["ask"]
    beside.write_text(f'title = "Mine"\n[[drills]]\n{AS_TOML}')
    with pytest.raises(PlaybookError, match="it holds title; write nothing but"):
        load(path)
    beside.write_text(f"[[drills]]\n{AS_TOML}")
    path.write_text(f"{TINY.read_text(encoding='utf-8')}\n[[drills]]\n{AS_TOML}", encoding="utf-8")
    with pytest.raises(PlaybookError, match=r"they stand here and in mine\.drills\.toml; keep them"):
        load(path)


NO_NUMBER = "is not a whole number; write one without quotes, such as 3"
NO_BOOL = "is neither true nor false; write true or false, without quotes"
NO_ID = "is no id; begin with a small letter; then small letters, digits, -"
NO_TABLE = "is not a table; write its keys below a heading in [brackets]"
NO_TEXT = 'is not text; write text in quotes: "..."'
NO_MONTHS = "are not months; write [1, 3] for months 1 to 3, or [1] for an open end"


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"minutes": 5}, "minutes: 5 is too small; write 10 or more"),
        ({"minutes": 500}, "minutes: 500 is too large; write 240 or less"),
        ({"minutes": "an hour"}, f'minutes: "an hour" {NO_NUMBER}'),
        ({"minutes": "x" * 200}, f'minutes: "{"x" * 36}... {NO_NUMBER}'),
        ({"minutes": [30]}, f"minutes: [30] {NO_NUMBER}"),
        ({"minutes": 37.5}, "minutes: 37.5 is not a whole number; write one such as 3"),
        ({"core": "perhaps"}, f'core: "perhaps" {NO_BOOL}'),
        ({"core": []}, f"core: [] {NO_BOOL}"),
        ({"title": ""}, "title: it is empty; write something"),
        ({"title": "x" * 76}, "title: it has 76 characters; keep it to 75"),
        ({"title": 7}, f"title: 7 {NO_TEXT}"),
        ({"skill": "Saying no"}, f'skill: "Saying no" {NO_ID}'),
        ({"steps": []}, "steps: it has too few entries; give at least 1"),
        ({"steps": ["one"] * 7}, "steps: it has 7 entries; give at most 6"),
        ({"steps": "one"}, 'steps: "one" is not a list; write a list: ["...", "..."]'),
        ({"steps": ["one", 2]}, f"steps number 2: 2 {NO_TEXT}"),
        ({"show_me": "Look."}, f'show_me: "Look." {NO_TABLE}'),
        ({"months": 3}, f"months: 3 {NO_MONTHS}"),
        ({"months": [1, 2, 3]}, f"months: [1, 2, 3] {NO_MONTHS}"),
        ({"months": [0, 2]}, "months: 0 is too small; write 1 or more"),
        ({"months": [2, "x"]}, f'months: "x" {NO_NUMBER}'),
        ({"months": [2, 1]}, "months: 1 comes before 2; write the first month first"),
        ({"titel": "x"}, "titel: nobody knows this key; did you mean `title`?"),
    ],
)
def test_a_wrong_value_is_named_with_its_entry_and_what_would_be_right(keys: Data, fault: str) -> None:
    data = tiny()
    entry(data, "assignments", "cut-by-half").update(keys)
    assert refused(data) == [f"{CUT} · {fault}"]


def test_a_missing_key_is_named() -> None:
    data = tiny()
    del entry(data, "assignments", "cut-by-half")["show_me"]["aim"]
    del data["trap"]
    assert refused(data) == ["trap: it is missing; add it", f"{CUT} · show_me · aim: it is missing; add it"]


def test_a_misspelt_compulsory_key_is_one_fault_and_not_two() -> None:
    data = tiny()
    assignment = entry(data, "assignments", "cut-by-half")
    assignment["done_wen"] = assignment.pop("done_when")
    assert refused(data) == [f"{CUT} · done_wen: nobody knows this key; did you mean `done_when`?"]


def test_a_key_that_resembles_none_is_answered_with_those_that_exist() -> None:
    data = tiny()
    entry(data, "phases", "cut")["colour"] = "red"
    data["colour"] = "red"
    assert refused(data)[0] == (
        'phases "cut" · colour: nobody knows this key; the keys here are: id, title, months, about, exposure'
    )
    assert refused(data)[1].startswith("colour: nobody knows this key; the keys here are: id, title, about,")


def test_an_entry_without_an_id_is_named_by_its_title_or_its_place() -> None:
    data = tiny()
    del entry(data, "skills", "cutting")["id"]
    data["tracks"].append("both")
    assert refused(data)[:2] == [
        'tracks number 3: "both" is not a table; write its keys below a heading in [brackets]',
        'skills "Cutting" · id: it is missing; add it',
    ]


def test_the_rules_of_a_form_are_told_in_the_same_words() -> None:
    data = tiny()
    reading, rewrite = (entry(data, "kinds", id_) for id_ in ("reading", "rewrite"))
    reading["fields"][1]["compulsory"] = True
    reading["fields"].append({**reading["fields"][1], "input": "number"})
    rewrite["fields"][1]["options"] = []
    assert refused(data) == [
        'kinds "reading" · fields "surprise" · input: "number" is not among the choices; '
        "write 'long', 'line', 'link', 'date' or 'choice'",
        'kinds "rewrite" · fields "size": options and input don\'t match; '
        'give `options` to input = "choice", and only to it',
    ]
    reading["fields"][2]["input"] = "line"
    assert refused(data)[0] == (
        'kinds "reading": it has 3 compulsory fields; mark one with compulsory = true'
    )
    reading["fields"][1]["compulsory"] = reading["fields"][2]["compulsory"] = False
    assert refused(data)[0] == 'kinds "reading": two of its fields share an id; give each its own'


def test_a_habit_stops_or_starts() -> None:
    data = tiny()
    data["habits"] = [{"id": "skim", "kind": "pause", "title": "Skimming", "before": "x", "after": "y"}]
    assert refused(data) == [
        "habits \"skim\" · kind: \"pause\" is not among the choices; write 'stop' or 'start'"
    ]


def test_faults_between_entries_are_listed_beside_those_within_them() -> None:
    data = tiny()
    entry(data, "assignments", "cut-by-half")["minutes"] = 5
    entry(data, "assignments", "watch-a-stranger")["skill"] = "mind"
    entry(data, "skills", "cutting")["title"] = ""
    assert refused(data) == [
        'skills "cutting" · title: it is empty; write something',
        f"{CUT} · minutes: 5 is too small; write 10 or more",
        'assignments "watch-a-stranger" · skill: "mind" is not in the playbook; use one of: listening',
    ]


def test_what_only_a_whole_playbook_shows_is_told_even_if_its_head_is_wrong() -> None:
    data = tiny()
    data["id"] = "Tiny!"
    for phase in data["phases"]:
        phase["months"] = [2, 2]
    assert [fault.split(":")[0] for fault in refused(data)] == [
        "id",
        'assignments "list-what-they-skip" · months',
        'assignments "cut-by-half" · months',
        "phases",
    ]


@pytest.mark.parametrize(
    "spoil", [lambda d: d.pop("skills"), lambda d: d.update(skills="many"), lambda d: d.update(tracks=3)]
)
def test_a_whole_list_that_is_wrong_brings_no_echo_from_every_entry(spoil: Callable[[Data], object]) -> None:
    data = tiny()
    spoil(data)
    assert len(refused(data)) == 1


def test_an_empty_file_is_told_what_a_playbook_needs(tmp_path: Path) -> None:
    assert [fault.split(":")[0] for fault in refused({})] == [
        "id",
        "title",
        "about",
        "trap",
        "phases",
        "skills",
        "kinds",
        "assignments",
    ]


def message(path: Path) -> str:
    with pytest.raises(PlaybookError) as refusal:
        load(path)
    return str(refusal.value).replace(str(path), path.name)


def test_a_syntax_error_names_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('id = "mine"\ntitle = Mine\n')
    assert message(path) == (
        "mine.toml has 1 fault:\n"
        '- line 2, column 9: invalid value; mend the TOML there; text stands in quotes: key = "text"'
    )
    path.write_text('id = "mine')
    assert message(path).startswith("mine.toml has 1 fault:\n- ")


def test_a_file_that_is_not_there_or_is_a_folder_is_named_with_its_reason(tmp_path: Path) -> None:
    right = "check the path and who may read it"
    missing = tmp_path / "none.toml"
    assert message(missing) == (
        f"none.toml has 1 fault:\n- the file: it can't be read (no such file or directory); {right}"
    )
    assert "it can't be read (is a directory)" in message(tmp_path)


def test_a_file_in_another_encoding_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('title = "Müller"'.encode("latin-1"))
    assert message(path).endswith("- byte 11: this is not UTF-8 text; save the file as UTF-8")


def test_several_faults_are_counted_and_each_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "two.toml"
    path.write_text(TINY.read_text().replace("minutes = 30", "minutes = 3"))
    lines = message(path).splitlines()
    assert lines == [
        "two.toml has 2 faults:",
        f"- {CUT} · minutes: 3 is too small; write 10 or more",
        '- assignments "let-an-editor-at-it" · minutes: 3 is too small; write 10 or more',
    ]
