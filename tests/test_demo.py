"""The demo's people: their past is lived by the coach, and what is on show is what they would see."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.coach import hand_in
from bot.coach.coach import Caller
from bot.demo.demo import OPENS, TOUR, Demo
from bot.domain.progress import Progress, Sharing
from bot.sandbox.tour import Tour
from bot.views import ids
from tests.handlers.acts import acts_in
from tests.slowness import until


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder: Path = tmp_path_factory.mktemp("demo")
    made = Demo(0, folder)
    with ThreadPoolExecutor(1) as page:
        page.submit(press_early, made)
        made.live_through()
    yield made
    made.stop()


early: list[datetime] = []
"""Where the clock stood when a press of before everybody's past went on."""


def press_early(made: Demo) -> None:
    began = made.clock.now()
    until(lambda: made.clock.now() > began)
    made._on(timedelta())
    early.append(made.clock.now())


@pytest.mark.usefixtures("demo")
def test_a_press_before_everybodys_past_has_happened_waits_for_it() -> None:
    assert early == [OPENS]


def progress(demo: Demo, name: str) -> Progress:
    return demo.bot.coach.progress(caller(demo, name))


def caller(demo: Demo, name: str) -> Caller:
    return Caller(demo.bot.team, demo.slack.workspace.person(name).id)


@pytest.mark.parametrize(
    ("name", "month", "fewest"), [("Li", 3, 8), ("Ravi", 6, 19), ("Noor", 9, 30)], ids=["Li", "Ravi", "Noor"]
)
def test_the_others_stand_where_the_tour_says_with_texts_of_their_own(
    demo: Demo, name: str, month: int, fewest: int
) -> None:
    stands = progress(demo, name)
    assert stands.month == month
    assert len(stands.evidence) >= fewest
    pieces = [hand_in.versions(demo.bot.coach, caller(demo, name), piece.id)[0] for piece in stands.evidence]
    assert len({tuple(sorted(piece.fields.items())) for piece in pieces}) == len(pieces)


@pytest.mark.parametrize("name", ["Li", "Ravi", "Noor"])
def test_this_mondays_nudge_is_the_last_message_and_the_only_one_unread(demo: Demo, name: str) -> None:
    workspace, person = demo.slack.workspace, demo.slack.workspace.person(name)
    dm = workspace.dm(person.id)
    newest = workspace.messages(dm, person.id)[-1]
    assert workspace.unread(person.id, dm) == 1
    assert acts_in(newest)[:5] == [  # behind them Li has a month's goals, since a comeback opened that month
        ids.ASSIGNMENT_HOW,
        ids.PLAN_OPEN,
        ids.ASSIGNMENT_DONE,
        ids.ASSIGNMENT_SWAP,
        ids.ASSIGNMENT_LATER,
    ]
    assert newest.shown_at.date() == OPENS.date()
    demo.slack.person(name).opens_home()
    demo.slack.person(name).waits_for(progress(demo, name).week.assignment.title[1:], in_="Home")


def test_wins_holds_what_they_chose_to_post_in_the_order_of_time(demo: Demo) -> None:
    posts = demo.slack.workspace.messages(demo.wins, demo.ana.id)
    by = {name: sum(f"Shared by {name}" in post.visible for post in posts) for name in ("Li", "Ravi", "Noor")}
    assert by == {"Li": 2, "Ravi": 4, "Noor": 4}
    assert all(earlier.shown_at <= later.shown_at for earlier, later in pairwise(posts))


def test_noor_has_moved_and_the_channel_says_nothing_of_it(demo: Demo) -> None:
    wins = {win.milestone.id: win for win in progress(demo, "Noor").wins}
    assert wins["the-move"].state is Sharing.PRIVATE
    posts = demo.slack.workspace.messages(demo.wins, demo.ana.id)
    assert not [post for post in posts if wins["the-move"].text in post.text]


def test_a_message_of_the_past_can_be_changed_like_one_that_was_sent(demo: Demo) -> None:
    noor = demo.slack.person("Noor")
    offer = next(
        message
        for message in noor.messages()
        if "Milestone: go and stop rules for a launch" in message.visible
    )
    noor.clicks(ids.WIN_KEEP, in_="DM")
    noor.waits_for("You kept this private: go and stop rules for a launch.", in_="DM")
    assert "Keep it private" not in offer.buttons


def test_a_week_may_go_by_in_either_way(demo: Demo) -> None:
    [goes_by] = [number for number, hint in enumerate(TOUR) if "A week goes by" in hint.text]
    ticked = []
    for name in ("next", "week", "day"):
        tour = Tour(TOUR)
        tour.notice("control", name)
        ticked.append(tour.done[goes_by])
    assert ticked == [True, True, False]


def test_whoever_only_lets_the_clock_run_hears_that_the_coach_goes_quiet(tmp_path: Path) -> None:
    demo = Demo(0, tmp_path)
    try:
        demo.bot.connect()
        demo.clock.move_to(OPENS)
        demo.bot.start()
        ana = demo.slack.person("Ana")
        ana.types("/pm-progress join")
        ana.submits()
        ana.opens("DM")
        for _ in range(8):
            demo.to_next_message()
        ana.waits_for("You can go on whenever it suits you.", in_="DM")
    finally:
        demo.stop()
