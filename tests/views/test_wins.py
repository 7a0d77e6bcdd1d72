"""Milestones: the offer word for word, what the channel sees, every state, and corrections."""

from dataclasses import replace

import pytest

from bot.domain.progress import Channel, NextMilestone, Sharing
from bot.views import ids, kit
from bot.views.hand_in import reply
from bot.views.wins import forms, offer, post, wins
from bot.views.wins.words import next_milestone
from tests.views import samples as a
from tests.views.reading import pressable, read
from tests.views.screens import FIRST_WEEK, OFFERS, SECRET

QUOTE = ["> Talked to five people about how they work around us.", "> Shared by Ana"]


def test_the_offer_shows_exactly_the_post_and_who_can_read_it() -> None:
    shown = offer.offer(a.win(), a.READER)
    assert shown.text.splitlines()[0] == "Milestone: five stories. Share it in #wins, or keep it private?"
    assert read(shown) == [
        "*Milestone: five stories.* Five people gave you an hour of how it really is.",
        'This is what #wins would see, word for word, from "PM Coach":',
        *QUOTE,
        "[*Post to #wins] [Edit or copy] [Keep it private]",
        "- 42 people are in #wins, and everyone in this workspace can find it. "
        "Nothing is posted unless you press Post.",
    ]


def test_the_post_is_the_text_that_was_shown_and_can_not_be_pressed() -> None:
    shown = post.post(a.win(), a.READER)
    assert read(shown) == ["Talked to five people about how they work around us.", "- Shared by Ana"]
    assert shown.text == "Talked to five people about how they work around us.\nShared by Ana"


def test_a_corrected_post_says_so() -> None:
    corrected = a.win(Sharing.POSTED, corrected_at=a.NEXT)
    assert read(post.post(corrected, a.READER))[-1] == "- Shared by Ana, corrected 22 Feb"


@pytest.mark.parametrize(
    ("name", "readers"),
    [
        ("no channel", "- Nothing is posted unless you press Post."),
        ("private channel", "- 42 people can read #wins-of-ours. Nothing is posted unless you press Post."),
        (
            "nobody counted",
            "- #wins is public: everyone in this workspace can find it. "
            "Nothing is posted unless you press Post.",
        ),
        (
            "private, nobody counted",
            "- Only the people in #wins-of-ours can read it. Nothing is posted unless you press Post.",
        ),
    ],
)
def test_who_would_read_it_is_said_as_far_as_it_is_known(name: str, readers: str) -> None:
    assert read(offer.offer(OFFERS[name], a.READER))[-1] == readers


@pytest.mark.parametrize(
    ("channel", "readers"),
    [
        (replace(a.WINS, people=1), "1 person is in #wins, and everyone in this workspace can find it."),
        (replace(a.WINS, people=1, private=True), "1 person can read #wins."),
        (
            replace(a.WINS, name="", people=None),
            "The channel is public: everyone in this workspace can find it.",
        ),
    ],
)
def test_one_reader_is_a_person_and_a_channel_may_have_no_name_yet(channel: Channel, readers: str) -> None:
    assert readers in read(offer.offer(a.win(channel=channel), a.READER))[-1]


@pytest.mark.parametrize(
    ("name", "first", "buttons"),
    [
        ("posted", "Posted in #wins, Fri 15:10, Lisbon time.", "[See it] [Correct it] [Take it down]"),
        ("posted, no link", "Posted in #wins, Fri 15:10, Lisbon time.", "[Correct it] [Take it down]"),
        (
            "private",
            "Kept private: five stories. It waits on Home. Should you share it one day, this is the text:",
            "[*Post to #wins] [Edit or copy]",
        ),
        (
            "no channel",
            "*Milestone: five stories.* Five people gave you an hour of how it really is.",
            "[*Choose a channel] [Edit or copy] [Keep it private]",
        ),
        (
            "refused, not_in_channel",
            "I'm not in #wins, so nothing is posted. Your text is kept. "
            "Write /invite @PM Coach there, then press Post here.",
            "[*Post to #wins] [Choose a channel] [Keep it private]",
        ),
        (
            "refused, channel_not_found",
            "I'm not in #wins, so nothing is posted. Your text is kept. "
            "Write /invite @PM Coach there, then press Post here.",
            "[*Post to #wins] [Choose a channel] [Keep it private]",
        ),
        (
            "refused, removed",
            "I was removed from #wins; your older posts stay. Your text is kept.",
            "[Choose a channel] [Keep it private]",
        ),
        (
            "refused, is_archived",
            "#wins is archived, so nothing is posted. Your text is kept.",
            "[Choose a channel] [Keep it private]",
        ),
        (
            "refused, restricted_action",
            "Slack wouldn't take the post for #wins, so nothing is posted. Your text is kept. "
            "Slack's reason: restricted_action.",
            "[*Post to #wins] [Choose a channel] [Keep it private]",
        ),
        (
            "unknown",
            "The line broke while I posted; it may be in #wins. "
            "Please look there; I won't post it a second time unless you say so.",
            "[It's there] [It isn't, post it]",
        ),
        (
            "unknown, with a link",
            "The line broke while I posted; it may be in #wins. "
            "Please look there; I won't post it a second time unless you say so.",
            "[Open the channel] [It's there] [It isn't, post it]",
        ),
    ],
)
def test_each_state_says_what_happened_and_what_can_be_done(name: str, first: str, buttons: str) -> None:
    lines = read(offer.offer(OFFERS[name], a.READER))
    assert lines[0] == first
    assert set(QUOTE) <= set(lines)
    assert buttons in lines


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("posting", "Posting in #wins."),
        ("taken_down", "Taken down from #wins. Replies by others stay. The milestone is yours as before."),
    ],
)
def test_what_is_on_its_way_or_taken_down_has_nothing_to_press(name: str, first: str) -> None:
    lines = read(offer.offer(OFFERS[name], a.READER))
    assert lines[0] == first
    assert not any(line.startswith("[") for line in lines)


def test_taking_down_asks_first_and_says_that_replies_stay() -> None:
    confirm = pressable(offer.offer(a.win(Sharing.POSTED), a.READER), ids.WIN_TAKE_DOWN)["confirm"]
    assert confirm["title"]["text"] == "Take it down from #wins?"
    assert "Replies by others stay" in confirm["text"]["text"]


def test_see_it_is_a_link_to_the_post() -> None:
    see = pressable(offer.offer(a.win(Sharing.POSTED), a.READER), ids.WIN_SEE)
    assert see["url"] == "https://example.slack.com/archives/C0WINS/p1"


def test_a_private_milestone_keeps_its_name_off_the_lock_screen_and_has_no_post() -> None:
    shown = offer.offer(SECRET, a.READER)
    assert "five stories" not in shown.text[:150].lower()
    assert read(shown) == [
        "Milestone reached, and it is for you alone. There is no post for it, nobody else sees this message, "
        "and Home keeps it with your other milestones.",
        "*Five stories.* Five people gave you an hour of how it really is. The one to show is: first story.",
        "- Next from me: Mon 22 Feb, 09:00, Lisbon time.",
    ]


def test_a_private_milestone_may_have_no_twin() -> None:
    assert "The one to show" not in offer.offer(replace(SECRET, twin=None), a.READER).text


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("Talked to six people about how they work around us.", 'says "five"; it is "six" now.'),
        ("Talked to nobody at all about it.", "no longer says how it is."),
        ("Talked to five people about how they work around us. And two more.", "no longer says how it is."),
    ],
)
def test_a_correction_says_what_changed_and_shows_the_new_post(new: str, sentence: str) -> None:
    blocks = list(post.correction(a.win(Sharing.POSTED, correction=new)))
    lines = read(kit.message("x", blocks))
    assert lines == [
        f"Your post in #wins {sentence} It would then read:",
        f"> {new}",
        "[*Correct the post] [Leave it]",
    ]


def test_the_form_for_the_text_says_where_it_goes() -> None:
    form = forms.edit_form(a.win(), a.READER)
    assert form["private_metadata"] == '{"win":5}'
    assert form["submit"]["text"] == "Save the text"
    assert form["blocks"][0]["element"]["initial_value"] == a.win().text
    assert read(form) == [
        "What #wins sees * ____",
        "- Nothing is posted yet: our DM shows the new text word for word, and you press Post there.",
    ]


def test_the_form_for_a_post_that_stands_says_that_saving_changes_it() -> None:
    form = forms.edit_form(a.win(Sharing.POSTED), a.READER)
    assert form["submit"]["text"] == "Correct the post"
    assert (
        read(form)[-1]
        == "- Saving changes your post in #wins and rings no bell. It will say that it was corrected."
    )


def test_a_channel_is_chosen_among_channels_only() -> None:
    element = forms.channel_form(5, a.WINS)["blocks"][0]["element"]
    assert element["initial_conversation"] == "C0WINS"
    assert element["filter"] == {"include": ["public", "private"], "exclude_bot_users": True}
    assert "private_metadata" not in forms.channel_form(None, None)


def test_the_list_says_what_became_of_each_milestone() -> None:
    reached = a.progress(wins=(a.win(), a.win(Sharing.POSTED, id=4, milestone=a.FIRST), SECRET))
    assert read(wins.wins(reached)) == [
        "# Milestones reached: three",
        "Five stories, Fri 12 Feb: waiting for your choice.  [Look at it]",
        "First story, Fri 12 Feb: posted in #wins, Fri 15:10, Lisbon time.  [Look at it]",
        "Five stories, Fri 12 Feb: for you alone.  [Look at it]",
        "- Next milestone: five stories, two to go.",
    ]


def test_a_post_that_slack_never_told_us_of_can_only_be_looked_at() -> None:
    found = a.win(Sharing.POSTED, known=False, link="https://example.slack.com/archives/C1")
    assert read(offer.offer(found, a.READER))[-2:] == [
        "[See it]",
        "- Slack's answer was lost, so I can't change this post; whoever runs your Slack can.",
    ]


def test_an_answered_question_about_a_post_gives_way_to_the_outcome() -> None:
    win = a.win(Sharing.POSTED, correction="Talked to six people.")
    asking = reply.kept(a.evidence(), a.handed_in_week(), a.READER, win)
    blocks = [{"block_id": str(place), **block} for place, block in enumerate(asking.blocks)]
    after = post.answered(blocks, win, a.READER, corrected=True)
    assert read(after)[-2:] == [
        "Corrected: five stories is posted in #wins, Fri 15:10, Lisbon time.",
        read(asking)[-1],
    ]
    assert "Correct the post" not in after.text
    assert read(post.answered(after.blocks, win, a.READER, corrected=False)) == read(after)


def test_before_the_first_milestone_the_next_one_stands_there() -> None:
    assert read(wins.wins(FIRST_WEEK))[0] == "Next milestone: five stories, two to go."
    assert read(wins.wins(replace(FIRST_WEEK, next_milestone=None)))[0] == (
        "Your first milestone comes with your evidence."
    )


@pytest.mark.parametrize(
    ("have", "need", "text"),
    [(0, 1, "Next milestone: five stories."), (4, 5, "Next milestone: five stories, one to go.")],
)
def test_what_is_missing_is_never_a_bare_zero(have: int, need: int, text: str) -> None:
    coming = NextMilestone(a.STORIES, have, need)
    assert next_milestone(coming) == text
