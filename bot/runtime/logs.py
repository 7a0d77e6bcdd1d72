"""One log for everything: lines for people or JSON, each with an `action`, none with a secret.

Our modules write `structlog.get_logger().info("outbox.sent", row=7)`: the event is the action. What libraries
write through the standard library comes out the same way, with the logger's name as its action.
"""

import logging
import re
import sys
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.runtime.harmless import harmless, one_line

SECRETS = re.compile(r"\b(xox[a-z](?:\.xox[a-z])?-|xapp-)[\w.%-]+")
"""Slack's tokens: bot, user, app-level, and the expiring ones (docs.slack.dev/authentication/tokens)."""
PASSWORDS = re.compile(r"(://[^\s:/@]{0,100}:)\S{1,300}@")
"""A password in a database's address: up to the last @, since a password may hold one, or a slash."""
DETAILS = re.compile(r"(?s)(DETAIL:\s+).*?(?=\n\[SQL|\n\nThe above|\n\nDuring|\Z)")
"""Where PostgreSQL says which values a statement failed on: what members wrote, or a key that names them."""
TRACEBACKS = ("exception", "stack")
QUIET = ("apscheduler", "alembic.runtime", "uvicorn.access")
"""Loggers that tell every heartbeat and request at INFO; only their warnings are news."""


def set_up(
    log_format: Literal["console", "json"] = "console",
    stream: TextIO | None = None,
    level: Literal["INFO", "WARNING"] = "INFO",
) -> None:
    """Send all logging, ours and the libraries', to `stream` (standard error). May be called again."""
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[
                _action,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _discreet,
                _harmless if log_format == "console" else _passed,
                _renderer(log_format, handler.stream),
                _masked,
            ],
        )
    )
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, _Handler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def mask(text: str) -> str:
    """The text without the secret part of tokens and of passwords in addresses."""
    return PASSWORDS.sub(r"\1***@", SECRETS.sub(r"\1***", text))


class _Handler(logging.StreamHandler[TextIO]):
    """Ours, so that a second `set_up` knows what to replace."""


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]


def _renderer(log_format: str, stream: TextIO) -> Processor:
    if log_format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False, default=repr)
    return structlog.dev.ConsoleRenderer(
        colors=stream.isatty(),
        event_key="action",
        timestamp_key="at",
        exception_formatter=structlog.dev.plain_traceback,
    )


def _action(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Name what happened: the event itself if it is ours, otherwise the library that speaks."""
    said = event.pop("event")
    if event.get("_from_structlog") and "action" not in event:
        event["action"] = said
    else:
        event.setdefault("action", event["_record"].name)
        event["message"] = said
    return event


def _discreet(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Leave out the values that a database's error tells."""
    return {
        name: DETAILS.sub(r"\1***", each) if isinstance(each, str) else each for name, each in event.items()
    }


def _harmless(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep every record on its own lines: only a traceback has several, and none begins as a record does."""
    return {name: _shown(name, each) if isinstance(each, str) else each for name, each in event.items()}


def _shown(name: str, text: str) -> str:
    return harmless(text).replace("\n", "\n    ") if name in TRACEBACKS else one_line(text)


def _passed(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return event  # JSON has a record on a line, and writes controls as numbers


def _masked(_: WrappedLogger, __: str, line: EventDict | str) -> str:
    """Mask the finished line, so that nothing can slip past: values, messages, tracebacks."""
    return mask(str(line))
