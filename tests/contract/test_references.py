"""Nothing in the repository refers to a page that isn't in it."""

import re
from pathlib import Path

import pytest

from tests.contract.reading import read, tracked

PAGE = re.compile(r"\b[A-Z]{4,}\.md\b")
ELSEWHERE = re.compile(r"\b(JOURNEY|HOUSE|DESIGN)\b|\bDecided \d|\bissue \d+\b")
"""Working papers of the project's beginning; what counts of them stands in docs/ now."""
TEXT = {".py", ".md", ".toml", ".yml", ".txt", ".mako", ".sh", ".js", ".css", ".html", ""}
THIS = Path("tests/contract/test_references.py")


@pytest.mark.parametrize(
    "path", [path for path in tracked() if path.suffix in TEXT and path != THIS], ids=str
)
def test_a_file_refers_to_pages_of_the_repository_only(path: Path) -> None:
    text = read(path)
    ours = {page.name for page in tracked()}
    assert set(PAGE.findall(text)) - ours == set()
    assert ELSEWHERE.findall(text) == []
