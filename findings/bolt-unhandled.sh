#!/bin/sh
# What Bolt for Python acknowledges over Socket Mode when no listener takes an envelope.
#
# Surprise: nothing. Bolt answers such a request with 404, and its Socket Mode adapter sends an acknowledgement for
# 200 only, with a line of level info. So Slack brings an event three more times, and a form whose callback_id
# no listener knows any more (it was open while another version started) reads "We had some trouble connecting".
# A listener for every callback_id and event type, registered last, mends it: `app.view(re.compile(""))`, since a
# pattern is searched for, and a callback_id may be empty.
#
# Needs: python3 with venv. Installs into a temporary folder, which is removed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check slack_bolt==1.30.0 slack_sdk==3.48.0

cat >"$work/look.py" <<'PYTHON'
import re
import time

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.socket_mode.request import SocketModeRequest


class Line:
    """Takes down what would be sent to Slack."""

    logger = __import__("logging").getLogger("line")

    def __init__(self):
        self.sent = []

    def send_socket_mode_response(self, response):
        self.sent.append(response.envelope_id)


BY = {"team": {"id": "T1"}, "user": {"id": "U1"}}
VIEW = {"id": "V1", "type": "modal", "callback_id": "", "state": {"values": {}}, "blocks": []}
PAYLOADS = {
    "event": {"type": "event_callback", "team_id": "T1", "event": {"type": "app_mention", "user": "U1"}},
    "view_submission": {"type": "view_submission", "view": VIEW, **BY},
    "view_closed": {"type": "view_closed", "view": VIEW, **BY},
}


def acknowledged(app):
    line = Line()
    for name, payload in PAYLOADS.items():
        request = SocketModeRequest(type="x", envelope_id=name, payload=payload)
        send_response(line, request, run_bolt_app(app, request), time.time())
    return line.sent


def app():
    found = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U0")
    return App(name="look", authorize=lambda: found, signing_secret="x", process_before_response=True)


bare, caught = app(), app()
caught.event(re.compile(""))(lambda ack: ack())
caught.view(re.compile(""))(lambda ack: ack())
caught.view_closed(re.compile(""))(lambda ack: ack())
print("acknowledged without listeners:", acknowledged(bare))
print("acknowledged with patterns:", acknowledged(caught))
assert acknowledged(bare) == []
assert acknowledged(caught) == list(PAYLOADS)
PYTHON
echo "python $(python3 --version | cut -d' ' -f2), slack_bolt 1.30.0, slack_sdk 3.48.0"
"$work/venv/bin/python" "$work/look.py" 2>/dev/null
