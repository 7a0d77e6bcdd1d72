"""Each code on both sides of what the contract says it is not."""

import pytest

from bot.domain.feedback import vp_summary
from bot.domain.feedback.feedback import give
from bot.domain.feedback.text import Text
from bot.domain.feedback.weighing import WANTS_NOTHING, decide

QUESTIONS = [
    ("leading", "The export is terribly slow, isn't it?", "You called it a mess. What did you do next?"),
    (
        "hypothetical",
        "If we built an import for you, would you switch?",
        "When did you last move an order by hand?",
    ),
    (
        "about_idea",
        "Here is a mock-up of our new planner. What do you think of it?",
        "How do you plan a week today?",
    ),
    ("closed", "Do you use the calendar?", "Do you remember the last time you used the calendar? What for?"),
    ("closed", "Is the portal easy or hard?", "Can you show me how you opened the portal yesterday?"),
    ("fishing_for_praise", "Do you like our new dashboard?", "What did you do with the dashboard yesterday?"),
    (
        "hypothetical",
        "Imagine you had a magic wand. What would you change?",
        "Would you mind showing me the last one?",
    ),
    ("hypothetical", "How much would you pay for that next year?", "What did you pay for the last tool?"),
]


@pytest.mark.parametrize(("code", "bad", "good"), QUESTIONS)
def test_a_question_has_the_code_and_its_open_twin_has_not(code: str, bad: str, good: str) -> None:
    assert code in give("interview_question", bad).labels
    assert code not in give("interview_question", good).labels


CLEAN_PAGE = (
    "I recommend that we stop the voice pilot on 30 June and move its money to the callback form. "
    "Seven in ten callers already choose the form. We give up a talking point for the autumn show. "
    "The risk is that younger customers expect voice in two years. Please approve the transfer by Friday."
)
BURIED = (
    "Last year we sold 61,000 tickets. About 4,300 of them were sold twice. Staff handled it on the pier. "
    "We looked at three ways. I recommend that we close online sales two hours before departure. "
    "We would lose 2% of the tickets. It might go wrong on Sundays. Please approve the trial by April 20."
)


def test_a_page_with_everything_passes() -> None:
    assert give("vp_summary", CLEAN_PAGE).labels == []


def test_a_page_of_more_than_300_words_is_too_long_and_one_of_300_is_not() -> None:
    assert "too_long" in give("vp_summary", "word " * 301).labels
    assert "too_long" not in give("vp_summary", "word " * 300).labels


def test_a_page_that_recommends_early_does_not_bury_it() -> None:
    assert "buried_recommendation" not in give("vp_summary", CLEAN_PAGE).labels


REPORTS = (
    (
        "Hi Karen,\n\nas discussed a short overview on the parts catalogue search. Mechanics "
        "search by photo in about 15% of cases. Photo search finds the right part 7 times of "
        "10, text search 8 of 10. We lose some time each week because the photos of old parts"
        " are missing, and the team that scans them was moved to the brake project. If the "
        "brake project takes longer than May, the photos will be late too.\n\nDealers in Spain "
        "use photo search the most (31%), Germany the least.\n\nBest\nTom"
    ),
    (
        "AI notes for the advisors, where are we?\n- 40 advisors in the pilot, 33 used it last"
        " week\n- the notes are right in 9 of 10 meetings, in pension meetings only 7 of 10\n- "
        "an advisor saves about 20 minutes per meeting\n- two clients didn't want to be "
        "recorded\n- compliance has not answered yet\nThe alternative from Contoso costs a "
        "third less, but has no German. The pilot licence ends 30 September. It could get "
        "tight with the training dates in autumn."
    ),
    (
        "Update on the triage bot for the ward phones\n\nWe finished the second test round last "
        "Thursday. 212 calls went through the bot, 31 of them were passed on to a nurse. In "
        "round one it was 58 of 190, so this is clearly better. The nurses on ward 4 say that"
        " it understands elderly patients now, mostly. Two calls ended without an answer "
        "because the line dropped.\n\nDr. Hahn would like to see it on all wards. The works "
        "council has some concerns about recordings and we had a good talk with them on "
        "Tuesday. The supplier told us that the price per call may go down from "
        "January.\n\nThere is still a lot to learn, but overall the team is proud of what was "
        "achieved in eight weeks."
    ),
    (
        "Dear Stefan,\nthe question about the pricing bot has several sides. On one side it "
        "finds prices 5% higher than our people do, on the other side three regular customers"
        " complained. Legal thinks that it is fine. Sales in the south wants to keep their "
        "own prices. The supplier is offering a new version. It is certainly a topic on which"
        " people have strong feelings.\nKind regards, Pia"
    ),
    (
        "what the summarizer did in q2: 1,900 case files, 2.1 hours saved per file according "
        "to the lawyers' own estimate. 3 summaries mixed up claimant and defendant, noticed "
        "before court. The partners use it less than the associates. licence was 14k. the "
        "firm across the street has the same tool since january"
    ),
)
"""Pages that recommend nothing and ask for nothing, though they hold words of loss, risk and plans."""
PROPOSALS = (
    (
        "Dear Mrs Weber, we'd put the pharmacy bot live in two branches in September, not in "
        "all eleven. In the test it asked back correctly about allergies in 48 of 50 cases. "
        "Two misses are two too many, so a pharmacist confirms each answer. That makes it "
        "slower, about 40 seconds per customer, and nine branches go without until January. "
        "Please release 18,000 euro from the innovation budget by Friday."
    ),
    (
        "Short version: we stop the chatbot on 31 March.\n\nIt solved 11% of the chats, we had "
        "planned 40%. People ask for their parcel, and it can't see parcels. By stopping we "
        "save 3,400 a month and lose the out-of-hours service (60 chats a night). Some of "
        "those will mail and wait. If the night mails go above 100 we bring in the student "
        "team. Nothing to decide, this is for you to know before the town hall."
    ),
    (
        "Go with the smaller route planner for the winter. Drivers accepted 8 of 10 of its "
        "routes; the big one was accepted 5 of 10, because it doesn't know the tram works. We"
        " forgo the fuel savings promised by the big one (about 4%). In snow neither has been"
        " tested. Approve the extension, 9,200 francs, before 1 December please."
    ),
    (
        "Two nurses instead of the triage bot on Sundays. The bot sends one of four callers "
        "to the wrong desk then. 2,300 euro more a month, and we give back the headline. One "
        "of the nurses could leave in summer. From you: the money, and a mail to the wards."
    ),
    (
        "Hold the notes assistant at 40 advisors until pension meetings are right. Now they "
        "are right in 7 of 10. 200 advisors wait for it and will be cross. The competitor "
        "could be there first. Just so you know, all is paid for."
    ),
)
"""Pages that recommend and ask, or need nothing, partly in ways that no list has."""


@pytest.mark.parametrize("page", REPORTS)
def test_a_page_that_wants_nothing_is_told_that_it_recommends_or_asks_nothing(page: str) -> None:
    assert {"no_recommendation", "no_ask"} & set(give("vp_summary", page).labels)


@pytest.mark.parametrize("page", PROPOSALS)
def test_a_page_that_recommends_and_asks_in_other_words_is_not(page: str) -> None:
    assert not {"no_recommendation", "no_ask"} & set(give("vp_summary", page).labels)


@pytest.mark.parametrize(
    ("by_rules", "sure", "said"),
    [
        ({"no_recommendation", "no_ask", WANTS_NOTHING}, 0.5, {"no_recommendation"}),
        ({"no_recommendation", "no_ask", WANTS_NOTHING}, 0.4, set()),
        ({"no_recommendation", "no_ask"}, 0.5, set()),
        ({"no_recommendation", "no_ask"}, 0.9, {"no_recommendation"}),
    ],
)
def test_the_missing_ask_bears_out_that_nothing_is_recommended(
    by_rules: set[str], sure: float, said: set[str]
) -> None:
    codes = ("no_recommendation", "no_ask")
    assert decide("vp_summary", {"no_recommendation": sure, "no_ask": 0.5}, by_rules, codes) == said


@pytest.mark.parametrize(
    ("page", "wants_nothing"),
    [
        ("The van goes at seven. Orders come at nine.", True),
        ("The van goes at seven. Orders come at nine. We should buy a second one.", False),
        ("The van goes at seven. Orders come at nine. Please sign by Friday.", False),
        ("A second van instead of the taxi. Orders come at nine.", False),
    ],
)
def test_a_page_wants_nothing_if_it_neither_recommends_nor_asks_nor_plans(
    page: str, wants_nothing: bool
) -> None:
    assert (WANTS_NOTHING in vp_summary.judge(vp_summary.see(Text(page)))) == wants_nothing


def test_a_bare_line_gives_up_nothing() -> None:
    found = give("vp_summary", "Buy the drone licence. It pays for itself.")
    assert "no_tradeoffs" in found.labels


CLEAN_NO = (
    "Hi Jens, the answer is no, because the report builder costs about 60 days and we would have to drop the "
    "payment retries. You can use the saved query instead. Ask me again at the planning in September."
)


def test_a_no_with_reason_alternative_and_date_passes() -> None:
    assert give("saying_no", CLEAN_NO).labels == []


def test_a_bare_no_lacks_a_date_and_one_that_names_a_planning_does_not() -> None:
    assert "no_date" in give("saying_no", "We decided against it.").labels
    assert "no_date" not in give("saying_no", CLEAN_NO).labels


def test_one_short_sorry_is_no_padding_and_three_are() -> None:
    assert "apology_padding" not in give("saying_no", "Sorry, no. " + CLEAN_NO).labels
    assert (
        "apology_padding"
        in give("saying_no", "I'm so sorry. I feel terrible. Sorry again! " + CLEAN_NO).labels
    )


LOG = {
    "Problem": "My aunt sits dogs for flight crews and finds out late that flights move.",
    "Research": "I asked six sitters in the park; all had an extra night last month.",
    "Solution": "The owner puts in the flight number. Chat was dropped, they call anyway.",
    "Technical": "A free status feed, 100 calls a day.",
    "Launch": "My aunt in April, then the six in June.",
    "Results": "She charged 9 nights by August.",
}
THIN = {
    "Research": "We did some user research.",
    "Solution": "A seamless, intuitive platform.",
    "Technical": "A modern stack with best practices.",
    "Launch": "Launched it online.",
    "Results": "People liked it.",
    "Problem": "Communication is hard these days.",
}


def _log(**changed: str) -> str:
    return "\n".join(f"{part}: {words}" for part, words in {**LOG, **changed}.items())


def test_a_log_with_six_concrete_parts_passes() -> None:
    assert give("decision_log", _log()).labels == []


@pytest.mark.parametrize("part", LOG)
def test_an_empty_part_is_missing_and_a_platitude_is_thin(part: str) -> None:
    assert give("decision_log", _log(**{part: "TBD"})).labels == [f"missing_{part.lower()}"]
    assert give("decision_log", _log(**{part: THIN[part]})).labels == [f"thin_{part.lower()}"]


def test_a_solution_without_a_word_may_stand_under_another_heading() -> None:
    assert give("decision_log", _log(Solution="")).labels == []
    assert give("decision_log", _log(Problem="")).labels == ["missing_problem"]


@pytest.mark.parametrize("part", LOG)
def test_one_number_rescues_a_platitude(part: str) -> None:
    assert give("decision_log", _log(**{part: THIN[part].rstrip(".") + ", 14 times."})).labels == []


def test_a_platitude_is_quoted_alone() -> None:
    (found,) = give("decision_log", _log(Results=THIN["Results"])).findings
    assert found.quote == "People liked it."


VAGUE_PRD = "Users need a dashboard. We don't have one. Success means more engagement."


def test_a_prd_of_nothing_but_a_wish_is_told_so() -> None:
    assert {"solution_as_problem", "no_user"} <= set(give("mini_prd", VAGUE_PRD).labels)


def test_what_is_missing_has_no_quote_and_what_is_there_has() -> None:
    for found in give("mini_prd", VAGUE_PRD).findings:
        assert (found.quote is None) == (found.start is None) == (found.end is None)
        assert found.why
        assert found.direction


def test_of_several_strengths_the_rarest_is_named() -> None:
    given = give("vp_summary", CLEAN_PAGE)
    assert [each.code for each in given.strengths][::3] == ["risk_strong", "rec:early"]
    assert given.good == given.strengths[0]
    assert given.good.quote is not None
    assert given.good.quote.startswith("The risk is")


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="poem"):
        give("poem", "Roses are red.")


@pytest.mark.parametrize(
    ("kind", "text", "quote"),
    [
        ("vp_summary", "31-60: one decision on what the AI may do.", None),
        ("vp_summary", "Day 45 may come too early.", "Day 45 may come too early."),
        ("mini_prd", "She needed 50 minutes to find four votes.", None),
        ("mini_prd", "From 50 minutes to 10.", "From 50 minutes to 10."),
        ("saying_no", "It moves, because the bay changes while he parks.", None),
    ],
)
def test_praise_is_for_the_thing_and_not_for_its_word(kind: str, text: str, quote: str | None) -> None:
    wanted = {"risk_strong", "said:from_to", "because_word"}
    praised = [each.quote for each in give(kind, text).strengths if each.code in wanted]
    assert praised == ([] if quote is None else [quote])


def test_one_sorry_is_no_padding_and_bad_news_is_none() -> None:
    text = "Sorry to be the bearer of bad news. " + CLEAN_NO
    assert "apology_padding" not in give("saying_no", text).labels


def test_a_question_that_goes_on_is_open_without_a_verb() -> None:
    assert "closed" not in give("interview_question", "Right. And after the buzzer went?").labels
    assert "closed" in give("interview_question", "And did you sell it after the buzzer?").labels


def test_what_was_taken_instead_is_a_solution() -> None:
    log = "We talked about an app for codes and I sketched it. {}A shared note on the phone, offline."
    without, taken = (
        give("decision_log", log.format(said)).labels
        for said in ("", "I made a list of neighbours instead. ")
    )
    assert "thin_solution" in without
    assert "thin_solution" not in taken
