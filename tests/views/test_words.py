"""The words of every screen in every state, and of every sentence that stands under a field: by snapshots.

After a change of copy read the difference that `pytest tests/views/test_words.py --snapshot-update` makes.
"""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.views.reading import words
from tests.views.screens import SCREENS
from tests.views.sentences import SENTENCES


@pytest.mark.parametrize("name", SCREENS)
def test_the_words_of_a_screen(name: str, snapshot: SnapshotAssertion) -> None:
    assert words(SCREENS[name]()) == snapshot


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence(name: str, snapshot: SnapshotAssertion) -> None:
    assert SENTENCES[name] == snapshot
