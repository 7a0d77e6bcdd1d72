"""Words that mean something else where they stand: what they seem to say isn't told."""

import pytest

from bot.domain.feedback import decision_log, vp_summary
from bot.domain.feedback.prioritisation import DIMENSIONS, Option, Table
from bot.domain.feedback.rationale import contradictions, missing_evidence
from bot.domain.feedback.text import Text

TABLE = Table(
    [
        Option("Chat bot", dict(zip(DIMENSIONS, (4, 4, 3, 4, 4), strict=True))),
        Option("Call back", dict(zip(DIMENSIONS, (3, 3, 3, 3, 3), strict=True))),
        Option("Branch letters", dict(zip(DIMENSIONS, (2, 2, 3, 2, 2), strict=True))),
    ],
    dict.fromkeys(DIMENSIONS, 1),
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("In the third quarter the chat bot was asked for.", False),
        ("The chat bot ranks third.", True),
        ("In the last year the chat bot got praise.", False),
        ("The chat bot is placed last.", True),
        ("The lead time of branch letters is long. Branch letters won 40 customers.", False),
        ("By the sum branch letters are the clear first.", True),
        ("The chat bot can start after branch letters.", False),
        ("The chat bot comes after branch letters.", True),
    ],
)
def test_a_place_in_the_order_is_said_only_where_it_is_one(text: str, said: bool) -> None:
    assert bool(contradictions(Text(text), TABLE)) == said


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("It is in the plan of the grid with 2.1 million.", False),
        ("It came out with 2.", True),
        ("The chat bot comes first with 3.8.", True),
        ("It is the dearest of the three to bring about.", True),
        ("The supplier gave us her figures.", False),
    ],
)
def test_a_number_is_evidence_unless_it_is_a_score_or_a_total(text: str, missing: bool) -> None:
    assert missing_evidence(Text(text), TABLE) == missing


PAGE = "The van goes at seven. Orders come at nine. "


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{PAGE}We should buy a second van.", True),
        (f"{PAGE}Should the second van fail, a taxi goes.", False),
        (f"{PAGE}I would like to see in spring how often it fails.", False),
        (f"To: the chair of the housing cooperative, ul. Dluga\n{PAGE}We should buy one.", True),
        (
            "To: the chair of the housing cooperative, ul. Dluga\nThe van should be replaced. It is old.",
            False,
        ),
        (f"Evening orders: from the carrier to a van of our own\n\n{PAGE}We should buy one.", False),
        ("We will go by van. Orders come at nine. We should buy one.", False),
    ],
)
def test_only_a_recommendation_can_be_buried(text: str, said: bool) -> None:
    assert ("buried_recommendation" in vp_summary.judge(vp_summary.see(Text(text)))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It goes well.", True),
        ("It goes well, and nothing is required of the readers.", False),
        ("The vote is yours.", False),
    ],
)
def test_that_nothing_is_asked_may_be_said_in_other_words(text: str, said: bool) -> None:
    assert ("no_ask" in vp_summary.judge(vp_summary.see(Text(text)))) == said


def test_a_title_in_capitals_has_no_acronyms() -> None:
    assert not vp_summary.see(Text("CLOSE THE LEGACY FORM IN AUTUMN\nIt is old.")).has("acronym")
    assert vp_summary.see(Text("Close the LEGACY form in autumn.")).has("acronym")


LOG = {
    "Problem": "The bus was late 9 times.",
    "Research": "I asked 6 parents.",
    "Solution": "A message by phone, since nobody has data.",
    "Technical": "A bulk text service at 4p.",
    "Launch": "37 of 52 families joined.",
    "Results": "One child was left standing, then none.",
}


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("Launch", "To be confirmed.", "missing_launch"),
        ("Results", "To follow in due course.", "missing_results"),
        ("Launch", "It went online on Hetzner.", "thin_launch"),
        ("Launch", "It went online for stairway A.", None),
        ("Technical", "A modern stack, but only the part that runs by hand.", None),
    ],
)
def test_a_part_of_a_log_is_there_if_it_is_of_this_project(part: str, text: str, code: str | None) -> None:
    log = "\n".join(f"**{name}.** {body}" for name, body in {**LOG, part: text}.items())
    assert decision_log.judge(decision_log.see(Text(log))) == ({code} if code else set())
