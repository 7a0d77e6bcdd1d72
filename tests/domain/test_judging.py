"""What of a piece is judged, and how the findings of two versions compare."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.feedback import across, interview_question
from bot.domain.feedback.log_cues import PARTS
from bot.domain.feedback.wording import FIXED, PLACES, SAID
from bot.domain.judging import (
    CODES,
    MOST_CHARACTERS,
    NO_QUESTIONS,
    THEY_DO,
    Earlier,
    feedback_on,
    judge,
    launch_of,
)
from bot.domain.playbook import Check
from bot.playbook.loader import load

LEADING = "The export is terribly slow, isn't it?"
AWFUL = "The import is awful, isn't it?"
OPEN = "When did you last move an order by hand?"
PAGE = "I recommend that we build the callback form by 30 June. Please approve it by Friday."
STORY = "She calls the bank before she retries."
OPTIONS = "Import; 4; 4; 3; 3; 3\nExport; 4; 4; 2; 3; 3"


def codes(
    kind: str, told: list[str] | None = None, unwanted: set[str] | None = None, **fields: str
) -> list[str]:
    given = feedback_on(
        kind, {k.replace("_", "-"): v for k, v in fields.items()}, told or [], unwanted or set()
    )
    assert given is not None
    return [found.code for found in given.findings]


def test_every_judged_field_is_one_of_the_built_in_playbook() -> None:
    """Its author may rename a field; then it would be silently left unread."""
    kinds = load().kind
    asked = {
        "interview": {"questions", "learnt", "quote", "surprise", "more"},
        "vp-page": {"recommendation", "trade-offs", "risk", "page"},
        "mini-prd": {"problem", "user", "evidence", "goals", "non-goals", "metric", "scope"},
        "no": {"refused", "reason", "alternative", "outcome"},
        "decision-log": {"part", "decided"},
        "prioritisation": {"options", "weights", "why"},
    }
    for kind, names in asked.items():
        assert names <= {field.id for field in kinds[kind].fields}


def test_every_part_of_a_log_can_be_read() -> None:
    [parts] = [field.options for field in load().kind["decision-log"].fields if field.id == "part"]
    assert all(judge("decision-log", {"part": part, "decided": "We did some things."}) for part in parts)


@pytest.mark.parametrize("kind", ["application", "course", "free-text", "a kind of another playbook"])
def test_a_kind_without_rules_gets_no_answer(kind: str) -> None:
    assert feedback_on(kind, {"text": LEADING}) is None


def test_an_interviews_questions_are_judged_one_by_one_and_quoted_without_their_marks() -> None:
    given = feedback_on("interview", {"learnt": "A lot.", "questions": f"- {OPEN}\n2) {LEADING}"})
    assert given is not None
    assert {found.quote for found in given.findings} == {LEADING}
    assert "leading" in [found.code for found in given.findings]
    assert given.good is not None
    assert given.good.quote == OPEN


def test_a_code_that_several_questions_have_is_said_once_and_quotes_the_first() -> None:
    given = feedback_on("interview", {"questions": f"{LEADING}\n{AWFUL}"})
    assert given is not None
    assert [found.quote for found in given.findings if found.code == "leading"] == [LEADING]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"learnt": "She calls the bank."}, True),
        ({"learnt": "She calls the bank.", "role": "support agent"}, True),
        ({"learnt": "She calls the bank.", "questions": OPEN}, False),
        ({"learnt": "She calls the bank.", "quote": "I just call them."}, False),
        ({"learnt": "She calls the bank.", "surprise": "I believed she retries."}, False),
        ({"learnt": "I asked: when did you last call? She called twice."}, False),
        ({"learnt": "I sat beside her while she called the bank."}, False),
        ({"learnt": "She called the bank, and then she waited. " * 6}, False),
    ],
)
def test_only_a_bare_line_is_asked_for_its_questions(fields: dict[str, str], said: bool) -> None:
    given = feedback_on("interview", fields)
    assert (given is not None and NO_QUESTIONS in given.findings) is said


@pytest.mark.parametrize(
    ("learnt", "quoted"),
    [
        ("She calls the bank before she retries.", "She calls the bank before she retries."),
        ("Night shift. Then he writes it on paper again.", "Then he writes it on paper again."),
        ("She would like to call the bank before she retries.", None),
        ("He wants a button first.", None),
        ("The form is slow.", None),
        ("So I proposed two things: let teams start again.", None),
        ('"She can\'t defend it twice."', None),
        ("She got a letter with 50 instead of 15.", None),
    ],
)
def test_of_what_was_learnt_a_sentence_about_doing_is_kept(learnt: str, quoted: str | None) -> None:
    given = feedback_on("interview", {"learnt": learnt})
    assert given is not None
    assert (given.good and given.good.quote) == quoted
    assert given.good is None or given.good.why == THEY_DO


def test_what_a_field_of_its_own_answers_is_not_missing() -> None:
    assert {"no_tradeoffs", "no_risk"} <= set(codes("vp-page", recommendation=PAGE))
    said = codes(
        "vp-page", recommendation=PAGE, trade_offs="We lose the talking point.", risk="Few may call."
    )
    assert not {"no_tradeoffs", "no_risk"} & set(said)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("They said: then send me the two. Reopens if undoing a merge works for files too.", False),
        ("A teammate: 'That was your favourite.' Trigger: a tenth practice reports one.", False),
        ("We look at it again in March.", False),
        ("I told her that it will not change: the law forbids it.", False),
        ("She could repeat the reason.", True),
        ("There was no trigger.", True),
        ("Trigger: none.", True),
        ("", True),
    ],
)
def test_what_reopens_a_no_may_stand_beside_how_it_was_taken(outcome: str, said: bool) -> None:
    refused, reason = "Merging by night, without a click.", "Every pair says why first."
    told = codes(
        "no", refused=refused, reason=reason, alternative="You can have a morning with us.", outcome=outcome
    )
    assert ("no_date" in told) is said


def test_a_no_for_this_quarter_has_its_date() -> None:
    reason, alternative = "Every pair says why first.", "You can have a morning with us."
    assert "no_date" in codes("no", refused="A new look.", reason=reason, alternative=alternative)
    assert "no_date" not in codes(
        "no", refused="A new look, this quarter.", reason=reason, alternative=alternative
    )


@pytest.mark.parametrize(
    ("reason", "alternative", "kept"),
    [
        (
            "Seeing free slots comes first. Colours wait.",
            "The short code stays.",
            "Seeing free slots comes first.",
        ),
        ("It isn't a priority.", "The short code stays.", None),
        ("", "The short code stays.", None),
        (
            "Speed is read as a ranking, because it is.",
            "Hours saved.",
            "Speed is read as a ranking, because it is.",
        ),
    ],
)
def test_what_works_in_a_no_is_its_reason_and_never_what_is_offered(
    reason: str, alternative: str, kept: str | None
) -> None:
    given = feedback_on("no", {"refused": "Colours.", "reason": reason, "alternative": alternative})
    assert given is not None
    assert (given.good and given.good.quote) == kept


def test_a_whole_page_is_judged_instead_of_the_line_above_it_and_a_link_is_not() -> None:
    page = (
        f"{PAGE} The risk is that younger customers expect voice in two years. " + "We give up a show. " * 8
    )
    assert not {"no_risk", "no_tradeoffs"} & set(codes("vp-page", recommendation=PAGE, page=page))
    assert "no_risk" in codes("vp-page", recommendation=PAGE, page="https://example.com/page")


def test_the_first_half_of_a_prd_is_not_asked_for_the_second() -> None:
    problem = "Dispatchers at shift change copy every open order to paper, 4 of 5 told me."
    second = {"metric_no_target", "no_non_goals", "scope_without_cut"}
    assert not second & set(codes("mini-prd", problem=problem))
    told = set(codes("mini-prd", problem=problem, scope="Search; filters; export; a dark mode."))
    assert "scope_without_cut" in told


def test_one_part_of_a_log_is_not_asked_for_the_others() -> None:
    assert codes("decision-log", part="Results", decided="People liked it.") == ["thin_results"]
    assert codes("decision-log", part="Results", decided="7 of 19 came back in week two.") == []
    assert feedback_on("decision-log", {"part": "Results"}) is None


def test_a_prioritisation_is_computed_and_its_reason_is_read() -> None:
    given = feedback_on("prioritisation", {"options": OPTIONS, "why": "The boss is keen."})
    assert given is not None
    assert [found.code for found in given.findings] == ["missing_evidence"]
    assert given.computed is not None
    assert given.computed.winner == "Import"
    assert feedback_on("prioritisation", {"options": "Import, because it is best"}) is None


def test_three_findings_at_most_are_said_the_most_useful_first() -> None:
    said = codes("vp-page", recommendation="The pilot ran. Quarterly numbers are attached.")
    assert len(said) == 3
    assert said[0] == "no_recommendation"


@pytest.mark.parametrize(
    ("before", "now", "fixed"),
    [
        (["leading"], OPEN, ("leading",)),
        (["leading", "closed"], OPEN, ("leading", "closed")),
        (["leading"], LEADING, ()),
        ([], OPEN, ()),
    ],
    ids=["the one", "both", "none", "nothing was said"],
)
def test_a_later_version_is_told_what_it_no_longer_has(
    before: list[str], now: str, fixed: tuple[str, ...]
) -> None:
    given = feedback_on("interview", {"questions": now}, before)
    assert given is not None
    assert given.fixed == fixed
    assert given.told_before == len(before)


@pytest.mark.parametrize(
    ("before", "now", "partly"),
    [
        ([LEADING, AWFUL], [OPEN, AWFUL], [("leading", 1, 2)]),
        ([LEADING, AWFUL], [f"- {AWFUL.upper()}"], [("leading", 1, 2)]),
        ([LEADING, AWFUL, LEADING], [LEADING], [("leading", 2, 3)]),
        ([LEADING, AWFUL], [LEADING, AWFUL, OPEN], []),
        ([LEADING, AWFUL], [OPEN], []),
        ([LEADING], [AWFUL], []),
        ([LEADING, AWFUL], [AWFUL, "The search is dreadful, isn't it?"], []),
    ],
    ids=[
        "one",
        "in other spelling",
        "a repeated one",
        "none",
        "all",
        "one for another",
        "one of two for a third",
    ],
)
def test_a_code_that_stays_says_in_how_many_places_it_is_fixed(
    before: list[str], now: list[str], partly: list[tuple[str, int, int]]
) -> None:
    fields = {"questions": "\n".join(now)}
    given = feedback_on("interview", fields, ["leading"], before={"questions": "\n".join(before)})
    assert given is not None
    assert [tuple(each) for each in given.partly] == partly


def test_only_what_was_said_before_is_compared() -> None:
    before = {"questions": f"{LEADING}\n{AWFUL}"}
    given = feedback_on("interview", {"questions": AWFUL}, ["closed"], before=before)
    assert given is not None
    assert "leading" not in [each.code for each in given.partly]


def test_whatever_questions_are_told_can_be_fixed_in_some_places() -> None:
    assert set(PLACES) == set(interview_question.CODES)


def test_a_finding_that_stays_but_is_not_among_the_three_is_not_called_fixed() -> None:
    text = "The pilot ran. Quarterly numbers are attached."
    everything = judge("vp-page", {"recommendation": text})
    assert everything is not None
    last = everything.findings[-1].code
    given = feedback_on("vp-page", {"recommendation": text}, [last])
    assert given is not None
    assert last not in [found.code for found in given.findings]
    assert given.fixed == ()


def test_an_unwanted_code_is_not_said_and_leaves_room_for_the_next() -> None:
    text = "The pilot ran. Quarterly numbers are attached."
    first = codes("vp-page", recommendation=text)
    second = codes("vp-page", None, {first[0]}, recommendation=text)
    assert first[0] not in second
    assert len(second) == 3


def test_whatever_can_be_said_can_be_fixed() -> None:
    assert set(FIXED) == set(SAID) | {NO_QUESTIONS.code, across.CODE}


def test_a_very_long_text_is_read_to_its_limit() -> None:
    text = "We go on. " * (MOST_CHARACTERS // 10) + "I recommend that we stop."
    assert "no_recommendation" in codes("vp-page", recommendation=text)


@pytest.mark.parametrize("text", ["", "   ", "…", "🙂"])
def test_what_holds_no_words_gets_no_answer(text: str) -> None:
    assert feedback_on("vp-page", {"recommendation": text}) is None


def check(**shape: Any) -> Check:
    said = {"why": "It has no weight yet.", "direction": "Name one number.", "fixed": "It has weight now."}
    return Check.model_validate({"id": "own", "field": "text", **said, **shape})


@pytest.mark.parametrize(
    ("shape", "text", "told"),
    [
        ({"number": True}, "Many people called.", True),
        ({"number": True}, "19 people called.", False),
        ({"number": True}, "Two people called.", False),
        ({"number": True}, "One of them called.", True),
        ({"number": True}, "They often tend to call.", True),
        ({"most_words": 3}, "It is short.", False),
        ({"most_words": 3}, "It is not short.", True),
        ({"part": "Risk"}, "We go.\n## Risk: few may call.", False),
        ({"part": "Risk"}, "We go.\n**risk**\n\nFew may call.", False),
        ({"part": "Risk"}, "We go.\nRisk:", True),
        ({"part": "Risk"}, "We see a risk here.", True),
        ({"part": "Risk"}, "Risky as it is, we go.", True),
        ({"part": "What next (if?)"}, "What next (if?) it rains.", False),
        ({"number": True}, "", False),
        ({"number": True}, " … ", False),
    ],
)
def test_an_authors_check_is_held_against_its_field(shape: dict[str, Any], text: str, told: bool) -> None:
    given = feedback_on("free-text", {"text": text, "other": "x"}, checks=[check(**shape)])
    assert given is not None
    assert [(found.code, found.why) for found in given.findings] == [("own", "It has no weight yet.")] * told


def test_an_authors_checks_are_told_before_ours_and_followed_to_the_next_version() -> None:
    own = check(field="recommendation", number=True)
    page = {"recommendation": "The pilot ran. Quarterly numbers are attached."}
    first = feedback_on("vp-page", page, checks=[own])
    assert first is not None
    assert [found.code for found in first.findings][:2] == ["own", "no_recommendation"]
    later = feedback_on("vp-page", {"recommendation": "7 of 19 came back."}, ["own"], checks=[own])
    assert later is not None
    assert (later.fixed, later.better) == (("own",), ("It has weight now.",))


def test_what_is_no_longer_checked_or_wanted_isnt_called_fixed() -> None:
    given = feedback_on("interview", {"questions": OPEN}, ["own", "leading", "closed"], {"leading"})
    assert given is not None
    assert (given.fixed, given.told_before) == (("closed",), 1)


@pytest.mark.parametrize("shape", [{}, {"number": True, "most_words": 3}, {"part": "Risk", "number": True}])
def test_a_check_has_one_shape(shape: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        check(**shape)


def test_every_code_of_a_judged_kind_has_its_words() -> None:
    assert set(FIXED) == set().union(*CODES.values()) | {f"missing_{part}" for part in PARTS}


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        (
            "vp-page",
            {"recommendation": PAGE, "risk": "7 of 5 callers give up."},
            '"7 of 5" is more than there are.',
        ),
        (
            "mini-prd",
            {"goals": "The goal is 20 % who come back.", "scope": "We stop below 25 %."},
            "At 20 % your goal is reached, and the stop rule at 25 % ends it all the same.",
        ),
        ("course", {"step": "A book.", "cost": "It falls from 3 to 9 hours."}, "You write that it falls"),
        ("failure-review", {"counts": "21 pass\n4 wrong", "total": "I read 30, and 8 failed."}, "are 29"),
        ("failure-review", {"counts": "21 pass\n4 wrong", "total": "I read 30, and 9 failed."}, None),
        ("failure-review", {"counts": "4 wrong", "total": "I read 30, and 8 failed."}, None),
        ("interview", {"learnt": "She wrote: 7 of 5 people call.", "quote": "x"}, None),
    ],
)
def test_numbers_of_a_piece_are_read_together(kind: str, fields: dict[str, str], why: str | None) -> None:
    told = feedback_on(kind, fields)
    found = [each.why for each in told.findings if each.code == across.CODE] if told else []
    assert len(found) == (why is not None)
    assert why is None or why in found[0]


@pytest.mark.parametrize(
    ("refused", "alternative", "said"),
    [
        ("Bulk edit for orders.", "Bulk edit for orders, next quarter.", True),
        ("A dashboard of speed for each doctor", "The dashboard of speed, for each doctor", True),
        ("Bulk edit for orders.", "Bulk edit for orders, only for admins.", False),
        ("Bulk edit for orders.", "Bulk edit by hand: send me the orders.", False),
        ("Dictation in six languages.", "Dictation in two languages.", False),
        ("Bulk edit for orders.", "An export that you sort and edit in a sheet.", False),
        ("Colours.", "Colours.", False),
    ],
)
def test_an_offer_that_is_what_was_refused_is_told(refused: str, alternative: str, said: bool) -> None:
    told = codes("no", refused=refused, reason="The audit comes first.", alternative=alternative)
    assert ("same_alternative" in told) is said


@pytest.mark.parametrize(
    ("offered", "praised"),
    [
        pytest.param("An export that you sort yourself.", "no_strong", id="a clear no"),
        pytest.param("Use bulk edit for orders, next quarter.", None, id="a no that the offer takes back"),
        pytest.param("You can have bulk edit for orders, soon.", None, id="nor is that offer praised"),
    ],
)
def test_no_strength_is_named_beside_a_finding_that_says_the_opposite(
    offered: str, praised: str | None
) -> None:
    said = {"refused": "No: bulk edit for orders.", "reason": "The audit comes first."}
    given = feedback_on("no", {**said, "alternative": offered})
    assert given is not None
    assert (given.good and given.good.code) == praised


CLEAN = {"role": "Agent", "learnt": STORY, "questions": OPEN, "surprise": "She never retries."}


def test_where_nothing_is_found_one_question_is_asked_and_with_a_finding_none() -> None:
    clean = feedback_on("interview", CLEAN)
    assert clean is not None
    assert clean.question is not None
    assert clean.question.quote in CLEAN.values()
    found = feedback_on("interview", {**CLEAN, "questions": LEADING})
    assert found is not None
    assert found.question is None


def test_no_question_comes_twice_on_a_piece_and_lately_asked_ones_only_if_there_is_no_other() -> None:
    def question(earlier: Earlier, unwanted: frozenset[str] = frozenset()) -> str | None:
        told = feedback_on("interview", CLEAN, unwanted=unwanted, earlier=earlier)
        assert told is not None
        return told.question.code if told.question else None

    first = question(Earlier())
    assert first is not None
    second = question(Earlier(asked_lately=frozenset({first})))
    assert second not in (None, first)
    both = frozenset({first, str(second)})
    third = question(Earlier(asked_here=both))
    assert third not in both
    everything = frozenset({*both, str(third)})
    assert question(Earlier(asked_lately=everything)) in everything
    assert question(Earlier(asked_here=everything)) is None
    assert question(Earlier(asked_lately=both), everything) is None


def test_a_kind_without_rules_is_asked_about_all_the_same() -> None:
    told = feedback_on("scope-decision", {"cut": "Bulk edit."})
    assert told is not None
    assert told.findings == ()
    assert told.question is not None
    assert told.question.quote == "Bulk edit."


def test_a_prioritisation_is_asked_about_its_flip() -> None:
    fields = {"options": "Import; 4; 4; 3; 3; 3\nExport; 3; 4; 3; 3; 3", "why": "7 of 9 asked for it."}
    told = feedback_on("prioritisation", fields)
    assert told is not None
    assert told.question is not None
    assert told.question.quote.endswith("; 3; 3; 3")


def test_the_same_strength_is_not_named_twice_in_a_row_if_there_is_another() -> None:
    first = feedback_on("interview", CLEAN)
    assert first is not None
    assert first.good is not None
    second = feedback_on("interview", CLEAN, earlier=Earlier(praised=first.good.code))
    assert second is not None
    assert second.good is not None
    assert second.good.why != first.good.why
    alone = {"questions": OPEN}
    only = feedback_on("interview", alone)
    again = feedback_on(
        "interview", alone, earlier=Earlier(praised=only.good.code if only and only.good else "")
    )
    assert again is not None
    assert again.good is not None


@pytest.mark.parametrize(
    ("decided", "why"),
    [
        ("Three options. Not a chat, because nobody knows the words.", "You say what you didn't take"),
        ('Five told me. "I don\'t know which line is for us."', "You quote a person's own words"),
        ("Ten people from two cafés.", "This is specific"),
    ],
)
def test_an_entry_of_a_log_is_praised_for_what_few_have(decided: str, why: str) -> None:
    told = feedback_on("decision-log", {"part": "Solution design", "decided": decided})
    assert told is not None
    assert told.good is not None
    assert told.good.why.startswith(why)


def test_the_newest_entry_on_the_launch_is_the_launch() -> None:
    entries = [
        {"part": "Launch", "decided": "one"},
        {"part": "Launch", "decided": "two"},
        {"part": "Results"},
    ]
    assert launch_of(entries) == "two"
    assert launch_of(entries[2:]) == ""


def test_a_further_version_is_not_praised_for_the_same_and_says_what_stays() -> None:
    first = feedback_on("interview", CLEAN)
    assert first is not None
    assert first.good is not None
    here = frozenset({first.good.code})
    second = feedback_on("interview", CLEAN, earlier=Earlier(praised_here=here))
    assert second is not None
    assert second.good is None or second.good.code not in here


def test_what_was_said_before_is_known_by_its_code() -> None:
    leading = {**CLEAN, "questions": LEADING}
    first = feedback_on("interview", leading)
    assert first is not None
    code = first.findings[0].code
    assert (first.stays, dict(first.again)) == ((), {})
    again = feedback_on("interview", leading, earlier=Earlier(said={code: 4, "another": 2}))
    assert again is not None
    assert dict(again.again) == {code: 4}
    version = feedback_on("interview", leading, told_before=[code], before=leading)
    assert version is not None
    assert version.stays == (code,)
