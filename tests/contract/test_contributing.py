"""CONTRIBUTING.md is true: its files and commands exist, and its recipes are followed in a copy."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.reading import ROOT, read
from tests.contract.recipes import PAGE, command, copy_repository, edits, files, recipe
from tests.contract.test_operating_guide import parse

CONTRIBUTING = read(PAGE)
SUBCOMMAND, KIND, TABLE = "A subcommand that shows something", "A kind of message", "A table"
MOST_FILES = 7
RECIPES = (SUBCOMMAND, KIND, TABLE)
HELD_BY = (
    "tests/handlers/test_month.py",
    "tests/handlers/test_recap.py",
    "tests/handlers/test_registration.py",
    "tests/handlers/test_dashboard.py",
    "tests/views",
    "tests/domain/test_commands.py",
    "tests/domain/test_messages.py",
    "tests/store/test_schema.py",
    "tests/operate/test_members.py",
    "tests/contract/test_screens.py",
    "tests/contract/test_what_we_ask_of_slack.py",
)
"""The tests that would fail if a recipe left a file out."""
ABOUT_THEM = (
    "(month or recap or registration or commands or messages or what_we_ask or is_listed"
    " or every_word or every_help"
    " or from_nothing or constraint or handed_out or of_later or erasing) and not postgres"
)
"""Those of them that look at what the recipes add; PostgreSQL would take seconds to start."""


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository in which somebody has followed all recipes."""
    copy = copy_repository(tmp_path_factory.mktemp("followed"))
    for heading in RECIPES:
        for edit in edits(heading):
            edit.apply(copy)
    return copy


def run_pytest(folder: Path, *runs: list[str]) -> None:
    """Run pytest in a copy, several times in one process: importing the coach takes longer than the tests."""
    alone = [[*arguments, "-n", "0", "-p", "no:cacheprovider"] for arguments in runs]
    run(folder, "-c", f"import pytest, sys\nsys.exit(any([pytest.main(each) for each in {alone}]))")


def run(folder: Path, *arguments: str) -> None:
    """Run Python in a copy; what it says is said if it fails."""
    env = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_who_follows_the_recipes_has_green_tests(followed: Path) -> None:
    program, *arguments = command(SUBCOMMAND)
    assert (Path(program).name, command(KIND)) == ("pytest", [program, *arguments])
    run_pytest(followed, [*arguments, "-k", "month or recap"], ["-k", ABOUT_THEM, *HELD_BY])


def test_who_adds_where_a_recipe_adds_leaves_it_true(followed: Path) -> None:
    """Else the next word would need a change of this page, and nobody would know why."""
    all_edits = [edit for heading in RECIPES for edit in edits(heading)]
    assert [edit.path for edit in all_edits if not edit.fits_again(followed)] == []


def test_who_follows_the_recipes_breaks_no_style(followed: Path) -> None:
    touched = {file for heading in RECIPES for file in files(heading) if file.endswith(".py")}
    run(followed, "-m", "ruff", "check", "--no-cache", *touched)
    run(followed, "-m", "ruff", "format", "--no-cache", "--check", *touched)


@pytest.mark.parametrize("heading", RECIPES)
def test_a_recipe_touches_seven_files_at_most(heading: str) -> None:
    assert 0 < len(files(heading)) <= MOST_FILES


def test_a_kind_needs_one_row_one_view_one_use_case_one_test_and_its_screens() -> None:
    assert files(KIND) == [
        "bot/domain/messages.py",
        "bot/views/recap.py",
        "bot/coach/recap.py",
        "tests/views/screens.py",
        "tests/handlers/test_recap.py",
        "tests/views/__snapshots__/test_words.ambr",
    ]


def test_an_assignment_is_added_as_the_authors_guide_says() -> None:
    """tests/playbook/test_guide.py follows that to the letter."""
    assert "docs/playbook.md" in recipe("An assignment")
    assert "[[assignments]]" in read("docs/playbook.md").partition("### 3. Add an assignment")[2]


def commands(prefix: str) -> list[str]:
    """Return the commands of the page that begin so, in blocks and in spans."""
    spans = re.findall(r"`([^`\n]+)`", CONTRIBUTING)
    blocks = [
        line.partition("#")[0].strip() for line in re.findall(r"^ {4,}(.+)$", CONTRIBUTING, re.MULTILINE)
    ]
    return sorted({line for line in (*spans, *blocks) if line.startswith(prefix)})


@pytest.mark.parametrize("line", commands("pm-coach "))
def test_a_command_of_the_coach_is_one(line: str) -> None:
    assert parse(line) in line


def test_a_command_of_make_is_a_target() -> None:
    targets = set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))
    named = {line.split()[1] for line in commands("make ")}
    assert named >= {"quick", "test", "check", "faults", "mutants", "bench", "demo"}
    assert named <= targets


def test_a_program_of_the_environment_is_a_dependency_with_arguments_that_exist() -> None:
    called = [line.split() for line in commands(".venv/bin/")]
    assert len(called) >= 3
    for program, *arguments in called:
        assert shutil.which(Path(program).name, path=str(Path(sys.executable).parent)), program
        assert [path for path in arguments if "/" in path and not (ROOT / path).exists()] == []


def test_every_recipe_of_the_page_is_followed_here() -> None:
    headings = re.findall(r"^### (.+)$", CONTRIBUTING, re.MULTILINE)
    assert headings == [*RECIPES, "An assignment"]
