#!/bin/sh
# Bolt's App walks the whole call stack, source files and all, to guess a name that only its log uses.
#
# Versions: slack-bolt 1.30.0, slack-sdk 3.48.0 on Python 3.11.
# Input: two apps with the same arguments, one of them with name="coach".
# Expected: a name is a label; leaving it out costs nothing.
# Seen: without a name, App calls inspect.stack(), which reads the source of every module on the stack. In a
# program with a few hundred modules that is most of what building the app costs (25 to 30 ms of 33 in ours).
# With a name it isn't called at all.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" slack-bolt==1.30.0 slack-sdk==3.48.0
PYTHONPATH="$folder" python3 - <<'PYTHON'
import inspect

from slack_bolt import App

asked = 0
stack = inspect.stack


def counted(*arguments, **named):
    global asked
    asked += 1
    return stack(*arguments, **named)


inspect.stack = counted
seen = {}
for name in (None, "coach"):
    asked = 0
    app = App(name=name, token="xoxb-1", signing_secret="s", token_verification_enabled=False)
    seen[name] = asked
    print(f"name={name!r}: inspect.stack() called {asked} times, the app is called {app.name!r}")
assert seen == {None: 1, "coach": 0}, "this has changed"
PYTHON
