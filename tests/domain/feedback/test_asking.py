"""What is asked about a piece on which nothing is found: about the member's own words, never in general."""

import inspect
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.feedback import asking
from bot.domain.feedback.asking import Decided, Question, Written, about_table, questions
from bot.domain.judging import CODES
from bot.playbook.loader import load


def asked(kind: str, launch: str = "", **fields: str) -> dict[str, Question]:
    written = Written({name.replace("_", "-"): text for name, text in fields.items()}, launch)
    return {each.code: each for each in questions(kind, written)}


MEASURED = 'Did somebody measure "{}", or is it a guess?'


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Whoever closes the till saves two hours a week.", MEASURED.format("two hours a week")),
        ("Each wrong address costs 15 minutes.", MEASURED.format("15 minutes")),
        ("The new list is 30 % faster.", MEASURED.format("30 %")),
        ("We timed it: each wrong address costs 15 minutes.", None),
        ("Four nurses told me that it costs 15 minutes.", None),
        ("The goal is to lose no more than 15 minutes.", None),
        ("We meet for 15 minutes.", None),
        ("I spent 15 minutes a day with her, and lost 15 minutes more.", None),
    ],
)
def test_a_claim_with_a_number_is_asked_who_measured_it(text: str, asks: str | None) -> None:
    found = asked("vp-page", recommendation=text).get("ask_measured")
    assert (found and found.asks) == asks
    assert found is None or found.quote == text


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("4 of 5 told me that they print it.", 'You write "4 of 5". What was different with the other one?'),
        ("Three of five nurses do it.", 'You write "Three of five". What was different with the other two?'),
        ("4 of 5 told me. Not true for a doctor who dictates little.", None),
        ("5 of 5 told me.", None),
        ("If 4 of 5 people come back, it goes on.", None),
        ("One of five came out wrong.", None),
        ("The cost is 4 of 5 points.", None),
        ("It rose by 4 of 5% of people.", None),
    ],
)
def test_of_some_of_many_the_others_are_asked_for(text: str, asks: str | None) -> None:
    found = asked("mini-prd", evidence=text).get("ask_others")
    assert (found and found.asks) == asks


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("It takes three weeks.", "ask_estimate", '"three weeks"'),
        ("It takes three weeks until the audit.", "ask_estimate", ""),
        ("I believe that they will pay for it.", "ask_belief", '"I believe"'),
        ("They pay for it.", "ask_belief", ""),
        ("Nobody at a desk knows it.", "ask_all", '"Nobody". What have you seen that shows it?'),
        ("Nobody at a desk asked for it.", "ask_all", ""),
        ("I told it to nobody.", "ask_all", ""),
        ("Solved: nobody has to look again.", "ask_all", ""),
        ("The list says why, so that everybody sees that.", "ask_all", ""),
        ('She wrote: "nobody knows it".', "ask_all", ""),
        ('It calls a late fee "probably a mistake".', "ask_belief", ""),
        ("The button says 'I think so'.", "ask_belief", ""),
        ("All our customers use it.", "ask_all", "When did you last see it otherwise?"),
        ("Nobody should see it.", "ask_all", ""),
        ("I asked whether nobody looks.", "ask_all", ""),
        ("I need a yes by Friday.", "ask_deadline", 'hear nothing "by Friday"'),
        ("Please approve it before 12 March.", "ask_deadline", 'hear nothing "before 12 March"'),
        ("It rains by Friday.", "ask_deadline", ""),
        ("Hers had an answer by Friday.", "ask_deadline", ""),
        ("I need nothing but your objection, by Friday.", "ask_deadline", ""),
    ],
)
def test_estimates_beliefs_and_what_is_true_of_all_are_asked_about(text: str, code: str, words: str) -> None:
    found = asked("vp-page", recommendation=text).get(code)
    assert (found is not None) is bool(words)
    assert found is None or words in found.asks


def test_what_somebody_else_believes_is_theirs() -> None:
    assert not {"ask_all", "ask_belief"} & set(asked("interview", learnt="She: I believe nobody reads it."))


REASON = "Seeing free slots comes first."


@pytest.mark.parametrize(
    ("kind", "fields", "code", "quote"),
    [
        (
            "no",
            {"reason": REASON, "outcome": "Reopens if three owners ask for it by name."},
            "ask_reopens",
            "Reopens if three owners ask for it by name.",
        ),
        (
            "no",
            {"reason": REASON, "outcome": "Reopens once free slots are seen everywhere."},
            "ask_reopens",
            "",
        ),
        ("no", {"reason": REASON, "outcome": "She nodded."}, "ask_reopens", ""),
        (
            "no",
            {
                "role": "Sales",
                "interest": "He wants fewer doubles before an audit.",
                "alternative": "A short code.",
            },
            "ask_offer",
            "A short code.",
        ),
        (
            "no",
            {
                "role": "Sales",
                "interest": "He wants fewer doubles.",
                "alternative": "The oldest doubles, by hand.",
            },
            "ask_offer",
            "",
        ),
        ("no", {"interest": "I wanted to try it once.", "alternative": "A short code."}, "ask_offer", ""),
        ("no", {"reason": REASON}, "ask_cost_of_yes", REASON),
        ("no", {"reason": "It costs two weeks."}, "ask_cost_of_yes", ""),
        ("no", {"reason": "A voice can't be skimmed."}, "ask_cost_of_yes", ""),
        ("no", {"refused": "Colours. " * 40}, "ask_heard", ""),
        ("no", {"refused": "A window by Friday, please."}, "ask_deadline", ""),
        ("no", {"refused": "Colours.", "role": "Head of sales"}, "ask_heard", "Colours."),
        ("no", {"refused": "Colours.", "outcome": "She nodded."}, "ask_heard", ""),
        ("no", {"refused": "Colours.", "outcome": "She nodded."}, "ask_week_later", "She nodded."),
        ("no", {"outcome": "She nodded.", "later": "She brought another idea."}, "ask_week_later", ""),
        ("vp-page", {"risk": "Few may call."}, "ask_sign", "Few may call."),
        ("vp-page", {"risk": "Few call. The first sign is a quiet line."}, "ask_sign", ""),
        (
            "vp-page",
            {"risk": "Few call. The first sign is a quiet line."},
            "ask_who_looks",
            "The first sign is a quiet line.",
        ),
        ("vp-page", {"risk": "The first sign is a quiet line; support looks daily."}, "ask_who_looks", ""),
        (
            "vp-page",
            {"trade-offs": "Voice waits until spring."},
            "ask_who_waits",
            "Voice waits until spring.",
        ),
        ("vp-page", {"risk": "Doctors notice the wait.", "trade-offs": "A wait."}, "ask_sign", ""),
        ("vp-page", {"risk": "Few wait.", "recommendation": "Slow; back to fast at five."}, "ask_sign", ""),
        ("vp-page", {"risk": "I build too early. The first sign is a quiet week."}, "ask_who_looks", ""),
        ("mini-prd", {"metric": "From 12 to 5 minutes."}, "ask_guardrail", "From 12 to 5 minutes."),
        (
            "mini-prd",
            {"metric": "From 12 to 5 minutes.", "goals": "Errors must not rise."},
            "ask_guardrail",
            "",
        ),
        ("mini-prd", {"user": "Nurses on nights"}, "ask_watched", "Nurses on nights"),
        ("mini-prd", {"user": "Nurses on nights", "evidence": "I sat beside two."}, "ask_watched", ""),
        ("mini-prd", {"non-goals": "Dark mode."}, "ask_who_wanted", "Dark mode."),
        ("mini-prd", {"non-goals": "Dark mode, which sales asked for."}, "ask_who_wanted", ""),
        (
            "decision-log",
            {"part": "Results", "decided": "Kilos a week: forty when I began, 14 now."},
            "ask_what_else",
            "Kilos a week: forty when I began, 14 now.",
        ),
        ("decision-log", {"part": "Launch", "decided": "Ten people, 14 now."}, "ask_what_else", ""),
        ("decision-log", {"changed-mind": "One egg."}, "ask_who_tells", "One egg."),
        ("prioritisation", {"disappointed": "The export team"}, "ask_disappointed", "The export team"),
        ("prioritisation", {"disappointed": "The export team, told on Monday"}, "ask_disappointed", ""),
        (
            "competitive-analysis",
            {"alternatives": "Paper; quick; gets lost"},
            "ask_tried",
            "Paper; quick; gets lost",
        ),
        ("competitive-analysis", {"alternatives": "Paper", "tried": "Once."}, "ask_tried", ""),
        ("competitive-analysis", {"so-what": "Copy the wall."}, "ask_changes", "Copy the wall."),
        ("competitive-analysis", {"so-what": "Copy it.", "changes": "The first screen."}, "ask_changes", ""),
        ("competitive-analysis", {"tried": "By bot, two days."}, "ask_again", "By bot, two days."),
        ("competitive-analysis", {"tried": "By forum, two days."}, "ask_again", ""),
        (
            "design-presentation",
            {"asked": "May we mark doubtful words?", "decided": "A survey comes beforehand."},
            "ask_decided",
            "A survey comes beforehand.",
        ),
        (
            "design-presentation",
            {"asked": "May we mark doubtful words?", "decided": "Words, not numbers."},
            "ask_decided",
            "",
        ),
        ("design-presentation", {"decided": "Numbers only."}, "ask_owner", "Numbers only."),
        ("design-presentation", {"decided": "Numbers only, I own it."}, "ask_owner", ""),
        ("design-presentation", {"decided": "Nothing: the price is missing."}, "ask_owner", ""),
        (
            "design-presentation",
            {"options": "All; two weeks\nNumbers; one", "decided": "Numbers only, I own it."},
            "ask_first_day",
            "Numbers; one",
        ),
        ("design-presentation", {"options": "All; two\nSome; one", "decided": "Later."}, "ask_first_day", ""),
        ("design-presentation", {"heard": "Sales feared it."}, "ask_heard_before", "Sales feared it."),
        ("design-presentation", {"options": "All; two weeks\nSome; one"}, "ask_first_day", "All; two weeks"),
        (
            "scope-decision",
            {"why": "The audit comes first.", "revives": "When three schools write."},
            "ask_revives",
            "When three schools write.",
        ),
        (
            "scope-decision",
            {"why": "The audit comes first.", "revives": "Once the audit is over."},
            "ask_revives",
            "",
        ),
        ("scope-decision", {"cut": "Bulk edit."}, "ask_loses", "Bulk edit."),
        ("scope-decision", {"cut": "Bulk edit.", "loses": "Half an hour."}, "ask_loses", ""),
        ("scope-decision", {"cut": "Bulk edit."}, "ask_back", "Bulk edit."),
        ("scope-decision", {"told": "The school office."}, "ask_told", "The school office."),
        ("scope-decision", {"told": "The office: 'As always.'"}, "ask_told", ""),
        ("scope-decision", {"cut": "Bulk edit. " * 20}, "ask_loses", ""),
        (
            "failure-review",
            {"counts": "7 invent hours\n2 wrong city", "decision": "The wrong city holds it back."},
            "ask_biggest",
            "invent hours",
        ),
        (
            "failure-review",
            {"counts": "Invents hours; 7\nWrong city; 2", "decision": "City holds it back."},
            "ask_biggest",
            "Invents hours",
        ),
        (
            "failure-review",
            {"counts": "21 pass\n7 invent hours\n2 wrong city", "decision": "Invented hours hold it back."},
            "ask_biggest",
            "",
        ),
        ("failure-review", {"decision": "We go on."}, "ask_stop_rule", "We go on."),
        ("failure-review", {"decision": "We go on.", "rules": "Off at one."}, "ask_stop_rule", ""),
        ("failure-review", {"surprise": "A cough."}, "ask_would_show", "A cough."),
        ("ai-policy", {"rules": "Alone: commas\nNever: doses"}, "ask_broken", "Never: doses"),
        ("ai-policy", {"rules": "Alone: commas\nNever: doses"}, "ask_alone", "Alone: commas"),
        ("ai-policy", {"rules": "Never: doses", "untested": "All of it"}, "ask_broken", ""),
        ("ai-policy", {"rules": "It never names a dose. Tested with 40 calls."}, "ask_broken", ""),
        ("ai-policy", {"rules": "Off: by the engineer on call, who is alone."}, "ask_alone", ""),
        (
            "ai-policy",
            {"metric": "Letters signed", "floor": "Signed letters"},
            "ask_floor",
            "Signed letters",
        ),
        ("ai-policy", {"floor": "No wrong dose"}, "ask_floor_first", "No wrong dose"),
        ("course", {"gap": "I explain too early."}, "ask_gap", "I explain too early."),
        ("course", {"gap": "My plans are lists."}, "ask_gap", ""),
        ("course", {"step": "A book. It takes three weeks."}, "ask_estimate", ""),
        ("course", {"step": "I taught it to six people."}, "ask_first_use", ""),
        (
            "course",
            {"step": "A book.", "used": "In the plan: three lines, not eleven, now."},
            "ask_otherwise",
            "",
        ),
        ("course", {"gap": "In 4 of 9 talks I explained."}, "ask_gap", ""),
        ("course", {"step": "A book."}, "ask_first_use", "A book."),
        ("course", {"step": "A book.", "used": "In the plan."}, "ask_otherwise", "In the plan."),
        ("interview", {"learnt": "She copies it to paper."}, "ask_workaround", "She copies it to paper."),
        ("interview", {"learnt": "She copies it to paper, 20 minutes a day."}, "ask_workaround", ""),
        ("interview", {"learnt": "He wants a button."}, "ask_today", "He wants a button."),
        ("interview", {"learnt": "They differ: she wants no claim."}, "ask_today", ""),
        ("interview", {"learnt": "I believed that he wants a tour."}, "ask_today", ""),
        ("interview", {"surprise": "She never searches."}, "ask_belief_changed", "She never searches."),
        ("interview", {"surprise": "She never searches. I would drop it."}, "ask_belief_changed", ""),
        ("interview", {"quote": "I refund blind."}, "ask_before_quote", "I refund blind."),
        ("interview", {"quote": "I refund blind.", "learnt": "He refunds."}, "ask_before_quote", ""),
        ("interview", {"learnt": "She calls.", "role": "Agent"}, "ask_another_way", "Agent"),
    ],
)
def test_a_kind_is_asked_what_its_own_words_leave_open(
    kind: str, fields: dict[str, str], code: str, quote: str
) -> None:
    found = asked(kind, **fields).get(code)
    assert (found.quote if found else "") == quote


LAUNCH = "Ten people from two cafés. It is off when one buys a brake that doesn't fit."


@pytest.mark.parametrize(
    ("part", "decided", "quote"),
    [
        ("Results", "Minutes to the part: 50, then 14.", "It is off when one buys a brake that doesn't fit."),
        ("Results", "Nobody bought a wrong brake.", ""),
        ("Solution design", "Three candidates.", ""),
    ],
)
def test_results_are_asked_what_became_of_the_launchs_rule(part: str, decided: str, quote: str) -> None:
    found = asked("decision-log", LAUNCH, part=part, decided=decided).get("ask_launch_rule")
    assert (found.quote if found else "") == quote


TABLE = Decided(("Import", "Export"), "Import", "Export", "engineering cost", "2", "3")
OPTIONS = "Import; 4; 4; 3; 3; 3\nExport; 4; 4; 2; 3; 3"


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"choice": "Export", "options": OPTIONS}, ["ask_against_table", "ask_flip"]),
        ({"choice": "Import", "options": OPTIONS}, ["ask_flip"]),
        ({"choice": "Neither", "options": OPTIONS}, ["ask_flip"]),
        ({"flips": "The law", "options": OPTIONS}, ["ask_other_flip", "ask_flip"]),
        ({"flips": "The cost of it", "options": OPTIONS}, ["ask_flip"]),
    ],
)
def test_a_table_is_asked_about_by_what_it_comes_to(fields: dict[str, str], codes: Sequence[str]) -> None:
    found = list(about_table(Written(fields), TABLE))
    assert [each.code for each in found] == codes
    assert 'engineering cost of "Export" is 2 or 3' in found[-1].asks
    assert found[-1].quote == "Export; 4; 4; 2; 3; 3"


NAMES = sorted({field.id for kind in load().kinds for field in kind.fields})
WORDS = """
4 of five told me nobody never alone costs two hours a week by Friday yes sign pass reopens if from 7 to 9 ; .
"""
SAID = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=14).map(" ".join)
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CODES)), st.dictionaries(st.sampled_from(NAMES), SAID, max_size=8), SAID)
def test_a_question_quotes_what_stands_there_and_is_always_the_same(
    kind: str, fields: dict[str, str], launch: str
) -> None:
    found = list(questions(kind, Written(fields, launch)))
    assert found == list(questions(kind, Written(dict(reversed(fields.items())), launch)))
    together = "\n\n".join([*fields.values(), launch])
    assert all(each.quote in together and each.quote for each in found)


def test_every_question_is_known_by_its_code_and_no_other_is() -> None:
    written = set(re.findall(r'Question\(\s*"(\w+)"', inspect.getsource(asking)))
    assert set().union(*asking.CODES.values()) == written


@pytest.mark.parametrize("kind", asking.CODES)
def test_a_kind_is_asked_nothing_but_its_own_codes(kind: str) -> None:
    """Here each field that there is holds each example of the playbook."""
    fields = {field.id for each in load().kinds for field in each.fields}
    texts = {each.show_me.example for each in load().assignments}
    for text in texts:
        found = {each.code for each in questions(kind, Written(dict.fromkeys(fields, text)))}
        assert found <= asking.CODES[kind]


@pytest.mark.parametrize(
    "learnt",
    [
        "They keep a paper list at the phone. It takes five minutes for each call.",
        "A practice that moved to us from paper.",
        "She used to copy it to paper.",
    ],
)
def test_a_detour_isnt_asked_for_its_cost_where_that_is_said_or_the_detour_is_over(learnt: str) -> None:
    assert "ask_workaround" not in asked("interview", learnt=learnt)


def test_what_is_held_back_is_asked_when_it_goes_out() -> None:
    held, out = (
        asked("failure-review", decision=text)["ask_stop_rule"].asks
        for text in ("Lost words hold the launch back.", "We ship it on Monday.")
    )
    assert held == "At which number does the feature go out, and who decides that?"
    assert out == "At which number do you switch the feature off, and who does that?"


def test_a_number_in_somebodys_story_is_asked_whether_it_was_seen() -> None:
    found = asked("interview", learnt="The detour costs 15 minutes.")["ask_measured"]
    assert found.asks == 'Did you see "15 minutes" yourself, or were you told?'


def test_who_was_heard_isnt_asked_about_what_the_answer_took_up() -> None:
    heard = {"heard": "A doctor: 'Numbers only, or I stop.'", "audience": "Two doctors", "asked": "Mark all?"}
    assert "ask_heard_before" not in asked("design-presentation", decided="Numbers only, we own it.", **heard)
    assert "ask_heard_before" in asked("design-presentation", decided="Not before May, we own it.", **heard)


def test_what_might_be_a_slip_is_asked_where_a_rule_would_accuse_wrongly() -> None:
    """As findings the first three were right in half to two thirds of texts that they hadn't seen."""
    assert "ask_which_decision" in asked("design-presentation", asked="Feedback on my architecture.")
    assert "ask_which_decision" not in asked("design-presentation", asked="Feedback whether the fax ends.")
    assert "ask_review_size" in asked("ai-policy", rules="There is always a human in the loop.")
    assert "ask_review_size" not in asked("ai-policy", rules="Human in the loop: Rita, fifty drafts a day.")
    assert "ask_prompt" in asked("ai-policy", rules="The system prompt forbids legal advice.")
    assert "ask_prompt" not in asked("ai-policy", rules="The prompt forbids it, and a filter stops it.")
    assert "ask_so_what" in asked("competitive-analysis", so_what="All three have similar functions.")
    assert "ask_so_what" not in asked("competitive-analysis", so_what="We copy the bell at the door.")
    assert "ask_name_of_it" in asked("failure-review", counts="Hallucinations 9, others 3")
    assert "ask_name_of_it" not in asked("failure-review", counts="Hallucinated opening hours: 5")
