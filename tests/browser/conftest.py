"""One Chromium for the browser tests, and `page_at(url, width)` to open a page in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect, sync_playwright

from tests.slowness import LONG

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PageAt = Callable[..., Page]


# Not session-wide: Playwright's sync API keeps an event loop in the main thread as long as it lives.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless Chromium; where there is none, its tests are skipped, but never in CI."""
    chromium_at = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium_at is None:
        assert not os.environ.get("CI"), "no Chromium here, and CI must not skip the browser tests"
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    expect.set_options(timeout=LONG * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_at, args=_FLAGS, timeout=LONG * 1000)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def one_page(browser: Browser) -> Page:
    """The page that tests use one after the other; to open one takes as long as all that it then loads.

    Each test shows a local Slack of its own in it, and the sandbox's page keeps nothing in the browser.
    """
    page = browser.new_page()
    page.set_default_timeout(LONG * 1000)
    return page


@pytest.fixture
def page_at(one_page: Page) -> Iterator[PageAt]:
    """Opens a page: `page_at(url, width=1280, height=850)`. An error in its scripts fails the test."""
    errors: list[str] = []

    def note(error: Error) -> None:
        errors.append(str(error))

    def note_said(said: ConsoleMessage) -> None:
        if said.type == "error":
            errors.append(said.text)

    def open_page(url: str, width: int = 1280, height: int = 850) -> Page:
        one_page.set_viewport_size({"width": width, "height": height})
        one_page.goto(url)
        one_page.wait_for_selector("body.ready")
        return one_page

    one_page.on("pageerror", note)
    one_page.on("console", note_said)
    yield open_page
    one_page.goto("about:blank")
    one_page.remove_listener("pageerror", note)
    one_page.remove_listener("console", note_said)
    assert errors == []


AT_REST = """() => document.getAnimations().every(
    a => a.playState !== "running" || a.effect.getComputedTiming().endTime === Infinity
)"""

VIOLATIONS = """async () => (await axe.run({resultTypes: ["violations"]})).violations.map(
    each => ({id: each.id, html: each.nodes.slice(0, 3).map(node => node.html.slice(0, 160))})
)"""


def axe_violations(page: Page) -> list[str]:
    """What axe-core objects to on the page once nothing moves: one line a rule, with the first places.

    A link that is still sliding in lies beside the screen, and axe takes it for one that skips to a place.
    """
    page.wait_for_function(AT_REST)
    if not page.evaluate("() => window.axe !== undefined"):  # its half megabyte is read once for each page
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS)
    return [f"{each['id']}: {each['html']}" for each in found]
