"""HTTP answers that have to be whole within a time: a socket's own time-out is for each piece of them."""

import time
from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from socket import socket
from typing import Any, cast


class TimelyAnswer(HTTPResponse):
    """The final answer of a connection, whole within the connection's time-out; TimeoutError if it isn't."""

    def __init__(self, sock: socket, *arguments: Any, **named: Any) -> None:
        super().__init__(cast(socket, _Within(sock)), *arguments, **named)

    def begin(self) -> None:
        """Read on past what is only on the way, such as "103 Early Hints" (RFC 9110, section 15.2)."""
        super().begin()
        while self.status < 200:
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()


class _Within(RawIOBase):
    """What can be read from a socket within its time-out."""

    def __init__(self, sock: socket) -> None:
        self._sock, self._until = sock, time.monotonic() + (sock.gettimeout() or 0)
        self._file = sock.makefile("rb", buffering=0)  # keeps the socket open until the answer is read

    def makefile(self, _mode: str) -> BufferedReader:
        return BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if (left := self._until - time.monotonic()) <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()
