"""Home in each of its states, at both widths: drawn whole, reached by keyboard, clean by axe.

With SCREENSHOTS=1 in the environment, pictures come into .screenshots/home, as tall as the tab is.
"""

import os
from pathlib import Path

from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.views import kit
from bot.views.home import home
from tests.browser.conftest import PageAt, axe_violations
from tests.browser.test_states import HEIGHT, TOO_WIDE, WIDTHS
from tests.views import samples as a
from tests.views.reading import elements_of
from tests.views.screens import HOMES, LEFT
from tests.world import World

SHOTS = Path(__file__).parents[2] / ".screenshots" / "home"
STATES = (
    *("first week", "planned", "handed in", "comeback", "after a covered week", "month turn", "two wait"),
    *(
        "on its way",
        "away",
        "away without a day",
        "gone quiet",
        "muted",
        "all at once",
        "finished",
        "week 52",
    ),
)
VIEWS = {
    **{name: home.home(HOMES[name]) for name in STATES},
    "stranger": home.home_stranger(a.PROGRAMME),
    "left": home.home_left(LEFT),
}
FOCUSED = """() => [
    [...document.querySelectorAll("*")].indexOf(document.activeElement),
    document.activeElement.closest("main [data-focus]")?.dataset.focus,
]"""
"""Which element of the page has the focus, and which of Home's controls it belongs to."""


def test_every_state_of_home_is_drawn_whole_and_clean_and_reached_by_keyboard(
    world: World, page_at: PageAt
) -> None:
    client = WebClient(token=world.slack.bot_token, base_url=world.slack.api_url)
    page = page_at(f"{world.slack.url}/#as={world.ana.id}&at=home")
    expect(page.get_by_role("button", name="Join")).to_be_visible()  # so much the coach draws itself
    for name, view in VIEWS.items():
        for drawn, shown in ((kit.home_view([kit.plain("Wait.")]), 1), (view, 0)):
            client.views_publish(user_id=world.ana.id, view=drawn)
            expect(page.get_by_text("Wait.", exact=True)).to_have_count(shown)
        for width in WIDTHS:
            _keep(page, name, width)
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert page.evaluate("() => document.documentElement.scrollWidth") == width, name
            assert page.evaluate(TOO_WIDE) == [], f"{name} at {width}"
        assert axe_violations(page) == [], name  # at the last width, a phone's
        assert len(_reached_by_tab(page)) == len(elements_of(view)), name


def _reached_by_tab(page: Page) -> set[str]:
    """Go once around the page by keyboard, and return what of Home's controls had the focus."""
    page.locator("body").focus()
    reached = dict[int, str | None]()
    while True:
        page.keyboard.press("Tab")
        place, control = page.evaluate(FOCUSED)
        if place in reached:
            return {each for each in reached.values() if each and not each.startswith("tab|")}
        reached[place] = control


def _keep(page: Page, name: str, width: int) -> None:
    if os.environ.get("SCREENSHOTS"):
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.set_viewport_size({"width": width, "height": 2000})
        page.screenshot(path=SHOTS / f"{name}-{width}.png")
