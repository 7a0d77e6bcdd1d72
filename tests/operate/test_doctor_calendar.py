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
    for members in (["PT", "SA", "DE-BY"], []):
        assert doctor_calendar.examine(members, years).state is State.OK


def test_a_region_that_the_library_has_not_is_named_since_its_own_holidays_do_not_count() -> None:
    found = doctor_calendar.examine(["DE-BY", "DE-XX", "PT"], (2026, 2027))
    assert (found.state, found.said) == (
        State.WARNING,
        "The calendars don't have DE-XX, so the whole country's holidays count there.",
    )
