#!/bin/sh
# holidays, asked for names in "en", gives them in the language of the process: no country has an "en".
#
# Versions: holidays 0.109 on Python 3.11.
# Input: country_holidays(country, language="en") with LANGUAGE=th in the environment, as a machine in Bangkok has it.
# Expected: English, since "a two-letter ISO 639-1 language code (e.g., 'en' for English)" is accepted; or at least the
# country's own language, which "unsupported values will result in" (its docstring of HolidayBase.__init__).
# Seen: Good Friday of the United Kingdom in Thai, of Iceland (where "en" isn't supported either) in Icelandic.
# "en_US" is English in every country that has translations.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" holidays==0.109 python-dateutil==2.9.0.post0
LANGUAGE=th PYTHONPATH="$folder" python3 - <<'PYTHON'
from datetime import date

from holidays import country_holidays
from holidays.registry import COUNTRIES

good_friday = date(2027, 3, 26)
seen = {}
for country in ("GB", "IS"):
    for language in ("en", "en_US"):
        seen[country, language] = country_holidays(country, language=language)[good_friday]
        print(f"{country}, language={language!r}: {seen[country, language]}")
supported = [country_holidays(codes[1]).supported_languages for codes in COUNTRIES.values()]
translated = [languages for languages in supported if languages]
print(f"of {len(translated)} countries with translations, {sum('en' in each for each in translated)} know 'en' and "
      f"{sum('en_US' in each for each in translated)} know 'en_US'")
assert seen["GB", "en_US"] == seen["IS", "en_US"] == "Good Friday"
assert seen["GB", "en"] == "วันศุกร์ประเสริฐ" and seen["IS", "en"] == "Föstudagurinn langi", "this has changed"
assert not any("en" in each for each in translated) and all("en_US" in each for each in translated), "this has changed"
PYTHON
