"""A server of models on a real socket, which answers well, lies, hangs, drips, and breaks off."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Handler = BaseHTTPRequestHandler
Plays = Callable[["ModelServer", Handler], None]


class ModelServer:
    """What it was asked, and how it answers from now on."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        """Path, headers and body of each request."""
        self.plays: Plays = says([])
        self.models: list[str] = ["tiny-1"]
        self.over = Event()
        server = self

        class Answers(Handler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:  # noqa: N802
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append({"path": self.path, "headers": dict(self.headers), "body": body})
                with suppress(OSError):
                    server.plays(server, self)

            def do_GET(self) -> None:  # noqa: N802
                server.asked.append({"path": self.path, "headers": dict(self.headers), "body": None})
                listed = {"data": [{"id": name} for name in server.models]}
                with suppress(OSError):
                    _send(self, 200, json.dumps(listed).encode())

            def log_message(self, *_: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    @contextmanager
    def serving(self) -> Iterator["ModelServer"]:
        thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            self._http.shutdown()
            self._http.server_close()
            thread.join()


def _send(handler: Handler, status: int, body: bytes, kind: str = "application/json") -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def message(content: Any, **more: Any) -> bytes:
    """Return a completion that says this."""
    said = {"role": "assistant", "content": content, **more}
    choice = {"index": 0, "finish_reason": "stop", "message": said}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


def says(points: list[dict[str, Any]], around: str = "{}") -> Plays:
    """Answer as asked; `around` is what the model writes around its JSON."""
    content = around.replace("{}", json.dumps({"points": points}))
    return answers(200, message(content))


def answers(status: int, body: bytes, kind: str = "application/json") -> Plays:
    return lambda _, handler: _send(handler, status, body, kind)


def hangs(server: ModelServer, _: Handler) -> None:
    server.over.wait()


def drips(server: ModelServer, handler: Handler) -> None:
    """Send a good answer, one byte in a while, and never the last one."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not server.over.wait(0.02):
        handler.wfile.write(b" ")


def streams(server: ModelServer, handler: Handler) -> None:
    """Stream garbage without an end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    while not server.over.is_set():
        handler.wfile.write(b"data: {" * 1000)


def breaks_off(_: ModelServer, handler: Handler) -> None:
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def is_no_http(_: ModelServer, handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")
    handler.close_connection = True
