"""A model behind a server that speaks OpenAI's chat completions, as most servers of models do.

One request, no retry, no redirect, no proxy. It ends within the time-out, however slowly the server answers.
Nothing of the text, of the answer or of the key is logged, or stands in an error.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from bot.domain.second_reading import NotRead, Reads, Unread
from bot.settings import Settings
from bot.timely_answer import TimelyAnswer

TIMEOUT = 30.0
"""Seconds for one question, all in all; looking up the host's address comes on top."""
MOST_BYTES = 200_000
"""Of an answer; three points take two thousand."""
MOST_TOKENS = 1_000


@dataclass(frozen=True)
class Endpoint:
    """A model at an address such as https://models.example/v1; the key may be empty."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    run_by: str = ""
    timeout: float = TIMEOUT

    @property
    def reads(self) -> Reads:
        return Reads(self.model, urlsplit(self.url).netloc, self.run_by)

    def ask(self, instructions: str, text: str) -> str:
        """Return what the model says. Raises NotRead."""
        question = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": text},
            ],
            "max_tokens": MOST_TOKENS,
            "temperature": 0,
            "stream": False,
        }
        status, body = self._call("POST", "/chat/completions", json.dumps(question).encode())
        if status != 200:
            raise NotRead(Unread.BUSY if status in (429, 503, 529) else Unread.REFUSED)
        return _said(body)

    def models(self) -> tuple[int, list[str]]:
        """Return the status with which the server lists its models, and their names. Raises NotRead."""
        status, body = self._call("GET", "/models")
        try:
            listed = json.loads(body)["data"]
            return status, [str(each["id"]) for each in listed]
        except (ValueError, KeyError, TypeError, RecursionError):
            return status, []

    def _call(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        address, began = urlsplit(self.url), time.monotonic()
        opens = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = opens(address.netloc, timeout=self.timeout)
        connection.response_class = TimelyAnswer
        try:
            connection.connect()
            connection.sock.settimeout(max(self.timeout - (time.monotonic() - began), 0.001))
            connection.request(method, f"{address.path.rstrip('/')}{path}", body, self._headers())
            with connection.getresponse() as answer:
                content = answer.read(MOST_BYTES + 1)
                status = answer.status
        except TimeoutError:
            raise NotRead(Unread.SLOW) from None
        except HTTPException:
            raise NotRead(Unread.NONSENSE) from None
        except OSError:
            raise NotRead(Unread.AWAY) from None
        finally:
            connection.close()
        if len(content) > MOST_BYTES:
            raise NotRead(Unread.NONSENSE)
        return status, content

    def _headers(self) -> Mapping[str, str]:
        key = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return {"Content-Type": "application/json", "Accept": "application/json", **key}


def of(settings: Settings) -> Endpoint | None:
    """Return the model that is set up; None where none is."""
    if not settings.model_url:
        return None
    key = settings.model_key.get_secret_value()
    return Endpoint(settings.model_url, settings.model_name, key, settings.model_run_by)


def _said(body: bytes) -> str:
    """Return the words in an answer; a model that declines says so in a place of its own."""
    try:
        choice: Mapping[str, Any] = json.loads(body)["choices"][0]
        message = choice["message"]
        declined = message.get("refusal") or choice.get("finish_reason") == "content_filter"
        said = message.get("content")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise NotRead(Unread.NONSENSE) from None
    if declined:
        raise NotRead(Unread.DECLINED)
    if not isinstance(said, str):
        raise NotRead(Unread.NONSENSE)
    return said
