#!/bin/sh
# python-dotenv follows ${NAME} inside single quotes too, and there is no way to write the two characters literally.
#
# Versions: python-dotenv 1.2.4 on Python 3.11; any POSIX shell.
# Input: one .env, read by a shell (`. ./.env`) and by dotenv_values: a password with ${ in it, in single quotes,
# with a backslash, and with the dollar doubled as Docker Compose's files want it.
# Expected: the same value from both for single quotes, since they make text literal in a shell, in Compose's env files
# and in the .env readers of Ruby and of Node (so their documentation); and one of the escapes to work.
# Seen: in single quotes the part is gone without a word (an unknown name is empty); behind a backslash it is gone and
# the backslash stays; a doubled dollar stays one dollar too many. Only dotenv_values(..., interpolate=False) keeps it,
# and that is for the whole file.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" python-dotenv==1.2.4
cat >"$folder/.env" <<'ENV'
SINGLE='pa${NOWHERE}ss'
BACKSLASH="pa\${NOWHERE}ss"
DOUBLED='pa$${NOWHERE}ss'
PLAIN='pa$NOWHEREss'
ENV
# shellcheck disable=SC1091
(. "$folder/.env" && printf 'a shell:       SINGLE=%s BACKSLASH=%s PLAIN=%s\n' "$SINGLE" "$BACKSLASH" "$PLAIN")
PYTHONPATH="$folder" python3 - "$folder/.env" <<'PYTHON'
import sys

from dotenv import dotenv_values

read = dotenv_values(sys.argv[1])
print("python-dotenv:", *(f"{name}={value}" for name, value in read.items()))
assert read["SINGLE"] == "pass", "this has changed"
assert read["BACKSLASH"] == "pa\\ss", "this has changed"
assert read["DOUBLED"] == "pa$ss", "this has changed"
assert read["PLAIN"] == "pa$NOWHEREss"
assert dotenv_values(sys.argv[1], interpolate=False)["SINGLE"] == "pa${NOWHERE}ss"
PYTHON
