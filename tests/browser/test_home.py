"""Home in each of its states, at both widths: drawn whole, reached by keyboard, clean by axe.

With SCREENSHOTS=1 in the environment, pictures come into .screenshots/home, as tall as the tab is.
"""

import os
from pathlib import Path

from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.playbook.loader import load
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

CROSSED_LABELS = """() => [...document.querySelectorAll(".chart svg")].flatMap(chart => {
    const corners = text => {
        const {x, y, width, height} = text.getBBox(), at = text.getScreenCTM();
        return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]].map(
            ([across, down]) => new DOMPoint(across, down).matrixTransform(at));
    };
    const along = (points, angle) => points.map(p => p.x * Math.cos(angle) + p.y * Math.sin(angle));
    const apart = (one, other) => [0, 45, 90, 135].map(degrees => degrees * Math.PI / 180).some(angle => {
        const [a, b] = [along(one, angle), along(other, angle)];
        return Math.max(...a) <= Math.min(...b) || Math.max(...b) <= Math.min(...a);
    });
    const texts = [...chart.querySelectorAll("text")], room = chart.getBoundingClientRect();
    const cut = texts.filter(text => corners(text).some(({x}) => x < room.left || x > room.right));
    const crossed = texts.filter((one, at) =>
        texts.slice(at + 1).some(other => !apart(corners(one), corners(other))));
    return [...cut, ...crossed].map(text => text.textContent);
})"""
"""The charts' labels that lie on another one, or stick out; they stand level, slanted or upright."""
DRAWN = """() => {
    const drawn = document.querySelector(".chart svg");
    return drawn?.childElementCount > 0 && Math.abs(drawn.getScreenCTM().a - 1) < 0.01;
}"""
"""Whether the chart is there for its present width, which the page hears of only after it has changed."""
NAMED = "() => document.querySelectorAll('.chart text.middle, .chart text.end').length - 3"
"""How many names stand under the chart; three figures are beside it."""
SIZES = """() => [...document.querySelectorAll(".chart text")].map(
    text => parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a)"""
"""How tall each of their letters is drawn, in pixels."""


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


def test_the_labels_of_a_chart_stand_apart_and_whole_at_any_width(world: World, page_at: PageAt) -> None:
    client = WebClient(token=world.slack.bot_token, base_url=world.slack.api_url)
    page = page_at(f"{world.slack.url}/#as={world.ana.id}&at=home")
    expect(page.get_by_role("button", name="Join")).to_be_visible()
    months = ["Month 1", "Month 2", "Month 3", "Month 4, now", *(f"Month {n}" for n in range(5, 9))]
    skills = [skill.title for skill in load().skills]
    most = [f"Month {n}" for n in range(1, 21)]
    for names, named in ((months, len(months)), (skills, len(skills)), (most, 5)):
        series = {"Four phases": [*range(len(names))], "Another one": [1] * len(names)}
        drawn = kit.chart(f"{len(names)} labels", names, series, "Pieces")
        client.views_publish(user_id=world.ana.id, view=kit.home_view([drawn]))
        expect(page.get_by_text(f"{len(names)} labels")).to_be_visible()
        for width in (*WIDTHS, 320, *WIDTHS):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.wait_for_function(DRAWN)
            _keep(page, f"{len(names)} labels", width)
            assert page.evaluate(CROSSED_LABELS) == [], (names, width)
            assert min(page.evaluate(SIZES)) > 11, (names, width)
            assert page.evaluate(NAMED) >= named, (names, width)


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
