"""Milestones: what an offer shows and lets one do in every state, the post, corrections, the forms."""

from dataclasses import replace

import pytest

from bot.domain.progress import Channel, NextMilestone, Sharing
from bot.views import ids, kit
from bot.views.hand_in import reply
from bot.views.wins import forms, offer, post, wins
from bot.views.wins.words import next_milestone
from tests.views import samples as a
from tests.views.reading import actions_of, pressable, read
from tests.views.screens import FIRST_WEEK, OFFERS, SECRET

TEXT = a.win().text
OFFERED = [ids.WIN_SHARE, ids.WIN_EDIT, ids.WIN_KEEP]
REFUSED = [ids.WIN_CHANNEL, ids.WIN_KEEP]


def test_the_offer_shows_exactly_the_post_where_it_goes_and_under_whose_name() -> None:
    shown = offer.offer(a.win(), a.READER)
    first, *_ = shown.text.splitlines()
    assert "five stories" in first
    assert "#wins" in first
    assert f"> {TEXT}" in read(shown)
    assert "PM Coach" in shown.text
    assert a.STORIES.why in shown.text
    assert actions_of(shown) == OFFERED


def test_the_post_is_the_text_that_was_shown_and_can_not_be_pressed() -> None:
    shown = post.post(a.win(), a.READER)
    [text, signature] = read(shown)
    assert text == TEXT
    assert f"> {signature.removeprefix('- ')}" in read(offer.offer(a.win(), a.READER))
    assert actions_of(shown) == []


def test_a_corrected_post_says_when() -> None:
    corrected = a.win(Sharing.POSTED, corrected_at=a.NEXT)
    assert "22 Feb" in read(post.post(corrected, a.READER))[-1]


@pytest.mark.parametrize(
    ("name", "number"),
    [("offered", "42"), ("private channel", "42"), ("nobody counted", ""), ("private, nobody counted", "")],
)
def test_who_would_read_it_is_said_as_far_as_it_is_known(name: str, number: str) -> None:
    last = read(offer.offer(OFFERS[name], a.READER))[-1]
    assert "#wins" in last
    assert number in last
    assert ("everyone" in last) is not name.startswith("private")


@pytest.mark.parametrize(("people", "said"), [(1, "1 person "), (42, "42 people ")])
def test_one_reader_is_a_person(people: int, said: str) -> None:
    channel: Channel = replace(a.WINS, people=people)
    assert said in read(offer.offer(a.win(channel=channel), a.READER))[-1]


@pytest.mark.parametrize(
    ("name", "facts", "actions"),
    [
        ("posted", ["Fri 15:10, Lisbon time"], [ids.WIN_SEE, ids.WIN_EDIT, ids.WIN_TAKE_DOWN]),
        ("posted, no link", ["Fri 15:10, Lisbon time"], [ids.WIN_EDIT, ids.WIN_TAKE_DOWN]),
        ("posted, nobody knows how", [], [ids.WIN_SEE]),
        ("posting", [], []),
        ("taken_down", [], []),
        ("private", ["five stories"], [ids.WIN_SHARE, ids.WIN_EDIT]),
        ("no channel", ["five stories"], [ids.WIN_CHANNEL, ids.WIN_EDIT, ids.WIN_KEEP]),
        ("refused, not_in_channel", ["/invite @PM Coach"], [ids.WIN_SHARE, *REFUSED]),
        ("refused, channel_not_found", ["/invite @PM Coach"], [ids.WIN_SHARE, *REFUSED]),
        ("refused, removed", [], REFUSED),
        ("refused, is_archived", [], REFUSED),
        ("refused, restricted_action", ["Ask the owner of the channel"], [ids.WIN_SHARE, *REFUSED]),
        ("unknown", [], [ids.WIN_THERE, ids.WIN_NOT_THERE]),
        ("unknown, with a link", [], [ids.WIN_SEE, ids.WIN_THERE, ids.WIN_NOT_THERE]),
    ],
)
def test_each_state_shows_the_text_and_what_can_be_done(
    name: str, facts: list[str], actions: list[str]
) -> None:
    shown = offer.offer(OFFERS[name], a.READER)
    assert f"> {TEXT}" in read(shown)
    assert all(fact in shown.text for fact in facts)
    assert name == "no channel" or "#wins" in shown.text
    assert actions_of(shown) == actions


def test_taking_down_asks_first() -> None:
    confirm = pressable(offer.offer(a.win(Sharing.POSTED), a.READER), ids.WIN_TAKE_DOWN)["confirm"]
    assert "#wins" in confirm["title"]["text"]


def test_see_it_is_a_link_to_the_post() -> None:
    see = pressable(offer.offer(a.win(Sharing.POSTED), a.READER), ids.WIN_SEE)
    assert see["url"] == "https://example.slack.com/archives/C0WINS/p1"


def test_a_private_milestone_keeps_its_name_off_the_lock_screen_and_has_no_post() -> None:
    shown = offer.offer(SECRET, a.READER)
    assert "five stories" not in shown.text[:150].lower()
    assert "five stories" in shown.text.lower()
    assert "first story" in shown.text
    assert TEXT not in shown.text
    assert actions_of(shown) == []


def test_a_private_milestone_may_have_no_twin() -> None:
    assert "first story" not in offer.offer(replace(SECRET, twin=None), a.READER).text


@pytest.mark.parametrize(
    ("new", "changed"),
    [
        ("Talked to six people about how they work around us.", ['"five"', '"six"']),
        ("Talked to nobody at all about it.", []),
        ("Talked to five people about how they work around us. And two more.", []),
    ],
)
def test_a_correction_says_what_changed_and_shows_the_new_post(new: str, changed: list[str]) -> None:
    asking = kit.message("x", list(post.correction(a.win(Sharing.POSTED, correction=new))))
    says, quote, _, who = read(asking)
    assert who.startswith("- 42 people are in #wins")
    assert "#wins" in says
    assert [words for words in ('"five"', '"six"') if words in says] == changed
    assert quote == f"> {new}"
    assert actions_of(asking) == [ids.WIN_CORRECT, ids.WIN_LEAVE]


def test_the_form_for_the_text_holds_it_and_says_where_it_goes() -> None:
    form = forms.edit_form(a.win(), a.READER)
    assert form["private_metadata"] == '{"win":5}'
    assert form["blocks"][0]["element"]["initial_value"] == TEXT
    assert "#wins" in read(form)[0]


def test_the_form_for_a_post_that_stands_reads_otherwise() -> None:
    offered, posted = (forms.edit_form(a.win(state), a.READER) for state in (Sharing.OFFERED, Sharing.POSTED))
    assert posted["submit"] != offered["submit"]
    assert "#wins" in read(posted)[-1]


def test_a_channel_is_chosen_among_channels_only() -> None:
    element = forms.channel_form(5, a.WINS)["blocks"][0]["element"]
    assert element["initial_conversation"] == "C0WINS"
    assert element["filter"]["include"] == ["public", "private"]
    assert element["filter"]["exclude_external_shared_channels"]
    assert "private_metadata" not in forms.channel_form(None, None)


def test_the_list_says_what_became_of_each_milestone() -> None:
    reached = a.progress(wins=(a.win(), a.win(Sharing.POSTED, id=4, milestone=a.FIRST), SECRET))
    title, offered, posted, secret, following = read(wins.wins(reached))
    assert "three" in title
    assert offered.startswith("Five stories, Fri 12 Feb: ")
    assert posted.startswith("First story, Fri 12 Feb: ")
    assert "#wins, Fri 15:10, Lisbon time" in posted
    assert "#wins" not in secret
    assert "five stories. To reach it, save two more interviews" in following
    assert actions_of(wins.wins(reached)) == [ids.WIN_OPEN] * 3


def test_an_answered_question_about_a_post_gives_way_to_the_outcome() -> None:
    win = a.win(Sharing.POSTED, correction="Talked to six people.")
    asking = reply.kept(a.evidence(), a.handed_in_week(), a.READER, win)
    blocks = [{"block_id": str(place), **block} for place, block in enumerate(asking.blocks)]
    after = post.answered(blocks, win, a.READER, corrected=True)
    assert "#wins, Fri 15:10, Lisbon time" in read(after)[-2]
    assert read(after)[-1] == read(asking)[-1]
    assert not {ids.WIN_CORRECT, ids.WIN_LEAVE} & set(actions_of(after))
    assert read(post.answered(after.blocks, win, a.READER, corrected=False)) == read(after)


def test_before_the_first_milestone_the_next_one_stands_there() -> None:
    assert "five stories. To reach it, save two more interviews" in read(wins.wins(FIRST_WEEK))[0]
    assert "five stories" not in wins.wins(replace(FIRST_WEEK, next_milestone=None)).text


@pytest.mark.parametrize(("have", "need", "missing"), [(0, 1, ""), (4, 5, "one")])
def test_what_is_missing_is_never_a_bare_zero(have: int, need: int, missing: str) -> None:
    said = next_milestone(NextMilestone(a.STORIES, have, need, a.INTERVIEW))
    assert "zero" not in said
    assert "0" not in said
    assert missing in said
