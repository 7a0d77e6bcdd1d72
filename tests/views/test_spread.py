"""In a large workspace nudges come after their hour, and whatever says when the next one comes says so."""

import re

import pytest

from tests.views.reading import read
from tests.views.screens import SCREENS

LARGE = "in a large workspace"
AT_NINE = re.compile(r"22 Feb,? 09:00")


@pytest.mark.parametrize(
    ("screen", "line"),
    [
        ("nudge", "Mon 22 Feb, after 09:00, Lisbon time"),
        ("welcome", "Every Monday after 09:00, Lisbon time"),
        ("welcome", "Mon 22 Feb, after 09:00, Lisbon time"),
        ("dashboard", "Mon 22 Feb, after 09:00, Lisbon time"),
        ("home", "Mon 22 Feb, after 09:00, Lisbon time"),
        ("next", "Mon 22 Feb after 09:00, Mon 1 Mar after 09:00, Mon 8 Mar after 09:00, all"),
        (
            "settings",
            "Mon 22 Feb after 09:00, Mon 1 Mar after 09:00, Mon 8 Mar after",
        ),
        ("settings", "After this hour (Lisbon time)"),
        ("join form", "After this hour (Lisbon time)"),
    ],
)
def test_the_next_nudge_comes_after_its_hour(screen: str, line: str) -> None:
    name = next(name for name in SCREENS if re.fullmatch(f"{screen}[:,] {LARGE}", name))
    assert line in "\n".join(read(SCREENS[name]()))


def test_no_screen_there_promises_the_minute() -> None:
    said = [
        line for name in SCREENS if LARGE in name for line in "\n".join(read(SCREENS[name]())).split(". ")
    ]
    promised = [
        line for line in said if AT_NINE.search(line) and "This week ends" not in line
    ]  # a week's own end
    assert promised == []
