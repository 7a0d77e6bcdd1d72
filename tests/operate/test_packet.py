"""A member's packet as files, for an operator whose member asks, and for an author who rehearses."""

import stat
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.cli import main
from bot.views import ids
from tests.world import World

FIRST, NEWEST = "She calls the bank before Maria retries.", "She calls the bank, then Maria retries."


def run(*words: str, **env: str) -> Any:
    return CliRunner().invoke(main.app, words, env=env)


def test_an_operator_writes_a_members_packet_and_never_over_another(any_world: World, tmp_path: Path) -> None:
    world, ana = any_world, any_world.ana
    env = {"DATABASE_URL": world.settings.database_url}
    folder, user = tmp_path / "packet", ana.record.id
    assert "Nothing of" in run("packet", user, "--out", str(folder), **env).stderr
    world.joined(ana)
    assert "has nothing yet" in run("packet", user, "--out", str(folder), **env).stderr
    world.hands_in(ana, FIRST)
    ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
    world.fills_compulsory(ana, NEWEST)
    ana.submits()
    world.settle()
    told = run("packet", user, "--out", str(folder), "--variant", "external", **env)
    assert told.exit_code == 0, told.stderr
    assert "Lines that seem to name somebody: 1." in told.stdout
    assert NEWEST not in told.stdout
    written = {file.suffix: file for file in folder.iterdir()}
    assert {stat.S_IMODE(file.stat().st_mode) for file in written.values()} == {0o600}
    assert {file.stem for file in written.values()} == {"ana"}
    assert written[".pdf"].read_bytes().startswith(b"%PDF-")
    for suffix in (".md", ".html"):
        text = written[suffix].read_text(encoding="utf-8")
        assert NEWEST in text
        assert FIRST not in text
    again = run("packet", user, "--out", str(folder), **env)
    assert (again.exit_code, "exists already" in again.stderr) == (1, True)


def test_an_author_sees_what_a_rehearsed_programme_amounts_to(tmp_path: Path) -> None:
    told = run("rehearse", "--weeks", "3", "--packet", str(tmp_path / "sam"))
    assert told.exit_code == 0, told.stderr
    assert {file.name for file in (tmp_path / "sam").iterdir()} == {"sam.pdf", "sam.html", "sam.md"}
    assert "Your packet shows nothing about prioritisation so far." in told.stdout


def test_a_rehearsed_case_study_has_each_of_its_parts_once_and_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    told = run("rehearse", "--weeks", "2", "--packet", str(tmp_path / "file"))
    assert (told.exit_code, (tmp_path / "file").read_text()) == (1, "mine")
    assert "can't be a folder: File exists. Name another one." in told.stderr
    assert "Errno" not in told.stderr
    told = run("rehearse", "--packet", str(tmp_path / "sam"))
    assert told.exit_code == 0, told.stderr
    lines = (tmp_path / "sam" / "sam.md").read_text(encoding="utf-8").splitlines()
    parts = lines[lines.index("## A product of my own") :]
    titles = [line for line in parts if line.startswith("### ")]
    assert len(titles) > 3
    assert len(set(titles)) > len(titles) // 2
