"""What is wrong with a programme as a whole, each fault alone in an otherwise sound playbook."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.playbook import Playbook
from bot.playbook.checks.validation import faults
from tests.playbook.tiny import entry, tiny

Data = dict[str, Any]


def found(data: Data) -> list[str]:
    return [str(fault) for fault in faults(Playbook.model_validate(data))]


def change(name: str, id_: str, **keys: object) -> Callable[[Data], None]:
    return lambda data: entry(data, name, id_).update(keys)


def assignment(id_: str, **keys: object) -> Callable[[Data], None]:
    return change("assignments", id_, **keys)


def test_a_sound_playbook_has_no_faults() -> None:
    assert found(tiny()) == []


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (
            assignment("cut-by-half", phase="prune"),
            'assignments "cut-by-half" · phase: "prune" is not in the playbook; use one of: notice, cut',
        ),
        (
            assignment("cut-by-half", minutes=130),
            'assignments "cut-by-half" · minutes: 130 is too large; '
            "write 120 or less, or give it another week",
        ),
        (
            assignment("cut-by-half", skill="pruning"),
            'assignments "cut-by-half" · skill: "pruning" is not in the playbook; '
            "use one of: listening, cutting",
        ),
        (
            assignment("let-an-editor-at-it", track="trio"),
            'assignments "let-an-editor-at-it" · track: "trio" is not in the playbook; '
            "use one of: solo, pair",
        ),
        (
            assignment("cut-by-half", kind="essay"),
            'assignments "cut-by-half" · kind: "essay" is not in the playbook; use one of: reading, rewrite',
        ),
        (
            lambda data: data.update(own="essay"),
            'own: "essay" is not in the playbook; use one of: reading, rewrite',
        ),
        (
            assignment("cut-by-half", needs=["reading", "essay"]),
            'assignments "cut-by-half" · needs: "essay" is not in the playbook; use one of: reading, rewrite',
        ),
        (
            assignment("cut-by-half", strength="rhythm"),
            'assignments "cut-by-half" · strength: "rhythm" is not in the playbook; '
            "leave it out, since the playbook lists none",
        ),
        (
            change("milestones", "two-rewrites", phase="prune"),
            'milestones "two-rewrites" · phase: "prune" is not in the playbook; use one of: notice, cut',
        ),
        (
            change("milestones", "two-rewrites", private=True, twin="one-rewrite"),
            'milestones "two-rewrites" · twin: "one-rewrite" is not in the playbook; '
            "use one of: first-reading, two-rewrites",
        ),
        (
            change("milestones", "two-rewrites", proof=[{"kind": "essay"}]),
            'milestones "two-rewrites" · proof · kind: "essay" is not in the playbook; '
            "use one of: reading, rewrite",
        ),
        (
            change("milestones", "two-rewrites", proof=[{"kind": "rewrite", "filled": ["length"]}]),
            'milestones "two-rewrites" · proof · filled: "length" is not in the playbook; '
            "use one of: after, size",
        ),
        (
            lambda data: data["skills"].append(data["skills"][0]),
            'skills "listening": this id stands 2 times; give each entry an id of its own',
        ),
        (
            assignment("list-what-they-skip", months=[1, 2]),
            'assignments "list-what-they-skip" · months: it is open in months 1-2; '
            "stay within the phase's months 1-1",
        ),
        (
            assignment("list-what-they-skip", months=[1]),
            'assignments "list-what-they-skip" · months: it is open in months 1 and after; '
            "stay within the phase's months 1-1",
        ),
        (
            assignment("list-what-they-skip", months=[3]),
            'assignments "list-what-they-skip" · months: it is open in months 3 and after; '
            "stay within the phase's months 1-1",
        ),
        (
            assignment("cut-by-half", months=[2, 3]),
            'assignments "cut-by-half" · months: it is open in months 2-3; '
            "stay within the phase's months 1-2, or begin after the programme, in month 3 or later",
        ),
        (
            assignment("watch-a-stranger", lens=1),
            'assignments "watch-a-stranger" · lens: "watch-one-reader" has lens 1 already; '
            "give each its own number",
        ),
        (
            assignment("list-what-they-skip", lens=3),
            'assignments "list-what-they-skip" · lens: it has a lens and doesn\'t recur; '
            "write `recurs = true`, or leave the lens out",
        ),
        (
            assignment("one-shorter-message", lens=1),
            'assignments "one-shorter-message" · lens: no rhythm says when "rewrite" is due; '
            'add a rhythm with kind = "rewrite"',
        ),
        (
            lambda data: data["rhythms"].append({"kind": "reading", "months": [2, 2], "every": 3}),
            'rhythms "reading" · months: month 2 has two rhythms of this kind; keep one',
        ),
        (
            change("milestones", "two-rewrites", text="Thanks to {name} and {}, {count} pages are shorter."),
            'milestones "two-rewrites" · text: nothing fills {name}, {}; use no braces but those of {count}',
        ),
        (
            change("milestones", "two-rewrites", text="{count:>9} pages, shorter }"),
            'milestones "two-rewrites" · text: nothing fills {count:>9}, }; '
            "use no braces but those of {count}",
        ),
        (
            change("milestones", "two-rewrites", private=True, twin="two-rewrites"),
            'milestones "two-rewrites" · twin: the twin is private itself; name one that may be shown',
        ),
        (
            assignment("list-what-they-skip", exposure=2),
            'assignments "list-what-they-skip" · exposure: it is core with exposure 2, '
            "and its phase assigns none above 1 unasked; lower it, or leave `core` out",
        ),
        (
            assignment("one-shorter-message", exposure=1),
            "assignments: weeks could come up empty in month 3 and ever after; "
            "keep one open then that recurs, suits every track and needs nothing",
        ),
    ],
)
def test_a_fault_names_its_place_and_what_would_be_right(spoil: Callable[[Data], None], fault: str) -> None:
    data = tiny()
    if "weeks could" in fault:  # the readings would fill those weeks too
        for id_ in ("watch-one-reader", "watch-a-stranger"):
            entry(data, "assignments", id_)["months"] = [1, 2]
    spoil(data)
    assert found(data) == [fault]


@pytest.mark.parametrize("after", [[3], [3, 3], [5, 8]])
def test_the_phase_that_ends_with_the_programme_may_hold_what_comes_after_it(after: list[int]) -> None:
    data = tiny()
    entry(data, "assignments", "cut-by-half")["months"] = after
    assert found(data) == []


def test_so_may_a_phase_without_an_end() -> None:
    data = tiny()
    entry(data, "phases", "cut")["months"] = [1]
    entry(data, "assignments", "cut-by-half")["months"] = [3]
    assert found(data) == []


def test_a_rhythm_needs_something_that_recurs() -> None:
    data = tiny()
    data["rhythms"].append({"kind": "rewrite", "months": [1], "every": 2})
    entry(data, "assignments", "one-shorter-message")["recurs"] = False
    entry(data, "assignments", "one-shorter-message")["months"] = [1, 2]
    assert found(data) == [
        'rhythms "rewrite": no recurring assignment asks for this kind; mark one `recurs = true`'
    ]


def test_a_rhythm_of_an_unknown_kind_is_named_once_as_unknown_and_once_as_idle() -> None:
    data = tiny()
    data["rhythms"].append({"kind": "essay", "months": [1], "every": 2})
    assert found(data) == [
        'rhythms "essay" · kind: "essay" is not in the playbook; use one of: reading, rewrite',
        'rhythms "essay": no recurring assignment asks for this kind; mark one `recurs = true`',
    ]


def test_phases_begin_in_month_one_and_leave_no_gap() -> None:
    data = tiny()
    entry(data, "phases", "notice")["months"] = [2, 2]
    entry(data, "phases", "cut")["months"] = [4, 4]
    places = [fault for fault in found(data) if fault.startswith("phases")]
    assert places == [
        "phases: the first one begins in month 2; begin one in month 1",
        "phases: none is open in month 3; stretch a phase over it",
    ]


@pytest.mark.parametrize(
    "unfit", [{"needs": ["reading"]}, {"track": "pair"}, {"exposure": 1}, {"months": [1, 2]}]
)
def test_what_fills_every_week_suits_everybody_and_needs_nothing(unfit: Data) -> None:
    data = tiny()
    for id_ in ("watch-one-reader", "watch-a-stranger"):
        entry(data, "assignments", id_)["months"] = [1, 2]
    entry(data, "assignments", "one-shorter-message").update(unfit)
    assert found(data) == [
        "assignments: weeks could come up empty in month 3 and ever after; "
        "keep one open then that recurs, suits every track and needs nothing"
    ]


def test_months_that_come_up_empty_are_listed_together() -> None:
    data = tiny()
    for id_ in ("watch-one-reader", "watch-a-stranger", "one-shorter-message"):
        entry(data, "assignments", id_)["months"] = [2, 2]
    assert found(data)[-1].startswith("assignments: weeks could come up empty in month 1, 3 and ever after;")


NOTHING_BRINGS = (
    'assignments "{}" · needs: nothing that suits the same people brings "{}" before this closes; '
    "open an assignment of that kind earlier, or leave the need out"
)


def test_a_need_is_met_before_the_assignment_closes() -> None:
    data = tiny()
    entry(data, "assignments", "cut-by-half").update(months=[1, 1], needs=["rewrite"])
    entry(data, "assignments", "one-shorter-message")["months"] = [2]
    assert found(data) == [NOTHING_BRINGS.format("cut-by-half", "rewrite")]


def test_a_need_may_be_met_in_the_month_in_which_the_assignment_closes() -> None:
    data = tiny()
    entry(data, "assignments", "cut-by-half").update(months=[1, 2], needs=["rewrite"])
    entry(data, "assignments", "one-shorter-message")["months"] = [2]
    assert found(data) == []


def test_an_assignment_does_not_meet_its_own_need() -> None:
    data = tiny()
    data["kinds"].append({**entry(data, "kinds", "rewrite"), "id": "speech"})
    entry(data, "assignments", "cut-by-half").update(kind="speech", needs=["speech"])
    assert found(data) == [NOTHING_BRINGS.format("cut-by-half", "speech")]


def test_two_assignments_that_wait_for_each_other_never_open() -> None:
    data = tiny()
    speech, poem = ({**entry(data, "kinds", "rewrite"), "id": id_} for id_ in ("speech", "poem"))
    data["kinds"] += [speech, poem]
    entry(data, "assignments", "cut-by-half").update(kind="speech", needs=["poem"])
    entry(data, "assignments", "list-what-they-skip").update(kind="poem", needs=["speech"])
    assert found(data) == [
        NOTHING_BRINGS.format("list-what-they-skip", "speech"),
        NOTHING_BRINGS.format("cut-by-half", "poem"),
    ]


def test_what_only_one_track_brings_does_not_meet_the_need_of_all() -> None:
    data = tiny()
    data["kinds"].append({**entry(data, "kinds", "rewrite"), "id": "speech"})
    entry(data, "assignments", "let-an-editor-at-it")["kind"] = "speech"
    entry(data, "assignments", "cut-by-half")["needs"] = ["speech"]
    assert found(data) == [NOTHING_BRINGS.format("cut-by-half", "speech")]
    entry(data, "assignments", "cut-by-half")["track"] = "pair"
    assert found(data) == []


def test_entries_that_could_not_be_read_are_not_unknown_and_the_whole_is_not_judged() -> None:
    data = tiny()
    data["skills"] = [skill for skill in data["skills"] if skill["id"] != "cutting"]
    data["phases"] = [{**phase, "months": [2, 2]} for phase in data["phases"]]
    for item in data["assignments"]:
        item["months"] = [2, 2]
    entry(data, "assignments", "cut-by-half")["kind"] = "essay"
    wrong = [str(fault) for fault in faults(Playbook.model_validate(data), unread={"cutting"})]
    assert wrong == [
        'assignments "cut-by-half" · kind: "essay" is not in the playbook; use one of: reading, rewrite'
    ]


def test_every_rhythm_is_held_against_all_before_it() -> None:
    data = tiny()
    data["rhythms"] = [{"kind": "reading", "months": [m, m], "every": 2} for m in (1, 2, 1)]
    assert found(data) == ['rhythms "reading" · months: month 1 has two rhythms of this kind; keep one']


def test_a_lens_is_held_against_all_before_it_whatever_stands_between() -> None:
    data = tiny()
    data["assignments"].append({**data["assignments"][0], "id": "watch-once-more"})
    assert found(data) == [
        'assignments "watch-once-more" · lens: "watch-one-reader" has lens 1 already; '
        "give each its own number"
    ]


CHECK = {"id": "own", "field": "text", "number": True, "why": "W.", "direction": "D.", "fixed": "F."}


def test_feedback_of_a_kind_names_codes_and_fields_that_there_are() -> None:
    data = tiny()
    kind = data["kinds"][0]
    kind |= {
        "id": "no",
        "silent": ["no_date", "ask_heard", "ask_all", "leading"],
        "checks": [CHECK, {**CHECK, "id": "jargon"}],
    }
    kind["fields"] = [{"id": "other", "label": "What?", "compulsory": True}]
    said = [each for each in found(data) if each.startswith('kinds "no"')]
    assert said == [
        'kinds "no" · checks "own" · field: "text" is not in the playbook; use one of: other',
        'kinds "no" · checks "jargon" · field: "text" is not in the playbook; use one of: other',
        'kinds "no" · silent: feedback on this kind has no code "leading"; '
        "use one of: apology_padding, ask_all, ask_belief, ask_cost_of_yes, ask_deadline, ask_estimate, "
        "ask_heard, ask_measured, ask_offer, ask_others, ask_reopens, ask_week_later, no_alternative, "
        "no_date, no_reason, not_really_a_no, numbers_disagree, same_alternative",
        'kinds "no" · checks "jargon" · id: feedback has a code of this name; give it another id',
    ]
