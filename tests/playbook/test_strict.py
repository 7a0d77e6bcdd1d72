"""The strict judgement as a whole, and second chances."""

from typing import Any

import pytest

from bot.domain.playbook import Assignment, Drill, Playbook
from bot.playbook.checks.strict import judge, sample_faults, second_chance_faults
from tests.domain.playbook import assignment, months, phase, playbook

SKILLS = ["research", "communication", "no"]
WORDS = "amber birch cedar delta ember fjord grove haven inlet jetty knoll ledge marsh oasis reefs"
VERBS = "ask bring call draw find give hold join keep list mark name open pick answer"


def good() -> Playbook:
    """A small playbook that holds: something new every week, and two habits for the time after."""
    new = [
        assignment(
            f"{word}-{n}",
            skill=SKILLS[n % 3],
            phase="build",
            months=months(1, 4),
            title=f"{verb.capitalize()} {word}",
            line=f"{verb.capitalize()} {word}-{n}",
            steps=(f"{word} {word}stone",),
        )
        for n, (word, verb) in enumerate(zip(WORDS.split(), VERBS.split(), strict=True))
    ]
    always = [
        assignment(
            f"habit-{skill}",
            skill=skill,
            recurs=True,
            months=months(1),
            title=f"{verb} {skill}",
            line=f"{verb} {skill}",
            steps=(f"always{skill}",),
        )
        for skill, verb in zip(SKILLS, ("Read", "Serve", "Tell"), strict=True)
    ]
    return playbook(*new, *always).model_copy(update={"phases": (phase("start", 1, 1), phase("build", 1, 4))})


def test_a_small_playbook_can_pass() -> None:
    report = judge(good())
    assert report.breaches == ()
    assert [count.assignment.id for count in report.counts][:2] == ["amber-0", "birch-1"]
    assert report.counts[0].words == 7
    assert [count.twin.likeness for count in report.counts if count.twin] == [0.0] * 18
    assert len(report.supplies) == 5 * 2
    assert len(report.runs) == 15


def test_every_instrument_reports() -> None:
    book = good()
    first = book.assignments[0].model_copy(
        update={"why": "Explore it.", "needs": ("interview",), "minutes": 10}
    )
    twin = first.model_copy(update={"id": "twin", "why": "w", "needs": (), "minutes": 30})
    few = (first, twin, *book.assignments[9:])
    wrong = [fault.wrong for fault in judge(book.model_copy(update={"assignments": few})).breaches]
    for words in (
        '"Explore" says nothing',
        '100% of the words are those of "amber-0"',
        'who has no "interview" by month 1 can\'t catch up while this is open',
        "10 minutes",
    ):
        assert words in wrong
    assert any(words.startswith("candidates that don't recur: ") for words in wrong)


def needs(**rest: Any) -> Assignment:
    return assignment("tree", needs=("interview",), **{"phase": "build", "months": months(3, 4), **rest})


def brings(**rest: Any) -> Assignment:
    return assignment("story", kind="interview", **rest)


@pytest.mark.parametrize(
    ("story", "tree", "chance"),
    [
        pytest.param(brings(months=months(1, 2)), needs(), False, id="closed before it opens"),
        pytest.param(brings(months=months(1, 3)), needs(), True, id="still open in its first month"),
        pytest.param(
            brings(phase="build", months=months(4, 5)),
            needs(months=months(3, 5)),
            True,
            id="opens later meanwhile",
        ),
        pytest.param(brings(track="internal"), needs(), False, id="only on one track"),
        pytest.param(brings(track="internal"), needs(track="internal"), True, id="on its own track"),
        pytest.param(assignment("story", kind="page"), needs(), False, id="another kind"),
        pytest.param(
            assignment("page", kind="page"), needs(kind="interview"), False, id="it can't bring its own need"
        ),
    ],
)
def test_who_missed_a_need_can_catch_up(story: Assignment, tree: Assignment, chance: bool) -> None:
    faults = [str(fault) for fault in second_chance_faults(playbook(story, tree))]
    assert faults == (
        []
        if chance
        else [
            'assignments "tree" · needs: who has no "interview" by month 3 can\'t catch up while this '
            "is open; let that kind come in another assignment then, or leave the need out"
        ]
    )


AGAIN = brings(months=months(2, 2))


@pytest.mark.parametrize(
    ("stories", "tree", "month"),
    [
        pytest.param([AGAIN], needs(months=months(2, 3)), 2, id="all that brings it in one month"),
        pytest.param([AGAIN, AGAIN], needs(months=months(2, 3)), 2, id="two of them in one month"),
        pytest.param([AGAIN], needs(months=months(2, 2)), None, id="missed together with what needs it"),
        pytest.param(
            [AGAIN, brings(months=months(3, 3))], needs(months=months(2, 3)), None, id="a second month"
        ),
        pytest.param(
            [brings(months=months(2, 3))], needs(months=months(2, 3)), None, id="open for two months"
        ),
        pytest.param(
            [AGAIN, brings(months=months(3, 3), track="internal")],
            needs(months=months(2, 3)),
            2,
            id="a second month on one track only",
        ),
    ],
)
def test_one_missed_month_shuts_nobody_out(
    stories: list[Assignment], tree: Assignment, month: int | None
) -> None:
    named = (story.model_copy(update={"id": f"story-{n}"}) for n, story in enumerate(stories))
    faults = [str(fault) for fault in second_chance_faults(playbook(*named, tree))]
    assert faults == (
        []
        if month is None
        else [
            f'assignments "tree" · needs: who hands in nothing in month {month} never has "interview" while '
            "this is open; let that kind come in another month too, or leave the need out"
        ]
    )


@pytest.mark.parametrize(
    ("sample", "found"),
    [
        pytest.param("When did you last restart it?", [], id="clean"),
        pytest.param("Would you pay for it?", ["(hypothetical)"], id="a wish"),
        pytest.param("A; 1; 2\nB; 3; 3; 3; 3; 3", ["its scores can't be read"], id="scores too few"),
        pytest.param("A; 3; 3; 3; 3; 3\nB; 3; 3; 3; 3; 3", ["(tied)"], id="nobody wins"),
        pytest.param("A; 3; 3; 3; 3; 3\nB; 5; 3; 3; 3; 3", [], id="one wins"),
    ],
)
def test_the_sample_of_a_drill_passes_the_feedback(sample: str, found: list[str]) -> None:
    scored = {"kind": "score", "text": "A: one\nB: two", "why": "Nine of 12 tickets in May are about B."}
    drill = Drill.model_validate(
        {"id": "d", "skill": "no", "kind": "rewrite", "level": 1, "setting": "You.", "text": "Would you?"}
        | {"sample": sample}
        | (scored if ";" in sample else {})
    )
    faults = list(map(str, sample_faults(good().model_copy(update={"drills": (drill,)}))))
    assert len(faults) == len(found)
    assert all(words in fault for words, fault in zip(found, faults, strict=True))
