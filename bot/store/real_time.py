"""Real time inside a statement: one clock for all replicas.

It is the database's on PostgreSQL; on SQLite, where all are on one machine, it is the machine's.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class RealNow(FunctionElement[int]):
    """Milliseconds since 1970."""

    inherit_cache = True
    type = BigInteger()


@compiles(RealNow, "sqlite")
def _sqlite(_element: RealNow, _compiler: Any, **_: Any) -> str:
    return "CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"


@compiles(RealNow, "postgresql")
def _postgresql(_element: RealNow, _compiler: Any, **_: Any) -> str:
    # clock_timestamp: now() stands still for the length of a transaction.
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"


REAL_NOW = RealNow()


def milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
