"""A Slack without limits that says yes to every post, in a process of its own and as fast as Python can."""

import asyncio
import json
import os
import re
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from bench import apart

KEY = re.compile(rb'"key": ?"([^"]+)"')
TRUSTED = "SSL_CERT_FILE"
"""OpenSSL reads the certificates it trusts from the file that this names."""
CHANNEL = re.compile(rb'"channel": ?"([^"]+)"')
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
CLOSES = re.compile(rb"^connection: close", re.IGNORECASE | re.MULTILINE)


class _Slack(asyncio.Protocol):
    """A connection, kept open as long as its client likes; the SDK's own asks to close it after one call."""

    keys: list[bytes] = []  # noqa: RUF012 - of all connections

    def __init__(self, answer_after: float) -> None:
        self._answer_after, self._received = answer_after, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not end or len(body) < int(length[1] if length else 0):
            return
        self._received = b""
        self._last = CLOSES.search(head) is not None
        if head.startswith(b"GET"):
            self._answer(json.dumps([len(self.keys), len(set(self.keys))]).encode())
            self.keys.clear()
            return
        self.keys.extend(KEY.findall(body))
        [channel] = CHANNEL.findall(body)
        answer = b'{"ok":true,"channel":"%s","ts":"1700000000.%06d"}' % (channel, len(self.keys))
        asyncio.get_running_loop().call_later(self._answer_after, self._answer, answer)

    def _answer(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n" % len(body)
        self._transport.write(head + b"\r\n" + body)
        if self._last:
            self._transport.close()


def _serve(ready: Connection, answer_after: float, certificate: Path) -> None:
    async def serve() -> None:
        speaks_tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        speaks_tls.load_cert_chain(certificate)
        server = await asyncio.get_running_loop().create_server(
            lambda: _Slack(answer_after), "127.0.0.1", 0, backlog=1000, ssl=speaks_tls
        )
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


@contextmanager
def fake_slack(answer_after: float) -> Iterator[str]:
    """Its API's address; it answers each call after so many seconds, over TLS as Slack does.

    Processes that are started inside trust it, and nothing else.
    """
    ours, its = apart.PROCESSES.Pipe()
    with TemporaryDirectory() as folder:
        certificate = _certificate(Path(folder))
        process = apart.PROCESSES.Process(target=_serve, args=(its, answer_after, certificate), daemon=True)
        process.start()
        os.environ[TRUSTED] = str(certificate)
        try:
            yield f"https://127.0.0.1:{ours.recv()}/api/"
        finally:
            del os.environ[TRUSTED]
            process.kill()
            process.join()


def _certificate(folder: Path) -> Path:
    """A new key with a certificate for this machine, in one file."""
    file = folder / "slack.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=127.0.0.1",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            file,
            "-out",
            folder / "certificate.pem",
        ],
        check=True,
        capture_output=True,
    )
    with file.open("a") as both:
        both.write((folder / "certificate.pem").read_text())
    return file


def counted(api_url: str) -> tuple[int, int]:
    """How many posts came since it was asked last, and how many different ones."""
    with urlopen(api_url, context=ssl.create_default_context()) as answer:
        posts, different = json.load(answer)
    return posts, different
