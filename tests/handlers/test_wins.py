"""Wins: shown word for word, posted once and only on a press, corrected, taken down; never a blind second."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import delete, update

from bot.coach import leave, wins
from bot.domain import readers
from bot.domain.progress import Sharing, Win
from bot.sandbox.person import Person
from bot.sandbox.records import MessageRecord
from bot.slack import budget
from bot.slack.directory import Access
from bot.store.tables import SlackChannel, SlackLimit
from bot.views import ids
from tests.handlers.acts import acts_in, caller, clicks_twice, form, keeps, progress_of
from tests.slowness import scaled, until
from tests.world import Snapshot, World, lived

POST = (
    "I asked one person about something that they really did, and I noted the story. "
    "Ask me which questions I used."
)
POSTED = f"{POST}\nShared by Ana"


@pytest.fixture(scope="module")
def first_offer(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The world in which Ana has reached "first story"."""
    made = tmp_path_factory.mktemp("offer")
    return lived(made, empty_database, lambda world: world.hands_in(world.joined()))


@pytest.fixture(scope="module")
def five_posted(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The world in which Ana's post says five stories while it is six now."""

    def live(made: World) -> None:
        ana = made.joined()
        for number in range(5):
            _story(made, ana, f"Story {number}.")
        ana.clicks(ids.WIN_SHARE)
        made.settle()
        _story(made, ana, "One more.")

    return lived(tmp_path_factory.mktemp("five"), empty_database, live)


@pytest.fixture
def past(request: pytest.FixtureRequest, past: Snapshot | None) -> Snapshot | None:
    """A world goes on from the offer, or from the post that says five, where a test asks for either."""
    for asked, lived_through in (("outdated", "five_posted"), ("offered", "first_offer")):
        if asked in request.fixturenames:
            return request.getfixturevalue(lived_through)  # type: ignore[no-any-return]
    return past


@pytest.fixture
def offered(ana: Person) -> Person:
    """Ana, who has reached "first story" and looks at the offer."""
    return ana


def offer_message(person: Person) -> MessageRecord:
    """Return the message about the win, in whatever state it is."""
    return [m for m in person.messages("DM") if m.ephemeral_for is None][3]


def offer(person: Person) -> str:
    return offer_message(person).visible


def posts(world: World) -> list[str]:
    return [message.visible for message in world.li.messages("#wins")]


def calls(world: World, method: str, channel: str) -> int:
    return sum(c.method == method and c.arguments.get("channel") == channel for c in world.slack.calls)


def test_the_offer_shows_the_exact_post_who_signs_it_and_who_would_read_it(
    world: World, offered: Person
) -> None:
    seen = offer(offered)
    assert f'This is what #wins would see, word for word, from "PM Coach":\n{POSTED}' in seen
    assert "3 people are in #wins, and everyone in this workspace can find it." in seen
    assert "Nothing is posted unless you press Post." in seen
    assert posts(world) == []


def test_a_press_posts_exactly_that_and_the_offer_says_so(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert posts(world) == [POSTED]
    assert offer(offered).startswith("I posted this in #wins, Mon 10:12, Lisbon time.")
    assert ids.WIN_TAKE_DOWN in acts_in(offer_message(offered))


def test_the_post_rings_nobody_and_unfurls_nothing(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    [call] = [
        c for c in world.slack.calls if c.arguments.get("channel") == world.wins.id and "text" in c.arguments
    ]
    assert not call.arguments["unfurl_links"]
    assert not call.arguments["unfurl_media"]
    [message] = world.li.messages("#wins")
    assert all(block["type"] in ("section", "context") for block in message.blocks)
    assert message.metadata
    assert set(message.metadata["event_payload"]) == {"key"}


def test_however_often_it_is_pressed_it_is_posted_once(world: World, offered: Person) -> None:
    pressed = offered.last("DM")
    blocks = list(pressed.blocks)
    for _ in range(3):
        offered.clicks(ids.WIN_SHARE)
        world.settle()
        pressed.blocks[:] = blocks
    assert posts(world) == [POSTED]
    assert calls(world, "chat.postMessage", world.wins.id) == 1


def test_an_edited_text_is_shown_again_before_it_is_posted(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_EDIT)
    offered.fills(ids.WIN_TEXT, "I asked five people.")
    offered.submits()
    assert offered.modal is None
    world.settle()
    assert "I asked five people.\nShared by Ana" in offer(offered)
    assert posts(world) == []
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert posts(world) == ["I asked five people.\nShared by Ana"]


@pytest.mark.parametrize("nothing", ["   ", "\u200b\u2060", "\u3164"])
def test_a_text_that_shows_nothing_is_refused_and_the_old_one_stays(
    world: World, offered: Person, nothing: str
) -> None:
    offered.clicks(ids.WIN_EDIT)
    offered.fills(ids.WIN_TEXT, nothing)
    assert offered.submits().errors[ids.WIN_TEXT].startswith("A post needs a line.")
    assert progress_of(world, offered).wins[0].text == POST


def test_keeping_it_private_posts_nothing_and_leaves_the_way_open(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_KEEP)
    world.settle()
    assert offer(offered).startswith("You kept this private: first story.")
    assert posts(world) == []
    offered.types("/pm-progress wins")
    assert "First story, Mon 11 Jan: kept private" in offered.last("#general").visible
    offered.clicks(ids.WIN_OPEN)
    offered.clicks(ids.WIN_SHARE)
    assert "I am posting in #wins." in offered.sees("modal")
    world.settle()
    assert posts(world) == [POSTED]
    assert offer(offered).startswith("I posted this in #wins")


def test_what_is_edited_in_a_modal_shows_in_the_one_underneath(world: World, offered: Person) -> None:
    offered.types("/pm-progress wins")
    offered.clicks(ids.WIN_OPEN)
    offered.clicks(ids.WIN_EDIT)
    offered.fills(ids.WIN_TEXT, "In my words.")
    offered.submits()
    assert "In my words.\nShared by Ana" in offered.sees("modal")
    offered.clicks(ids.WIN_KEEP)
    assert offered.sees("modal").startswith("Your milestone\nYou kept this private: first story.")


def test_two_milestones_at_once_are_offered_one_by_one(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_KEEP)
    with world.bot.coach.acting(caller(world, offered)) as member:
        [win] = member.state.records.wins
        member.change_win(win, milestone_id="taught-it")  # so that the next piece proves two at once
    keeps(world, offered, "failure-review", counts="Three of ten.", decision="Wait.", rules="Stop at five.")
    assert offered.last("DM").visible.startswith("Milestone: first story.")
    offered.opens_home()
    world.settle()
    assert offered.home
    waiting = [line for line in offered.home.visible.splitlines() if "waiting" in line]
    assert waiting == [
        "Go and stop rules for a launch: waiting for your choice.",
        "First story: waiting for your choice.",
    ]
    [fails] = [win for win in progress_of(world, offered).wins if win.milestone.id == "we-know-how-it-fails"]
    offered.clicks(ids.WIN_OPEN, in_="Home", value=fails.id)
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert [post[:38] for post in posts(world)] == ["I read an AI feature's answers by hand, c"[:38]]
    assert offered.last("DM").visible.startswith("I posted this in #wins")


def test_where_the_coach_is_not_it_says_how_to_let_it_in_and_posts_after_the_invite(
    world: World, offered: Person
) -> None:
    world.slack.workspace.remove_bot(world.wins)
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    seen = offer(offered)
    assert seen.startswith("I'm not in #wins, so nothing is posted. Your text is saved.")
    assert "Write /invite @PM Coach there, then press Post here." in seen
    assert POSTED in seen
    world.slack.user_actions.invite_bot(offered.id, world.wins.id)
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert posts(world) == [POSTED]
    assert offer(offered).startswith("I posted this in #wins")


def test_a_private_channel_that_hides_from_the_coach_is_one_it_is_not_in(world: World) -> None:
    small = world.slack.workspace.add_channel(
        "small", private=True, members=[world.ana.record], with_bot=True
    )
    world.presets(small.id)
    ana = world.joined()
    world.hands_in(ana)
    assert "2 people can read #small." in ana.last("DM").visible
    world.slack.workspace.remove_bot(small)
    ana.clicks(ids.WIN_SHARE)
    world.settle()
    assert ana.last("DM").visible.startswith("I'm not in #small, so nothing is posted. Your text is saved.")
    assert ana.messages("#small") == []


def test_a_coach_that_was_removed_says_so_and_that_older_posts_stay(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    world.slack.workspace.remove_bot(world.wins)
    keeps(world, offered, "vp-page", recommendation="Launch on 1 March.", answer="Yes.")
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    seen = offered.last("DM").visible
    assert seen.startswith("I was removed from #wins. Your older posts stay. Your text is saved.")
    assert acts_in(offered.last("DM")) == [ids.WIN_CHANNEL, ids.WIN_KEEP]
    assert len(posts(world)) == 1


def test_an_archived_channel_keeps_the_text_and_asks_for_another(world: World, offered: Person) -> None:
    world.slack.workspace.archive(world.wins)
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert offer(offered).startswith("#wins is archived, so nothing is posted. Your text is saved.")
    world.slack.workspace.add_channel("shown", members=[offered.record], with_bot=True)
    offered.clicks(ids.WIN_CHANNEL)
    offered.chooses(ids.WIN_CHANNEL_CHOICE, "#shown")
    offered.submits()
    world.settle()
    assert "[Post to #shown]" in offer(offered)
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert [m.visible for m in offered.messages("#shown")] == [POSTED]
    assert posts(world) == []


def test_a_private_channel_without_the_coach_is_refused_under_the_field(
    world: World, offered: Person
) -> None:
    world.slack.workspace.archive(world.wins)
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    world.slack.workspace.add_channel("secret", private=True, members=[offered.record])
    offered.clicks(ids.WIN_CHANNEL)
    offered.chooses(ids.WIN_CHANNEL_CHOICE, "#secret")
    assert "I can't see that channel." in offered.submits().errors[ids.WIN_CHANNEL_CHOICE]


def test_without_a_channel_the_offer_asks_for_one_first(world: World) -> None:
    world.presets(None)
    ana = world.joined()
    world.hands_in(ana)
    assert "Share it in a channel, or keep it private?" in ana.last("DM").text
    ana.clicks(ids.WIN_CHANNEL)
    ana.chooses(ids.WIN_CHANNEL_CHOICE, "#wins")
    ana.submits()
    world.settle()
    assert "[Post to #wins]" in ana.last("DM").visible


def test_another_refusal_is_said_in_words_or_with_slacks_reason(world: World, offered: Person) -> None:
    world.slack.workspace.restrict_posting(world.wins, "restricted_action_read_only_channel")
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert "Only some people may post in #wins, so nothing is posted." in offer(offered)
    assert "restricted_action" not in offer(offered)
    world.slack.workspace.restrict_posting(world.wins, "")
    world.slack.faults.refuse("chat.postMessage", "no_such_code")
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert "no_such_code" not in offer(offered)
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert posts(world) == [POSTED]


@pytest.fixture
def unknown(world: World, offered: Person) -> Person:
    """Ana, whose post went out while the line broke."""
    world.slack.faults.drop("chat.postMessage", executed=True)
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    return offered


def test_a_line_that_breaks_while_posting_is_never_followed_by_a_blind_second_post(
    world: World, unknown: Person
) -> None:
    seen = offer(unknown)
    assert seen.startswith("I lost the connection. Your post may be in #wins.")
    assert acts_in(offer_message(unknown)) == [ids.WIN_SEE, ids.WIN_THERE, ids.WIN_NOT_THERE]
    world.walk_to("2027-01-18 10:00")
    assert posts(world) == [POSTED]
    unknown.types("/pm-progress wins")
    assert "perhaps in #wins" in unknown.last("#general").visible


def test_a_post_that_is_there_is_taken_as_posted_and_cannot_be_changed(world: World, unknown: Person) -> None:
    clicks_twice(world, unknown, offer_message(unknown), ids.WIN_THERE)
    world.settle()
    seen = offer(unknown)
    assert seen.startswith("I posted this in #wins, Mon 10:12, Lisbon time.")
    assert "I can't change this post" in seen
    assert acts_in(offer_message(unknown)) == [ids.WIN_SEE]
    assert posts(world) == [POSTED]


def test_a_post_that_is_not_there_is_posted_on_the_members_word(world: World, offered: Person) -> None:
    world.slack.faults.drop("chat.postMessage")
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert posts(world) == []
    offered.clicks(ids.WIN_NOT_THERE)
    world.settle()
    assert posts(world) == [POSTED]
    assert ids.WIN_TAKE_DOWN in acts_in(offer_message(offered))


def test_editing_while_it_is_unknown_keeps_the_text_in_the_form(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_EDIT)
    offered.fills(ids.WIN_TEXT, "In my words.")
    world.slack.faults.drop("chat.postMessage", executed=True)
    modal = offered.modal
    assert modal
    offered.clicks(ids.WIN_SHARE, in_="DM")
    world.settle()
    refused = offered.submits().errors[ids.WIN_TEXT]
    assert refused.startswith("It is already perhaps in #wins, so you can't edit it.")
    assert "In my words." in offered.sees("modal")


def test_correcting_edits_the_post_itself_and_rings_no_bell(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    offered.clicks(ids.WIN_EDIT)
    assert form(offered) == ids.WIN_EDIT_FORM
    offered.fills(ids.WIN_TEXT, "Asked one person.")
    offered.submits()
    world.settle()
    assert posts(world) == ["Asked one person.\nShared by Ana, corrected 11 Jan"]
    assert "Asked one person." in offer(offered)
    assert calls(world, "chat.postMessage", world.wins.id) == 1


def test_taking_it_down_deletes_it_and_it_is_never_posted_again(world: World, offered: Person) -> None:
    pressed = offered.last("DM")
    blocks = list(pressed.blocks)
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    offered.clicks(ids.WIN_TAKE_DOWN)
    world.settle()
    until(lambda: offer(offered).startswith("I took your post down from #wins. Other people's replies stay."))
    assert posts(world) == []
    pressed.blocks[:] = blocks
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert posts(world) == []


@pytest.fixture
def outdated(ana: Person) -> Person:
    """Ana, whose post says five stories while it is six now."""
    return ana


def _story(world: World, person: Person, text: str) -> None:
    keeps(world, person, "interview", learnt=text, quote="I just call them.")


def test_a_post_that_says_too_few_is_asked_about_with_its_new_text(world: World, outdated: Person) -> None:
    seen = outdated.last("DM").visible
    assert 'Your post in #wins says "five", and it is "six" now. The new text is:' in seen
    assert "I have collected six stories" in seen
    assert "I have collected five stories" in posts(world)[0]
    outdated.clicks(ids.WIN_CORRECT)
    world.settle()
    assert posts(world)[0].startswith("I have collected six stories")
    assert posts(world)[0].endswith("Shared by Ana, corrected 11 Jan")
    assert "I corrected it: five stories is posted in #wins" in outdated.last("DM").visible
    assert ids.WIN_CORRECT not in acts_in(outdated.last("DM"))


ASKED_AGAIN = "Something changed since this was asked, so I corrected nothing."


def _once_more(world: World, outdated: Person) -> None:
    """Another piece, of which the question that is pressed on doesn't know yet."""
    asked = outdated.last("DM")
    blocks = list(asked.blocks)
    _story(world, outdated, "A seventh, from another device.")
    del world.slack.workspace.dm(outdated.id).messages[-1]  # as if it were on its way
    asked.blocks[:] = blocks


def _more_can_read(world: World, outdated: Person) -> None:
    world.slack.workspace.share_with_another_company(world.wins)


def _is_taken_down(world: World, outdated: Person) -> None:
    wins.take_down(world.bot.coach, caller(world, outdated), _posted(world, outdated).id)
    world.settle()


def _posted(world: World, person: Person) -> Win:
    return next(win for win in progress_of(world, person).wins if win.posted_at)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_once_more, 'says "five", and it is "seven" now.'),
        (_more_can_read, "It is shared with another company"),
        (_is_taken_down, "taken down from #wins"),
    ],
)
def test_a_correction_posts_nothing_that_wasnt_shown(
    world: World, outdated: Person, change: Callable[[World, Person], None], says: str
) -> None:
    asked = outdated.last("DM")
    before = posts(world)
    change(world, outdated)
    outdated.clicks(ids.WIN_CORRECT, in_="DM")
    world.settle()
    assert ASKED_AGAIN in asked.visible
    assert says in asked.visible
    assert posts(world) == ([] if change is _is_taken_down else before)
    if change is not _is_taken_down:
        outdated.clicks(ids.WIN_CORRECT, in_="DM")
        world.settle()
        assert "corrected 11 Jan" in posts(world)[0]


def test_a_form_of_an_offer_that_was_posted_meanwhile_changes_no_post(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_EDIT)
    offered.fills(ids.WIN_TEXT, "A first try, for my eyes.")
    offered.clicks(ids.WIN_SHARE, in_="DM")
    world.settle()
    refused = offered.submits().errors[ids.WIN_TEXT]
    world.settle()
    assert refused.startswith("Something changed since this form was opened, so I changed nothing.")
    assert posts(world) == [POSTED]


def test_a_form_of_a_post_that_another_device_corrected_overwrites_nothing(
    world: World, offered: Person
) -> None:
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    offered.clicks(ids.WIN_EDIT)
    offered.fills(ids.WIN_TEXT, "An older thought.")
    win = _posted(world, offered)
    other = readers.seal(win)
    wins.rewrite(world.bot.coach, caller(world, offered), win.id, "Asked two people.", other)
    world.settle()
    assert "so I changed nothing" in offered.submits().errors[ids.WIN_TEXT]
    world.settle()
    assert posts(world)[0].startswith("Asked two people.")


@pytest.mark.parametrize("who", ["outside", "silent"])
def test_a_correction_asks_slack_who_reads_it(world: World, outdated: Person, who: str) -> None:
    before = posts(world)
    if who == "outside":
        world.wins.kind = "private"
        world.wins.members.remove(outdated.id)
    else:
        world.slack.faults.drop("conversations.info")
    outdated.clicks(ids.WIN_CORRECT)
    world.settle()
    said = outdated.last("DM").visible
    assert ("You aren't in that private channel" if who == "outside" else "Slack didn't say who") in said
    assert world.wins.messages[-1].visible == before[-1]


def test_a_post_that_is_left_as_it_is_is_not_asked_about_again(world: World, outdated: Person) -> None:
    outdated.clicks(ids.WIN_LEAVE)
    world.settle()
    assert "The post stays as it is: five stories is posted in #wins" in outdated.last("DM").visible
    assert posts(world)[0].startswith("I have collected five stories")
    _story(world, outdated, "A seventh.")
    assert "Correct the post" not in outdated.last("DM").visible


def test_the_question_comes_once_and_not_with_every_piece_after_it(world: World, outdated: Person) -> None:
    keeps(world, outdated, "free-text", text="Something else.")
    assert "Correct the post" not in outdated.last("DM").visible
    _story(world, outdated, "A seventh.")
    assert 'says "five", and it is "seven" now.' in outdated.last("DM").visible


def test_a_post_in_the_members_own_words_is_never_asked_about(world: World, ana: Person) -> None:
    for number in range(5):
        _story(world, ana, f"Story {number}.")
    ana.clicks(ids.WIN_EDIT)
    ana.fills(ids.WIN_TEXT, "In my words.")
    ana.submits()
    ana.clicks(ids.WIN_SHARE)
    world.settle()
    _story(world, ana, "One more.")
    assert "Correct the post" not in ana.last("DM").visible


def test_a_milestone_that_shows_a_wish_to_move_is_for_the_member_alone(world: World, ana: Person) -> None:
    keeps(world, ana, "application", step="Talked to the lead.", talk="2027-01-11")
    message = ana.last("DM")
    assert message.visible.startswith("You reached a milestone that only you see.")
    assert "case study" not in message.visible, "what isn't reached can't be posted"
    assert "Post to" not in message.visible
    assert "talk" not in message.text.splitlines()[0]
    ana.types("/pm-progress wins")
    assert "for you alone" in ana.last("#general").visible


def test_a_press_on_post_for_a_milestone_of_theirs_alone_posts_nothing(world: World, ana: Person) -> None:
    keeps(world, ana, "application", step="Talked to the lead.", talk="2027-01-11")
    [win] = [win for win in progress_of(world, ana).wins if win.milestone.private]
    assert wins.share_as_it_stands(world.bot.coach, caller(world, ana), win.id).win.state is Sharing.PRIVATE
    world.settle()
    assert posts(world) == []


def test_another_workspaces_channel_of_the_same_id_says_nothing_of_ours(world: World, ana: Person) -> None:
    with world.bot.database.write() as session:
        session.add(
            SlackChannel(team_id="T0ZELSEWHERE", channel_id=world.wins.id, name="theirs", people=9_000)
        )
    world.hands_in(ana)
    assert "3 people are in #wins" in offer(ana)


def test_what_was_not_shown_is_not_posted_and_the_offer_is_shown_anew(world: World, offered: Person) -> None:
    shown = world.slack.workspace.add_channel("shown", members=[offered.record], with_bot=True)
    old = list(offer_message(offered).blocks)
    channel, text = world.wins.id, POST
    for change in ("the channel", "the text", "the name"):
        if change == "the channel":
            channel = shown.id
            choose_default(offered, "#shown")
        elif change == "the text":
            text = "In my own words."
            wins.rewrite(
                world.bot.coach, caller(world, offered), progress_of(world, offered).wins[0].id, text
            )
        else:
            offered.record.name = "Ana Maria"
            world.bot.directory.look_up(world.bot.team, offered.id)
        world.settle()
        offer_message(offered).blocks[:] = old  # as if the change were on its way
        offered.clicks(ids.WIN_SHARE, in_="DM")
        assert "so nothing is posted" in offered.last("DM").visible, change
        world.settle()
        assert text in offer(offered)
        old = list(offer_message(offered).blocks)
    assert posts(world) == []
    assert "[Post to #shown]" in offer(offered)
    offered.clicks(ids.WIN_SHARE, in_="DM")
    world.settle()
    assert [m.visible for m in offered.messages("#shown")] == ["In my own words.\nShared by Ana Maria"]
    assert posts(world) == []
    assert channel == shown.id


def _slack_is_asked_again(world: World, small: str) -> None:
    with world.bot.database.write() as session:
        session.exec(update(SlackChannel).values(refresh_at=0))
        session.exec(delete(SlackLimit))
    assert world.bot.directory.refresh_due()


def _another_member_presses(world: World, small: str) -> None:
    assert world.bot.directory.access(world.bot.team, world.li.id, small)


@pytest.mark.parametrize("learns", [_slack_is_asked_again, _another_member_presses])
def test_who_was_removed_from_a_private_channel_reads_nothing_new_of_it(
    world: World, learns: Callable[[World, str], None]
) -> None:
    small = world.slack.workspace.add_channel(
        "small", private=True, members=[world.ana.record, world.li.record], with_bot=True
    )
    world.presets(small.id)
    ana = world.joined()
    world.hands_in(ana)
    assert "3 people can read #small." in ana.last("DM").visible
    ana.clicks(ids.WIN_SHARE, in_="DM")
    world.settle()
    small.members.remove(ana.id)
    small.members += [world.slack.workspace.add_person(f"P{n}").id for n in range(5)]
    small.name = "layoffs"
    learns(world, small.id)
    for number in range(5):
        _story(world, ana, f"Story {number}.")
    ana.opens_home()
    ana.types("/pm-progress wins")
    world.settle()
    assert "Milestone: five stories" in ana.sees("DM")
    assert "posted in the channel" in ana.last("#general").visible
    for place in ("DM", "Home", "#general"):
        assert "layoffs" not in ana.sees(place)
        assert "7 people" not in ana.sees(place)
    assert "[Choose a channel]" in ana.sees("DM")
    assert progress_of(world, ana).wins_channel is None
    _still_there = world.joined(world.li)
    assert progress_of(world, _still_there).wins_channel is not None


def test_a_private_channel_whose_people_slack_does_not_name_stays_as_it_was_known(world: World) -> None:
    small = world.slack.workspace.add_channel(
        "small", private=True, members=[world.ana.record], with_bot=True
    )
    world.presets(small.id)
    ana = world.joined()
    small.name = "layoffs"
    world.slack.faults.drop("conversations.members")
    assert world.bot.directory.access(world.bot.team, ana.id, small.id) is Access.SILENT
    world.hands_in(ana)
    assert "2 people can read #small." in ana.last("DM").visible


def choose_default(person: Person, channel: str) -> None:
    """Choose the channel for wins in the settings."""
    person.types("/pm-progress settings")
    person.chooses(ids.SETTINGS_CHANNEL, channel)
    person.submits()
    person.closes(all_views=True)


def test_a_new_default_redraws_open_offers_and_a_choice_for_one_moves_no_other(
    world: World, offered: Person
) -> None:
    for name in ("shown", "other"):
        world.slack.workspace.add_channel(name, members=[offered.record], with_bot=True)
    choose_default(offered, "#shown")
    world.settle()
    assert "[Post to #shown]" in offer(offered)
    keeps(world, offered, "vp-page", recommendation="Launch on 1 March.", answer="Yes.")
    new = progress_of(world, offered).wins[0]
    other = world.slack.workspace.channel("other").id
    wins.choose_channel(world.bot.coach, caller(world, offered), new.id, other)
    world.settle()
    assert "[Post to #shown]" in offer(offered)
    assert [win.channel.id == other for win in progress_of(world, offered).wins if win.channel] == [
        True,
        False,
    ]


def test_more_readers_than_were_shown_are_shown_first(world: World) -> None:
    workspace = world.slack.workspace
    small = workspace.add_channel("small", private=True, members=[world.ana.record], with_bot=True)
    world.presets(small.id)
    ana = world.joined()
    world.hands_in(ana)
    assert "2 people can read #small." in ana.last("DM").visible
    small.members.append(world.li.id)
    crowd = [workspace.add_person(f"P{n}") for n in range(3)]
    steps: list[tuple[Callable[[], None], str]] = [
        (lambda: None, "3 people can read #small."),
        (
            lambda: workspace.make_public(small, crowd),
            "6 people are in #small, and everyone in this workspace",
        ),
        (lambda: workspace.share_with_another_company(small), "It is shared with another company"),
    ]
    for change, line in steps:
        change()
        ana.clicks(ids.WIN_SHARE, in_="DM")
        assert "so nothing is posted" in ana.last("DM").visible
        world.settle()
        assert line in offer(ana)
        assert ana.messages("#small") == []
    small.members.remove(world.li.id)
    ana.clicks(ids.WIN_SHARE, in_="DM")
    world.settle()
    assert [message.visible for message in ana.messages("#small")] == [POSTED]


def test_a_slack_that_does_not_say_who_can_read_it_posts_nothing(world: World, offered: Person) -> None:
    world.slack.faults.drop("conversations.info")
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    assert offered.last("DM").visible.startswith("Slack didn't say who can read #wins, so nothing is posted.")
    assert posts(world) == []


def test_a_private_channel_is_nothing_to_who_is_not_in_it(world: World, offered: Person) -> None:
    """Nor does a preset that doesn't work keep a newcomer out: it is left out of the form."""
    secret = world.slack.workspace.add_channel(
        "secret", private=True, members=[offered.record], with_bot=True
    )
    choose_default(offered, "#secret")
    world.presets(secret.id)
    li = world.li
    li.types("/pm-progress join")
    assert "secret" not in li.sees("modal")
    assert li.modal
    assert not any(block.get("element", {}).get("initial_conversation") for block in li.modal.blocks)
    li.submits()
    world.settle()
    world.hands_in(li)
    assert "secret" not in li.sees("DM")
    assert "[Choose a channel]" in li.last("DM").visible
    secret.members.remove(offered.id)
    offered.clicks(ids.WIN_SHARE, in_="DM")
    assert "You aren't in that private channel, so nothing is posted." in offered.last("DM").visible
    world.settle()
    assert "[Choose a channel]" in offer(offered)
    assert secret.messages == []


def test_whoever_posted_can_take_it_down_after_leaving_too(world: World, offered: Person) -> None:
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    leave.leave(world.bot.coach, caller(world, offered))
    world.settle()
    offered.types("/pm-progress wins")
    assert "First story, Mon 11 Jan: posted in #wins" in offered.last("#general").visible
    offered.clicks(ids.WIN_OPEN)
    assert "[Take it down]" in offered.sees("modal")
    offered.closes()
    offered.clicks(ids.WIN_TAKE_DOWN, in_="DM")
    world.settle()
    assert posts(world) == []
    assert offer(offered).startswith("I took your post down from #wins.")


@pytest.mark.parametrize("trouble", ["not_found", "hash_conflict", "slow"])
def test_a_form_that_is_gone_undoes_nothing(world: World, offered: Person, trouble: str) -> None:
    offered.types("/pm-progress wins")
    offered.clicks(ids.WIN_OPEN)
    offered.clicks(ids.WIN_EDIT)
    offered.fills(ids.WIN_TEXT, "In my words.")
    if trouble == "slow":
        world.slack.faults.drop("views.update", executed=True)
    else:
        world.slack.faults.refuse("views.update", trouble)
    outcome = offered.submits()
    assert outcome.ok
    assert outcome.errors == {}
    world.settle()
    assert "In my words.\nShared by Ana" in offer(offered)


# All calls to Slack before one ack have one time together: without it each test here waits for two minutes.


def little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts have little time for calls to Slack from now on."""
    monkeypatch.setattr(budget, "ACT", budget.KEPT + scaled(0.5))


def opens_the_offer(person: Person) -> None:
    person.types("/pm-progress wins")
    person.clicks(ids.WIN_OPEN)


def test_a_slack_that_hangs_keeps_no_press_waiting(
    world: World, offered: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens_the_offer(offered)
    little_time(monkeypatch)
    world.slack.faults.hang("conversations.info")
    world.slack.faults.hang("views.update")
    assert offered.clicks(ids.WIN_SHARE).ok
    world.settle()
    assert posts(world) == []


def test_a_post_holds_though_its_modal_stays_as_it_was(
    world: World, offered: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens_the_offer(offered)
    little_time(monkeypatch)
    world.slack.faults.hang("views.update")
    assert offered.clicks(ids.WIN_SHARE).ok
    world.settle()
    assert len(posts(world)) == 1


def test_a_new_text_of_a_post_waits_no_longer(
    world: World, offered: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered.clicks(ids.WIN_SHARE)
    world.settle()
    opens_the_offer(offered)
    offered.clicks(ids.WIN_EDIT)
    offered.fills(ids.WIN_TEXT, "In my words.")
    little_time(monkeypatch)
    world.slack.faults.hang("conversations.info")
    assert "Slack" in offered.submits().errors[ids.WIN_TEXT]
    world.slack.faults.clear()
    world.slack.faults.hang("views.update")
    assert offered.submits().ok
    world.settle()
    assert "In my words." in str(posts(world))
