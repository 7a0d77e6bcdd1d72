"""Home's pictures: what stands for what, how wide they are, and that each has its words beside it."""

from typing import Any

import pytest

from bot.domain.progress import NextMilestone, PhaseWeeks
from bot.domain.weeks import Outcome, Record
from bot.views import kit, pictures
from bot.views.home import home, record
from bot.views.rendering import as_json
from tests.views import samples as a
from tests.views.reading import blocks_of
from tests.views.screens import AFTER_A_MISS, COVERED_WEEK, HOMES

PHONE = 30
"""Characters in a line."""


def drawn(blocks: Any) -> str:
    """The characters of the one picture among blocks."""
    [block] = as_json([*blocks])
    return str(block["elements"][0]["elements"][0]["text"])


@pytest.mark.parametrize(
    ("progress", "rows"),
    [
        (AFTER_A_MISS, ["Your weeks", "1-5   ■ □ – ◧ ■", "■ done  ◧ partly done  □ to do", "– away"]),
        (COVERED_WEEK, ["Your weeks", "1-6   ■ ■ ■ ■ ▨ ▸", "■ done  ▨ covered  ▸ this week"]),
        (
            a.progress(
                weeks=((1, Outcome.DONE), (2, Outcome.MISSED), (2, Outcome.DONE), (4, Outcome.OPEN)),
                record=Record(2, 2, 2, 2),
            ),
            ["Your weeks", "1-4   ■ ■ · ▸", "■ done  ▸ this week"],
        ),
    ],
    ids=["after a miss", "covered", "two a week, then every second"],
)
def test_the_year_has_a_sign_for_each_week(progress: a.Shown, rows: list[str]) -> None:
    assert drawn(pictures.year(progress)).splitlines() == rows


def test_a_year_of_weeks_has_ten_in_each_row_and_all_of_it_in_words() -> None:
    rows = drawn(pictures.year(HOMES["week 52"])).splitlines()
    assert [row.split()[0] for row in rows[1:7]] == ["1-10", "11-20", "21-30", "31-40", "41-50", "51-52"]
    assert rows[5:7] == ["41-50 □ ■ ■ ■ ■ ■ ■ ■ ■ □", "51-52 ■ ▸"]
    assert "Your weeks: 1-4 done, 5 covered, " in record.weeks(HOMES["week 52"])
    assert record.weeks(HOMES["week 52"]).endswith("51 done, 52 to do.")


def test_one_week_is_no_picture() -> None:
    assert [*pictures.year(a.progress(weeks=((1, Outcome.OPEN),)))] == []


@pytest.mark.parametrize(
    ("have", "need", "dots"), [(3, 5, "● ● ● ○ ○"), (0, 2, "○ ○"), (0, 1, None), (2, 40, None)]
)
def test_the_next_milestone_has_a_dot_for_each_piece(have: int, need: int, dots: str | None) -> None:
    coming = NextMilestone(a.STORIES, have, need, a.INTERVIEW, (a.QUOTE,))
    blocks = [*pictures.milestone(coming)]
    assert (drawn(blocks) if blocks else None) == (f"Five stories\n{dots}" if dots else None)
    assert [*pictures.milestone(None)] == []


@pytest.mark.parametrize("name", HOMES)
def test_pictures_are_as_wide_as_a_phone_and_their_words_stand_before_them(name: str) -> None:
    blocks = blocks_of(home.home(HOMES[name]))
    for at, block in enumerate(blocks):
        if block["type"] == "rich_text" and block["elements"][0]["type"] == "rich_text_preformatted":
            text = block["elements"][0]["elements"][0]["text"]
            assert max(map(len, text.splitlines())) <= PHONE
            assert (
                blocks[at - 1]["block_id"]
                == {"home.year": "home.weeks", "home.dots": "home.milestones"}[block["block_id"]]
            )


def test_a_long_label_of_a_chart_is_said_by_its_last_words_and_not_cut() -> None:
    [chart] = as_json(
        [
            kit.chart(
                "Skills",
                ["User research", "Stakeholder communication"],
                {"Build a product of your own": [1, 2]},
                y_label="Pieces",
            )
        ]
    )
    assert chart["chart"]["axis_config"]["categories"] == ["User research", "Communication"]
    assert chart["chart"]["series"][0]["name"] == "Product of your own"


def test_labels_that_would_read_alike_keep_their_beginnings() -> None:
    labels = ["Internal stakeholder communication", "External stakeholder communication"]
    [chart] = as_json([kit.chart("Skills", labels, {"Pieces": [1, 2]}, y_label="Pieces")])
    assert chart["chart"]["axis_config"]["categories"] == [
        "Internal stakeholde…",
        "External stakeholde…",
    ]


@pytest.mark.parametrize(("kept", "best"), [((4, 3, 0), True), ((4, 4, 0), False), ((4, 0, 0), False)])
def test_a_month_has_the_most_only_beside_others_that_have_less(kept: tuple[int, ...], best: bool) -> None:
    *_, said = as_json([*pictures.months((PhaseWeeks("Start", kept),), 3, now=2)])
    assert ("the most weeks in month 1." in str(said)) is best
