"""The architecture page draws the states that the code has, and names files that exist."""

import re
from pathlib import Path

import pytest

from bot.store.message_states import TRANSITIONS
from tests.contract.reading import ROOT, documents, read

PAGE = read("docs/architecture.md")
START_OR_END = "[*]"


def drawn() -> list[tuple[str, str]]:
    """Return the arrows of the state diagram, from and to."""
    diagram = PAGE.partition("stateDiagram-v2\n")[2].partition("```")[0]
    return re.findall(r"^\s*(\S+) --> (\w+|\[\*\])(?::.*)?$", diagram, re.MULTILINE)


def test_the_diagram_draws_every_change_of_state_and_no_other() -> None:
    arrows = [arrow for arrow in drawn() if START_OR_END not in arrow]
    permitted = {(str(old), str(new)) for old, later in TRANSITIONS.items() for new in later}
    assert set(arrows) == permitted
    assert len(arrows) == len(permitted)


def test_the_diagram_begins_where_a_message_begins_and_says_what_each_change_means() -> None:
    assert [new for old, new in drawn() if old == START_OR_END] == ["planned"]
    diagram = PAGE.partition("stateDiagram-v2\n")[2].partition("```")[0]
    unexplained = [line for line in diagram.splitlines() if "-->" in line and "[*]" not in line]
    assert [line for line in unexplained if ":" not in line] == []


def named_files(page: Path) -> set[str]:
    """Return the paths that a page names in code spans; `<feature>` stands for any name.

    Recipes name files to be made; a test of their own follows those.
    """
    text = re.sub(r"^```.*?^```|^## Recipes\n.*?(?=^## )", "", read(page), flags=re.M | re.S)
    spans = re.findall(r"`([^`\s]+)`", text)
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"}
    paths = {span for span in spans if "/" in span and span.split("/")[0] in folders}
    return {path.replace("<feature>", "hand_in") for path in paths}


@pytest.mark.parametrize("page", documents(), ids=str)
def test_a_page_names_files_that_exist(page: Path) -> None:
    missing = {path for path in named_files(page) if not list(ROOT.glob(path))}
    assert missing == set()


@pytest.mark.parametrize("page", documents(), ids=str)
def test_a_page_links_to_what_exists(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", read(page))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (ROOT / page.parent / target).exists()] == []


FEATURES = {path.stem for path in ROOT.glob("handlers/*.py")} & {p.stem for p in ROOT.glob("bot/coach/*.py")}
"""What people do: a listener, and the use case of the same name that it calls."""
SCREEN_OF_ANOTHER = {"mute", "skip"}
"""The settings and the nudge have their words."""
TESTED_WITH_OTHERS = {"later", "mute", "skip"}
"""In test_later_skip_mute.py."""


@pytest.mark.parametrize("feature", sorted(FEATURES - {"__init__"}))
def test_a_feature_has_one_noun_in_every_room(feature: str) -> None:
    screens = [ROOT / "bot/views" / f"{feature}.py", ROOT / "bot/views" / feature]
    assert any(path.exists() for path in screens) is (feature not in SCREEN_OF_ANOTHER)
    tests = ROOT / "tests/handlers" / f"test_{feature}.py"
    assert tests.exists() is (feature not in TESTED_WITH_OTHERS)
