"""`pm-coach playbook`: what an author of playbooks reads."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.playbook.loader import built_in, built_in_drills, load
from tests.playbook.test_strict import good
from tests.playbook.tiny import TINY, as_toml

runner = CliRunner()


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


def test_a_sound_playbook_is_told_to_be_in_order() -> None:
    result = runner.invoke(app, ["playbook", "check", str(TINY)])
    assert result.exit_code == 0
    assert result.stdout == f"{TINY} is in order: Write so that it gets read, 2 months, 6 assignments.\n"


def test_a_mark_at_the_beginning_of_the_file_is_no_letter(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(TINY.read_text(), encoding="utf-8-sig")
    assert runner.invoke(app, ["playbook", "check", str(tmp_path / "mine.toml")]).exit_code == 0


@pytest.mark.parametrize("command", ["check", "show"])
def test_a_broken_playbook_fails_with_every_fault_on_standard_error(command: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TINY.read_text().replace("minutes = 20", "minutes = 2"))
    result = runner.invoke(app, ["playbook", command, str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"{path} has 2 faults:",
        '- assignments "watch-one-reader" · minutes: 2 is too small; write 10 or more',
        '- assignments "watch-a-stranger" · minutes: 2 is too small; write 10 or more',
    ]


def test_a_playbook_is_shown_month_by_month() -> None:
    result = runner.invoke(app, ["playbook", "show", str(TINY)])
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    months = [line for line in lines if line.startswith("Month")]
    assert months == ["Month 1: Notice how they read, Cut what they skip", "Month 2: Cut what they skip"]
    assert "Let an editor at it (pair only) cutting 30" in lines
    assert lines.count("Cut a page by half cutting core 30") == 2
    assert "\x1b[" not in result.stdout


def test_the_time_after_is_shown_where_anything_opens_then(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TINY.read_text().replace("months = [1, 2]\ncore = true", "months = [3]\ncore = true"))
    result = runner.invoke(app, ["playbook", "show", str(path)])
    assert "Cut a page by half" in result.stdout.partition("Month 3: no phase is open")[2]


def test_one_month_can_be_shown_and_one_after_the_last_too() -> None:
    result = runner.invoke(app, ["playbook", "show", str(TINY), "--month", "3"])
    assert "Month 3: no phase is open" in result.stdout
    assert "Send one shorter message" in result.stdout
    assert "Cut a page by half" not in result.stdout


def test_brackets_of_an_author_are_no_markup(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TINY.read_text().replace("Cut a page by half", "Cut [b]a page[/b]"))
    assert "Cut [b]a page[/b]" in runner.invoke(app, ["playbook", "show", str(path)]).stdout


def test_a_playbook_is_shown_as_json() -> None:
    result = runner.invoke(app, ["playbook", "show", str(TINY), "--json", "--month", "2"])
    shown = json.loads(result.stdout)
    assert (shown["id"], [month["month"] for month in shown["months"]]) == ("tiny", [2])
    assert shown["months"][0]["phases"] == ["Cut what they skip"]
    assert shown["months"][0]["assignments"][3] == {
        "id": "let-an-editor-at-it",
        "title": "Let an editor at it",
        "phase": "cut",
        "skill": "cutting",
        "kind": "rewrite",
        "track": "pair",
        "core": False,
        "recurs": False,
        "weeks": 2,
        "minutes": 30,
        "exposure": 0,
    }


def test_a_month_before_the_first_is_wrong_use() -> None:
    assert runner.invoke(app, ["playbook", "show", str(TINY), "--month", "0"]).exit_code == 2


def test_without_a_file_the_built_in_playbook_is_checked() -> None:
    result = runner.invoke(app, ["playbook", "check"])
    assert result.exit_code == 0
    assert result.stdout.startswith("engineer-to-ai-pm.toml is in order: ")


def strict(path: Path) -> tuple[int, list[str]]:
    result = runner.invoke(app, ["playbook", "check", str(path), "--strict"])
    return result.exit_code, [" ".join(line.split()) for line in result.stdout.splitlines()]


def test_the_strict_check_prints_its_counts_and_then_every_breach(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TINY.read_text().replace("Mark one paragraph.", "Read one [b]paragraph[/b]!"))
    code, lines = strict(path)
    assert code == 1
    assert "cut-by-half 43 30 14% let-an-editor-at-it" in lines
    assert "2 With an editor 5 2 2 2" in lines
    assert "after On my own 3 2 0 2" in lines
    assert "13 weeks · With an editor, everything handed in 2 from week 6: Cutting" in lines
    assert "Longest silence without a swap, in weeks: Listening 2, Cutting 1." in lines
    breaches = lines[lines.index("Strict: 13 breaches.") + 1 :]
    assert len(breaches) == 13
    assert (
        '- assignments "list-what-they-skip" · short: it begins with "Read"; '
        "keep the hard part: an act that leaves something behind"
    ) in breaches
    assert "[b]" not in "".join(breaches)


def test_a_playbook_without_a_breach_passes(tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    path.write_text(as_toml(good()))
    code, lines = strict(path)
    assert (code, lines[-1]) == (0, "Strict: nothing to mend.")
    assert lines[0].endswith("good.toml is in order: Small, 4 months, 18 assignments.")


def test_one_breach_is_called_one(tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    path.write_text(as_toml(good().model_copy(update={"about": "Explore."})))
    assert strict(path)[1][-2:] == [
        "Strict: 1 breach.",
        '- about: "Explore" says nothing; name the act or the thing',
    ]


def test_the_built_in_playbook_is_copied_as_it_stands_and_never_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    result = runner.invoke(app, ["playbook", "copy", str(path)])
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, f"Written to {path}.")
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    assert (first, rest) == ("#:schema ./playbook.schema.json", built_in())
    assert path.with_name("mine.drills.toml").read_text(encoding="utf-8") == built_in_drills()
    assert load(path) == load()
    again = runner.invoke(app, ["playbook", "copy", str(path)])
    assert (again.exit_code, again.stderr) == (1, f"{path} exists already. Name a new file.\n")


def test_a_place_that_takes_no_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = runner.invoke(app, ["playbook", "copy", str(tmp_path / "none" / "mine.toml")])
    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr


def test_the_schema_is_printed_for_editors() -> None:
    result = runner.invoke(app, ["playbook", "schema"])
    assert (result.exit_code, json.loads(result.stdout)["title"]) == (0, "Playbook")
