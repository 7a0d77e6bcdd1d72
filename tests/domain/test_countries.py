"""Which country a zone lies in, and the list to choose from."""

from zoneinfo import available_timezones

from holidays.registry import COUNTRIES

from bot.domain.countries import countries, name, of_zone


def test_a_zone_lies_in_a_country_by_any_of_its_names() -> None:
    lies_in = {
        "Europe/Lisbon": "PT",
        "Asia/Calcutta": "IN",
        "Asia/Kolkata": "IN",
        "Europe/Kiev": "UA",
        "US/Pacific": "US",
        "Asia/Saigon": "VN",
        "America/Buenos_Aires": "AR",
        "Europe/Stockholm": "SE",  # a link to Berlin
        "Atlantic/Reykjavik": "IS",  # a link to Abidjan
        "Iceland": "IS",
        "Africa/Asmera": "ER",
        "Pacific/Truk": "FM",
        "Asia/Riyadh": "SA",
        "Pacific/Auckland": "NZ",
        "PRC": "CN",
        "UTC": None,
        "Etc/GMT+3": None,
        "CET": None,
        "PST8PDT": None,
        "Mars/Olympus": None,
    }
    assert {zone: of_zone(zone) for zone in lies_in} == lies_in


def test_only_zones_of_no_place_lie_nowhere() -> None:
    nowhere = {
        zone for zone in available_timezones() if of_zone(zone) is None and not zone.startswith("Etc/")
    }
    clocks = {"CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET"}
    utc = {"GMT", "GMT+0", "GMT-0", "GMT0", "Greenwich", "UCT", "UTC", "Universal", "Zulu"}
    assert nowhere - {"Factory", "localtime"} == clocks | utc


def test_the_list_has_each_country_with_holidays_by_name() -> None:
    listed = countries()
    assert {each.code for each in listed} == {codes[1] for codes in COUNTRIES.values()}
    assert len({each.name for each in listed}) == len(listed)
    assert [each.name for each in listed[:4]] == ["Afghanistan", "Åland Islands", "Albania", "Algeria"]
    assert (name("PT"), name("GB"), name("XK"), name("XX")) == ("Portugal", "Britain (UK)", "Kosovo", None)


def test_a_region_is_named_before_its_country_and_one_that_is_not_known_by_that_alone() -> None:
    names = {
        "DE-BY": "Bayern, Germany",
        "ES-CT": "Cataluña, Spain",
        "GB-SCT": "Scotland, Britain (UK)",
        "FR-974": "La Réunion, France",
        "DE-XX": "Germany",
        "XX-BY": None,
    }
    assert {place: name(place) for place in names} == names
