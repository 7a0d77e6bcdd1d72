"""Words that mean something else where they stand: what they seem to say isn't told."""

import pytest

from bot.domain.feedback import decision_log, interview_question, mini_prd, saying_no, vp_summary
from bot.domain.feedback.prioritisation import DIMENSIONS, Option, Table
from bot.domain.feedback.rationale import contradictions, missing_evidence
from bot.domain.feedback.text import Text
from bot.domain.feedback.vp_cues import REC

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


QUICK = Table(
    [
        Option("Voice orders", dict(zip(DIMENSIONS, (3, 3, 5, 3, 5), strict=True))),
        Option("Parking map", dict(zip(DIMENSIONS, (3, 3, 3, 3, 3), strict=True))),
        Option("Paper check", dict(zip(DIMENSIONS, (2, 2, 2, 2, 2), strict=True))),
    ],
    dict.fromkeys(DIMENSIONS, 1),
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Orders by phone take ages.", False),
        ("Orders by phone cost us a fortune.", False),
        ("Today voice orders take ages.", False),
        ("Voice orders take ages.", True),
        ("The orders would take ages to ship.", True),
        ("Voice orders come first, but they are expensive.", True),
        ("Parking tops the complaints.", False),
        ("Parking is the number one in the survey.", False),
        ("Parking tops the table.", True),
        ("Parking is the number one.", True),
    ],
)
def test_what_an_option_is_about_may_be_slow_or_dear_and_first_in_a_count(text: str, said: bool) -> None:
    assert bool(contradictions(Text(text), QUICK)) == said


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
        (f"{PAGE}The number of late orders should fall to 3.", False),
        (f"{PAGE}The consultants recommend a second van.", False),
        (f"{PAGE}A second van was proposed by the carrier.", False),
        (f"{PAGE}I propose a second van.", True),
        (f"{PAGE}We want to buy a second van.", True),
        (f"{PAGE}We want to know how often it fails.", False),
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
        ("It goes well. Let me know what you think!", True),
        ("It goes well. Let me sign it on Friday.", False),
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
        ("Launch", "Rolled out to the night shift.", None),
        ("Launch", "Published, with a notice for new parents.", None),
        ("Launch", "Rolled out to all users.", "thin_launch"),
        ("Launch", "Released it to the public.", "thin_launch"),
        ("Technical", "A modern stack, but only the part that runs by hand.", None),
    ],
)
def test_a_part_of_a_log_is_there_if_it_is_of_this_project(part: str, text: str, code: str | None) -> None:
    log = "\n".join(f"**{name}.** {body}" for name, body in {**LOG, part: text}.items())
    assert decision_log.judge(decision_log.see(Text(log))) == ({code} if code else set())


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("We won't build the export. It is slow.", "no_alternative", True),
        ("We won't build the export. For the moment, take the list on paper.", "no_alternative", False),
        ("We won't build the export. Night staff can still print the list.", "no_alternative", False),
        ("We won't build the export. The list on paper remains available.", "no_alternative", False),
        ("We won't build the export. Please treat that as settled.", "no_date", False),
        ("We won't build the export. It stays a no.", "no_date", False),
        ("The trial comes first, so your contract tool has to wait.", "not_really_a_no", False),
        ("We like it, and it is on our list.", "not_really_a_no", True),
    ],
)
def test_what_a_refusal_offers_or_settles_may_be_said_in_passing(text: str, code: str, said: bool) -> None:
    seen = saying_no.see(Text(text))
    rules = {
        "no_alternative": seen.has("both:no_alt"),
        "no_date": seen.has("both:no_review"),
        "not_really_a_no": seen.has("both:soft"),
    }
    assert rules[code] == said


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Success: at most one wrong ticket in a month.", True),
        ("Success: fewer wrong tickets in a month.", False),
        ("At most one guard stands at the door.", False),
    ],
)
def test_a_target_may_be_a_number_in_words(text: str, target: bool) -> None:
    assert mini_prd.see(Text(text)).has("said:target") == target


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("We noticed that many accountants retype the sum. How is it here?", False),
        ("We've talked to two bakers. How is it here?", False),
        ("We changed the till. How is it here?", True),
        ("How does our till work here?", True),
    ],
)
def test_what_we_heard_is_no_thing_of_ours(text: str, ours: bool) -> None:
    assert interview_question.see(Text(text)).has("ours") == ours


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The invoice that bounced: your first thought?", False),
        ("You rang the depot. And they said?", False),
        ("Then, once you'd hung up...?", False),
        ("You mentioned three tools. The one you opened first today?", False),
        ("Any chance you could open yesterday's log and read it to me?", False),
        ("Have you ever stopped a kiln early? I'd be glad of the story.", False),
        ("Be brutally honest: love it or hate it?", True),
        ("So the paper logbook slows you down, huh?", True),
        ("If we put it in an app, would you use it?", True),
        ("So the app was too slow?", True),
        ("You'd switch for that?", True),
    ],
)
def test_a_question_without_the_form_of_one_for_yes_or_no_is_not_closed(text: str, said: bool) -> None:
    assert ("closed" in interview_question.judge(interview_question.see(Text(text)))) == said


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("No concert on the 12th. The brass quartet is in town.", "no_alternative", False),
        ("No concert on the 12th, as nine are away. I understand the wish.", "no_alternative", True),
        (
            "The fridge isn't bought, it costs 900. If you're short, the fishmonger rents his.",
            "no_alternative",
            False,
        ),
        ("No dogs in the hall. The floor was oiled for the dancers.", "no_reason", False),
        ("No dogs in the hall. That's not possible.", "no_reason", True),
        ("We decline, it costs 900. Roof's done by the end of the month.", "no_date", False),
        ("We decline, since it costs 900. You can use the old one.", "no_date", True),
    ],
)
def test_a_sentence_without_a_known_use_may_be_what_a_no_seems_to_lack(
    text: str, code: str, said: bool
) -> None:
    assert (code in saying_no.judge(saying_no.see(Text(text)))) == said


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (
            "Put it in Block C. The fire marshal has not said his word. The altos say they'd sing elsewhere.",
            "no_risk",
            False,
        ),
        ("Put it in Block C. Trays were carried 40 times last week.", "no_risk", True),
        (
            "We should redo the roof. A patch holds three winters. A second one would eat the books' money.",
            "no_tradeoffs",
            False,
        ),
        ("We should redo the roof. It was wet on 60 days last year.", "no_tradeoffs", True),
        ("We recommend the new roof. Kindly return the form with a stamp.", "no_ask", False),
        ("We recommend the new roof. The old one is from 1961.", "no_ask", True),
    ],
)
def test_a_sentence_without_a_known_use_may_be_what_a_page_seems_to_lack(
    text: str, code: str, said: bool
) -> None:
    assert (code in vp_summary.judge(vp_summary.see(Text(text)))) == said


@pytest.mark.parametrize(("text", "said"), [("I'd lease the van.", True), ("I'd miss it.", False)])
def test_what_i_would_do_recommends_and_what_i_would_miss_does_not(text: str, said: bool) -> None:
    assert bool(REC.search(Text(text).low)) == said
