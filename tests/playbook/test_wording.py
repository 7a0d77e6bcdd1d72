"""What the words of a playbook are held against, one text at a time."""

from typing import Any

import pytest

from bot.domain.playbook import Assignment, Milestone, Proof, ShowMe
from bot.playbook.checks.wording import WORDS, texts, word_faults, words
from tests.domain.playbook import assignment, kind, months, playbook


def found(**changes: Any) -> list[str]:
    return [str(fault) for fault in word_faults(playbook(assignment("one", **changes)))]


def show_me(**changes: Any) -> ShowMe:
    sound = {"aim": "Do it.", "traps": ["None."], "example": "Done.", "next": "More."}
    return ShowMe.model_validate({**sound, **changes})


FILLER = 'assignments "one" · why: {} says nothing; name the act or the thing'
UNNAMED = 'assignments "one" · why: "{}" leaves open which; say who they are, by role or by what they did'
ROT = 'assignments "one" · why: {} will be out of date; let members look it up, or leave it out'


def test_plain_words_are_fine() -> None:
    assert found(why="Ask the clerk who filed it.") == []


@pytest.mark.parametrize(
    ("why", "quoted"),
    [
        ("Explore the data.", '"Explore"'),
        ("It explores and it is exploring.", '"explores", "exploring"'),
        ("Leveraging AI, a deep dive.", '"Leveraging", "deep dive"'),
        (
            "Reflect on it, considering various best practices.",
            '"Reflect on", "considering", "various", "best practices"',
        ),
        ("Familiarise yourself where possible.", '"Familiarise", "where possible"'),
        (
            "It is important to simply ask key stakeholders.",
            '"It is important to", "simply", "key stakeholders"',
        ),
        ("Consider it, consider the clerk.", '"consider"'),
        ("Explore, explore, Explore.", '"Explore", "explore"'),
    ],
)
def test_filler_is_named_each_word_once(why: str, quoted: str) -> None:
    assert FILLER.format(quoted) in found(why=why)


@pytest.mark.parametrize(
    "why",
    [
        "A considerable variety was reflected; explorers simplify.",
        "We'll consider it.",
        "Ask five people; the export's users wait.",
        "The users of the export wait.",
        "Ask users who pay.",
        "Power users wait, and so do paying stakeholders.",
        "User research begins with a user.",
        "Order 2100, room 1970, 20 or 30 of them.",
        "A flame, a clause, a mist.",
    ],
)
def test_what_only_looks_alike_is_fine(why: str) -> None:
    assert found(why=why) == []


@pytest.mark.parametrize(
    ("why", "quoted"),
    [
        ("Users wait.", "Users"),
        ("Ask your users.", "your users"),
        ("Talk to stakeholders.", "to stakeholders"),
        ("Many users wait, the users complain.", "Many users"),
        ("Who waits? Users.", "Users"),
    ],
)
def test_people_without_a_name_are_asked_who_they_are(why: str, quoted: str) -> None:
    assert found(why=why) == [UNNAMED.format(quoted)]


def test_people_are_asked_about_in_steps_and_in_what_a_milestone_says_too() -> None:
    assert len(found(steps=("Ask users.",))) == 1
    told = Milestone(
        id="told", title="Told", phase="start", proof=(Proof(kind="note"),), why="Users know.", text="Done."
    )
    [fault] = word_faults(playbook(assignment("one"), milestones=(told,)))
    assert fault.where == 'milestones "told" · why'


def test_people_may_stand_in_a_trap_and_where_the_playbook_speaks_of_all() -> None:
    book = playbook(assignment("one", show_me=show_me(traps=["Writing that users complain."])))
    general = book.model_copy(update={"about": "What users do.", "trap": "Forgetting stakeholders."})
    assert list(word_faults(general)) == []


@pytest.mark.parametrize(
    ("why", "quoted"),
    [
        ("In 2027 it changes.", '"2027"'),
        ("GPT-5 and Claude beat llama 3.", '"GPT-5", "Claude", "llama 3"'),
        ("It costs $20, or 18 euros.", '"$20", "18 euros"'),
        ("Since 1999 at €3.50.", '"1999", "€3.50"'),
    ],
)
def test_what_rots_is_named(why: str, quoted: str) -> None:
    assert found(why=why) == [ROT.format(quoted)]


def test_in_an_example_a_price_was_paid_once_but_a_year_rots_all_the_same() -> None:
    assert found(show_me=show_me(example="She paid 20 euros.")) == []
    [fault] = found(show_me=show_me(example="She paid 20 euros in 2027."))
    assert fault.startswith('assignments "one" · show_me · example: "2027" will be out of date')


def test_nothing_is_shouted_anywhere() -> None:
    [fault] = found(steps=("Go.", "Ask!"))
    assert fault == ('assignments "one" · steps number 2: it has an exclamation mark; end with a full stop')
    book = playbook(assignment("one")).model_copy(update={"kinds": (kind("note", "note!"),)})
    assert [f.where for f in word_faults(book)] == ['kinds "note" · label', 'kinds "note" · plural']


def full(count: int) -> Assignment:
    """A message of so many words: one each for title, step, short version and done when."""
    return assignment("one", why=" ".join(["word"] * (count - 4)))


def test_a_message_has_its_limit_of_words() -> None:
    assert words(full(WORDS)) == 150
    assert list(word_faults(playbook(full(WORDS)))) == []
    [fault] = word_faults(playbook(full(WORDS + 1)))
    assert str(fault) == (
        'assignments "one": title, why, steps, short and done_when have 151 words; keep them to 150'
    )


def test_signs_alone_are_no_words() -> None:
    assert words(assignment("one", why="from 3 → 5 & so on - yes")) == 4 + 6


@pytest.mark.parametrize(
    ("short", "idle"),
    [
        ("Read five.", "Read"),
        ("Watch it.", "Watch"),
        ("think of one.", "think"),
        ("Reading is out.", None),
        ("Say it aloud. Think.", None),
    ],
)
def test_the_short_version_begins_with_an_act(short: str, idle: str | None) -> None:
    expected = (
        f'assignments "one" · short: it begins with "{idle}"; '
        "keep the hard part: an act that leaves something behind"
    )
    assert found(short=short) == ([expected] if idle else [])


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("This week: apply as a PM.", '"apply", "PM"'),
        ("This week: ask your manager about your move.", '"manager", "your move"'),
        ("This week: the product managers' job advert.", '"product managers", "job advert"'),
        ("This week: what one job costs, and the move of a box.", '"the move"'),
        ("This week: return your work outside your company.", '"outside your company"'),
        ("This week: ask one person.", None),
    ],
)
def test_a_locked_screen_shows_no_plan(line: str, shown: str | None) -> None:
    expected = (
        f'assignments "one" · line: a locked screen would show {shown}; '
        "name the thing that is done, and no plan"
    )
    assert found(line=line) == ([expected] if shown else [])


@pytest.mark.parametrize(
    ("exposure", "title", "shown"),
    [
        pytest.param(0, "Work outside your company", '"outside your company"', id="a side that hurts"),
        pytest.param(2, "Ask your manager", '"manager"', id="visible interest"),
        pytest.param(2, "Ask one person", None, id="it says nothing"),
        pytest.param(3, "Practise before you apply", None, id="no notification begins with it"),
    ],
)
def test_a_title_that_begins_a_notification_shows_no_plan(
    exposure: int, title: str, shown: str | None
) -> None:
    expected = (
        f'assignments "one" · title: a locked screen would show {shown}; '
        "name the thing that is done, and no plan"
    )
    assert found(title=title, exposure=exposure) == ([expected] if shown else [])


@pytest.mark.parametrize(
    ("length", "rest", "over"),
    [
        pytest.param(74, {}, 0, id="beside the month it has room"),
        pytest.param(75, {}, 1, id="and not more"),
        pytest.param(75, {"months": months(1, 1)}, 0, id="no month opens with it"),
        pytest.param(75, {"months": months(1)}, 1, id="open for good"),
        pytest.param(75, {"months": months(5), "phase": "build"}, 0, id="no month opens after the last"),
    ],
)
def test_a_line_leaves_room_for_the_month_that_opens_with_it(length: int, rest: Any, over: int) -> None:
    line = "x" * length + " (30 min)"
    last = rest["months"].last or 4 if rest else 3
    expected = (
        f'assignments "one" · line: "Month {last} starts." and the line without its minutes '
        f"are {over} too long; leave the two 90 characters together"
    )
    assert found(line=line, **rest) == ([expected] if over else [])


def test_every_text_is_looked_at_and_no_id() -> None:
    seen = {text.where: text.words for text in texts(playbook(assignment("one", steps=("Go.", "Ask."))))}
    assert seen['assignments "one" · steps number 2'] == "Ask."
    assert seen['assignments "one" · show_me · traps number 1'] == "None."
    assert seen['kinds "note" · fields number 1 · label'] == "What did you learn?"
    assert seen["about"] == "a"
    assert not {place for place in seen if place.endswith((" · id", " · kind", " · skill", " · phase"))}
