"""What members write, share and forward, as reports of other bots have it."""

from typing import Any

from bot.sandbox.person import Person
from bot.views import direct_messages as dm_views
from bot.views import ids
from handlers.typed_text import parsed
from tests.handlers.acts import acts_in, first, form, written
from tests.reports import wire
from tests.world import World

NOTES = "She told me how it went the last time. " * 12

SEEN = {
    ("cloudflare/agents#1850", "ask <@{bot}> again"): "ask @PM Coach again",
    (
        "vercel/chat#955",
        "<tel:+15551234567|555-123-4567> or <mailto:a@b.com|a@b.com>",
    ): "555-123-4567 or a@b.com",
    ("ltworf/localslackirc#149", "see <http://link.com|link.com>"): "see link.com",
    ("scrapinghub/slackbot#86", "<mailto:me@gmail.com|me@gmail.com>"): "me@gmail.com",
    ("slackapi/hubot-slack#344", "a &lt;foo|bar&gt; b"): "a <foo|bar> b",
    ("errbotio/errbot#684", "hi <@{li}>, <!here|@here> and <!subteam^S1|@devs>"): "hi @Li, @here and @devs",
    (
        "zulip/zulip#39025",
        "in <#{wins}|>, <#{small}> and <#C0GONE00001>",
    ): "in #wins, a channel and a channel",
    (
        "soxtoby/SlackNet#127",
        ":tada: at 10:30:45, :+1::skin-tone-4: and :ours:",
    ): "🎉 at 10:30:45, 👍🏽 and :ours:",
}


def test_text_is_kept_as_its_writer_saw_it(world: World, ana: Person) -> None:
    world.bot.directory.look_up(world.bot.team, world.li.id)
    world.joined(world.li)
    small = world.slack.workspace.add_channel("small", private=True, members=[ana.record], with_bot=True)
    world.bot.directory.access(world.bot.team, ana.id, small.id)
    bot = world.slack.app.bot_user_id
    known = {"bot": bot, "li": world.li.id, "wins": world.wins.id, "small": small.id}
    dm = world.slack.workspace.dm(ana.id).id
    for (report, sent), seen in SEEN.items():
        world.slack.user_actions.send(ana.id, dm, NOTES + sent.format(**known))
        world.settle()
        ana.clicks(ids.TEXT_KEEP, in_="DM")
        world.settle()
        assert written(world, ana)[0].core == NOTES + seen, report


BESIDE_WORDS: dict[str, dict[str, Any]] = {
    "sgratzl/slack_cleaner2#21": {"files": [{"id": "F0GONE", "mode": "tombstone"}], "subtype": "file_share"},
    "sgratzl/slack_cleaner2#77": {"files": [{"id": "F0", "file_access": "check_file_info"}]},
    "hfaran/slack-export-viewer#148": {"attachments": [{"id": 1, "fallback": "a poll"}]},
    "pyslackers/sirbot-pyslackers#51": {"blocks": [{"type": "image", "image_url": "https://x.dev/a.gif"}]},
    "kortix-ai/suna#6028": {"files": [{"id": "F1", "subtype": "slack_audio"}], "subtype": "file_share"},
    "soxtoby/SlackNet#238": {"files": [{"id": "F2", "filetype": "quip", "mode": "quip"}]},
    "Legobot/Legobot#139": {"room": {"id": "R1", "name": "", "media_server": ""}},
}


def test_what_comes_without_words_is_never_taken_for_a_word(world: World, ana: Person) -> None:
    for report, fields in BESIDE_WORDS.items():
        for text in ("", None):
            wire.message(world, ana, text, **fields)
            said = wire.answers(world, ana)[-1]
            assert said.startswith(first(dm_views.attached(0))), (report, text, said)


def test_emoji_before_a_word_are_no_part_of_it(world: World, ana: Person) -> None:
    """Slack's clients send each by its name, with its characters in the blocks alone."""
    wire.message(world, ana, "next")
    asked = wire.answers(world, ana)[-1]
    for typed in (":white_check_mark: next", ":+1::skin-tone-3: next", ":our_own: :tada: next"):
        before = len(wire.answers(world, ana))
        wire.message(world, ana, typed)
        assert wire.answers(world, ana)[before:] == [asked], typed
    assert parsed({"text": ":tada: :+1:"}).subcommand is None


def test_what_comes_with_words_is_said_to_stay_in_slack(world: World, ana: Person) -> None:
    fields = {
        **BESIDE_WORDS,
        # a message that was shared with a comment
        "a forwarded message": {"attachments": [{"is_share": True, "author_id": "U1", "text": "the spec"}]},
    }
    for report in (*list(fields)[:3], "kortix-ai/suna#6028", "a forwarded message"):
        wire.message(world, ana, "next", **fields[report])
        said = wire.answers(world, ana)[-1]
        assert said.endswith(dm_views.ATTACHED), (report, said)
    wire.message(world, ana, "next")
    assert dm_views.ATTACHED not in wire.answers(world, ana)[-1]


TYPED = {
    ("wilhelmklopp/simple-poll#2", "“done”"): ids.HAND_IN_FORM,
    ("errbotio/errbot#1145", "done—twice"): ids.HAND_IN_FORM,
    ("mattermost/mattermost-mobile#5259", "—settings"): ids.SETTINGS_FORM,
    ("StackStorm/hubot-stackstorm#214", "hand\u00a0in"): ids.HAND_IN_FORM,
    ("getsentry/probot-report#1", "Done."): ids.HAND_IN_FORM,
    ("hubot-archive/hubot-pager-me#45", "’swap’"): ids.SWAP_FORM,
    ("operable/cog#275", "`settings`"): ids.SETTINGS_FORM,
    ("cloudflare/agents#1850", "<@{bot}> settings"): ids.SETTINGS_FORM,
    ("miyagawa/hubot-standup#11", "<@{bot}>: swap"): ids.SWAP_FORM,
    ("slackapi/bolt-python#873", "/pm-progress settings"): ids.SETTINGS_FORM,
    ("slackapi/bolt-js#1816", "pm-progress swap"): ids.SWAP_FORM,
    ("NousResearch/hermes-agent#25355", "!swap"): ids.SWAP_FORM,
}


def test_words_are_understood_as_phones_and_copying_write_them(world: World, ana: Person) -> None:
    dm = world.slack.workspace.dm(ana.id).id
    for (report, typed), opened in TYPED.items():
        world.slack.user_actions.send(ana.id, dm, typed.format(bot=world.slack.app.bot_user_id))
        world.settle()
        assert acts_in(ana.last("DM")) == [ids.WORD_RUN], (report, ana.last("DM").visible)
        ana.clicks(ids.WORD_RUN, in_="DM")
        assert form(ana) == opened, report
        ana.closes(all_views=True)


def test_who_wrote_decides_who_is_answered(world: World, ana: Person) -> None:
    ours, profile = world.slack.app, {"id": "B0OTHER", "name": "another app"}
    cases: list[tuple[str, dict[str, Any], bool]] = [
        ("Chainlit/chainlit#2844", {"user": None, "bot_id": "B0FLOW"}, False),
        ("kmaida/rota-slackbot#33", {"user": None, "subtype": "bot_message", "bot_id": "B0FLOW"}, False),
        ("lyft/omnibot#90", {"user": "USLACKBOT"}, False),
        ("getsentry/gib-potato#84", {"user": "USLACKBOT", "bot_id": ""}, False),
        ("n8n-io/n8n#13758", {"bot_id": ours.bot_id, "bot_profile": profile}, False),
        ("slackapi/bolt-js#45", {"user": ours.bot_user_id, "bot_id": ours.bot_id}, False),
        ("demisto/content#25913", {"bot_id": "B0OTHER", "bot_profile": profile}, True),
        ("hubot-friends/hubot-slack#35", {"app_id": "A0FLOW", "client_msg_id": "c1"}, True),
    ]
    for report, fields, answered in cases:
        before = len(wire.answers(world, ana))
        wire.message(world, ana, "next", **fields)
        assert len(wire.answers(world, ana)) - before == answered, report


def test_threads_are_answered_in_their_place(world: World, ana: Person) -> None:
    nudge = ana.last("DM")
    for number in range(3):
        ana.replies(nudge, f"wait {number}")
        world.settle()
    ana.replies(nudge, NOTES)  # slackapi/bolt-python#783: the reply is asked for by its parent's ts
    ana.replies(nudge, "later that day")
    world.settle()
    ana.clicks(ids.TEXT_KEEP, in_="DM")
    assert [piece.core for piece in written(world, ana)] == [NOTES]
    # chaoss/grimoirelab-perceval#677: a reply that is shown in the channel too is still a reply
    wire.message(world, ana, "next", subtype="thread_broadcast", thread_ts=nudge.ts, root={"ts": nudge.ts})
    assert ana.last("DM").thread_ts == nudge.ts
    # sgratzl/slack-cleaner#76: whoever starts a thread names itself as its thread
    stamp = world.slack.workspace.next_ts()
    wire.message(world, ana, "next", ts=stamp, thread_ts=stamp)
    assert ana.last("DM").thread_ts in (None, stamp)
    # slackapi/bolt-js#2307: the message that was answered is deleted before the press on Keep
    ana.replies(nudge, NOTES + "Again.")
    world.settle()
    world.slack.workspace.forget(nudge)
    ana.clicks(ids.TEXT_KEEP, in_="DM")
    assert ana.last("DM").visible.startswith(first(dm_views.gone()))
    # slackapi/slack-api-specs#62: no team stands in the event of a file
    wire.message(world, ana, "next", files=[{"id": "F1", "name": "a.pdf"}], subtype="file_share", team=None)
    assert ana.last("DM").visible.startswith("My next message")
