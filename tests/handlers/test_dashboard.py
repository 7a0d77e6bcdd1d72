"""`/pm-progress` alone and every word after it."""

from bot.domain.commands import SUBCOMMANDS
from bot.sandbox.person import Person
from bot.views import dashboard, ids
from bot.views import help as help_views
from tests.handlers.acts import first, form
from tests.world import World

OPENS = {"done": ids.HAND_IN_FORM, "swap": ids.SWAP_FORM, "settings": ids.SETTINGS_FORM}
ANSWERS = {
    "": "Month 1, week 1",
    "evidence": "Your first piece of evidence goes here. One line and a link are enough.",
    "next": "My next message comes Mon 18 Jan, 09:00, Lisbon time.",
    "later": "When shall this week's assignment come back?",
    "skip": "Ask one person about the last time",
    "wins": "Next milestone: first story.",
    "leave": "If you leave, the programme ends and I send nothing more.",
    "join": "You are in month 1, week 1.",
    "help": "You can type these words after /pm-progress",
    "stop": "There are four ways to stop.",
    "mute": "I'm muted. I send nothing until you unmute.",
    "unmute": "I'm not muted any more. My next message comes Mon 18 Jan, 09:00, Lisbon time.",
}
ALIKE = {
    "status": "",
    "  DONE. ": "done",
    "submit": "done",
    "add": "done",
    "add evidence": "done",
    "hand in": "done",
    "hand it in": "done",
    "handin": "done",
    "snooze": "later",
    "quit": "leave",
    "Help!": "help",
}


def answer_to(person: Person, words: str) -> str:
    """The first line that the person reads after typing this, in an ephemeral answer or a form."""
    person.types(f"/pm-progress {words}".strip())
    seen = person.sees("modal") if person.modal else person.last("#general").visible
    return seen.splitlines()[0]


def test_a_word_is_answered_to_who_typed_it_alone(world: World, ana: Person) -> None:
    for word, answer in ANSWERS.items():
        assert answer_to(ana, word).startswith(answer), word
        assert ana.last("#general").ephemeral_for == ana.id
    assert world.li.messages("#general") == []


def test_every_word_of_help_has_a_listener(ana: Person) -> None:
    for word in SUBCOMMANDS:
        assert not answer_to(ana, word.word).startswith(("I don't know", "That didn't work")), word
        ana.closes(all_views=True) if ana.modal else None


def test_a_word_for_a_form_opens_it_over_any_channel(ana: Person) -> None:
    for word, opened in OPENS.items():
        ana.types(f"/pm-progress {word}")
        assert form(ana) == opened
        ana.closes()


def test_what_means_the_same_does_the_same(ana: Person) -> None:
    for typed, like in ALIKE.items():
        answer = answer_to(ana, typed)
        if like in OPENS:
            assert form(ana) == OPENS[like], typed
            ana.closes()
        else:
            assert answer.startswith(ANSWERS[like]), typed


def test_an_unknown_word_gets_the_nearest_with_a_button_that_does_it(ana: Person) -> None:
    assert "sawp" in answer_to(ana, "sawp")
    ana.clicks(ids.WORD_RUN, value="swap")
    assert form(ana) == ids.SWAP_FORM


def test_an_unknown_word_is_repeated_as_it_was_typed_and_calls_nobody(ana: Person) -> None:
    assert answer_to(ana, "<!channel>") == "I don't know '<!channel>'."
    assert ana.last("#general").text.startswith("I don't know '&lt;!channel&gt;'.")


def test_a_word_like_no_other_gets_all_of_them(ana: Person) -> None:
    assert answer_to(ana, "xylophone") == "I don't know 'xylophone'."
    ana.clicks(ids.HELP_OPEN)
    assert "/pm-progress evidence everything that you saved" in ana.last("#general").visible


def test_a_stranger_is_told_that_joining_comes_first(world: World) -> None:
    for word in (
        "done",
        "swap",
        "later",
        "skip",
        "mute",
        "wins",
        "settings",
        "evidence",
        "next",
        "leave",
        "stop",
    ):
        assert answer_to(world.ana, word).startswith(first(dashboard.not_joined())), word
    world.ana.clicks(ids.JOIN_OPEN)
    assert form(world.ana) == ids.JOIN_FORM


def test_a_stranger_gets_help_with_joining_first(world: World) -> None:
    assert answer_to(world.ana, "help").startswith(first(help_views.help(False)))
    words = world.ana.last("#general").visible
    assert words.index("/pm-progress join") < words.index("/pm-progress evidence")


def test_the_dashboard_shows_what_happened_to_the_week_and_replaces_itself(world: World, ana: Person) -> None:
    ana.types("/pm-progress")
    assert "This week ends Mon 18 Jan, 09:00, Lisbon time." in ana.last("#general").visible
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    [answer] = ana.messages("#general")
    assert "You moved this to Tue 09:00, Lisbon time." in answer.visible
    world.settle()
    world.hands_in(ana)
    ana.types("/pm-progress")
    seen = ana.last("#general").visible
    assert "You saved your evidence on Mon 11 Jan." in seen
    assert "Your first week is done." in seen


def test_show_me_how_opens_from_the_message_with_an_example(ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_HOW)
    assert "After this you can get a person to tell you what happened" in ana.sees("modal")
