"""The SDK's own Socket Mode client, which the sandbox must satisfy too: letting go of it at once."""

import socket
from contextlib import suppress

from slack_sdk.socket_mode import SocketModeClient


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
