"""Who can read a win: which changes of a channel break the seal of an offer, and which don't."""

from dataclasses import replace

from bot.domain.progress import Channel
from bot.domain.readers import Reach, seal, still_holds
from tests.views import samples as a

PUBLIC = a.WINS
PRIVATE = replace(PUBLIC, private=True, people=3)
ORGANISATION = replace(PRIVATE, reach=Reach.ORGANISATION)
COMPANIES = replace(PUBLIC, reach=Reach.COMPANIES)


def test_an_offer_holds_unless_more_can_read_it_than_was_shown() -> None:
    table: list[tuple[Channel, Channel, bool]] = [
        (PUBLIC, PUBLIC, True),
        (PUBLIC, replace(PUBLIC, people=900), True),  # everybody here could find it before
        (PUBLIC, PRIVATE, True),
        (PRIVATE, PUBLIC, False),
        (PRIVATE, replace(PRIVATE, people=4), False),
        (PRIVATE, replace(PRIVATE, people=2), True),
        (replace(PRIVATE, people=None), PRIVATE, True),  # "only the people in it" was shown
        (PRIVATE, ORGANISATION, False),
        (ORGANISATION, PRIVATE, True),
        (PUBLIC, COMPANIES, False),
        (COMPANIES, COMPANIES, True),
        (PUBLIC, replace(PUBLIC, id="C0OTHER"), False),
        (PUBLIC, replace(PUBLIC, name="renamed"), True),
    ]
    for shown, now, holds in table:
        assert still_holds(seal(a.win(channel=shown)), a.win(channel=now)) is holds, (shown, now)
    win = a.win()
    assert not still_holds(seal(win), replace(win, text="Another text."))
    assert not still_holds(seal(win), replace(win, name="Ana Maria"))
    assert not any(still_holds(sealed, win) for sealed in ("", "5", "x" * 16, f"{seal(win)}x"))
