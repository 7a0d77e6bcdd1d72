"""Nothing in the repository refers to a page that isn't in it."""

import re
from pathlib import Path

from tests.contract.reading import read, tracked

PAGE = re.compile(r"\b[A-Z]{4,}\.md\b")
ELSEWHERE = re.compile(r"\b(JOURNEY|HOUSE|DESIGN)\b|\bDecided \d|\bissue \d+\b")
"""Working papers of the project's beginning; what counts of them stands in docs/ now."""
TEXT = {".py", ".md", ".toml", ".yml", ".txt", ".mako", ".sh", ".js", ".css", ".html", ""}
THIS = Path("tests/contract/test_references.py")


def test_files_refer_to_pages_of_the_repository_only() -> None:
    ours = {page.name for page in tracked()}
    wrong = {}
    for path in tracked():
        if path.suffix in TEXT and path != THIS:
            text = read(path)
            wrong[path] = [*(set(PAGE.findall(text)) - ours), *ELSEWHERE.findall(text)]
    assert {path: names for path, names in wrong.items() if names} == {}
