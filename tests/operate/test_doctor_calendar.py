"""Doctor names the countries of members whose calendar is empty."""

from bot.operate import doctor_calendar
from bot.operate.finding import State


def test_countries_without_holidays_are_named_with_their_years() -> None:
    years = (2026, 2027)
    assert doctor_calendar.gaps(["PT", "LK", "UA", "PT"], years) == {"LK": [2027], "UA": [2026, 2027]}
    found = doctor_calendar.examine(["PT", "LK", "UA"], years)
    assert (found.state, found.said) == (
        State.WARNING,
        "The calendars have no holidays for Sri Lanka in 2027; Ukraine in 2026 and 2027, so messages come "
        "then.",
    )
    for members in (["PT", "SA"], []):
        assert doctor_calendar.examine(members, years).state is State.OK
