"""Praise is for what is there: never for a word that happens to stand there, nor beside its opposite."""

import pytest

from bot.domain.feedback.feedback import SPOILT_BY, give, give_on_table
from bot.domain.feedback.prioritisation import DIMENSIONS, Option, Table
from bot.domain.judging import feedback_on
from corpus.texts import DEVELOPMENT, TRAIN, samples

HEDGES = (
    "I recommend that we stop the voice pilot on 30 June. We give up a talking point for the autumn show. "
    "It might perhaps be possible to go on with a part of it. Please approve the transfer by Friday."
)
ADMIN = "Users: Everyone who uses our platform.\nSolution: An AI engine with deep links and an admin console."
VAT = "The two people who could do it are on the VAT change, which has to be live on 1 July or we pay fines."
PASSKEY = (
    "The passkey is working for all of your staff since May, and on Monday we show them how to register."
)
FINAL = "This is final for us, because SMS is going away from our supplier."


@pytest.mark.parametrize(
    ("kind", "text", "code", "quote"),
    [
        ("vp_summary", HEDGES, "risk_strong", None),
        (
            "vp_summary",
            "The rollout could break the import.",
            "risk_strong",
            "The rollout could break the import.",
        ),
        ("mini_prd", ADMIN, "role", None),
        ("mini_prd", "Scope: reports for drivers.", "role", None),
        ("mini_prd", ADMIN + "\nTeachers mark at night.", "role", "Teachers mark at night."),
        ("saying_no", f"No. {VAT}", "said:review", None),
        (
            "saying_no",
            f"No. {VAT} We plan the autumn on 12 June: bring it there.",
            "said:review",
            "We plan the autumn on 12 June: bring it there.",
        ),
        ("saying_no", f"No. {PASSKEY} {FINAL}", "because_word", FINAL),
        (
            "saying_no",
            "No, since we would have to drop it.",
            "because_word",
            "No, since we would have to drop it.",
        ),
    ],
)
def test_a_word_that_happens_to_stand_there_is_not_praised(
    kind: str, text: str, code: str, quote: str | None
) -> None:
    praised = [each.quote for each in give(kind, text).strengths if each.code == code]
    assert praised == ([] if quote is None else [quote])


@pytest.mark.parametrize(
    ("part", "decided", "own"),
    [
        ("Launch", "posted on LinkedIn.", False),
        ("Technical approach", "React, Node, modern cloud architecture.", False),
        ("Launch", "posted on LinkedIn to 40 choir leaders.", True),
        ("Problem identification", "Communication in remote teams is hard.", False),
        ("Launch", "My aunt told the sitters in the park about the sheet.", True),
        ("Technical approach", "A shared sheet, because they have no login.", True),
    ],
)
def test_a_part_of_a_log_is_specific_by_more_than_a_name(part: str, decided: str, own: bool) -> None:
    told = feedback_on("decision-log", {"part": part, "decided": decided})
    assert (told is not None and told.good is not None) == own
    log = f"Problem: TBD\nResearch: TBD\nResults: TBD\n{part.split()[0]}: {decided}"
    praised = [each.code for each in give("decision_log", log).strengths]
    assert praised == ([f"part:{part.split()[0].lower()}"] if own else [])


def table(**scores: dict[str, int]) -> Table:
    options = [
        Option(name.replace("_", " "), {**dict.fromkeys(DIMENSIONS, 3), **own})
        for name, own in scores.items()
    ]
    return Table(options, dict.fromkeys(DIMENSIONS, 1))


TWO = table(Audit_trail={"engineering_cost": 2}, Bulk_edit={"user_impact": 5})


@pytest.mark.parametrize(
    ("why", "codes", "praised"),
    [
        ("Audit trail matters to our users a lot.", ["missing_evidence"], []),
        ("The audit in May found it twice.", [], ["backed"]),
        ("Audit trail is cheap: finance counted 12 days.", ["contradiction"], []),
        ("Audit trail is cheap. Nine of 11 teams asked for it.", ["contradiction"], ["backed"]),
    ],
)
def test_an_option_s_name_is_no_source_and_what_the_table_contradicts_is_not_praised(
    why: str, codes: list[str], praised: list[str]
) -> None:
    given = give_on_table(TWO, why)
    assert given.labels == codes
    assert [each.code for each in given.strengths] == praised


def test_no_strength_stands_beside_a_finding_that_says_the_opposite() -> None:
    for sample in samples(TRAIN, DEVELOPMENT):
        if "text" in sample.content:
            given = give(sample.kind, sample.content["text"])
            for strength in given.strengths:
                assert not SPOILT_BY.get(strength.code, frozenset()) & set(given.labels), sample.id


@pytest.mark.parametrize(
    ("kind", "text", "code", "spoilt"),
    [
        ("interview_question", "What do you like about our new map?", "fishing_for_praise", "form:open"),
        ("interview_question", "Why is the gradebook so slow for you?", "leading", "form:open"),
        ("interview_question", "Did you finish the stock count on time?", "closed", "last"),
        ("interview_question", "Where would you put our button on your till?", "hypothetical", "form:open"),
        ("interview_question", "Would you say our tool is worth its price?", "about_idea", "quoted"),
        ("saying_no", "Sorry, no.", "no_alternative", "no_strong"),
        (
            "saying_no",
            "Unfortunately we can't, but I've noted your interest and you'll be the first to know when "
            "it's ready!",
            "not_really_a_no",
            "no_strong",
        ),
        (
            "vp_summary",
            "Perhaps free shipping from $35 could be a thing to try? Or from $50. It seems like it might "
            "help a bit, though I've also heard that it doesn't. It may flop or not. I'd lean towards maybe "
            "doing it, if others see it that way too.",
            "hedging",
            "rec:early",
        ),
    ],
)
def test_praise_gives_way_to_its_opposite(kind: str, text: str, code: str, spoilt: str) -> None:
    given = give(kind, text)
    assert code in given.labels
    assert spoilt not in [each.code for each in given.strengths]


@pytest.mark.parametrize(
    ("text", "praised"),
    [
        ("When the last order came in wrong, how annoyed were your cooks?", False),
        ("When the last order came in wrong, what did your cooks do?", True),
        ("How stupid was the form that you filled in last time?", False),
        ("How long was the form that you filled in last time?", True),
        ("How does our checklist fit in your morning?", False),
        ("How does the morning begin for you?", True),
        ("Tell me about the chaos on the last market day.", False),
        ("Tell me about the last market day.", True),
    ],
)
def test_a_story_is_not_praised_beside_a_slip_that_is_only_suspected(text: str, praised: bool) -> None:
    given = give("interview_question", text)
    assert not given.findings
    assert bool(given.strengths) == praised


@pytest.mark.parametrize(
    ("goal", "praised"),
    [
        ("fewer calls to 2nd level (today 85 per day)", False),
        ("fewer calls to v2 of the hotline (today 85)", False),
        ("85 calls per day today, 60 in June", True),
        ("calls to 2nd level from 85 to 60 per day", True),
    ],
)
def test_a_number_that_counts_nothing_is_no_start_of_a_measure(goal: str, praised: bool) -> None:
    given = give("mini_prd", f"Lift mechanics look for the page.\nSuccess: {goal}.")
    assert ("said:from_to" in [each.code for each in given.strengths]) == praised
