"""Who somebody is, by what Slack says of them: away for good, from outside, in a zone of another name."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, SQLModel, delete, select, update

from bot.delivery.prune import prune
from bot.domain import countries, working_days
from bot.operate import doctor_queue, members
from bot.sandbox import payloads
from bot.sandbox.person import Person
from bot.store import outbox_report
from bot.store.tables import Member, SlackChannel, SlackLimit, SlackUser
from bot.views import ids
from tests.handlers.acts import progress_of
from tests.reports import wire
from tests.world import World


def somebody(world: World, name: str, tz: str = "Europe/Lisbon") -> Person:
    return world.slack.person(world.slack.workspace.add_person(name, tz=tz).id)


def slack_is_asked_again(world: World) -> None:
    with world.bot.database.write() as session:
        session.exec(update(SlackUser).values(refresh_at=0))
        session.exec(delete(SlackLimit))
    while world.bot.directory.refresh_due():
        with world.bot.database.write() as session:
            session.exec(delete(SlackLimit))
    world.bot.work()


AWAY_FOR_GOOD = {
    "slackapi/python-slack-sdk#1156": "deleted",
    "slackapi/bolt-js#2058": "deleted",
    "brekkylab/backlot#259": "is_forgotten",
    "pablovarela/terraform-provider-slack#251": "user_not_found",
    "onyx-dot-app/onyx#1466": "user_not_visible",
}


def test_who_is_away_for_good_hears_nothing_and_who_returns_goes_on(world: World) -> None:
    for report, how in AWAY_FOR_GOOD.items():
        person = world.joined(somebody(world, f"{how} of {report[:9]}"))
        if how == "deleted":
            world.slack.workspace.deactivate(person.record)
        elif how == "is_forgotten":
            world.slack.workspace.forget_person(person.record)
        else:
            world.slack.faults.refuse("users.info", how, times=99)
        slack_is_asked_again(world)
        before = len(world.outbox())
        world.passes(timedelta(weeks=2))
        assert len(world.outbox()) == before, report
        with world.bot.database.read() as session:
            assert [row.user_id for row in session.exec(select(Member).where(Member.left_at == None))] == []  # noqa: E711
        world.slack.faults.clear()
        # matrix-org/matrix-appservice-slack#479: an account can be switched on again
        world.slack.workspace.reactivate(person.record)
        person.record.is_forgotten = False
        slack_is_asked_again(world)
        assert not progress_of(world, person).left, report
        world.slack.workspace.deactivate(person.record)
        slack_is_asked_again(world)


OUTSIDERS: dict[str, dict[str, Any]] = {
    "timescale/tiger-agents-for-work#171": {"is_stranger": True, "team_id": "T0OTHERCO01"},
    "matrix-org/matrix-appservice-slack#748": {"team_id": "T0OTHERCO01"},
    "sebseager/slack-exporter#20": {"is_stranger": True, "real_name": "", "name": ""},
    "noobot/SlackConnector#51": {"is_guest": True},
    "sweatco/archie-hq#38": {"single_channel": True},
    "dgurkaynak/slack-poker-planner#20": {"refused": "user_not_found"},
    "errbotio/err-backend-slackv3#67": {"refused": "user_not_visible"},
}


def test_whom_the_programme_is_not_for_gets_a_sentence_and_no_row(world: World) -> None:
    for report, says in OUTSIDERS.items():
        sol = somebody(world, f"Sol{len(world.slack.workspace.people)}")
        for name, value in says.items():
            if name != "refused":
                setattr(sol.record, name, value)
        for silent in (False, True):
            if "refused" in says:
                world.slack.faults.refuse("users.info", str(says["refused"]))
            if silent:  # Slack didn't say as the form was opened, and says so as it is sent
                world.slack.faults.clear()
                world.slack.faults.drop("users.info")
                if "refused" in says:
                    world.slack.faults.refuse("users.info", str(says["refused"]), times=9)
            sol.types("/pm-progress join")
            if silent:
                assert sol.modal, report
                sol.fills(ids.JOIN_ZONE, "Europe/Lisbon")
                assert "The programme is for members of this workspace" in f"{sol.submits().errors}", report
                sol.closes()
            else:
                assert sol.last("#general").visible.startswith("The programme is for members"), report
                assert sol.modal is None, report
        world.slack.faults.clear()
        with world.bot.database.read() as session:
            assert session.exec(select(Member)).all() == [], report


ZONES = {
    "gerrymanoim/exchange_calendars#338": ("Asia/Kolkata", "Asia/Calcutta"),
    "RobThree/TimeZoneMapper#2": ("Asia/Calcutta", "Asia/Kolkata"),
    "nodatime/nodatime#1710": ("Europe/Kyiv", "Europe/Kiev"),
    "google/libphonenumber#1265": ("America/Argentina/Buenos_Aires", "America/Buenos_Aires"),
    "manuelmhtr/countries-and-timezones#109": ("Asia/Ho_Chi_Minh", "Asia/Saigon"),
    "prantlf/date-fns-timezone#25": ("US/Pacific", "America/Los_Angeles"),
}


def test_another_name_of_the_same_clock_is_no_question(world: World) -> None:
    people = {report: somebody(world, f"P{n}", mine) for n, (report, (mine, _)) in enumerate(ZONES.items())}
    mover = somebody(world, "Mo", "Europe/Lisbon")
    for person in (*people.values(), mover):
        world.joined(person)
    for report, (_, theirs) in ZONES.items():
        world.slack.user_actions.move(people[report].id, theirs)
    world.slack.user_actions.move(mover.id, "Europe/Berlin")
    slack_is_asked_again(world)
    world.passes(timedelta(days=9))
    for report, person in people.items():
        assert "In Slack you are on" not in person.sees("DM"), report
    assert "In Slack you are on Berlin time" in mover.sees("DM")


WEEKENDS = {
    "davedelong/calendar_fallacies#73": ("Asia/Jerusalem", {4, 5}),
    "vacanza/holidays#1917": ("Asia/Dhaka", {4, 5}),
    "watson/is-it-weekend#1": ("Asia/Riyadh", {4, 5}),
    "AppFlowy-IO/AppFlowy#5482": ("Africa/Cairo", {4, 5}),
    "vacanza/holidays#1923": ("Asia/Brunei", {4, 6}),
    "focus-shift/jollyday#1458": ("Asia/Kuwait", {4, 5}),
    "sofetch/standupbot-open-source#75": ("Asia/Dubai", {5, 6}),
}


def test_nothing_overdue_comes_at_the_weekend_of_where_somebody_lives(world: World) -> None:
    for report, (zone, weekend) in WEEKENDS.items():
        days = working_days.of_member(countries.of_zone(zone), None)
        week = [date(2027, 3, 1) + timedelta(days=n) for n in range(7)]
        assert {day.weekday() for day in week if not days.works(day)} >= weekend, report
    people = {
        report: somebody(world, f"P{n}", zone) for n, (report, (zone, _)) in enumerate(WEEKENDS.items())
    }
    for person in people.values():
        world.joined(person)
    for friday in ("2027-01-22 10:00", "2027-01-29 11:00"):  # the coach was down all week
        world.clock.move_to(datetime.fromisoformat(friday).replace(tzinfo=UTC))
        world.bot.work()
    world.passes(timedelta(days=4))
    for report, person in people.items():
        zone, weekend = WEEKENDS[report]
        local = [message.shown_at.astimezone(ZoneInfo(zone)) for message in person.messages("DM")[2:]]
        assert local, report
        assert [at for at in local if at.weekday() in weekend] == [], report


NAMES = {
    ("mastodon/mastodon#1095", "\u202eanA"): "anA",
    ("XiovV/calich#252", "Alice\u202eeviL"): "AliceeviL",
    ("openstreetmap/openstreetmap-website#4538", "\u200b" * 15): "Ana Sousa",
    ("element-hq/element-web#6896", "\u200c"): "Ana Sousa",
    ("bluesky-social/social-app#5703", "A\u200b \u200b \u200bna"): "A na",
    ("status-im/status-legacy#6475", "A\nna\u2028Sousa"): "A na Sousa",
    ("SpecterOps/BloodHound#3270", "\u2067Ana\u2069"): "Ana",
    ("bluesky-social/social-app#11568", "👩\u200d🚀 Ana 🏳️\u200d🌈"): "👩\u200d🚀 Ana 🏳️\u200d🌈",
    ("the family name alone", "\u3164\u115f"): "Ana Sousa",
}


def test_a_name_is_shown_without_what_hides_or_turns_it(world: World, ana: Person) -> None:
    world.hands_in(ana)
    for (report, name), shown in NAMES.items():
        ana.record.name = name
        world.bot.directory.look_up(world.bot.team, ana.id)
        ana.types("/pm-progress wins")
        ana.clicks(ids.WIN_OPEN)
        assert f"Shared by {shown}\n" in ana.sees("modal"), report
        ana.closes()


def test_home_is_drawn_however_late_slack_says_that_it_was_opened(
    world: World, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was opened while the coach was down would stay blank until it is opened once more."""
    began = datetime.now(UTC).timestamp()
    monkeypatch.setattr("handlers.listeners.wall", lambda: began + 5 * 3600)
    world.li.opens_home()
    world.settle()
    assert world.li.home


ACTS: dict[str, Callable[[World, Person], object]] = {
    "slackapi/hubot-slack#659": lambda world, person: person.types("/pm-progress"),
    "CuteFwan/Koishi#10": lambda world, person: person.opens_home(),
    "TannDev/silence-among-us#21": lambda world, person: person.writes("erase"),
    "vldc-hq/vldc-bot#99": lambda world, person: person.shares("notes.pdf"),
    "discord-csharp/MODiX#748": lambda world, person: person.types("/pm-progress join"),
    "alhubar/GameTrackerBot#4": lambda world, person: wire.message(world, person, "hello", thread_ts="1.0"),
    "python-discord/metricity#3": lambda world, person: person.types("/pm-progress export"),
}


def test_of_who_only_looked_everything_is_found_and_erased(world: World) -> None:
    for report, act in ACTS.items():
        person = somebody(world, f"P{len(world.slack.workspace.people)}")
        act(world, person)
        world.settle()
        theirs = (person.id, world.slack.workspace.dm(person.id).id)
        with world.bot.database.read() as session:
            held = _everything(session)
        if any(each in held for each in theirs):
            members.erase(world.settings, person.id, None)
        with world.bot.database.read() as session:
            left = [
                line for line in _everything(session).splitlines() if any(each in line for each in theirs)
            ]
        assert left == [], report


def _everything(session: Session) -> str:
    tables = SQLModel.metadata.sorted_tables
    return "\n".join(
        f"{table.name} {row}" for table in tables for row in session.connection().execute(table.select())
    )


TEAMS: dict[str, Callable[[str], dict[str, Any]]] = {
    "vercel/chat#724": lambda _: {"team": None, "enterprise": {"id": "E0ORG"}, "is_enterprise_install": True},
    "slackapi/bolt-python#639": lambda ours: {
        "team": {"id": "T0SIBLING", "enterprise_id": "E0ORG"},
        "enterprise": {"id": "E0ORG", "name": ours},
    },
    "lobu-ai/lobu#1816": lambda _: {"team": {"id": "E0ORG"}, "is_enterprise_install": True},
    "slackapi/java-slack-sdk#918": lambda _: {"team": None, "enterprise": None},
    "looker/lookerbot#137": lambda _: {"team": {"id": "T0OTHERCO"}, "user": {"team_id": "T0OTHERCO"}},
}
"""How an interaction names a workspace that isn't ours."""


def test_a_payload_of_another_workspace_makes_no_second_member(world: World, ana: Person) -> None:
    for report, fields in TEAMS.items():
        named = fields(world.bot.team)
        user = {"id": ana.id, "name": "ana", "team_id": world.bot.team, **named.pop("user", {})}
        press = {"type": "button", "action_id": ids.JOIN_OPEN, "block_id": "b", "value": "x"}
        before = [call.method for call in world.slack.calls]
        if named.get("team") is None:
            user["team_id"] = "T0SIBLING"
        wire.interaction(world, ana, "block_actions", actions=[press], user=user, **named)
        assert [call.method for call in world.slack.calls] == before, report
        with world.bot.database.read() as session:
            assert [each.team_id for each in session.exec(select(Member))] == [world.bot.team], report


CONNECTED = {
    "slackapi/bolt-js#935": {"team_id": "T0GRID", "team": "ours"},
    "slackapi/node-slack-sdk#1370": {"team_id": "T0OTHERCO"},
    "wee-slack/wee-slack#482": {"team_id": "T0OTHERCO", "source_team": "T0OTHERCO"},
    "Sorunome/mx-puppet-slack#46": {"team_id": "T0OTHERCO", "user_team": "T0OTHERCO"},
    "howdyai/botkit#2133": {"team_id": "E0ORG"},
}
"""How an event names a workspace that isn't ours, beside a person of ours."""


def test_an_event_of_another_workspace_is_nobodys(world: World, ana: Person) -> None:
    where = {"channel": world.slack.workspace.dm(ana.id).id, "channel_type": "im"}
    for report, names in CONNECTED.items():
        inner = {"type": "message", "user": ana.id, "text": "status", "ts": world.slack.workspace.next_ts()}
        event = payloads.event(world.slack.app, {**inner, **where, **names})
        event |= {"team_id": names["team_id"], "authorizations": [{"team_id": names["team_id"]}]}
        before = len(world.outbox())
        envelope = world.slack.sockets.deliver("events_api", event, takes_answer=False)
        assert world.slack.sockets.waits(envelope), report
        world.settle()
        assert len(world.outbox()) == before, report


PRIVATE = ("hired", "fired", "merger", "exit", "layoffs")


def test_a_private_channels_name_goes_with_its_last_member(world: World) -> None:
    for name in PRIVATE:
        person = world.joined(somebody(world, f"Of {name}"))
        secret = world.slack.workspace.add_channel(name, private=True, members=[person.record], with_bot=True)
        person.types("/pm-progress settings")
        person.chooses(ids.SETTINGS_CHANNEL, f"#{name}")
        person.submits()
        person.closes(all_views=True)
        with world.bot.database.read() as session:
            assert session.get(SlackChannel, (world.bot.team, secret.id)), name
        members.erase(world.settings, person.id, None)
        with world.bot.database.read() as session:
            assert session.get(SlackChannel, (world.bot.team, secret.id)) is None, name


def test_a_private_channel_that_was_only_looked_at_is_forgotten_and_a_used_one_stays(
    world: World, ana: Person
) -> None:
    kept, looked = [
        world.slack.workspace.add_channel(name, private=True, members=[ana.record], with_bot=True)
        for name in ("kept", "looked-at")
    ]
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_CHANNEL, "#kept")
    ana.submits()
    world.bot.directory.access(world.bot.team, ana.id, looked.id)
    with world.bot.database.write() as session:
        session.exec(update(SlackChannel).values(refresh_at=0))
    prune(world.bot.database)
    with world.bot.database.read() as session:
        private = session.exec(select(SlackChannel).where(SlackChannel.private)).all()
        assert [each.channel_id for each in private] == [kept.id]


def test_doctor_names_whom_slack_has_erased_and_how_the_coach_forgets_them(world: World) -> None:
    person = world.joined(somebody(world, "Gone"))
    world.slack.workspace.forget_person(person.record)
    slack_is_asked_again(world)
    with world.bot.database.read() as session:
        depth = outbox_report.depth(session, world.bot.clock.now())
        checks = list(doctor_queue.examine(session, world.bot.clock.now(), depth, (), ()))
    [said] = [each for each in checks if each.check == "forgotten"]
    assert person.id in said.said
    assert said.todo == f"Run: pm-coach member erase {person.id} --team {world.bot.team} --yes"
    members.erase(world.settings, person.id, None)
    with world.bot.database.read() as session:
        checks = list(doctor_queue.examine(session, world.bot.clock.now(), depth, (), ()))
    assert "forgotten" not in {each.check for each in checks}


def test_a_zone_without_a_city_is_no_time_of_that_name(world: World) -> None:
    person = world.joined(somebody(world, "Etta", "Etc/GMT+5"))
    world.slack.user_actions.move(person.id, "Europe/Berlin")
    slack_is_asked_again(world)
    world.passes(timedelta(days=8))
    assert "In Slack you are on Berlin time, and your weeks follow UTC-5. I changed nothing." in person.sees(
        "DM"
    )
