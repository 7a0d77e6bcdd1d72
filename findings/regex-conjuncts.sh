#!/bin/sh
# regex: \X joins an Indic letter to whatever stands before a virama, be it a digit or a Latin letter.
#
# Versions: regex 2026.11.19, uniseg 0.10.1, grapheme 0.6.0 on Python 3.11.
# Input: a virama and a Devanagari letter, behind a Devanagari letter, behind "a" and behind "1".
# Expected: UAX 29, rule GB9c joins two consonants of an Indic script over a virama. So the first is one cluster, and the
# others are two, since "a" and "1" are no such consonants.
# Seen: regex makes one cluster of each of the three. uniseg follows the rule. grapheme, which many install for this,
# has the rules of Unicode 13 and parts the real conjunct too. Three libraries give three answers.
# Whoever cuts text by \X keeps more together than has to be; whoever compares with it needs an exception.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" \
  regex==2026.11.19 uniseg==0.10.1 grapheme==0.6.0
PYTHONPATH="$folder/packages" python3 - <<'PYTHON'
import grapheme
import regex
from uniseg.graphemecluster import grapheme_clusters

texts = [before + "\u094d\u0937" for before in ("\u0915", "a", "1")]
counts = {
    "regex": [len(regex.findall(r"\X", text)) for text in texts],
    "uniseg": [len(list(grapheme_clusters(text))) for text in texts],
    "grapheme": [grapheme.length(text) for text in texts],
}
for library, clusters in counts.items():
    print(f"{library}: {clusters} clusters")
assert counts == {"regex": [1, 1, 1], "uniseg": [1, 2, 2], "grapheme": [2, 2, 2]}, "This has changed."
PYTHON
