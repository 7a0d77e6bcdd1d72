"""The client that sends: the SDK's own, on connections that stay open from one call to the next.

Opening one for each call, as the SDK does, costs four times as much processor as the rest of the call
(docs/scale.md), and two more ways to Slack and back.
"""

import time
from collections import deque
from http.client import HTTPConnection, HTTPSConnection
from multiprocessing.connection import wait
from ssl import SSLContext
from typing import Any
from urllib.error import URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import Request

from slack_sdk import WebClient

from bot.timely_answer import TimelyAnswer

KEPT = 4.0
"""Seconds that a connection is kept unused: less than servers are known to, since what is sent in the moment
in which the other side closes has an unknown outcome."""


class SendingClient(WebClient):
    """Calls once, without retries: the SDK's default handler sends a post again when a connection drops.

    As with the SDK, URLError means that no whole request got out, and other errors that one may have. Safe to
    use from any number of threads. Through a proxy, connections are the SDK's.
    """

    def __init__(self, token: str, *, base_url: str, timeout: int, ssl: SSLContext | None = None) -> None:
        super().__init__(token, base_url=base_url, timeout=timeout, ssl=ssl, retry_handlers=[])
        self._kept: deque[tuple[float, HTTPConnection]] = deque()

    def close(self) -> None:
        """Close the connections that are kept."""
        while self._kept:
            self._kept.pop()[1].close()

    # The SDK's one place that opens connections; should it get another name, calls go the SDK's way again,
    # and a test says so.
    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        if self.proxy:
            return super()._perform_urllib_http_request_internal(url, req)
        address = urlsplit(url)
        connection = self._take() or self._open(address)
        try:
            answer = _ask(connection, address.path, req)
        except BaseException:
            connection.close()
            raise
        if connection.sock:  # None once Slack has said that it closes the connection
            self._kept.append((time.monotonic(), connection))
        return answer

    def _take(self) -> HTTPConnection | None:
        """The connection used last, if it is still good: one that can be read from was closed."""
        while self._kept:
            since, connection = self._kept.pop()
            if time.monotonic() < since + KEPT and not wait([connection.sock], timeout=0):
                return connection
            connection.close()
        return None

    def _open(self, address: SplitResult) -> HTTPConnection:
        connection = (
            HTTPSConnection(address.netloc, timeout=self.timeout, context=self.ssl)
            if address.scheme == "https"
            else HTTPConnection(address.netloc, timeout=self.timeout)
        )
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            raise URLError(error) from error
        return connection


def _ask(connection: HTTPConnection, path: str, request: Request) -> dict[str, Any]:
    """Return what the SDK makes its response of."""
    connection.response_class = TimelyAnswer
    connection.sock.settimeout(connection.timeout)
    try:
        connection.request("POST", path, request.data, dict(request.header_items()))
    except OSError as error:
        raise URLError(error) from error
    with connection.getresponse() as answer:
        body = answer.read().decode(answer.headers.get_content_charset("utf-8"))
        return {"status": answer.status, "headers": answer.headers, "body": body}
