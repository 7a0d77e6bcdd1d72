"""The line to Slack in Socket Mode: is anybody on it, and letting go of it at once."""

import socket
import time
from contextlib import suppress

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode import SocketModeClient

DEAF_AFTER = 30
"""Seconds: two of the socket's pings, sent every ten, weren't answered."""


def hears(handler: SocketModeHandler) -> bool:
    """Whether Slack is on the line; the client itself notices only after a while that nobody answers."""
    session = handler.client.current_session
    answered = session and session.last_ping_pong_time  # unknown until the first ping, after ten seconds
    return handler.client.is_connected() and (not answered or time.time() - answered < DEAF_AFTER)


def hang_up(client: SocketModeClient) -> None:
    """Close the socket at once; by itself the client first waits out its reader (3 s) and its queue (1 s),
    and trips over a reader that closes the socket in the same moment."""
    client.closed, client.auto_reconnect_enabled = True, False
    line = client.current_session and client.current_session.sock
    if line:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
    reader = client.current_session_runner
    reader.event.set()
    while reader.is_alive():  # it takes `terminated` back when it has only just begun
        client.current_session_state.terminated = True
        reader.thread.join(0.05)
    client.message_queue.put(None)
    client.close()
