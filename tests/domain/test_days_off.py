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


def test_a_region_counts_in_its_own_country_only() -> None:
    guessed, bavaria = DaysOff("DE"), DaysOff("DE-BY", "DE-BY")
    lost = DaysOff("DE-XX", "DE-XX")  # an older library had it
    cases = [
        (guessed, "DE", "DE", DaysOff("DE")),  # as it was shown
        (guessed, "DE", "DE-BY", DaysOff("DE-BY", "DE-BY")),
        (guessed, "FR", "DE-BY", DaysOff("FR", "FR")),
        (bavaria, "DE", "DE-BY", bavaria),
        (bavaria, "DE", "DE-BE", DaysOff("DE-BE", "DE-BE")),
        (bavaria, "DE", "DE", DaysOff("DE", "DE")),
        (bavaria, "DE", "", DaysOff("DE", "DE")),
        (bavaria, NO_COUNTRY, "DE-BY", DaysOff(None, NO_COUNTRY)),
        (lost, "DE", "DE", DaysOff("DE", "DE")),
    ]
    for shown, country, region, expected in cases:
        assert answered(shown, country, "56", region) == expected, (shown, country, region)
    assert [each.country for each in (guessed, bavaria, lost, DaysOff(None))] == ["DE", "DE", "DE", None]
