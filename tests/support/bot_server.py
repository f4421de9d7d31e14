"""The stand-in for the Bot API as an ASGI application: requests in, answers or faults out, long polling, files, control."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, ClassVar, TypeAlias, assert_never
from urllib.parse import parse_qsl

from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.support.bot_faults import Fault, Page, Refusal, Silence
from tests.support.bot_methods import carry_out
from tests.support.bot_state import Call, Params, State, Upload

Control: TypeAlias = Callable[[str, dict[str, Any]], Any]

_METHOD = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>[A-Za-z]+)")
_FILE = re.compile(r"/file/bot(?P<token>[^/]+)/documents/(?P<name>[\w.]+)")
_CONTROL = re.compile(r"/control/(?P<name>\w+)")
TWO_POLLERS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_POLL = {"offset", "limit", "timeout", "allowed_updates"}


class BotServer:
    """Answers for one token. state: replaced at a reset. control: what POST /control/<name> calls."""

    def __init__(self, token: str, control: Control) -> None:
        self.state = State()
        self._token = token
        self._control = control
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._poll: object = None
        self._closing = False

    def wake(self) -> None:
        """Let a waiting getUpdates look again; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    def close(self) -> None:
        self._closing = True
        self.wake()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise ValueError(scope["type"])
        self._loop = asyncio.get_running_loop()
        exchange = _Exchange(scope, receive, send)
        body = await exchange.read()
        path = scope["path"]
        if found := _METHOD.fullmatch(path):
            params = _params(scope["query_string"].decode(), exchange.content_type, body)
            await self._method(exchange, found["token"], found["method"].lower(), params)
        elif (found := _FILE.fullmatch(path)) and found["token"] == self._token and found["name"] in self.state.files:
            await exchange.answer(200, self.state.files[found["name"]], "application/octet-stream")
        elif found := _CONTROL.fullmatch(path):
            await self._remote(exchange, found["name"], body)
        else:
            await exchange.json(404, {"ok": False, "error_code": 404, "description": "Not Found"})

    async def _method(self, exchange: "_Exchange", token: str, method: str, params: Params) -> None:
        state, chat, came = self.state, _number(params.get("chat_id")), time.monotonic()
        state.calls.append(method)
        fault = self._fault(chat, method)
        status = await self._with_fault(exchange, fault, token, method, params)
        state.log.append(Call(method, chat, came, status, time.monotonic()))

    def _fault(self, chat: int | None, method: str) -> Fault | None:
        for index, script in enumerate(self.state.scripts):
            if script.is_for(chat, method):
                return self.state.scripts.pop(index).fault
        return self.state.chaos.pick(method) if self.state.chaos else None

    async def _with_fault(
        self, exchange: "_Exchange", fault: Fault | None, token: str, method: str, params: Params
    ) -> int:
        match fault:
            case None:
                half_way = self.state.limits.round_trip / 2 if method == "sendmessage" else 0.0
                await asyncio.sleep(half_way)
                answer = await self._carry_out(token, method, params)
                await asyncio.sleep(half_way)
                return await exchange.json(*answer)
            case Refusal():
                self._halt(fault, params)
                return await exchange.json(*_refused(fault))
            case Page(status, text):
                return await exchange.answer(status, text.encode(), "text/html; charset=utf-8")
            case Silence():
                if fault.carried_out:
                    await self._carry_out(token, method, params)
                return await exchange.say_nothing(fault)
            case _:
                assert_never(fault)

    def _halt(self, refusal: Refusal, params: Params) -> None:
        """Who is told to wait has to, where limits are kept."""
        chat, flood = _number(params.get("chat_id")), self.state.limits.flood
        if flood is not None and chat is not None and "retry_after" in refusal.facts:
            flood.halt(chat, refusal.facts["retry_after"], time.monotonic())

    async def _carry_out(self, token: str, method: str, params: Params) -> tuple[int, object]:
        try:
            if token != self._token:
                raise Refusal(401, "Unauthorized")
            if method == "getupdates":
                return 200, {"ok": True, "result": await self._updates(params)}
            return 200, {"ok": True, "result": carry_out(self.state, method, params)}
        except Refusal as refusal:
            return _refused(refusal)

    async def _updates(self, params: Params) -> list[dict[str, Any]]:
        """Long polling. A second poller ends the first one with 409, as the Bot API does."""
        if strange := params.keys() - _POLL:
            raise Refusal(400, f"Bad Request: the method has no parameter {', '.join(sorted(strange))}")
        state, me = self.state, object()
        self._poll = me
        self._news.set()
        offset, end = int(params.get("offset", 0)), time.monotonic() + min(float(params.get("timeout", 0)), 50.0)
        if offset:
            state.updates[:] = [u for u in state.updates if u["update_id"] >= offset]
        allowed = json.loads(params.get("allowed_updates") or "[]")
        while True:
            if self._poll is not me:
                raise Refusal(409, TWO_POLLERS)
            found = [u for u in state.updates if not allowed or any(kind in allowed for kind in u)]
            left = end - time.monotonic()
            if found or left <= 0 or self._closing or state is not self.state:
                return found[: int(params.get("limit", 100))]
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), left)

    async def _remote(self, exchange: "_Exchange", name: str, body: bytes) -> None:
        try:
            await exchange.json(200, {"result": self._control(name, json.loads(body or b"{}"))})
        except (KeyError, TypeError, ValueError) as error:
            await exchange.json(400, {"error": f"{type(error).__name__}: {error}"})


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Any, receive: Any, send: Any) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        headers = dict(scope["headers"])
        self.content_type = headers.get(b"content-type", b"").decode("latin-1")

    async def read(self) -> bytes:
        parts = list[bytes]()
        while True:
            event = await self._receive()
            parts.append(event.get("body", b""))
            if not event.get("more_body"):
                return b"".join(parts)

    async def json(self, status: int, body: object) -> int:
        return await self.answer(status, json.dumps(body).encode(), "application/json")

    async def answer(self, status: int, body: bytes, kind: str) -> int:
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})
        return status

    async def say_nothing(self, silence: Silence) -> int:
        held = Connections.open.get((self._scope["client"], self._scope["server"]))
        if silence.drops and held is not None:  # else whoever asked is gone already
            held.abort()
        while (await self._receive())["type"] != "http.disconnect":
            pass
        return 0


class Connections(H11Protocol):
    """uvicorn's HTTP over connections that are known by both their ends: ASGI itself has no word for dropping one."""

    open: ClassVar[dict[tuple[object, object], asyncio.Transport]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.open[self.client, self.server] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.open.pop((self.client, self.server), None)
        super().connection_lost(exc)


def _refused(refusal: Refusal) -> tuple[int, object]:
    body: dict[str, object] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return refusal.code, body | ({"parameters": refusal.facts} if refusal.facts else {})


def _number(text: object) -> int | None:
    return int(text) if isinstance(text, str) and re.fullmatch(r"-?[0-9]{1,18}", text) else None


def _params(query: str, content_type: str, body: bytes) -> dict[str, Any]:
    """Parameters from the query and from a form, JSON or multipart body."""
    found: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    if content_type.startswith("application/json"):
        given: Mapping[str, Any] = json.loads(body)
        return found | {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    if content_type.startswith("multipart/form-data"):
        return found | _multipart(content_type, body)
    return found | dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body)))


def _multipart(content_type: str, body: bytes) -> dict[str, Any]:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    found: dict[str, Any] = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", "", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        filename = part.get_filename()
        found[name] = content.decode() if filename is None else Upload(filename, content)
    return found
