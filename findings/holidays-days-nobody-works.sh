#!/bin/sh
# holidays, asked for a country or region as usual, lets Sweden work on Christmas Eve and Munich on Assumption Day.
#
# Versions: holidays 0.109 on Python 3.11.
# Input: country_holidays("SE") and country_holidays("DE", subdiv="BY"), the documented ways to ask.
# Expected: the days on which offices in Stockholm and in Munich are closed.
# Seen: is_working_day is True on 24 December, 31 December and Midsummer Eve in Sweden and on 15 August in Bavaria.
# They are in the categories "de_facto" and "catholic", which nothing but supported_categories tells of. To ask for all
# categories is no way out: "workday" (27 countries) makes days off of days that are worked, such as 24 August 2027 in
# Ukraine, "optional" has days for civil servants alone, "catholic" has Corpus Christi in all of Thuringia.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" holidays==0.109 python-dateutil==2.9.0.post0
PYTHONPATH="$folder" python3 - <<'PYTHON'
from datetime import date

from holidays import country_holidays

CASES = [
    ("SE", None, "de_facto", [date(2027, 6, 25), date(2027, 12, 24), date(2027, 12, 31)]),
    ("DE", "BY", "catholic", [date(2028, 8, 15)]),
]
for country, subdiv, category, days in CASES:
    asked = country_holidays(country, subdiv=subdiv, language="en_US")
    both = country_holidays(country, subdiv=subdiv, language="en_US", categories=("public", category))
    for day in days:
        print(f"{country}{'-' + subdiv if subdiv else ''} {day} {both[day]}: works {asked.is_working_day(day)}, "
              f"with {category!r} too {both.is_working_day(day)}")
        assert asked.is_working_day(day) and not both.is_working_day(day), "this has changed"

worked, thuringia = date(2027, 8, 24), date(2028, 6, 15)
assert country_holidays("UA").is_working_day(worked)
assert not country_holidays("UA", categories=("public", "workday")).is_working_day(worked), "this has changed"
assert not country_holidays("DE", subdiv="TH", categories=("public", "catholic")).is_working_day(thuringia)
print("UA 2027-08-24: works True, with 'workday' too False")
PYTHON
