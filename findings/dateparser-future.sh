#!/bin/sh
# dateparser, told to prefer the future, gives dates of the past and of the next century without a word.
#
# Versions: dateparser 1.5.0 on Python 3.11.
# Input: dates as people write them, with DATE_ORDER="DMY" and PREFER_DATES_FROM="future", on Wed 14 July 2027.
# Expected: "8/25" is 25 August, having one meaning only, or nothing; "the 5th" is 5 August; "Thu 20 July" is
# a Tuesday, so nothing; "3 - 21 aug" is no date, so nothing.
# Seen: 8 July 2125, 5 July 2027 (past), 20 July, and 3 August 2121. "31 Feb" is refused as it should be.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" dateparser==1.5.0 python-dateutil==2.9.0.post0
PYTHONPATH="$folder" python3 - <<'PYTHON'
from datetime import datetime

import dateparser

settings = {"RELATIVE_BASE": datetime(2027, 7, 14), "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
seen = {
    text: str(found and found.date())
    for text in ("8/25", "the 5th", "Thu 20 July", "3 - 21 aug", "31 Feb")
    for found in [dateparser.parse(text, languages=["en"], settings=settings)]
}
for text, day in seen.items():
    print(f"{text}: {day}")
assert seen == {"8/25": "2125-07-08", "the 5th": "2027-07-05", "Thu 20 July": "2027-07-20",
                "3 - 21 aug": "2121-08-03", "31 Feb": "None"}, "this has changed"
PYTHON
