"""The calls that an app makes, kept for tests, and the trouble that strikes them on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.fault_injection import Fault, FaultInjection
from bot.sandbox.workspace import utc_now


@dataclass
class Call:
    """One Web API call as Slack got it: `answer` is None while it runs or when nothing was answered."""

    method: str
    arguments: Mapping[str, Any]
    at: datetime
    answer: Mapping[str, Any] | None = None


class Calls:
    """Runs each call, or lets it fail as the fault that waits for it says."""

    def __init__(self, faults: FaultInjection) -> None:
        self._faults = faults
        self.log: list[Call] = []

    async def run(
        self, method: str, arguments: Mapping[str, Any], request: Request, execute: Callable[[Call], Response]
    ) -> Response:
        """Keep the call and answer it; `execute` does what it asks for and writes down the answer."""
        call = Call(method, dict(arguments), utc_now())
        self.log.append(call)
        fault = self._faults.strike(method)
        return execute(call) if fault is None else await self._fail(fault, call, request, execute)

    async def _fail(
        self, fault: Fault, call: Call, request: Request, execute: Callable[[Call], Response]
    ) -> Response:
        answer = execute(call) if fault.executed else None
        if fault.kind == "rate_limited":
            body = {"ok": False, "error": "ratelimited"}
            return JSONResponse(body, 429, {"Retry-After": str(int(fault.seconds))})
        if fault.kind == "status":
            return Response("", fault.status)
        if fault.kind == "error":
            told = {"response_metadata": {"messages": list(fault.details)}} if fault.details else {}
            return JSONResponse({"ok": False, "error": fault.code, **told})
        if fault.kind == "slow" and answer is not None:
            await asyncio.sleep(fault.seconds)
            return answer
        if fault.kind == "hang":
            await self._faults.cleared()
        await self._drop(request)
        return Response("", 500)  # nobody is there to read it

    async def _drop(self, request: Request) -> None:
        if request.client:
            self._faults.cut([(request.client.host, request.client.port)])
        while (await request.receive())["type"] != "http.disconnect":
            pass
