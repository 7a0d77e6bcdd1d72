"""Working days by country, and the traps of the library that knows them."""

from datetime import date, timedelta

import holidays
import pytest

from bot.domain.countries import countries
from bot.domain.working_days import WorkingDays, _year, of_member, regions_of, weekend_of

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def test_a_weekend_is_the_countrys_in_the_year_of_the_day() -> None:
    weekends = {
        (None, None, 2027): {SAT, SUN},
        ("PT", None, 2027): {SAT, SUN},
        ("SA", None, 2027): {FRI, SAT},
        ("IL", None, 2027): {FRI, SAT},
        ("IR", None, 2027): {FRI},
        ("BN", None, 2027): {FRI, SUN},
        ("HK", None, 2027): {SUN},
        ("SA", None, 2012): {THU, FRI},
        ("MY", "03", 2027): {FRI, SAT},  # Kelantan
        ("MY", "14", 2027): {SAT, SUN},  # Kuala Lumpur
        ("XX", None, 2027): {SAT, SUN},
    }
    for (country, subdivision, year), weekend in weekends.items():
        days = WorkingDays(country, subdivision)
        off = [date(year, 1, 1) + timedelta(number) for number in range(365)]
        always = {n for n in range(7) if not any(days.works(day) for day in off if day.weekday() == n)}
        assert always == weekend, (country, subdivision, year)


def test_a_day_works_or_has_a_name() -> None:
    lisbon, beijing, munich = WorkingDays("PT"), WorkingDays("CN"), WorkingDays("DE", "BY")
    part_time = WorkingDays("CN", weekend=frozenset({WED, SAT, SUN}))
    cases = [
        (lisbon, "2027-03-25", True, None),
        (lisbon, "2027-03-26", False, "Good Friday"),
        (lisbon, "2027-03-27", False, None),
        (lisbon, "2027-03-28", False, "Easter Sunday"),
        (WorkingDays(), "2027-12-25", False, None),
        (WorkingDays(), "2027-12-24", True, None),
        (beijing, "2026-02-14", True, None),  # a Saturday that is worked for the Spring Festival
        (beijing, "2026-02-21", False, None),
        (part_time, "2026-02-14", False, None),
        (part_time, "2026-02-11", False, None),
        (part_time, "2026-02-12", True, None),
        (part_time, "2026-02-17", False, "Chinese New Year (Spring Festival)"),
        (munich, "2027-01-06", False, "Epiphany"),
        (munich, "2028-08-15", False, "Assumption Day"),  # in 1,704 of 2,056 places of Bavaria
        (WorkingDays("DE", "TH"), "2028-06-15", True, None),  # Corpus Christi, in few places of Thuringia
        (WorkingDays("SE"), "2027-06-25", False, "Midsummer Eve"),
        (WorkingDays("SE"), "2027-12-24", False, "Christmas Eve"),
        (WorkingDays("DE"), "2027-01-06", True, None),  # only nationwide ones without a subdivision
        (WorkingDays("DE", "ZZ"), "2027-01-06", True, None),
        (WorkingDays("DE", "ZZ"), "2027-10-03", False, "German Unity Day"),
        (WorkingDays("US"), "2027-12-31", False, "New Year's Day (observed)"),  # by the year after it
        (WorkingDays("AE"), "2027-03-09", False, "Eid al-Fitr (estimated)"),
        (WorkingDays("UA"), "2027-08-24", True, None),  # Independence Day, worked under martial law
        (WorkingDays("IN"), "2036-01-26", False, "Republic Day"),  # the library warns about that year
        (WorkingDays("BE"), "2027-05-14", True, None),  # a bank holiday isn't a public one
    ]
    for days, day, works, name in cases:
        at = date.fromisoformat(day)
        assert (days.works(at), days.holiday(at)) == (works, name), (days, day)


def test_a_weekend_leaves_a_working_day() -> None:
    with pytest.raises(ValueError, match="seven days"):
        WorkingDays(weekend=frozenset(range(7)))


def test_a_year_that_the_library_has_nothing_for_is_known_to_be_empty() -> None:
    known = {
        ("LK", 2026): True,
        ("LK", 2027): False,
        ("UA", 2021): True,
        ("UA", 2027): False,
        ("JP", 2100): False,
        ("PT", 2027): True,
        (None, 2027): True,
        ("XX", 2027): False,
    }
    assert {(country, year): WorkingDays(country).knows(year) for country, year in known} == known
    assert holidays.country_holidays("LK").end_year == 2026
    assert holidays.country_holidays("UA").end_year > 2027  # so the end alone doesn't tell
    without = [each.code for each in countries() if not WorkingDays(each.code).knows(2027)]
    assert without == ["BV", "IO", "HM", "LK", "UA"]


def test_names_are_english_whatever_the_process_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "th:ar:uk:de")
    _year.cache_clear()
    speaking = {
        country: WorkingDays(country).holiday(date(2027, 1, 1)) for country in ("GB", "TH", "DE", "PT")
    }
    assert set(speaking.values()) == {"New Year's Day"}
    assert all(
        "en_US" in languages
        for each in countries()
        if (languages := holidays.country_holidays(each.code).supported_languages)
    )


def test_the_library_has_the_traps_that_are_gone_around() -> None:
    """A release that mends one of these may make something here simpler."""
    worked = date(2026, 2, 14)
    assert not (holidays.country_holidays("CN") + holidays.country_holidays("SA")).is_working_day(worked)
    assert date(2027, 12, 24) not in holidays.country_holidays("SE")
    assert date(2028, 8, 15) not in holidays.country_holidays("DE", "BY")
    ukraine = holidays.country_holidays("UA", categories=("public", "workday"))
    assert not ukraine.is_working_day(date(2027, 8, 24))


def test_a_region_has_its_own_holidays_and_one_that_is_not_known_the_countrys() -> None:
    epiphany, assumption, diada = date(2027, 1, 6), date(2027, 8, 16), date(2026, 9, 11)
    off = {
        ("DE", epiphany): False,
        ("DE-BY", epiphany): True,
        ("DE-XX", epiphany): False,
        ("XX-BY", epiphany): False,
        ("ES", diada): False,
        ("ES-CT", diada): True,
        ("GB-SCT", date(2027, 1, 4)): True,  # 2 January is a Saturday
        ("GB", date(2027, 1, 4)): False,
        ("DE-BY", assumption): False,
    }
    assert {each: not of_member(each[0], None).works(each[1]) for each in off} == off
    assert [weekend_of(place) for place in ("IL-XX", "XX-BY", "DE-BY")] == [{4, 5}, {5, 6}, {5, 6}]


def test_regions_are_offered_where_their_days_off_differ() -> None:
    regions = {country: [each.place for each in regions_of(country, 2027)] for country in ("DE", "GB", "AT")}
    assert regions["AT"] == []
    assert regions["GB"] == ["GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS"]
    assert {"DE-BY", "DE-BE", "DE-NW"} <= {*regions["DE"]}
    assert [regions_of(each, 2027) for each in ("XX", "")] == [(), ()]
    named = [each for country in ("DE", "ES", "FR") for each in regions_of(country, 2027)]
    assert {("DE-BY", "Bayern"), ("ES-CT", "Cataluña"), ("FR-974", "La Réunion")} <= {*named}
    names = [name for _, name in regions_of("PT", 2027)]
    assert names.index("Évora") < names.index("Faro")
