"""The formatter formats; where it doesn't, a comment says why."""

import re

from tests.contract.reading import modules, read

SWITCHED_OFF = re.compile(r"#\s*fmt:\s*(?:off|skip)\b")
FOLDERS = ("bot", "handlers", "jobs", "tests", "bench", "corpus")


def without_a_reason(source: str) -> list[str]:
    """Return the lines that switch the formatter off with no comment above them."""
    lines = source.splitlines()
    above = ["", *lines]
    return [
        line
        for line, before in zip(lines, above, strict=False)
        if SWITCHED_OFF.search(line) and not before.strip().startswith("# ")
    ]


def test_the_formatter_is_switched_off_with_a_reason_only() -> None:
    found = {str(path): without_a_reason(read(path)) for path in modules(*FOLDERS)}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_switch_without_a_comment_above_it_is_found() -> None:
    switch = "# fmt" + ": skip"
    assert without_a_reason(f"# as one counts\n{switch}\n") == []
    assert without_a_reason(f"a = 1\nb = 2  {switch}\n") == [f"b = 2  {switch}"]
