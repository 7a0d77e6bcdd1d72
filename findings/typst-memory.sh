#!/bin/sh
# typst.compile keeps what it computed for a document after it has returned: a process that makes PDFs grows.
#
# Versions: typst 0.15.2 (the wheel) on Python 3.11.
# Input: 15 calls of typst.compile, each with other text, nothing kept of what they return.
# Expected: about the memory of one, since each call builds a compiler of its own; only `Compiler` promises to keep
# anything ("a compiler instance can be reused", README).
# Seen: every call adds to it for about ten calls, whatever becomes of the results; the process ends at over twice the
# memory that it had after the first. Nothing in the package's stubs empties what is kept.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" typst==0.15.2
PYTHONPATH="$folder" python3 - <<'PYTHON'
import gc

import typst

SOURCE = b"#for n in range(500) { grid(columns: (1fr, 2fr), sys.inputs.word + str(n), par(lorem(25))) }"


def megabytes():
    gc.collect()
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


seen = []
for number in range(15):
    typst.compile(SOURCE, sys_inputs={"word": f"w{number} "}, ignore_system_fonts=True)
    seen.append(megabytes())
print("MB after each call: " + " ".join(f"{each:.0f}" for each in seen))
assert seen[9] > seen[0] * 2, "this has changed"
PYTHON
