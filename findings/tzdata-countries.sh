#!/bin/sh
# Resolving a zone's old name before looking up its country gives the wrong country for a quarter of all zones.
#
# Versions: tzdata 2026.6 (IANA 2026f), its zone.tab and tzdata.zi.
# Input: every zone of zone.tab, and names that Slack and systems still hand out.
# Expected: tzdata.zi's links lead from an old name to today's name of the same place (Asia/Calcutta to Asia/Kolkata), so
# resolve first, then look into zone.tab.
# Seen: a link only says that clocks have agreed since 1970. Europe/Stockholm leads to Berlin, Atlantic/Reykjavik to
# Abidjan. Looking into zone.tab first leaves ten old names abroad (Iceland is Ivory Coast), and clocks such as CET that
# aren't in any country (Belgium).
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" tzdata==2026.6
PYTHONPATH="$folder" python3 - <<'PYTHON'
from importlib.resources import files

import tzdata

tables = files("tzdata") / "zoneinfo"


def lines(name):
    return (tables / name).read_text(encoding="utf-8").splitlines()


country = {row.split("\t")[2]: row.split("\t")[0] for row in lines("zone.tab") if not row.startswith("#")}
links = {line.split()[2]: line.split()[1] for line in lines("tzdata.zi") if line.startswith("L ")}


def resolved(zone):
    while zone in links:
        zone = links[zone]
    return zone


def found(zone):
    """Look first, and resolve only what isn't there."""
    while zone not in country and zone in links:
        zone = links[zone]
    return country.get(zone)


wrong = [zone for zone in country if country.get(resolved(zone)) != country[zone]]
print(f"IANA {tzdata.IANA_VERSION}: resolved first, {len(wrong)} of {len(country)} zones get another country's code")
for zone in ("Europe/Stockholm", "Atlantic/Reykjavik", "Asia/Calcutta"):
    print(f"  {zone}: {country.get(resolved(zone))}, and looked up first {found(zone)}")
abroad = {"Iceland": "CI", "Africa/Asmera": "KE", "Africa/Timbuktu": "CI", "America/Coral_Harbour": "PA",
          "America/Virgin": "PR", "Antarctica/South_Pole": "NZ", "Atlantic/Jan_Mayen": "DE",
          "Pacific/Ponape": "SB", "Pacific/Truk": "PG", "Pacific/Yap": "PG", "CET": "BE", "EST": "PA"}
print("  looked up first and still abroad:", ", ".join(f"{zone} {found(zone)}" for zone in abroad))
assert len(wrong) == 106, "this has changed"
assert (country[resolved("Europe/Stockholm")], found("Europe/Stockholm")) == ("DE", "SE"), "this has changed"
assert {zone: found(zone) for zone in abroad} == abroad, "this has changed"
PYTHON
