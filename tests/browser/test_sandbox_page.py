"""The sandbox's page in a real browser, before a real Bolt app that shows one of everything."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox import Sandbox
from bot.sandbox.records import PersonRecord
from bot.sandbox.tour import Control, Hint, TourEnd, acted_as, command, control, submitted
from tests.browser.conftest import PageAt, axe_violations
from tests.browser.showroom import MANIFEST, ShowRoom, connected
from tests.slowness import LONG

MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=UTC)
LINE = "She calls the bank before she retries."


@dataclass
class Stage:
    """A running sandbox with Ana and Li, the app before it, and a clock that a test may hold up."""

    sandbox: Sandbox
    room: ShowRoom
    ana: PersonRecord
    li: PersonRecord
    may_move: threading.Event


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Clock, controls and a guided list as a demo would hand them over."""
    moment = [MONDAY]
    may_move = threading.Event()
    may_move.set()

    def week() -> None:
        may_move.wait(LONG)
        moment[0] += timedelta(days=7)

    sandbox = Sandbox(
        MANIFEST,
        name="Lisbon Pay",
        clock=lambda: moment[0],
        controls=[Control("week", "+1 week", week)],
        tour=[
            Hint("Type `/show`", command("/show")),
            Hint("Hand in a line", submitted("form"), copy=LINE),
            Hint("Move the clock", control("week")),
            Hint("Act as Li", acted_as("Li")),
        ],
        tour_end=TourEnd("That was the tour.", (("Docs", "https://example.org/docs"),)),
    )
    ana = sandbox.workspace.add_person("Ana", "Ana Sousa")
    li = sandbox.workspace.add_person("Li", "Li Wei", "Europe/Berlin")
    wins = sandbox.workspace.add_channel("wins", purpose="What worked", members=[ana, li])
    sandbox.workspace.add_history(wins, li, "41 false alarms a day.", MONDAY - timedelta(days=3))
    sandbox.start()
    with connected(sandbox) as room:
        yield Stage(sandbox, room, ana, li, may_move)
    sandbox.stop()


@pytest.fixture
def page(stage: Stage, page_at: PageAt) -> Page:
    """The page on a desktop, as Ana on #general."""
    return page_at(stage.sandbox.url)


def box(page: Page) -> Locator:
    """The composer."""
    return page.locator("#composer-text")


def show(page: Page) -> None:
    """Let the app show one of everything."""
    box(page).fill("/show all")
    box(page).press("Enter")
    expect(page.get_by_role("heading", name="One of each")).to_be_visible()


def open_form(page: Page) -> Locator:
    """The app's modal."""
    show(page)
    page.get_by_role("button", name="Open the form").click()
    form = page.get_by_role("dialog")
    expect(form).to_be_visible()
    return form


def focused(page: Page) -> str:
    """The accessible words of what has the focus."""
    return str(
        page.evaluate(
            "() => { const at = document.activeElement;"
            " return at.ariaLabel || at.labels?.[0]?.textContent || at.textContent; }"
        )
    )


def test_a_newcomer_sees_channels_messages_the_clock_and_the_tour(page: Page) -> None:
    expect(page).to_have_title("(1) #general · Lisbon Pay")
    side = page.get_by_role("navigation", name="Channels and direct messages")
    expect(side.get_by_role("link", name="general")).to_have_attribute("aria-current", "page")
    expect(side.get_by_role("link", name="wins 1 unread")).to_have_css("font-weight", "800")
    expect(page.get_by_text("Monday 11 January, 10:00, Lisbon time")).to_be_visible()
    expect(page.get_by_role("button", name="You act as Ana")).to_be_visible()
    expect(page.get_by_role("region", name="Guided tour")).to_contain_text("0 of 4")


def test_a_slash_opens_the_commands_and_enter_completes_then_sends(page: Page) -> None:
    box(page).press_sequentially("/sh")
    commands = page.get_by_role("listbox", name="Slash commands")
    expect(commands.get_by_role("option")).to_have_count(2)
    expect(commands).to_contain_text("Shows one of each")
    box(page).press("ArrowDown")
    expect(commands.get_by_role("option", selected=True)).to_contain_text("/shelf")
    box(page).press("ArrowUp")
    box(page).press("Enter")
    expect(box(page)).to_have_value("/show ")
    expect(page.locator(".usage")).to_contain_text("[all | slow]")
    box(page).press("Enter")
    expect(page.get_by_text("Only visible to you")).to_be_visible()
    expect(box(page)).to_have_value("")


def test_blocks_are_drawn_and_a_text_never_becomes_markup(page: Page) -> None:
    show(page)
    message = page.locator(".message").last
    for tag, words in {
        "strong": "bold",
        "em": "italic",
        "s": "gone",
        "code": "code",
        "blockquote": "quoted",
    }.items():
        expect(message.locator(".text").locator(tag).first).to_have_text(words)
    expect(message.get_by_text("<img src=x>")).to_be_visible()
    assert message.locator("img").count() == 0
    expect(message.get_by_role("link", name="a link")).to_have_attribute("rel", "noopener noreferrer")
    expect(message.get_by_text("Inside the fold")).to_be_hidden()
    message.get_by_text("Folded").click()
    expect(message.get_by_text("Inside the fold")).to_be_visible()
    expect(message.get_by_role("img", name="Skills: Evidence: Talk 2")).to_be_visible()


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4 <!channel> <@U1> **x** ~ ```open & *b",
        "<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1)",
        "\u202eright to left\u202c *\u05e9\u05dc\u05d5\u05dd*",
        "*a " * 10_000,
    ],
)
def test_whatever_people_write_is_shown_as_text(page: Page, text: str) -> None:
    box(page).fill(text)
    box(page).press("Enter")
    message = page.locator(".message").last
    shown = text.strip().replace("*\u05e9\u05dc\u05d5\u05dd*", "\u05e9\u05dc\u05d5\u05dd")
    expect(message.locator(".text")).to_have_text(shown, use_inner_text=False)
    assert message.locator("script, img, a").count() == 0


def test_what_only_she_saw_is_gone_after_a_reload(page: Page) -> None:
    show(page)
    page.reload()
    page.wait_for_selector("body.ready")
    expect(page.get_by_text("Only visible to you")).to_have_count(0)


def test_selects_menus_days_and_confirmations_tell_the_app(page: Page, stage: Stage) -> None:
    show(page)
    page.get_by_role("combobox", name="Colour").click()
    page.keyboard.type("gre")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Colour")).to_have_value("Green")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Move").click()
    page.get_by_role("textbox", name="Day").press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Day")).to_have_value("Fri 22 Jan 2027")
    page.get_by_role("button", name="Erase").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Erase").click()
    page.get_by_role("dialog").get_by_role("button", name="Erase").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    pressed = [("colour", "green"), ("more", "move"), ("day", "2027-01-22"), ("erase", None)]
    wait_until(page, lambda: len(stage.room.pressed) == len(pressed))
    assert sorted(stage.room.pressed, key=str) == sorted(pressed, key=str)


def wait_until(page: Page, true: Callable[[], bool]) -> None:
    """Wait for something that the app noted, while the page goes on."""
    deadline = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < deadline, "it didn't happen"
        page.wait_for_timeout(50)


def test_a_form_keeps_its_text_on_an_error_and_moves_to_the_wrong_field(page: Page, stage: Stage) -> None:
    form = open_form(page)
    learnt = form.get_by_role("textbox", name="What did you learn?")
    expect(learnt).to_be_focused()
    form.get_by_role("textbox", name="Link").fill("https://example.org")
    form.get_by_role("button", name="Add evidence").click()
    expect(form.locator(".field-error")).to_have_text("Please complete this required field.")
    expect(learnt).to_be_focused()
    learnt.fill("wrong")
    form.get_by_role("button", name="Add evidence").click()
    expect(learnt).to_have_accessible_description("Say it in other words. One line will do.")
    expect(learnt).to_have_value("wrong")
    expect(learnt).to_be_focused()
    learnt.fill(LINE)
    form.get_by_role("button", name="Add evidence").click()
    expect(form).to_have_count(0)
    expect(page.get_by_role("button", name="Open the form")).to_be_focused()
    (values,) = stage.room.handed_in
    assert values["learnt"]["learnt"]["value"] == LINE
    assert values["link"]["link"]["value"] == "https://example.org"
    assert values["when"]["when"]["selected_date"] == "2027-01-21"


def test_every_kind_of_input_is_handed_in_as_it_was_chosen(page: Page, stage: Stage) -> None:
    form = open_form(page)
    form.get_by_role("textbox", name="What did you learn?").fill(LINE)
    form.get_by_role("textbox", name="When").fill("3 Feb 2027")
    form.get_by_role("combobox", name="Hour").click()
    page.keyboard.type("9:05")
    page.keyboard.press("Enter")
    for colour in ("Red", "Blue"):
        form.get_by_role("combobox", name="Skills").click()
        form.get_by_role("option", name=colour).click()
    page.keyboard.press("Escape")
    form.get_by_role("combobox", name="ChannelRecord").fill("wi")
    form.get_by_role("option", name="#wins").click()
    form.get_by_role("radio", name="Blue").check()
    form.get_by_role("checkbox", name="Green").check()
    form.get_by_role("button", name="Add evidence").click()
    expect(form).to_have_count(0)
    (values,) = stage.room.handed_in
    assert values["when"]["when"]["selected_date"] == "2027-02-03"
    assert values["hour"]["hour"]["selected_time"] == "09:05"
    assert [each["value"] for each in values["skills"]["skills"]["selected_options"]] == ["red", "blue"]
    assert values["channel"]["channel"]["selected_conversation"] == stage.sandbox.workspace.channel("wins").id
    assert values["pace"]["pace"]["selected_option"]["value"] == "blue"
    assert [each["value"] for each in values["extras"]["extras"]["selected_options"]] == ["green"]


def test_a_live_change_of_the_form_keeps_what_is_being_typed(page: Page) -> None:
    form = open_form(page)
    learnt = form.get_by_role("textbox", name="What did you learn?")
    learnt.fill("She calls")
    form.get_by_role("button", name="Change me").click()
    learnt.focus()
    learnt.press("End")
    learnt.press_sequentially(" the bank", delay=20)
    expect(form.get_by_text("The step is gone.")).to_be_visible()
    expect(form.get_by_text("Changed while you type.")).to_be_visible()
    expect(learnt).to_have_value("She calls the bank")
    expect(learnt).to_be_focused()


def test_pages_of_a_form_stack_and_escape_closes_them_one_by_one(page: Page, stage: Stage) -> None:
    form = open_form(page)
    form.get_by_role("textbox", name="What did you learn?").fill("half a thought")
    form.get_by_role("button", name="Another page").click()
    expect(page.get_by_role("dialog", name="Second page")).to_be_visible()
    page.keyboard.press("Escape")
    expect(form.get_by_role("textbox", name="What did you learn?")).to_have_value("half a thought")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Open the form")).to_be_focused()
    wait_until(page, lambda: stage.room.closed == [False])


def test_an_answer_in_the_same_modal_takes_the_focus_and_ticks_the_tour(page: Page) -> None:
    form = open_form(page)
    form.get_by_role("textbox", name="What did you learn?").fill("and then?")
    page.get_by_role("button", name="Add evidence").click()
    second = page.get_by_role("dialog", name="Second page")
    expect(second.get_by_role("button", name="Back to it")).to_be_focused()
    expect(page.get_by_role("region", name="Guided tour")).to_contain_text("2 of 4")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_focus_stays_inside_an_open_form(page: Page) -> None:
    form = open_form(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "() => document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert inside, focused(page)
    expect(form).to_be_visible()


def test_the_whole_way_by_keyboard(page: Page, stage: Stage) -> None:
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the message field"
    page.keyboard.press("Enter")
    page.keyboard.type("/show")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="One of each")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if focused(page) == "Open the form":
            break
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog", name="One of each input")).to_be_visible()
    page.keyboard.type(LINE)
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page) == "Add evidence":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert stage.room.handed_in[0]["learnt"]["learnt"]["value"] == LINE


def test_an_app_that_does_not_answer_is_shown_as_slack_shows_it(page: Page, stage: Stage) -> None:
    stage.sandbox.timings.ack = 0.3
    show(page)
    page.get_by_role("button", name="Be slow").click()
    expect(page.get_by_role("img", name="This app is not responding")).to_be_visible()
    box(page).fill("/show slow")
    box(page).press("Enter")
    expect(page.locator(".message").last).to_contain_text('/show failed with the error "operation_timeout"')


def test_a_message_that_arrives_is_announced_and_counted(page: Page, stage: Stage) -> None:
    dm = stage.sandbox.workspace.dm(stage.ana.id)
    stage.room.client.chat_postMessage(channel=dm.id, text="This week: 15 closed tickets.")
    expect(page.get_by_role("link", name="Show Room")).to_contain_text("1 unread")
    expect(page.locator("#announcer")).to_have_text("New message from Show Room")
    page.get_by_role("link", name="Show Room").click()
    expect(page.locator(".message").last).to_contain_text("This week: 15 closed tickets.")
    stage.room.client.chat_postMessage(channel=dm.id, text="And one more.")
    expect(page.locator("#announcer")).to_contain_text("Show Room: And one more.")
    expect(page).to_have_title("(1) Show Room · Lisbon Pay")


def test_the_newest_message_is_shown_after_home_and_at_another_width(page: Page, stage: Stage) -> None:
    dm, long = stage.sandbox.workspace.dm(stage.ana.id).id, 9 * "More of it. "
    for number in range(20):
        stage.room.client.chat_postMessage(channel=dm, text=f"{number}: a line to be wrapped. {long}")
    newest = page.locator(".message", has_text="19: a line to be wrapped.")
    page.goto("about:blank")
    page.goto(f"{stage.sandbox.url}/#as={stage.ana.id}&at=home")
    tabs = page.get_by_role("navigation", name="Show Room")
    for _ in range(2):
        tabs.get_by_role("link", name="Messages").click()
        expect(newest).to_be_in_viewport(ratio=1)
        tabs.get_by_role("link", name="Home").click()
    tabs.get_by_role("link", name="Messages").click()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 850})
        expect(newest).to_be_in_viewport(ratio=1)


def test_the_home_tab_is_drawn_and_a_deep_link_of_slack_stays_inside(page: Page, stage: Stage) -> None:
    page.get_by_role("link", name="Show Room").click()
    page.get_by_role("navigation", name="Show Room").get_by_role("link", name="Home").click()
    expect(page.get_by_role("region", name="Home").get_by_role("heading", name="One of each")).to_be_visible()
    dm = stage.sandbox.workspace.dm(stage.ana.id).id
    app_id, team = stage.sandbox.app.app_id, stage.sandbox.app.team_id
    stage.room.client.chat_postMessage(
        channel=dm, text=f"<slack://app?team={team}&id={app_id}&tab=home|Open Home>"
    )
    page.get_by_role("navigation", name="Show Room").get_by_role("link", name="Messages").click()
    page.get_by_role("link", name="Open Home").click()
    expect(page.get_by_role("region", name="Home")).to_be_visible()


def test_the_tour_ticks_itself_off_and_folds_with_a_closing_line(page: Page, stage: Stage) -> None:
    tour = page.get_by_role("region", name="Guided tour")
    show(page)
    expect(tour).to_contain_text("1 of 4")
    page.get_by_role("button", name="Open the form").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".field-error")).to_be_visible()
    expect(tour).to_contain_text("1 of 4")  # what was refused ticks nothing
    tour.get_by_role("button", name="Insert").click()
    expect(page.get_by_role("textbox", name="What did you learn?")).to_have_value(LINE)
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(tour).to_contain_text("2 of 4")
    stage.may_move.clear()
    page.get_by_role("button", name="+1 week").click()
    expect(page.get_by_role("button", name="+1 week")).to_have_attribute("aria-busy", "true")
    stage.may_move.set()
    expect(page.get_by_text("Monday 18 January, 10:00, Lisbon time")).to_be_visible()
    expect(tour).to_contain_text("3 of 4")
    page.get_by_role("button", name="You act as Ana").click()
    page.get_by_role("menuitemradio", name="Li Wei").click()
    expect(page.get_by_role("button", name="You act as Li")).to_be_visible()
    expect(tour).to_contain_text("That was the tour.")
    expect(tour.locator(".hints")).to_be_hidden()
    expect(tour.get_by_role("link", name="Docs")).to_have_attribute("href", "https://example.org/docs")


@pytest.mark.parametrize("width", [1280, 820, 360])
def test_axe_finds_nothing_wrong_at_any_width(stage: Stage, page_at: PageAt, width: int) -> None:
    page = page_at(stage.sandbox.url, width=width, height=740)
    show(page)
    assert axe_violations(page) == []
    box(page).fill("/sh")
    expect(page.get_by_role("listbox", name="Slash commands")).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Open the form").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".field-error")).to_be_visible()
    assert axe_violations(page) == []


def test_nothing_sticks_out_of_a_narrow_phone_and_the_drawer_works(stage: Stage, page_at: PageAt) -> None:
    page = page_at(stage.sandbox.url, width=360, height=740)
    show(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 360
    assert page.evaluate("() => document.querySelector('.messages').scrollWidth") <= 360
    expect(page.get_by_role("link", name="wins")).to_be_hidden()
    page.get_by_role("button", name="Channels and messages").click()
    page.get_by_role("link", name="wins").click()
    expect(page.get_by_role("heading", name="wins", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="wins")).to_be_hidden()
