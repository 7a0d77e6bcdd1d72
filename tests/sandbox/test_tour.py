"""How the guided list ticks itself off."""

from __future__ import annotations

from bot.sandbox.tour import Hint, Tour, TourEnd, acted_as, action, command, opened, seen, submitted


def test_an_act_counts_even_before_its_turn() -> None:
    tour = Tour([Hint("1", command("/x")), Hint("2", submitted("form"))])
    assert tour.notice("submitted", "form")
    assert tour.done == (False, True)
    assert tour.notice("command", "/x")
    assert tour.done == (True, True)


def test_an_act_that_came_early_is_remembered_for_a_later_hint() -> None:
    tour = Tour([Hint("1", opened("DM")), Hint("2", action("see") | submitted("form"))])
    tour.notice("action", "see")
    tour.notice("opened", "DM")
    assert tour.done == (True, True)


def test_a_place_that_was_looked_at_too_early_does_not_count() -> None:
    tour = Tour([Hint("1", command("/x")), Hint("2", opened("#wins"))])
    tour.notice("opened", "#wins")
    tour.notice("opened", "DM")
    tour.notice("command", "/x")
    assert tour.done == (True, False)
    tour.notice("opened", "#wins")
    assert tour.done == (True, True)


def test_a_place_that_is_open_when_its_turn_comes_counts() -> None:
    tour = Tour([Hint("1", command("/x")), Hint("2", acted_as("Li"))])
    tour.notice("acted_as", "Li")
    tour.notice("command", "/x")
    assert tour.done == (True, True)


def test_a_text_counts_when_it_is_in_sight_on_its_turn() -> None:
    tour = Tour([Hint("1", command("/x")), Hint("2", seen("Handed in"))])
    assert not tour.tick_seen(lambda: "Handed in as version 1")
    tour.notice("command", "/x")
    assert not tour.tick_seen(lambda: "Saved")
    assert tour.tick_seen(lambda: "Handed in as version 1")
    assert tour.done == (True, True)


def test_what_is_shown_is_not_read_when_no_hint_asks_for_a_text() -> None:
    def nobody_reads() -> str:
        raise AssertionError("read for nothing")

    assert not Tour([Hint("1", command("/x"))]).tick_seen(nobody_reads)
    assert not Tour().tick_seen(nobody_reads)


def test_a_skipped_hint_lets_the_next_one_have_its_turn() -> None:
    tour = Tour([Hint("1", command("/x")), Hint("2", opened("DM"))])
    tour.notice("opened", "DM")
    tour.skip(0)
    tour.skip(7)
    assert tour.done == (True, True)


def test_starting_over_forgets_everything() -> None:
    tour = Tour([Hint("1", command("/x"), copy="a line")], TourEnd("Bye.", (("Docs", "https://x.example"),)))
    tour.notice("command", "/x")
    tour.start_over()
    assert tour.as_json() == {
        "hints": [{"text": "1", "copy": "a line", "done": False}],
        "end": {"text": "Bye.", "links": [{"label": "Docs", "url": "https://x.example"}]},
    }
