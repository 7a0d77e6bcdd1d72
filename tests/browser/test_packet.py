"""The page of a packet: for everybody, on a phone and on paper, with nothing that runs or is fetched."""

import io
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from bot.domain.packet.choice import choose
from bot.domain.packet.material import Material, Variant
from bot.packet import words
from bot.packet.html import html
from tests.browser.conftest import PageAt, axe_violations
from tests.handlers.acts import keeps
from tests.packet.people import person, saying
from tests.packet.test_files import HOSTILE, hostile
from tests.world import World


def opened(
    browser: Browser,
    folder: Path,
    held: Material,
    width: int,
    scheme: Literal["light", "dark"],
    name: str = "",
) -> Page:
    """The packet's page as a browser shows it from a disk; it may ask for nothing beside itself."""
    source = folder / "packet.html"
    source.write_bytes(html(choose(saying(held, name, name, name), Variant.EXTERNAL)))
    page = browser.new_context(viewport={"width": width, "height": 850}, color_scheme=scheme).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(source.as_uri())
    assert asked == [source.as_uri()]
    return page


def test_axe_finds_nothing_wrong_in_light_or_dark_and_nothing_sticks_out(
    browser: Browser, tmp_path: Path
) -> None:
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page = opened(browser, tmp_path, person("noor"), 1280, scheme)
        assert axe_violations(page) == []
        page.context.close()
    for held, name in ((person("ravi"), ""), (hostile(HOSTILE["one word"]), HOSTILE["one word"])):
        page = opened(browser, tmp_path, held, 360, "light", name)
        assert page.evaluate("() => document.documentElement.scrollWidth") == 360
        page.context.close()


def test_nothing_that_a_member_wrote_runs_and_text_has_its_direction(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, tmp_path, hostile(HOSTILE["html"]), 1280, "light", HOSTILE["html"])
    assert page.locator("script, img, iframe, object, form").count() == 0
    page.context.close()
    page = opened(
        browser, tmp_path, hostile(HOSTILE["right to left"]), 1280, "light", HOSTILE["right to left"]
    )
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    page.context.close()


def test_on_paper_the_first_page_stands_alone_and_is_light(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, person("noor"), 1280, "dark")
    page.emulate_media(media="print")
    colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(255, 255, 255)"
    assert page.locator(".first-page").evaluate("e => getComputedStyle(e).breakAfter") == "page"
    page.context.close()


@pytest.mark.parametrize("name", ["li", "ravi", "noor"])
@pytest.mark.parametrize("variant", Variant)
def test_printed_the_first_page_holds_the_claim_three_proofs_and_the_ask(
    browser: Browser, tmp_path: Path, name: str, variant: Variant
) -> None:
    packet = choose(person(name), variant)
    source = tmp_path / "packet.html"
    source.write_bytes(html(packet))
    page = browser.new_page()
    page.goto(source.as_uri())
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    first, second, *others = ("".join(each.extract_text().split()) for each in printed.pages)
    for text in (packet.claim, *map(words.title_elsewhere, packet.proofs), words.ASK, packet.ask):
        assert "".join(text.split()) in first, text
    assert second.startswith("Themonths")
    assert len(others) < len(packet.exhibits) / 2  # three pieces a page, and no page that is all but empty
    assert all(len(text) > 600 for text in others[:-1])


def test_a_field_that_was_changed_before_the_names_are_shown_doesnt_stop_the_build(
    world: World, page_at: PageAt
) -> None:
    ana = world.joined()
    for story in ("She calls the bank.", "He waits.", "They never read it."):
        keeps(world, ana, "interview", learnt=story)
    ana.types("/pm-progress packet")
    page = page_at(world.slack.url)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Build my packet")
    dialog.get_by_role("textbox", name="Your claim in one sentence").fill("I asked Siemens first.")
    dialog.get_by_text("Markdown, to edit").click()
    dialog.get_by_role("button", name="Build it").click()
    expect(dialog).to_contain_text("Your claim: I asked Siemens first.")
    dialog.get_by_role("button", name="Build it as it is").click()
    expect(dialog).to_contain_text("It takes about ten seconds.")
    dialog.get_by_role("button", name="Close").last.click()
    world.settle()
    [shared] = [message for message in ana.messages("DM") if message.files]
    assert sorted(each["name"] for each in shared.files) == ["ana.html", "ana.md", "ana.pdf"]


def test_a_press_on_a_file_in_the_sandbox_saves_it(world: World, page_at: PageAt) -> None:
    ana = world.joined()
    keeps(world, ana, "interview", learnt="She calls the bank before she retries.")
    page = page_at(world.slack.url)
    side = page.get_by_role("navigation", name="Channels and direct messages")
    side.get_by_role("link", name="PM Coach").click()
    page.get_by_role("navigation", name="PM Coach").get_by_role("link", name="Home").click()
    page.get_by_role("button", name="More and settings").click()
    page.get_by_role("dialog").get_by_role("button", name="Build my packet", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Build my packet")
    dialog.get_by_role("button", name="Build it").click()
    expect(dialog).to_contain_text("It takes about ten seconds.")
    dialog.get_by_role("button", name="Close").last.click()
    expect(dialog).to_contain_text("More and settings")
    dialog.get_by_role("button", name="Close").last.click()
    world.settle()
    page.get_by_role("navigation", name="PM Coach").get_by_role("link", name="Messages").click()
    begins = {"ana.pdf": b"%PDF-", "ana.html": b"<!doctype html>"}
    for name, first in begins.items():
        with page.expect_download() as saved:
            page.get_by_role("link", name=name).click()
        assert saved.value.suggested_filename == name
        assert Path(saved.value.path()).read_bytes().startswith(first)
