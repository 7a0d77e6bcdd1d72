"""The answer to evidence: it quotes the piece, follows it to the next version, and can be taken back."""

from pathlib import Path

import pytest

import bot.playbook
from bot.coach import feedback, hand_in
from bot.domain.judging import FindingState
from bot.domain.records import NotYours
from bot.playbook.loader import BUILT_IN
from bot.sandbox.person import Person
from bot.store import findings
from bot.views import ids
from tests.handlers.acts import acts_in, caller, keeps, progress_of, written
from tests.playbook.tiny import TINY
from tests.world import World
from tests.world import world as open_world

OURS = Path(bot.playbook.__file__).parent / BUILT_IN
STORY = "She calls the bank before she retries."
LEADING = "The export is terribly slow, isn't it?"
HYPOTHETICAL = "Imagine you had a magic wand. What would you change?"
OPEN = "When did you last move an order by hand?"
QUESTIONS = "Your questions"


def hands_in(world: World, ana: Person, questions: str = "", story: str = STORY) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    saves(world, ana, questions, story)


def saves(world: World, ana: Person, questions: str, story: str = STORY) -> None:
    """Fill in the form that is open, and go back to the direct messages."""
    world.fills_compulsory(ana, story)
    ana.fills(QUESTIONS, questions)
    ana.submits()
    ana.closes(all_views=True)
    world.settle()


def revises(world: World, ana: Person, questions: str, story: str = STORY) -> None:
    ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
    saves(world, ana, questions, story)


def reply(ana: Person, version: int = 1) -> str:
    """Return the newest reply that saved this version of something."""
    said = (
        "your first interview is saved" if version == 1 else f"version {version} of your interview is saved"
    )
    return [message.visible for message in ana.messages("DM") if said in message.visible][-1]


def states(world: World) -> list[tuple[str, str, int]]:
    """Return what became of the findings, without the questions."""
    with world.bot.database.connect() as line:
        return [each for each in findings.counts(line) if not each[0].startswith("ask_")]


def test_a_line_is_quoted_and_what_is_not_there_yet_is_asked_for(world: World, ana: Person) -> None:
    hands_in(world, ana)
    said = reply(ana)
    assert f"This works:\n{STORY}\nThis is what people do" in said
    assert "One thing could be better: Your interview doesn't say yet what you asked" in said
    assert "My answer comes from rules, not from AI." in said
    acts = acts_in([each for each in ana.messages("DM") if each.visible == said][-1])
    assert acts == [ids.EVIDENCE_REVISE, ids.EVIDENCE_SEE, ids.FEEDBACK_MISSED]


def test_each_finding_quotes_the_members_words_and_shows_a_direction(world: World, ana: Person) -> None:
    hands_in(world, ana, f"{OPEN}\n{HYPOTHETICAL}\n{LEADING}")
    said = reply(ana)
    assert f"This works:\n{OPEN}" in said
    assert "1 of " in said
    assert "Imagine you had a magic wand." in said.partition("1 of ")[2].splitlines()[1]
    assert 'Ask about the last time it really happened: "When did you last ...?"' in said
    assert LEADING in said


def test_the_next_version_hears_first_what_is_fixed_and_the_first_one_stays(
    world: World, ana: Person
) -> None:
    hands_in(world, ana)
    ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
    assert STORY in ana.sees("modal")
    saves(world, ana, OPEN)
    said = reply(ana, 2).splitlines()
    assert said[0] == "You fixed what could be better: version 2 of your interview is saved."
    assert said[1] == "Now your interview says what you asked."
    assert "One question about your words:" in said
    assert [piece.version for piece in written(world, ana)] == [2]
    assert states(world) == [("no_questions", FindingState.FIXED, 1)]


def test_of_two_findings_one_that_stays_is_said_again_after_the_fixed_one(world: World, ana: Person) -> None:
    hands_in(world, ana, f"{HYPOTHETICAL}\n{LEADING}")
    before = reply(ana)
    revises(world, ana, f"{OPEN}\n{LEADING}")
    said = reply(ana, 2)
    assert HYPOTHETICAL.split(". ")[0] in before
    assert said.splitlines()[0].endswith("things: version 2 of your interview is saved.")
    assert LEADING in said


def test_of_two_questions_with_one_finding_the_fixed_one_is_counted(world: World, ana: Person) -> None:
    other = "The import is awful, isn't it?"
    hands_in(world, ana, f"{LEADING}\n{other}")
    revises(world, ana, f"{OPEN}\n{other}")
    said = reply(ana, 2)
    assert "One of two questions with an opinion in them is fixed." in said
    assert said.index("with an opinion in them is fixed") < said.index(other)


def test_a_version_that_fixes_nothing_begins_as_ever(world: World, ana: Person) -> None:
    hands_in(world, ana, LEADING)
    revises(world, ana, LEADING, f"{STORY} Twice a week.")
    assert reply(ana, 2).startswith("Week 1 is done: version 2 of your interview is saved.")
    assert LEADING in reply(ana, 2)


def test_the_same_words_again_get_no_second_answer(world: World, ana: Person) -> None:
    hands_in(world, ana, LEADING)
    before = states(world)
    revises(world, ana, LEADING)
    assert states(world) == before


def test_a_finding_beside_the_point_goes_and_stays_away_from_that_piece(world: World, ana: Person) -> None:
    hands_in(world, ana)
    ana.clicks(ids.FEEDBACK_MISSED, in_="DM")
    said = reply(ana)
    assert "I took this back. I won't say it again about this piece." in said
    assert "isn't there yet" not in said
    assert "Reject the advice" not in said
    assert STORY in said
    revises(world, ana, "", f"{STORY} Twice a week.")
    assert "isn't there yet" not in reply(ana, 2)
    assert "fixed" not in reply(ana, 2)
    assert states(world) == [("no_questions", FindingState.WITHDRAWN, 1)]


def test_of_several_findings_the_others_stay(world: World, ana: Person) -> None:
    hands_in(world, ana, f"{HYPOTHETICAL}\n{LEADING}")
    [row] = [
        block for block in ana.messages("DM")[-2].blocks if block.get("block_id") == ids.FEEDBACK_CHOICES
    ]
    options = row["elements"][-1]["options"]
    first = options[0]["value"]
    ana.chooses(ids.FEEDBACK_MISSED, first, in_="DM")
    said = reply(ana)
    assert "I took this back." in said
    assert options[0]["text"]["text"][:30] not in said
    assert options[1]["text"]["text"][:30] in said


def test_the_third_piece_on_which_it_missed_the_point_mutes_a_code(world: World, ana: Person) -> None:
    who = caller(world, ana)
    for number in range(1, 5):
        keeps(world, ana, "interview", learnt=f"{STORY} {number}", questions=LEADING)
        muted = number < 4 and feedback.withdraw(
            world.bot.coach, who, written(world, ana)[0].id, 1, "leading"
        )
        assert muted is (number == 3)
    assert [(state, count) for code, state, count in states(world) if code == "leading"] == [
        (FindingState.WITHDRAWN, 3)
    ]


def test_nobody_takes_back_what_was_said_to_somebody_else(world: World, ana: Person) -> None:
    hands_in(world, ana)
    world.joined(world.li)
    [piece] = written(world, ana)
    with pytest.raises(NotYours):
        feedback.withdraw(world.bot.coach, caller(world, world.li), piece.id, 1, "no_questions")
    assert states(world) == [("no_questions", FindingState.SAID, 1)]


def test_long_text_from_the_direct_messages_is_read(world: World, ana: Person) -> None:
    text = f"{STORY} " * 20
    ana.writes(text)
    world.settle()
    ana.clicks(ids.TEXT_KEEP, in_="DM")
    world.settle()
    assert f"This works:\n{STORY}" in reply(ana)


def asked(said: str) -> str:
    """Return the question of a reply, with the words that it is about."""
    return "\n".join(said.partition("One question about your words:\n")[2].splitlines()[:2])


def test_a_piece_without_findings_gets_a_question_about_its_own_words(world: World, ana: Person) -> None:
    hands_in(world, ana, OPEN, "She copies the order to paper.")
    detour = "She copies the order to paper.\nWhat does this detour cost them in a week?"
    assert asked(reply(ana)) == detour
    acts = acts_in([each for each in ana.messages("DM") if each.visible == reply(ana)][-1])
    assert acts == [ids.EVIDENCE_REVISE, ids.EVIDENCE_SEE, ids.FEEDBACK_MISSED]
    revises(world, ana, OPEN, "She copies the order to paper. He wants a button.")
    assert asked(reply(ana, 2)) == "He wants a button.\nWhat do they do today instead?"


def test_a_question_beside_the_point_goes_and_is_remembered(world: World, ana: Person) -> None:
    hands_in(world, ana, OPEN, "She copies the order to paper.")
    ana.clicks(ids.FEEDBACK_MISSED, in_="DM")
    assert "I took this back. I won't say it again about this piece." in reply(ana)
    assert "detour" not in reply(ana)
    with world.bot.database.connect() as line:
        assert findings.counts(line) == [("ask_workaround", FindingState.WITHDRAWN, 1)]


def test_the_next_piece_is_praised_for_something_else(world: World, ana: Person) -> None:
    for number in (1, 2):
        keeps(world, ana, "interview", learnt=f"{STORY} {number}", questions=OPEN)
    first, second = [each.visible for each in ana.messages("DM") if "This works:" in each.visible][-2:]
    assert "This question is about something that really happened." in first
    assert "This question is about something that really happened." not in second
    assert "This works:" in second


def test_results_are_asked_what_became_of_the_launch(world: World, ana: Person) -> None:
    rule = "It is off when one buys a brake that doesn't fit."
    keeps(world, ana, "decision-log", part="Launch", decided=f"Ten people from two cafés. {rule}")
    keeps(world, ana, "decision-log", part="Results", decided="Minutes to the part: 50 at first, 14 now.")
    said = [each.visible for each in ana.messages("DM") if "decision log entry is saved" in each.visible][-1]
    assert asked(said) == f"{rule}\nYou wrote this rule at launch. What became of the rule?"


CHECK = """
[[kinds.checks]]
id = "names-the-place"
field = "stopped"
part = "Page"
why = "Nobody can find the place yet."
direction = "Begin a line with Page and its number."
fixed = "The place can be found now."

[[kinds.fields]]
id = "surprise\""""


def test_an_authors_own_check_is_told_and_followed(database_url: str, tmp_path: Path) -> None:
    book = tmp_path / "tiny.toml"
    book.write_text(TINY.read_text(encoding="utf-8").replace('\n[[kinds.fields]]\nid = "surprise"', CHECK, 1))
    with open_world(database_url, playbook=book) as world:
        ana = world.joined()
        world.hands_in(ana, "He stopped at the table.")
        told = "Nobody can find the place yet. Begin a line with Page and its number."
        assert any(f"One thing could be better: {told}" in each.visible for each in ana.messages("DM"))
        ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
        world.fills_compulsory(ana, "He stopped at the table.\nPage 3.")
        ana.submits()
        ana.closes(all_views=True)
        world.settle()
        begins = (
            "You fixed what could be better: version 2 of your reading watched is saved.\n"
            "The place can be found now."
        )
        assert any(each.visible.startswith(begins) for each in ana.messages("DM"))
        assert states(world) == [("names-the-place", FindingState.FIXED, 1)]


def test_a_code_that_the_playbook_silences_is_not_said(database_url: str, tmp_path: Path) -> None:
    book = tmp_path / "silenced.toml"
    ours = 'id = "interview"\n'
    book.write_text(
        OURS.read_text(encoding="utf-8").replace(ours, f'{ours}silent = ["no_questions", "ask_workaround"]\n')
    )
    with open_world(database_url, playbook=book) as world:
        ana = world.joined()
        keeps(world, ana, "interview", learnt="She copies the order to paper before she retries.")
        keeps(world, ana, "interview", learnt=STORY, questions=LEADING)
        with world.bot.database.connect() as line:
            said = {code for code, _, _ in findings.counts(line)}
        assert "leading" in said
        assert not said & {"no_questions", "ask_workaround"}
        assert not any("what you asked" in each.visible for each in ana.messages("DM"))


def test_what_was_said_about_earlier_pieces_is_said_so(world: World, ana: Person) -> None:
    for number in (1, 2, 3):
        keeps(world, ana, "no", refused=f"I can't do export number {number}.")
    said = [each.visible for each in ana.messages("DM") if "refusal is saved" in each.visible][-3:]
    assert [
        ["earlier piece" in said[0]],
        ["I said this about one earlier piece, too." in said[1]],
        ["I said this about two earlier pieces, too." in said[2]],
    ] == [[False], [True], [True]]


def test_a_version_says_what_stays_and_is_not_praised_for_the_same(world: World, ana: Person) -> None:
    no = {"refused": "I can't do the export.", "reason": "Because audit comes first."}
    keeps(world, ana, "no", **no)
    first = ana.last("DM").visible
    praise = first.partition("This works:\n")[2].splitlines()[1]
    assert praise
    [piece] = [each for each in progress_of(world, ana).evidence if each.kind.id == "no"]
    more = {**no, "asked-by": "the audit lead"}
    hand_in.revise(world.bot.coach, caller(world, ana), piece.id, more, False)
    world.settle()
    second = ana.last("DM").visible
    assert "I said this about the last version, too." in second
    assert praise not in second
