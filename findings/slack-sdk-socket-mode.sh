#!/bin/sh
# The SDK's Socket Mode client delays what comes after a planned reconnect by up to 3 s, and takes the end of a
# connection for silence.
#
# Versions: slack_sdk 3.48.0 on Python 3.11, slack_sdk.socket_mode.builtin, nothing set but ping_interval.
# Input: Slack's `disconnect` frame; and a connection that ends (TCP FIN) without a WebSocket close frame.
# Expected: the new connection is read once it stands; one whose end was read counts as closed.
# Seen:
#   an envelope on the new connection is heard after 3.1 s (the old one's read of up to 3 s holds its lock, and
#   connect() closes the old one before it says which is the current one)
#   after the end of the stream is_connected() stays true, and the socket is read hundreds of thousands of times a second
# Fails once either changes: a delay under 2 s, or fewer than 1,000 reads in a second.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" slack_sdk==3.48.0
PYTHONPATH="$folder" python3 - <<'PYTHON'
import base64
import hashlib
import json
import logging
import queue
import socket
import threading
import time

from slack_sdk.socket_mode import SocketModeClient

logging.disable(logging.CRITICAL)
connections, heard = queue.Queue(), queue.Queue()


def serve(server):
    while True:
        connection, _ = server.accept()
        request = b""
        while not request.endswith(b"\r\n\r\n"):
            request += connection.recv(1)
        key = request.split(b"Sec-WebSocket-Key: ")[1].split(b"\r\n")[0]
        digest = hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
        connection.sendall(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + base64.b64encode(digest) + b"\r\n\r\n"
        )
        say(connection, type="hello", num_connections=1)
        connections.put(connection)


def say(connection, **message):
    text = json.dumps(message).encode()
    connection.sendall(bytes([0x81, len(text)]) + text)


class Client(SocketModeClient):
    def issue_new_wss_url(self):
        return f"ws://127.0.0.1:{port}/link/?ticket=1"


class Counted:
    """A socket that counts how often it is read."""

    def __init__(self, sock):
        self.sock, self.reads = sock, 0

    def recv(self, size):
        self.reads += 1
        return self.sock.recv(size)

    def __getattr__(self, name):
        return getattr(self.sock, name)


with socket.create_server(("127.0.0.1", 0)) as server:
    port = server.getsockname()[1]
    threading.Thread(target=serve, args=(server,), daemon=True).start()
    client = Client("xapp-1", ping_interval=30)
    client.socket_mode_request_listeners.append(lambda _client, request: heard.put(request.envelope_id))
    client.connect()
    old = connections.get(timeout=5)
    say(old, type="events_api", envelope_id="E1", payload={})
    heard.get(timeout=5)

    say(old, type="disconnect", reason="refresh_requested")
    new = connections.get(timeout=5)
    began = time.monotonic()
    say(new, type="events_api", envelope_id="E2", payload={})
    heard.get(timeout=10)
    delay = time.monotonic() - began
    print(f"an envelope on the new connection is heard after {delay:.1f} s")

    client.current_session.sock = counted = Counted(client.current_session.sock)
    new.shutdown(socket.SHUT_WR)
    time.sleep(4)  # the read that was going on took the uncounted socket
    before, connected = counted.reads, client.is_connected()
    time.sleep(1)
    reads = counted.reads - before
    print(f"after the end of the stream is_connected() is {connected}, and the socket is read {reads:,} times a second")
assert delay > 2 and connected and reads > 1000, "this has changed"
PYTHON
