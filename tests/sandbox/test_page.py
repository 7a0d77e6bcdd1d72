"""The sandbox's page at the level of HTTP: what it draws, what it does, whom it refuses."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.records import PersonRecord
from bot.sandbox.results import UserAction
from bot.sandbox.tour import START_OVER, Control, Hint, TourEnd, action, command, control, opened, seen
from tests.sandbox.conftest import MakeSandbox, client_of
from tests.slowness import LONG, until

Json = dict[str, Any]
MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=UTC)


@dataclass
class Browser:
    """Speaks to the page as its script does, as one person."""

    slack: Sandbox
    person: PersonRecord
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.headers = {"Origin": self.slack.url, "Content-Type": "application/json", **self.headers}

    def ask(self, method: str, path: str, body: Json | None = None) -> tuple[int, Mapping[str, str], str]:
        """One request: status, headers, body."""
        line = http.client.HTTPConnection(urlsplit(self.slack.url).netloc, timeout=LONG)
        line.request(method, path, json.dumps(body) if body else None, self.headers)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, dict(answer.getheaders()), text

    def state(self, at: str = "", as_: str | None = None) -> Json:
        """The picture at a place."""
        query = urlencode({"as": self.person.id if as_ is None else as_, "at": at})
        status, _, text = self.ask("GET", f"/page/state?{query}")
        assert status == 200, text
        picture: Json = json.loads(text)
        return picture

    def act(self, kind: str, **details: Any) -> Json:
        """An act and how it ended."""
        status, _, text = self.ask("POST", "/page/actions", {"as": self.person.id, "kind": kind, **details})
        assert status == 200, text
        result: Json = json.loads(text)
        return result


@pytest.fixture
def slack(make_sandbox: MakeSandbox) -> Sandbox:
    """A sandbox on a Monday at ten in Lisbon."""
    return make_sandbox(name="Lisbon Pay", clock=lambda: MONDAY)


@pytest.fixture
def ana(slack: Sandbox) -> PersonRecord:
    """The first person of the workspace."""
    return slack.workspace.add_person("Ana", "Ana Sousa", "Europe/Lisbon")


@pytest.fixture
def browser(slack: Sandbox, ana: PersonRecord) -> Browser:
    """Ana's browser."""
    return Browser(slack, ana)


# -- what is drawn


def test_a_stranger_to_the_page_gets_the_first_person_on_general(browser: Browser, slack: Sandbox) -> None:
    state = browser.state(as_="U0NOBODY")
    assert (state["viewer"], state["place"]["id"]) == (browser.person.id, slack.workspace.general.id)
    assert state["workspace"] == "Lisbon Pay"
    assert state["clock"] == "Monday 11 January, 10:00, Lisbon time"
    assert state["commands"] == [{"command": "/small", "description": "Does it", "usage_hint": "[words]"}]
    assert state["app"]["tabs"] == ["home", "dm"]


def test_a_workspace_without_people_says_so(slack: Sandbox) -> None:
    nobody = PersonRecord("U0", "Nobody", "Nobody", "UTC")
    assert Browser(slack, nobody).ask("GET", "/page/state")[0] == 500


def test_times_are_those_of_the_viewers_zone_and_the_demos_clock(browser: Browser, slack: Sandbox) -> None:
    li = slack.workspace.add_person("Li", "Li Wei", "Asia/Kolkata")
    old = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
    slack.workspace.add_history(slack.workspace.general, li, "Soon <midnight>", old)
    (for_ana,) = browser.state()["place"]["messages"]
    (for_li,) = Browser(slack, li).state()["place"]["messages"]
    assert (for_ana["day"], for_ana["time"]) == ("Thursday 31 December 2026", "20:00")
    assert (for_li["day"], for_li["time"]) == ("Friday 1 January", "01:30")
    assert for_ana["text"] == "Soon &lt;midnight&gt;"
    assert for_ana["author"]["initials"] == "LW"


def test_a_private_channel_and_an_ephemeral_message_are_for_their_people_only(
    browser: Browser, slack: Sandbox
) -> None:
    li = slack.workspace.add_person("Li", "Li Wei")
    secret = slack.workspace.add_channel("secret", private=True, members=[li])
    slack.workspace.post(
        slack.workspace.general.id, slack.app.bot_user_id, "psst", by_app=True, ephemeral_for=li.id
    )
    state = browser.state(at=secret.id)
    assert state["place"]["id"] == slack.workspace.general.id
    assert state["place"]["messages"] == []
    assert secret.id not in [each["id"] for each in state["known_channels"]]
    (psst,) = Browser(slack, li).state()["place"]["messages"]
    assert (psst["ephemeral"], psst["author"]["name"]) == (True, "Small App")


def test_the_dm_is_known_by_its_id_too_and_home_is_empty_before_the_first_publish(
    browser: Browser, slack: Sandbox
) -> None:
    dm = slack.workspace.dm(browser.person.id)
    assert browser.state(at=dm.id)["place"]["kind"] == "dm"
    assert browser.state(at="home")["place"]["view"] is None
    slack.workspace.switch_messages_tab(False)
    assert browser.state(at="dm")["place"]["kind"] == "channel"


def test_an_edited_message_says_when(browser: Browser, slack: Sandbox) -> None:
    dm = slack.workspace.dm(browser.person.id).id
    client = client_of(slack)
    posted = client.chat_postMessage(channel=dm, text="one")
    client.chat_update(channel=dm, ts=posted["ts"], text="two")
    (message,) = browser.state(at="dm")["place"]["messages"]
    assert (message["text"], message["edited"]) == ("two", "Edited Monday 11 January, 10:00")


def test_a_closed_place_says_why_nothing_can_be_written(make_sandbox: MakeSandbox) -> None:
    def read_only(manifest: Json) -> None:
        manifest["features"]["app_home"]["messages_tab_read_only_enabled"] = True

    slack = make_sandbox(read_only)
    browser = Browser(slack, slack.workspace.add_person("Ana"))
    slack.workspace.archive(slack.workspace.general)
    assert "archived" in browser.state()["place"]["closed"]
    assert "turned off" in browser.state(at="dm")["place"]["closed"]


# -- what is done


def test_saying_something_posts_it_and_looking_marks_it_read(browser: Browser, slack: Sandbox) -> None:
    li = slack.workspace.add_person("Li")
    general = slack.workspace.general.id
    assert browser.act("say", channel=general, text="hello") == {"ok": True, "notice": None, "errors": {}}
    theirs = Browser(slack, li)
    assert [each["unread"] for each in theirs.state()["channels"]] == [1]
    theirs.act("read", channel=general)
    assert [each["unread"] for each in theirs.state()["channels"]] == [0]


def test_a_command_that_nobody_takes_fails_as_in_slack_and_is_gone_after_a_reload(
    browser: Browser, slack: Sandbox
) -> None:
    result = browser.act("command", channel=slack.workspace.general.id, text="/small")
    assert result["notice"] == '/small failed with the error "dispatch_failed"'
    (said,) = browser.state()["place"]["messages"]
    assert (said["text"], said["author"]["name"], said["ephemeral"]) == (result["notice"], "Slackbot", True)
    browser.act("reload")
    assert browser.state()["place"]["messages"] == []


def test_invite_brings_the_bot_into_the_channel(browser: Browser, slack: Sandbox) -> None:
    wins = slack.workspace.add_channel("wins", members=[browser.person])
    assert browser.act("command", channel=wins.id, text="/invite @Small App")["ok"]
    assert slack.app.bot_user_id in wins.members
    assert not browser.act("command", channel=wins.id, text="/invite @Nobody")["ok"]


def test_what_was_typed_in_a_message_goes_along_with_the_next_press(browser: Browser, slack: Sandbox) -> None:
    dm = slack.workspace.dm(browser.person.id).id
    blocks: list[Json] = [
        {
            "type": "input",
            "block_id": "note",
            "label": {"type": "plain_text", "text": "Note"},
            "element": {"type": "plain_text_input", "action_id": "note"},
        },
        {
            "type": "actions",
            "block_id": "row",
            "elements": [
                {"type": "button", "action_id": "keep", "text": {"type": "plain_text", "text": "Keep"}}
            ],
        },
    ]
    ts = client_of(slack).chat_postMessage(channel=dm, text="Note", blocks=blocks)["ts"]
    result = browser.act(
        "press",
        source={"kind": "message", "id": ts, "channel": dm},
        block="row",
        action="keep",
        filled=[{"block": "note", "action": "note", "value": "typed"}],
    )
    assert "not responding" in result["notice"]  # no app is connected here
    (message,) = browser.state(at="dm")["place"]["messages"]
    assert message["values"]["note"]["note"]["value"] == "typed"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kind": "sudo"}, "doesn't know"),
        ({"kind": "say", "as": "U0NOBODY", "channel": "C1", "text": "x"}, "doesn't know"),
        ({"kind": "say", "channel": "C0NOWHERE", "text": "x"}, "isn't in 'C0NOWHERE'"),
        ({"kind": "control", "control": "none"}, "No such button"),
    ],
)
def test_an_act_that_cannot_be_is_answered_in_a_sentence(browser: Browser, asked: Json, told: str) -> None:
    status, _, text = browser.ask("POST", "/page/actions", {"as": browser.person.id, **asked})
    assert status == 200
    assert told in json.loads(text)["notice"]


# -- who is refused


def test_only_a_loopback_host_is_served(browser: Browser) -> None:
    browser.headers["Host"] = "evil.example:80"
    for path in ("/", "/page/state", "/page/static/app.js"):
        assert browser.ask("GET", path)[0] == 403, path


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_a_foreign_page_cannot_act(browser: Browser, slack: Sandbox, origin: str | None) -> None:
    browser.headers = {} if origin is None else {"Origin": origin}
    body = {"as": browser.person.id, "kind": "say", "channel": slack.workspace.general.id, "text": "mine"}
    assert browser.ask("POST", "/page/actions", body)[0] == 403
    assert slack.workspace.general.messages == []


def test_the_page_allows_no_script_but_its_own(browser: Browser) -> None:
    status, headers, html = browser.ask("GET", "/")
    assert status == 200
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "<script>" not in html
    assert "style=" not in html
    assert "http" not in html.replace("http-equiv", "")


def test_each_change_is_told_to_a_browser_that_listens(browser: Browser, slack: Sandbox) -> None:
    line = http.client.HTTPConnection(urlsplit(slack.url).netloc, timeout=LONG)
    line.request("GET", "/page/changes")
    answer = line.getresponse()
    assert answer.getheader("content-type", "").startswith("text/event-stream")
    first = int(answer.readline().removeprefix(b"data: "))
    answer.readline()
    browser.act("say", channel=slack.workspace.general.id, text="news")
    assert int(answer.readline().removeprefix(b"data: ")) > first
    line.close()


# -- the demo's own buttons and its guided list


def test_one_control_runs_at_a_time_and_the_page_shows_it(make_sandbox: MakeSandbox) -> None:
    may_end, ran = threading.Event(), []

    def week() -> None:
        may_end.wait(LONG)
        ran.append("week")

    slack = make_sandbox(controls=[Control("week", "+1 week", week)], tour=[Hint("Move it", control("week"))])
    browser = Browser(slack, slack.workspace.add_person("Ana"))
    assert browser.act("control", control="week")["ok"]
    assert browser.state()["controls"] == [{"id": "week", "label": "+1 week", "busy": True, "failed": None}]
    assert browser.act("control", control="week")["notice"] == "Another button is still at work."
    may_end.set()
    until(lambda: not browser.state()["controls"][0]["busy"])
    assert ran == ["week"]
    assert browser.state()["tour"]["hints"][0]["done"]


def test_a_control_that_fails_says_so_and_ticks_nothing(make_sandbox: MakeSandbox) -> None:
    def broken() -> None:
        raise RuntimeError("the clock is stuck")

    slack = make_sandbox(controls=[Control("day", "+1 day", broken)], tour=[Hint("Move it", control("day"))])
    browser = Browser(slack, slack.workspace.add_person("Ana"))
    browser.act("control", control="day")
    until(lambda: browser.state()["controls"][0]["failed"] is not None)
    assert browser.state()["controls"][0]["failed"] == "+1 day failed: the clock is stuck"
    assert not browser.state()["tour"]["hints"][0]["done"]


def test_the_tour_follows_what_people_do_and_starts_over_when_told(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(
        tour=[
            Hint("Type /small", command("/small")),
            Hint("Open the DM", opened("DM")),
            Hint("Read it", seen("closed tickets")),
            Hint("Press", action("plan"), copy="a line"),
        ],
        tour_end=TourEnd("Done.", (("Docs", "https://example.org"),)),
        controls=[Control(START_OVER, "Start over", lambda: None)],
    )
    browser = Browser(slack, slack.workspace.add_person("Ana"))

    def ticks() -> list[bool]:
        return [hint["done"] for hint in browser.state(at="dm")["tour"]["hints"]]

    assert ticks() == [False] * 4
    browser.act("command", channel=slack.workspace.general.id, text="/small words")
    browser.act("open", place="dm")
    assert ticks() == [True, True, False, False]
    slack.workspace.post(
        slack.workspace.dm(browser.person.id).id, slack.app.bot_user_id, "15 closed tickets", by_app=True
    )
    browser.state(at="dm")
    assert ticks() == [True, True, True, False]
    # Observers hear of refused submissions too, so hearing of one ticks nothing.
    slack.user_actions.tell(UserAction("submitted", browser.person.id, "plan"))
    browser.act("skip", hint=3)
    state = browser.state()
    assert all(hint["done"] for hint in state["tour"]["hints"])
    assert state["tour"]["end"] == {
        "text": "Done.",
        "links": [{"label": "Docs", "url": "https://example.org"}],
    }
    assert state["start_over"]["label"] == "Start over"
    browser.act("control", control=START_OVER)
    until(lambda: ticks() == [False] * 4)


def test_becoming_somebody_else_opens_the_same_place_as_them(browser: Browser, slack: Sandbox) -> None:
    li = slack.workspace.add_person("Li")
    heard: list[tuple[str, str, str]] = []
    slack.observe(lambda event: heard.append((event.kind, event.user, event.name)))
    assert Browser(slack, li).act("become", place="home")["ok"]
    assert heard == [("opened", li.id, "Home")]
