"""The demo's five minutes as a newcomer lives them: the real coach in the page, in Chromium.

With SCREENSHOTS=1 in the environment, pictures come into .screenshots.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.demo.demo import LINE, QUESTION, Demo
from tests.browser.conftest import PageAt, axe_violations

SHOTS = Path(__file__).parents[2] / ".screenshots"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    made = Demo(0, tmp_path)
    made.live_through()
    yield made
    made.stop()


def shot(page: Page, name: str) -> None:
    if not os.environ.get("SCREENSHOTS"):
        return
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def test_a_newcomer_joins_hands_in_and_shares_a_milestone(demo: Demo, page_at: PageAt) -> None:
    page = page_at(demo.slack.url, width=1400, height=900)
    shot(page, "1-opened")
    type_command(page)
    page.get_by_role("button", name="Join").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Lisbon time")
    shot(page, "2-join")
    dialog.get_by_role("button", name="Join").click()

    go_to(page, "PM Coach")
    expect(page.get_by_text("Week 1 ends Mon 18 Jan, 09:00, Lisbon time.")).to_be_visible()
    shot(page, "3-first-assignment")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("dialog").get_by_role("textbox", name="After").fill("the stand-up")
    shot(page, "3-plan")
    page.get_by_role("dialog").get_by_role("button", name="Save plan").click()
    expect(page.get_by_role("dialog")).to_contain_text("Your plan is for Wed 14:00, Lisbon time")
    shot(page, "3-planned")
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    expect(page.get_by_role("button", name="Change the plan")).to_be_visible()
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_role("dialog").get_by_role("textbox", name="What did you learn?").fill(LINE)
    shot(page, "4-hand-in")
    page.get_by_role("dialog").get_by_role("button", name="Save evidence").click()
    expect(page.get_by_role("dialog")).to_contain_text("It is saved as version 1. Week 1 is done.")
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    answer = page.get_by_role("listitem").filter(has_text="your first interview is saved")
    expect(answer).to_contain_text(f"This works:{LINE}")
    expect(answer).to_contain_text("Your interview doesn't say yet what you asked")
    shot(page, "4-answer")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Revise").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="What did you learn?")).to_have_value(LINE)
    dialog.get_by_role("textbox", name="Your questions").fill(QUESTION)
    shot(page, "4-revise")
    dialog.get_by_role("button", name="Save evidence").click()
    expect(dialog).to_contain_text("It is saved as version 2.")
    dialog.get_by_role("button", name="Close").last.click()
    fixed = page.get_by_text("You fixed what could be better: version 2 of your interview is saved.")
    expect(fixed.first).to_be_visible()
    shot(page, "4-fixed")

    expect(page.get_by_text("5 people are in #wins").first).to_be_visible()
    shot(page, "5-milestone")
    page.get_by_role("button", name="Post to #wins").click()
    expect(page.get_by_text("I posted this in #wins, Mon 10:00, Lisbon time.").first).to_be_visible()
    assert axe_violations(page) == []

    go_to(page, "wins")
    expect(page.get_by_text("Shared by Ana")).to_have_count(1)
    shot(page, "6-wins")

    page.get_by_role("button", name="To the next message").click()
    expect(page.get_by_text("Mon 18 Jan 2027, 09:00, Lisbon time")).to_be_visible()
    page.get_by_role("button", name="+1 week").click()
    go_to(page, "PM Coach")
    page.get_by_role("navigation", name="PM Coach").get_by_role("link", name="Messages").click()
    expect(page.get_by_role("button", name="Add evidence (15 min)")).to_be_visible()
    expect(page.get_by_role("region", name="Messages")).to_contain_text(
        "In your first month you find your rhythm"
    )
    shot(page, "7-comeback")
    assert axe_violations(page) == []
    act_as(page, "Li Wei")
    expect(page.get_by_role("region", name="Guided tour")).to_contain_text("That was the tour")
    open_home(page)
    expect(page.get_by_text("Month 3, week 13.")).to_be_visible()
    shot(page, "7-home-of-li")
    assert axe_violations(page) == []


def type_command(page: Page) -> None:
    page.locator("#composer-text").click()
    page.keyboard.type("/pm")
    expect(page.get_by_role("option", selected=True)).to_contain_text("/pm-progress")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only visible to you")).to_be_visible()


def go_to(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Channels and direct messages").get_by_role("link", name=name).click()


def act_as(page: Page, full_name: str) -> None:
    page.get_by_role("button", name="You act as").click()
    page.get_by_role("menuitemradio").filter(has_text=full_name).click()


def open_home(page: Page) -> None:
    go_to(page, "PM Coach")
    page.get_by_role("navigation", name="PM Coach").get_by_role("link", name="Home").click()
