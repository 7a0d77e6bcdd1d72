"""Posts of wins: to channels that change, by buttons that are old, and away again."""

from collections.abc import Callable

from bot.coach import leave
from bot.sandbox.person import Person
from bot.sandbox.records import ChannelRecord
from bot.views import ids
from tests.handlers.acts import caller, progress_of
from tests.world import World


def offered(world: World, n: int) -> tuple[Person, ChannelRecord]:
    """Somebody with an open offer to a private channel of their own."""
    record = world.slack.workspace.add_person(f"P{n}")
    small = world.slack.workspace.add_channel(f"small{n}", private=True, members=[record], with_bot=True)
    world.presets(small.id)
    person = world.joined(world.slack.person(record.id))
    world.hands_in(person)
    return person, small


def presses(world: World, person: Person) -> str:
    person.clicks(ids.WIN_SHARE, in_="DM")
    world.settle()
    return person.last("DM").visible


REFUSED = {
    ("slackhq/slack-api-docs#85", "restricted_action"): "Only some people may post in #small",
    ("dust-tt/dust#28230", "restricted_action_read_only_channel"): "Only some people may post in #small",
    ("ryanrosello-og/playwright-slack-report#83", "team_access_not_granted"): "Only some people may post",
    ("getsentry/sentry#84619", "ekm_access_denied"): "Only some people may post in #small",
    ("elastic/connectors#1972", "is_archived"): "is archived, so nothing is posted",
    ("dust-tt/dust#5701", "msg_too_long"): "Slack refused the post for #small",
    ("brekkylab/backlot#196", "too_many_attachments"): "Slack refused the post for #small",
}


def test_a_refused_post_is_a_sentence_and_never_a_code(world: World) -> None:
    for n, ((report, code), sentence) in enumerate(REFUSED.items()):
        person, small = offered(world, n)
        world.slack.workspace.restrict_posting(small, code)
        presses(world, person)
        assert sentence in person.last("DM").visible, report
        assert code not in person.sees("DM"), report
        assert small.messages == [], report


def _stays(world: World, person: Person, small: ChannelRecord) -> None:
    """Nothing becomes of it that its member hasn't seen."""


def _is_shared(world: World, person: Person, small: ChannelRecord) -> None:
    world.slack.workspace.share_with_another_company(small)


def _turns_public(world: World, person: Person, small: ChannelRecord) -> None:
    crowd = [world.slack.workspace.add_person(f"C{n}{small.name}") for n in range(3)]
    world.slack.workspace.make_public(small, crowd)


def _grows(world: World, person: Person, small: ChannelRecord) -> None:
    small.members.append(world.li.id)


def _is_renamed(world: World, person: Person, small: ChannelRecord) -> None:
    small.name = f"other-{small.name}"


def _shrinks(world: World, person: Person, small: ChannelRecord) -> None:
    small.members.append(world.li.id)
    world.bot.directory.access(world.bot.team, person.id, small.id)
    person.types("/pm-progress settings")
    person.submits()
    person.closes()
    small.members.remove(world.li.id)


def _loses_its_member(world: World, person: Person, small: ChannelRecord) -> None:
    small.members.remove(person.id)


def _loses_the_coach(world: World, person: Person, small: ChannelRecord) -> None:
    world.slack.workspace.remove_bot(small)


def _default_moves(world: World, person: Person, small: ChannelRecord) -> None:
    other = world.slack.workspace.add_channel(f"o{small.name}", members=[person.record], with_bot=True)
    blocks = list(person.last("DM").blocks)
    person.types("/pm-progress settings")
    person.chooses(ids.SETTINGS_CHANNEL, f"#{other.name}")
    person.submits()
    person.closes()
    world.settle()
    person.last("DM").blocks[:] = blocks  # as if the change were on its way


CHANGES: list[tuple[str, Callable[[World, Person, ChannelRecord], None], bool]] = [
    ("slackapi/bolt-js#1104", _stays, True),
    ("sweatco/archie-hq#38", _is_shared, False),
    ("triggerdotdev/trigger.dev#4593", _turns_public, False),
    ("elie222/inbox-zero#1520", _grows, False),
    ("gardener/machine-controller-manager#489", _is_renamed, True),
    ("mathieudutour/slacking-pigeons#12", _default_moves, False),
    ("fewer readers than were shown", _shrinks, True),
    ("PostHog/posthog#30487", _loses_its_member, False),
    ("elementary-data/elementary#239", _loses_the_coach, False),
]


def test_post_posts_what_was_shown_to_whom_it_was_shown_once(world: World) -> None:
    for n, (report, change, posted) in enumerate(CHANGES):
        person, small = offered(world, n)
        change(world, person, small)
        message = next(each for each in person.messages("DM")[::-1] if "Post to" in each.visible)
        blocks = list(message.blocks)
        for _ in range(2):  # mozilla/bugbug#6732, getsentry/sentry#69252: the same press twice
            message.blocks[:] = blocks
            person.clicks(ids.WIN_SHARE, in_="DM")
            world.settle()
        everywhere = [
            m for c in world.slack.workspace.channels.values() if c.kind != "im" for m in c.messages
        ]
        theirs = [m for m in everywhere if f"Shared by P{n}\n" in f"{m.visible}\n"]
        assert len(theirs) == posted, (report, [m.visible for m in theirs])
        assert [m.channel for m in theirs] == [small.id] * posted, report


def test_who_posted_takes_it_down_whatever_they_are_by_then(world: World) -> None:
    def left(person: Person) -> None:
        leave.leave(world.bot.coach, caller(world, person))

    def asks_for_erasure(person: Person) -> None:
        person.types("/pm-progress erase")
        person.closes(all_views=True)

    def mutes(person: Person) -> None:
        person.types("/pm-progress mute")

    def was_away(person: Person) -> None:
        person.types("/pm-progress away until Fri")

    becomes: list[tuple[str, Callable[[Person], None]]] = [
        ("crownheightsaid/mutual-aid-app#42", lambda person: None),
        ("gugu91/pinet#535", left),
        ("cds-snc/sre-bot#919", asks_for_erasure),
        ("dblock/slack-market#61", mutes),
        ("sozercan/vscode-slack#11", was_away),
    ]
    for n, (report, change) in enumerate(becomes):
        person, small = offered(world, n)
        presses(world, person)
        assert len(small.messages) == 1, report
        change(person)
        world.settle()
        where = "modal" if person.modal else "DM"
        if where == "DM":
            person.types("/pm-progress wins")
            person.clicks(ids.WIN_OPEN)
        person.clicks(ids.WIN_TAKE_DOWN)
        world.settle()
        assert small.messages == [], report
        assert progress_of(world, person).wins[0].state == "taken_down", report
