#!/bin/sh
# SlipCover with pytest-xdist: asked to fail under a bar, it judges the merged coverage and prints the unmerged.
#
# Versions: slipcover 1.1.0, pytest 9.2.0, pytest-xdist 3.8.0 on Python 3.11.
# Input: one function of three lines, one test that calls it, two workers; then the same without --fail-under.
# Expected: the table that is printed is what the bar is held against.
# Seen: with --fail-under the exit code says that 100 % are covered, and the table shows every line as missing:
# the bar merges the workers' share and deletes it, and the table, printed at exit, starts anew.
# Without --fail-under the table is right. So write --json --out first, and judge it by a second call:
# slipcover --fail-under N --merge FILE --out FILE.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" \
  slipcover==1.1.0 pytest==9.2.0 pytest-xdist==3.8.0
export PYTHONPATH="$folder/packages:$folder"
unset PYTHONDONTWRITEBYTECODE
mkdir "$folder/product" "$folder/tests"
cat > "$folder/product/double.py" <<'PYTHON'
def double(number):
    doubled = number * 2
    return doubled
PYTHON
cat > "$folder/tests/test_double.py" <<'PYTHON'
from product.double import double


def test_double():
    assert double(2) == 4
PYTHON
cd "$folder"
measured() { python3 -m slipcover --source product "$@" -m pytest -q -n 2 tests 2>errors | grep 'double.py'; }
with=$(python3 -m slipcover --source product --fail-under 100 -m pytest -q -n 2 tests > said 2>errors && echo held; grep 'double.py' said)
without=$(measured)
echo "--fail-under 100: $with"
echo "without:          $without"
python3 - "$with" "$without" <<'PYTHON'
import sys

with_bar, without = sys.argv[1].split(), sys.argv[2].split()
assert with_bar[0] == "held", "this has changed"
assert with_bar[1:4] == ["product/double.py", "3", "3"], "this has changed"
assert without[:3] == ["product/double.py", "3", "0"], "this has changed"
PYTHON
