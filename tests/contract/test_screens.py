"""Every screen that the coach can show is among those that the tests of limits, voice and listeners draw."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from tests.contract.reading import ROOT, modules, tree
from tests.views.screens import SCREENS

VIEWS = ROOT / "bot" / "views"
SCREEN = ("Screen", "dict[str, Any]")
"""What a function that draws a whole screen returns."""
ELSEWHERE = {(VIEWS / "errors.py", "as_view")}
"""It turns any message into a modal."""


def renderers() -> Iterator[tuple[Path, str]]:
    """Yield the public functions of `bot.views` that return a screen, with their file."""
    for path in modules("bot"):
        for node in tree(path).body if VIEWS in (ROOT / path).parents else ():
            if (
                isinstance(node, ast.FunctionDef)
                and node.name[0] != "_"
                and node.returns
                and ast.unparse(node.returns) in SCREEN
            ):
                yield ROOT / path, node.name


def reached() -> set[tuple[Path, str]]:
    """Draw every listed screen, and return the functions that were called for it."""
    called: set[tuple[str, str]] = set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            called.add((frame.f_code.co_filename, frame.f_code.co_name))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for draw in SCREENS.values():
            draw()
    finally:
        sys.setprofile(before)
    return {(Path(file), name) for file, name in called}


def test_every_screen_is_listed() -> None:
    found = set(renderers())
    assert len(found) > 50
    assert found >= ELSEWHERE
    assert found - reached() == ELSEWHERE
