#!/bin/sh
# Who takes which Block Kit payload: slackblocks, blockkit and @slack/types, judged on the same payloads.
#
# Surprise: no library of the three judges as Slack's pages do, in both directions. Seen with the versions below:
# @slack/types 3.2.0 refuses data_visualization and a plain_text card title; blockkit 2.1.3 has none of the blocks
# of 2025 and 2026; slackblocks 3.0.0 takes a text field as a section's accessory and options that are given twice.
# The whole table stands in docs/blocks-judged.md; this script fails when a verdict changes.
#
# Needs: python3 with venv, node with npm. Installs into a temporary folder, which is removed. `--write` renews the table.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
page=$here/../docs/blocks-judged.md
payloads=$here/blocks-judged/payloads.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check slackblocks==3.0.0 blockkit==2.1.3
cd "$work"
npm install --silent --no-audit --no-fund --prefix . @slack/types@3.2.0 typescript@5.9.3 >/dev/null
echo "python $(python3 --version | cut -d' ' -f2), node $(node --version), slackblocks 3.0.0, blockkit 2.1.3, @slack/types 3.2.0, typescript 5.9.3"

"$work/venv/bin/python" "$here/blocks-judged/judge.py" slackblocks "$payloads" >slackblocks.json
"$work/venv/bin/python" "$here/blocks-judged/judge.py" blockkit "$payloads" >blockkit.json
node "$here/blocks-judged/types.mjs" "$payloads" >types.json
python3 "$here/blocks-judged/table.py" "$payloads" slackblocks=slackblocks.json blockkit=blockkit.json \
  @slack/types=types.json >table.md
tail -n 3 table.md

sed '/^| payload/,$d' "$page" >head.md
cat head.md table.md >page.md
if [ "${1:-}" = --write ]; then cp page.md "$page"; fi
diff -u "$page" page.md && echo "as docs/blocks-judged.md says"
