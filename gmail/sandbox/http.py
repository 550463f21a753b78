"""The HTTP face: Starlette in front of the API and OAuth, with log, hooks and faults."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from gmail.sandbox.api import Api, Outcome
from gmail.sandbox.call import Reply, Request
from gmail.sandbox.faults import DropConnection, Fault, Faults, How
from gmail.sandbox.multipart import batch_reply, batch_requests
from gmail.sandbox.oauth_pages import OAuthPages
from gmail.sandbox.problems import ApiError, backend_error

BATCH_PATHS = {"/batch", "/batch/gmail/v1"}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

Callback = Callable[[str, str, str], None]


@dataclass(frozen=True)
class Seen:
    """One request as logged; `method_id` is Google's (None outside the API), units the cost.

    `status` is what was answered, 0 where the connection was dropped.
    """

    method: str
    path: str
    query: dict[str, list[str]]
    status: int = 0
    method_id: str | None = None
    email: str | None = None
    units: int = 0
    in_batch: bool = False


@dataclass
class Gateway:
    """Answers HTTP requests one at a time under the sandbox's lock."""

    api: Api
    oauth: OAuthPages
    lock: threading.RLock
    faults: Faults = field(default_factory=Faults)
    callbacks: list[Callback] = field(default_factory=list)
    log: list[Seen] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)

    def application(self) -> Starlette:
        return Starlette(routes=[Route("/{path:path}", self.endpoint, methods=METHODS)])

    async def endpoint(self, http: HttpRequest) -> Response:
        """The one endpoint; a defect of the sandbox or a callback is kept for the test to see."""
        request = Request(
            http.method,
            http.scope["raw_path"].decode("ascii"),
            {key: http.query_params.getlist(key) for key in http.query_params},
            {key.lower(): value for key, value in http.headers.items()},
            await http.body(),
        )
        try:
            reply = await self.answer(request)
        except DropConnection:
            http.state.transport.abort()
            return Response(status_code=500)
        except Exception as error:
            self.errors.append(error)
            reply = Reply.of_json(500, backend_error(500).body())
        return Response(reply.body, reply.status, reply.headers)

    async def answer(self, request: Request) -> Reply:
        """Log and answer; a connection that is dropped was answered with nothing."""
        place = self._log(request)
        try:
            return await self._answer(request, place)
        except DropConnection:
            self.log[place] = replace(self.log[place], status=0)
            raise

    async def _answer(self, request: Request, place: int) -> Reply:
        """Hooks, then the fault planned for it if any, else the plain answer."""
        self._call_back(request, "before")
        fault = self.faults.take(request.method, request.path)
        if fault is not None:
            return await self._fault(request, fault, place)
        reply = self._act(request, place)
        self._call_back(request, "after")
        return reply

    async def _fault(self, request: Request, fault: Fault, place: int) -> Reply:
        reply = Reply(503)
        if fault.acts:
            reply = self._act(request, place)
            self._call_back(request, "after")
        if fault.then is not None:
            fault.then()
        if fault.how is How.REFUSE:
            return self._refusal(fault.problem or backend_error(), place)
        if fault.how is How.TRUNCATE:
            return replace(reply, body=reply.body[: len(reply.body) // 2])
        await asyncio.sleep(fault.seconds)
        raise DropConnection

    def _refusal(self, problem: ApiError, place: int) -> Reply:
        self.log[place] = replace(self.log[place], status=problem.status)
        return Reply.of_json(problem.status, problem.body(), problem.headers)

    def _act(self, request: Request, place: int) -> Reply:
        if request.method == "POST" and request.path in BATCH_PATHS:
            outcome = Outcome(self._batch(request))
        else:
            outcome = self._plain(request)
        self.log[place] = replace(
            self.log[place],
            status=outcome.reply.status,
            method_id=outcome.method_id,
            email=outcome.email,
            units=outcome.units,
        )
        return outcome.reply

    def _plain(self, request: Request) -> Outcome:
        with self.lock:
            page = self.oauth.answer(request)
            return Outcome(page) if page is not None else self.api.handle(request)

    def _batch(self, request: Request) -> Reply:
        try:
            parts = batch_requests(request)
        except ApiError as problem:
            return Reply.of_json(problem.status, problem.body())
        answers = [(name, self._inner(inner, n)) for n, (name, inner) in enumerate(parts)]
        return batch_reply(answers)

    def _inner(self, request: Request, number: int) -> Reply:
        """One part of a batch; of the faults only refusals can strike here."""
        place = self._log(request, in_batch=True)
        try:
            self.api.quota.check_parallel(number)
        except ApiError as problem:
            return self._refusal(problem, place)
        fault = self.faults.take(request.method, request.path)
        if fault is None or fault.how is not How.REFUSE:
            return self._act(request, place)
        if fault.acts:
            self._act(request, place)
        return self._refusal(fault.problem or backend_error(), place)

    def _log(self, request: Request, *, in_batch: bool = False) -> int:
        self.log.append(Seen(request.method, request.path, request.query, in_batch=in_batch))
        return len(self.log) - 1

    def _call_back(self, request: Request, phase: str) -> None:
        for callback in list(self.callbacks):
            callback(request.method, request.path, phase)
