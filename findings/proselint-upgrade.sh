#!/bin/sh
# proselint after an upgrade repeats what the version before said of a text.
#
# Versions: proselint 0.13.0 and 0.14.0 on Python 3.11.
# Input: one sentence. 0.14.0 has mended a check (lexical_illusions): "self-service service" is no doubled word.
# Expected: each version answers by its own rules; the second reading of a text may be quick.
# Seen: 0.14.0 finds nothing by itself. Where 0.13.0 has read the sentence before, 0.14.0 finds what 0.13.0 found. The
# answers of each check are kept on disk ($XDG_CACHE_HOME/proselint) by its name and the text, without the version, and
# nothing makes them old. So a linter in a container with a kept home, or on a desk, doesn't show what an upgrade mends;
# and whoever times it warm times the disk.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for version in 0.13.0 0.14.0; do
  python3 -m pip install --quiet --disable-pip-version-check --target "$folder/$version" "proselint==$version"
done

found() { # by one version, with one cache: how many
  XDG_CACHE_HOME="$folder/$2" PYTHONPATH="$folder/$1" python3 -c '
from proselint import tools
options = {"max_errors": 1000, "checks": {"lexical_illusions.misc": True}}
print(len(tools.lint("The self-service service desk opens at nine.", config=options)))
tools.close_cache_shelves()'
}

mkdir "$folder/kept" "$folder/fresh"
before=$(found 0.13.0 kept)
fresh=$(found 0.14.0 fresh)
after=$(found 0.14.0 kept)
echo "0.13.0 finds $before, 0.14.0 by itself $fresh, 0.14.0 after 0.13.0 $after"
test "$before $fresh $after" = "1 0 1" || { echo "this has changed"; exit 1; }
