"""Whose holidays hold, and which weekend: what a form's answer means."""

import pytest

from bot.domain.days_off import NO_COUNTRY, DaysOff, answered


def test_what_is_left_as_it_was_shown_is_no_answer() -> None:
    guessed, chosen = DaysOff("PT"), DaysOff("SA", "SA")
    own, nowhere = DaysOff("PT", "PT", "06"), DaysOff(None)
    cases = [
        (guessed, "PT", "56", guessed),
        (guessed, "SA", "56", DaysOff("SA", "SA")),  # the boxes showed Portugal's, and nobody touched them
        (guessed, "SA", "45", DaysOff("SA", "SA")),
        (guessed, "SA", "6", DaysOff("SA", "SA", "6")),
        (guessed, NO_COUNTRY, "56", DaysOff(None, NO_COUNTRY)),
        (guessed, "PT", "4", DaysOff("PT", None, "4")),
        (guessed, "PT", "", DaysOff("PT", None, "")),
        (chosen, "SA", "45", chosen),
        (chosen, "", "45", DaysOff(None)),
        (own, "PT", "06", own),
        (own, "SA", "06", DaysOff("SA", "SA", "06")),
        (own, "PT", "56", DaysOff("PT", "PT")),
        (nowhere, "", "56", nowhere),
        (nowhere, "IR", "4", DaysOff("IR", "IR")),
    ]
    for shown, country, weekend, expected in cases:
        assert answered(shown, country, weekend) == expected, (shown, country, weekend)
    with pytest.raises(ValueError, match="working day"):
        answered(guessed, "PT", "0123456")
