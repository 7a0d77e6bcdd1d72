"""The states of a week in the page, at a desk's and at a phone's width: drawn whole, and clean by axe.

One life goes through them, and after each act the page is looked at at both widths: the state is in it from
its first line on, and nothing is wider than the page. Forms, Home, and the direct messages once many states
have gathered in them are judged by axe too. With SCREENSHOTS=1 in the environment, pictures come into
.screenshots/states.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from bot.coach import settings
from bot.coach.coach import Caller
from bot.coach.settings import Preferences
from bot.sandbox.plain_text import message_text
from bot.views import ids
from tests.browser.conftest import AT_REST, PageAt, axe_violations
from tests.handlers.acts import acts_in, hands_in_again
from tests.world import World

SHOTS = Path(__file__).parents[2] / ".screenshots" / "states"
WIDTHS, HEIGHT = (1400, 390), 900
NEWEST = ".message:last-child .message-blocks"
TOO_WIDE = """() => [...document.querySelectorAll("main *, dialog *, [role=dialog] *")]
  .filter((each) => each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
  .filter((each) => !["visible", "clip"].includes(getComputedStyle(each).overflowX))
  .filter((each) => !["INPUT", "TEXTAREA", "SELECT"].includes(each.tagName))
  .map((each) => `${each.tagName} ${each.className}: ${each.textContent.slice(0, 60)}`)"""
"""What would have to be scrolled sideways; a field may hold a longer line than it shows."""
RIGHT_EDGE = "() => document.querySelector('main').getBoundingClientRect().right"
LACKS = """(state) => {
  const box = state.closest(".modal-scroll, .home, .messages");
  return Math.max(0, Math.ceil(state.getBoundingClientRect().height) + 60 - box.clientHeight);
}"""
"""By how much a state is taller than what scrolls it."""
IS_SEEN = """(state) => {
  const { SHOW_TEXT, FILTER_ACCEPT, FILTER_SKIP } = NodeFilter;
  const lines = document.createTreeWalker(state, SHOW_TEXT, (node) =>
    node.data.trim() && !node.parentElement.closest(".sr-only") ? FILTER_ACCEPT : FILTER_SKIP);
  const line = document.createRange();
  line.selectNodeContents(lines.nextNode());
  const { x, y, width, height } = line.getClientRects()[0];
  return state.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""
"""Whether nothing hides a state's first line, and it isn't scrolled out of the page."""


class Eyes:
    """A page that shows what Ana sees, at either width; `look` is after each act, `judge` asks axe too."""

    def __init__(self, world: World, page_at: PageAt) -> None:
        self.world, self.ana = world, world.ana
        self.page = page_at(self._url("dm"))
        self.looks = 0

    def goes_home(self) -> None:
        self.ana.opens_home()
        self._go("home")

    def goes_to_messages(self) -> None:
        self._go("dm")

    def look(self, name: str, *, at: str = "DM", judge: bool = False) -> None:
        self.looks += 1
        self.world.settle()
        expect(self.page.get_by_role("dialog")).to_have_count(1 if self.ana.modal else 0)
        state = self._state(at)
        for width in WIDTHS:
            self._comes_to(state, width)
            assert state.evaluate(IS_SEEN), f"{name} at {width}"
            self._keep(f"{self.looks:02}-{name}-{width}")
            assert self.page.evaluate("() => document.documentElement.scrollWidth") == width, name
            assert self.page.evaluate(RIGHT_EDGE) == width, f"{name} at {width} has an empty column"
            assert self.page.evaluate(TOO_WIDE) == [], f"{name} at {width}"
            assert not judge or axe_violations(self.page) == [], f"{name} at {width}"

    def judge(self, name: str, *, at: str = "DM") -> None:
        self.look(name, at=at, judge=True)

    def _url(self, place: str) -> str:
        return f"{self.world.slack.url}/#as={self.ana.id}&at={place}"

    def _go(self, place: str) -> None:
        self.page.goto("about:blank")  # a new fragment alone would load nothing
        self.page.goto(self._url(place))
        self.page.wait_for_selector("body.ready")

    def _state(self, at: str) -> Locator:
        """Return where the state stands, once the page has it: a form, Home, or the newest message."""
        if form := self.ana.modal:
            expect(self.page.get_by_role("dialog")).to_contain_text(form.view["title"]["text"])
            return self.page.locator(".modal-blocks")
        state = self.page.locator(".home-blocks" if at == "Home" else NEWEST)
        for line in self._to_be_seen(at):
            expect(state).to_contain_text(line)
        return state

    def _comes_to(self, state: Locator, width: int) -> None:
        """Bring the state into the page, which grows as tall as it is; a form has its own tallest size."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        if lacks := int(state.evaluate(LACKS)):
            self.page.set_viewport_size({"width": width, "height": HEIGHT + lacks})
        state.evaluate("(state) => state.scrollIntoView({block: 'start'})")
        self.page.wait_for_function(AT_REST)

    def _to_be_seen(self, at: str) -> list[str]:
        """Return the lines of a message, or what Home begins with; a chart is a picture, and has none."""
        if at == "Home":
            assert self.ana.home
            return _lines(self.ana.home.visible)[:2]
        message = self.ana.last(at)
        drawn = [block for block in message.blocks if "chart" not in block]
        return _lines(message_text(message.text, drawn))

    def _keep(self, name: str) -> None:
        """Keep a picture to look at; two for each state take a third of the test's time."""
        if not os.environ.get("SCREENSHOTS"):
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")


def _lines(visible: str) -> list[str]:
    return [line.removeprefix("> ") for line in visible.splitlines() if not line.startswith("[")]


@pytest.fixture
def eyes(world: World, page_at: PageAt) -> Eyes:
    world.joined()
    return Eyes(world, page_at)


def test_every_state_of_a_week_is_drawn_whole_and_clean(eyes: Eyes) -> None:
    world, ana = eyes.world, eyes.ana
    ana.clicks(ids.PLAN_OPEN, in_="DM")
    eyes.judge("plan-form")
    ana.fills(ids.PLAN_AFTER, "the stand-up")
    ana.fills(ids.PLAN_IF, "the queue is empty")
    ana.fills(ids.PLAN_THEN, "ask support")
    ana.submits()
    ana.closes(all_views=True)
    eyes.look("planned")
    world.walk_to("2027-01-13 14:00")
    eyes.look("reminder")
    world.walk_to("2027-01-18 09:00")
    eyes.look("comeback-in-the-first-month")
    hands_in_again(world, ana, "She calls the bank before she retries.")
    eyes.look("return")

    world.walk_to("2027-01-25 09:00")
    eyes.look("nudge")
    world.walk_to("2027-01-29 14:30")
    eyes.look("receipt")
    ana.clicks(ids.RECEIPT_NOT_YET, in_="DM")
    eyes.look("receipt-asks-for-the-obstacle")
    ana.chooses(ids.RECEIPT_OBSTACLE, "waiting", in_="DM")
    eyes.look("receipt-answered")
    hands_in_again(world, ana, "Late, and true.")
    for monday in ("2027-02-01", "2027-02-08"):
        world.walk_to(f"{monday} 09:00")
        hands_in_again(world, ana, f"What came of {monday}.")

    world.walk_to("2027-02-15 09:00")
    assert ids.GOAL_CHOOSE in acts_in(ana.last("DM"))
    eyes.look("month-turn-with-goals")
    ana.chooses(ids.GOAL_CHOOSE, "2:milestone/", in_="DM")
    eyes.look("month-turn-with-a-goal")
    hands_in_again(world, ana, "The problem half.")
    world.walk_to("2027-02-19 14:30")
    eyes.look("mirror")
    ana.clicks(ids.MIRROR_OPEN, in_="DM")
    eyes.judge("mirror-form")
    ana.chooses(ids.MIRROR_STOP, [ana_habit(eyes)])
    ana.submits()
    ana.closes(all_views=True)
    eyes.look("mirror-found")

    world.walk_to("2027-03-01 09:00")
    eyes.look("comeback")
    world.walk_to("2027-03-08 09:00")
    eyes.look("comeback-second")
    ana.clicks(ids.LINE_OPEN, in_="DM")
    eyes.judge("line-to-send")
    ana.closes()
    ana.clicks(ids.AWAY_OPEN, in_="DM")
    eyes.judge("away-form")
    ana.submits()
    ana.closes(all_views=True)
    eyes.look("away")
    eyes.goes_home()
    eyes.judge("home-while-away", at="Home")

    eyes.goes_to_messages()
    world.walk_to("2027-03-15 09:00")
    eyes.look("welcome-back")
    ana.chooses(ids.ASSIGNMENT_LATER, ids.LATER_FEWER, in_="DM")
    eyes.judge("fewer-messages")
    ana.types("/pm-progress settings")
    eyes.judge("settings")
    ana.closes()
    world.walk_to("2027-04-12 09:00")
    assert ids.WEEK_PICK_UP in acts_in(ana.last("DM"))
    eyes.look("gone-quiet")
    ana.clicks(ids.WEEK_PICK_UP, in_="DM")
    eyes.look("picked-up")

    has_done_all_months(eyes)
    world.hands_in(ana)
    world.walk_to("2027-04-19 09:00")
    assert ids.FINISH_QUIETER in acts_in(ana.last("DM"))
    eyes.judge("finish")
    eyes.goes_home()
    eyes.judge("home-with-charts", at="Home")


def ana_habit(eyes: Eyes) -> str:
    """The first of the habits that the mirror asks about."""
    return eyes.world.bot.coach.playbook.habits[0].id


def has_done_all_months(eyes: Eyes) -> None:
    """Let her have begun so long ago that the programme is over at the next opening."""
    caller = Caller(eyes.world.bot.team, eyes.ana.id)
    with eyes.world.bot.coach.reading(caller) as (_, state):
        now = state.member
    wanted = Preferences(now.weekday, now.hour, now.zone, now.start, now.wins_channel)
    settings.change(eyes.world.bot.coach, caller, replace(wanted, start=date(2026, 7, 15)))
