"""What a piece is worth: counted from what the member has, by turns, and what would complete a milestone."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from bot.domain.playbook import Milestone, Playbook, Proof
from bot.domain.records import EvidenceRecord
from bot.domain.worth import Fact, Kinds, Packed, Practised, Towards, Uncounted, worth
from tests.domain.playbook import assignment, playbook

NOW = datetime(2027, 1, 18, tzinfo=UTC)

FIVE = Milestone(
    id="five",
    title="five",
    phase="start",
    proof=(Proof(kind="interview", count=5, filled=("quote",)),),
    why="w",
    text="t",
)
ANSWERED = Milestone(
    id="answered",
    title="answered",
    phase="start",
    proof=(Proof(kind="page", filled=("quote",)),),
    why="w",
    text="t",
)
BOOK = playbook(
    assignment("story", kind="interview"),
    assignment("page", kind="page", skill="communication"),
    assignment("launch", kind="page", skill="communication", musts=("launch",)),
    milestones=(FIVE, ANSWERED),
)


QUOTE = BOOK.kind["interview"].fields[1]


def pieces(*made: str) -> list[EvidenceRecord]:
    """Return pieces by the names of their assignments, as in "story" or "story quote"; "" is one's own."""
    return [_piece(number, *each.split(" ")) for number, each in enumerate(made, 1)]


def _piece(number: int, name: str, *filled: str) -> EvidenceRecord:
    kind = {"story": "interview", "page": "page", "launch": "page"}.get(name, "note")
    return EvidenceRecord(number, number, kind, name or None, " ".join(filled), False, 1, NOW)


def of_newest(*made: str, book: Playbook = BOOK, track: str | None = None) -> Fact | None:
    all_of_them = pieces(*made)
    return worth(book, all_of_them, all_of_them[-1], track).fact


RESEARCH, COMMUNICATION = BOOK.skill["research"], BOOK.skill["communication"]


@pytest.mark.parametrize(
    ("made", "fact"),
    [
        pytest.param(["story"], Practised(RESEARCH, 1), id="the first of its skill"),
        pytest.param(["story quote"] * 2, Towards(FIVE, 2, 5), id="a step towards a milestone"),
        pytest.param(["story quote"], Practised(RESEARCH, 1), id="and both by turns"),
        pytest.param(["story", "page"], Kinds(2), id="a new kind of work goes first"),
        pytest.param(["page", "page", "story"], Packed(3, None), id="three pieces make a packet"),
        pytest.param(["story"] * 4, Practised(RESEARCH, 4), id="four are no news of a packet"),
        pytest.param(["story quote"] * 5, Packed(5, None), id="five are"),
        pytest.param(["page", "story", "story", ""], Kinds(3), id="one's own is a kind too"),
        pytest.param(["", ""], None, id="nothing is made up"),
    ],
)
def test_one_fact_is_said_of_a_piece(made: list[str], fact: Fact | None) -> None:
    assert of_newest(*made) == fact


def test_no_two_replies_in_a_row_say_the_same() -> None:
    year = ["story quote", "page", "story", "", "story", "page quote"] * 8
    said = [of_newest(*year[:number]) for number in range(1, len(year) + 1)]
    assert all(one != following or one is None for one, following in pairwise(said))


def test_a_packet_is_for_the_track_that_was_chosen() -> None:
    assert of_newest("page", "page", "story", track="external") == Packed(3, "external")


def test_what_a_piece_lacks_for_a_milestone_is_named_until_it_is_reached() -> None:
    lacks = worth(BOOK, pieces("story", "page"), pieces("story", "page")[-1], None).missing
    assert lacks is not None
    assert (lacks.milestone, [field.id for field in lacks.fields]) == (ANSWERED, ["quote"])
    answered = pieces("page quote", "page")
    assert worth(BOOK, answered, answered[-1], None).missing is None


def test_a_piece_is_told_for_which_milestone_it_does_not_count_yet() -> None:
    one = pieces("story")
    assert worth(BOOK, one, one[-1], None).missing == Uncounted((QUOTE,), FIVE)
    counts = pieces("story quote")
    assert worth(BOOK, counts, counts[-1], None).missing is None
    reached = pieces(*["story quote"] * 5, "story")
    assert worth(BOOK, reached, reached[-1], None).missing is None
    private = BOOK.model_copy(update={"milestones": (FIVE.model_copy(update={"private": True}),)})
    assert worth(private, one, one[-1], None).missing is None


def test_a_field_that_is_enough_is_asked_for_first() -> None:
    last = pieces(*["story quote"] * 4, "story")
    lacks = worth(BOOK, last, last[-1], None).missing
    assert lacks is not None
    assert lacks.milestone == FIVE


LAUNCHED = ANSWERED.model_copy(update={"asks": ("launch",)})


@pytest.mark.parametrize(
    ("made", "milestone", "asked"),
    [
        pytest.param(["page"], ANSWERED, ["page"], id="a field that is missing"),
        pytest.param(["page", "page"], ANSWERED, ["page", None], id="once, and not of the next piece again"),
        pytest.param(["page quote"], ANSWERED, [None], id="nothing is missing"),
        pytest.param(["page quote", "page"], ANSWERED, [None, None], id="the milestone is reached"),
        pytest.param(["story"], ANSWERED, [None], id="a piece of another kind"),
        pytest.param(["page"], LAUNCHED, [None], id="nothing exists yet that could be filled in"),
        pytest.param(["page", "launch"], LAUNCHED, [None, "launch"], id="it exists from here on"),
        pytest.param([""], LAUNCHED, [None], id="one's own, of no assignment"),
    ],
)
def test_the_first_piece_that_can_complete_a_milestone_is_asked_to(
    made: list[str], milestone: Milestone, asked: list[str | None]
) -> None:
    book = BOOK.model_copy(update={"milestones": (milestone,)})
    all_of_them = pieces(*made)
    said = [worth(book, all_of_them, each, None).missing and each.assignment_id for each in all_of_them]
    assert said == asked


def test_a_private_milestone_is_no_step_that_is_counted() -> None:
    private = FIVE.model_copy(update={"private": True})
    book = BOOK.model_copy(update={"milestones": (private,)})
    assert of_newest("story quote", book=book) == Practised(RESEARCH, 1)


def test_which_one_of_its_kind_it_is_and_what_the_author_says_comes_next() -> None:
    made = pieces("story", "page", "story")
    assert [(found.nth, found.next) for each in made if (found := worth(BOOK, made, each, None))] == [
        (1, "You do more."),
        (1, "You do more."),
        (2, ""),
    ]
    own = pieces("")
    assert worth(BOOK, own, own[-1], None).next == ""


def test_after_the_15_minute_option_the_author_s_words_wait_for_the_whole_assignment() -> None:
    short, whole = pieces("page quote", "page quote")
    short = short._replace(short=True)
    assert worth(BOOK, [short, whole], short, None).next == ""
    assert worth(BOOK, [short, whole], whole, None).next == "You do more."
