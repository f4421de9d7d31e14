"""A small strict stand-in for Telegram's Bot API: on loopback, over real HTTP, with every fault that a sender must survive.

    with BotApi() as api:
        api.add_chat(1001)
        api.fail(DROP_AFTER)                # the next call is carried out, and its answer lost
        …                                   # the sender talks to api.url with api.token
        api.messages                        # what arrived, oldest first

A method is a function of its parameters that returns the result or raises Refusal: more of them go into `_methods`.
"""

import asyncio
import json
import re
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, Self, TypeAlias, assert_never
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.support.bot_html import Entity, Unparsable, parse_html, units

Params: TypeAlias = Mapping[str, str]
Method: TypeAlias = Callable[[Params], object]

TOKEN = "123456789:stand-in_TOKEN-that-must_never-be-seen"


class Refusal(Exception):
    """An answer with ok = false; `facts` are the Bot API's ResponseParameters (retry_after, migrate_to_chat_id)."""

    def __init__(self, code: int, description: str, **facts: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.facts = facts


def bad_request(description: str, **facts: int) -> Refusal:
    return Refusal(400, f"Bad Request: {description}", **facts)


def too_many_requests(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = Refusal(403, "Forbidden: user is deactivated")
KICKED = Refusal(403, "Forbidden: bot was kicked from the supergroup chat")
MUTED = bad_request("not enough rights to send text messages to the chat")


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that is not the Bot API's: the HTML page of some server in between."""

    status: int
    text: str = "<html><head><title>Sorry</title></head><body>nginx</body></html>"


class Silence(Enum):
    """No answer at all: the connection dropped, or held open until the caller goes; before or after carrying the call out."""

    DROP_BEFORE = "drop before"
    DROP_AFTER = "drop after"
    HANG_BEFORE = "hang before"
    HANG_AFTER = "hang after"

    @property
    def carried_out(self) -> bool:
        return self in (Silence.DROP_AFTER, Silence.HANG_AFTER)

    @property
    def drops(self) -> bool:
        return self in (Silence.DROP_BEFORE, Silence.DROP_AFTER)


Fault: TypeAlias = Refusal | Page | Silence


@dataclass(slots=True)
class Chat:
    """A chat that exists; `refusal`: what every call for it is answered with."""

    id: int
    refusal: Refusal | None = None
    last_sent: float = float("-inf")

    @property
    def public(self) -> dict[str, object]:
        return {"id": self.id, "type": "private" if self.id > 0 else "supergroup"}


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as its receiver sees it: text without markup, its entities, rows of (label, data); `params` as sent."""

    chat: int
    id: int
    text: str
    entities: tuple[Entity, ...]
    buttons: tuple[tuple[tuple[str, str], ...], ...]
    params: Params

    def marked(self, kind: str) -> list[str]:
        """The stretches of the text that carry an entity of that type."""
        units = self.text.encode("utf-16-le")
        spans = [(e.offset * 2, (e.offset + e.length) * 2) for e in self.entities if e.type == kind]
        return [units[start:end].decode("utf-16-le") for start, end in spans]


@dataclass(slots=True)
class Limits:
    """What the server enforces. text: UTF-16 units after parsing; chat_gap: seconds between two messages to a chat."""

    text: int = 4096
    callback_data: int = 64
    buttons: int = 100
    chat_gap: float = 0.0


@dataclass(slots=True)
class _State:
    """All that a reset forgets."""

    chats: dict[int, Chat] = field(default_factory=dict)
    messages: list[Arrived] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    faults: list[Fault | None] = field(default_factory=list)
    ids: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    limits: Limits = field(default_factory=Limits)


class BotApi:
    """The server in a thread of its own, and the remote control for it."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self._methods: dict[str, Method] = {"getme": self._get_me, "sendmessage": self._send_message}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/bot"
        routes = [Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"])]
        config = uvicorn.Config(Starlette(routes=routes), http=_Connections, lifespan="off", log_config=None)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self.reset()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(10)
        self._socket.close()

    def reset(self) -> None:
        """Forget chats, messages, faults and changed limits."""
        self._state = _State()

    def add_chat(self, chat: int, refusal: Refusal | None = None) -> None:
        """Let the chat exist (a group where the id is negative); with a refusal, it answers nothing else."""
        self._state.chats[chat] = Chat(chat, refusal)

    def migrate(self, chat: int, to: int) -> None:
        """Let the group be upgraded to a supergroup under a new id, which has to be added by itself."""
        moved = bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=to)
        self._state.chats[chat] = Chat(chat, moved)

    def fail(self, *faults: Fault | None) -> None:
        """What becomes of the next calls, one each; None lets one pass."""
        self._state.faults.extend(faults)

    @property
    def limits(self) -> Limits:
        return self._state.limits

    @property
    def messages(self) -> list[Arrived]:
        """Every message that arrived, oldest first, also those whose answer was lost."""
        return list(self._state.messages)

    @property
    def calls(self) -> list[str]:
        """The method of every call, oldest first, whatever became of it."""
        return list(self._state.calls)

    async def _answer(self, request: Request) -> Response:
        params = await _params(request)
        method = request.path_params["method"].lower()
        self._state.calls.append(method)
        match self._state.faults.pop(0) if self._state.faults else None:
            case None:
                return self._carry_out(request.path_params["token"], method, params)
            case Refusal() as refusal:
                return _refused(refusal)
            case Page(status, text):
                return HTMLResponse(text, status)
            case Silence() as silence:
                if silence.carried_out:
                    self._carry_out(request.path_params["token"], method, params)
                return await _say_nothing(request, silence)
            case fault:
                assert_never(fault)

    def call(self, method: str, params: Params) -> object:
        """Carry a method out, without HTTP and faults; raises Refusal."""
        if method.lower() not in self._methods:
            raise Refusal(404, "Not Found")
        return self._methods[method.lower()](params)

    def _carry_out(self, token: str, method: str, params: Params) -> Response:
        try:
            if token != self.token:
                raise Refusal(401, "Unauthorized")
            return JSONResponse({"ok": True, "result": self.call(method, params)})
        except Refusal as refusal:
            return _refused(refusal)

    def _get_me(self, params: Params) -> object:
        return {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Bot",
            "username": "stand_in_bot",
        }

    def _send_message(self, params: Params) -> object:
        """Checks in the order in which the Bot API was seen to refuse: text, keyboard, chat, length, pace."""
        text, entities = self._text(params)
        buttons = self._buttons(params)
        chat = self._chat(params)
        if units(text) > self.limits.text:
            raise bad_request("message is too long")
        self._keep_pace(chat)
        return self._store(chat, text, entities, buttons, params)

    def _text(self, params: Params) -> tuple[str, tuple[Entity, ...]]:
        source = params.get("text", "")
        mode = params.get("parse_mode", "").lower()
        if mode not in ("", "html"):
            raise bad_request("unsupported parse_mode")
        try:
            text, entities = parse_html(source) if mode else (source, ())
        except Unparsable as error:
            raise bad_request(f"can't parse entities: {error}") from error
        if not text.strip():
            raise bad_request("message text is empty")
        return text, entities

    def _buttons(self, params: Params) -> tuple[tuple[tuple[str, str], ...], ...]:
        rows = json.loads(params.get("reply_markup") or "{}").get("inline_keyboard", [])
        keyboard = tuple(tuple((button["text"], button["callback_data"]) for button in row) for row in rows)
        if any(not 1 <= len(data.encode()) <= self.limits.callback_data for row in keyboard for _, data in row):
            raise bad_request("BUTTON_DATA_INVALID")
        if sum(map(len, keyboard)) > self.limits.buttons:
            raise bad_request("reply markup is too long")
        return keyboard

    def _chat(self, params: Params) -> Chat:
        name = params.get("chat_id", "")
        if not name:
            raise bad_request("chat_id is empty")
        chat = self._state.chats.get(int(name)) if re.fullmatch(r"-?[0-9]+", name) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.refusal:
            raise chat.refusal
        return chat

    def _keep_pace(self, chat: Chat) -> None:
        now = time.monotonic()
        if now - chat.last_sent < self.limits.chat_gap:
            raise too_many_requests(1)
        chat.last_sent = now

    def _store(
        self,
        chat: Chat,
        text: str,
        entities: tuple[Entity, ...],
        buttons: tuple[tuple[tuple[str, str], ...], ...],
        params: Params,
    ) -> object:
        self._state.ids[chat.id] += 1
        message = Arrived(chat.id, self._state.ids[chat.id], text, entities, buttons, params)
        self._state.messages.append(message)
        return {"message_id": message.id, "date": int(time.time()), "chat": chat.public, "text": text}


async def _params(request: Request) -> Params:
    """Parameters from the query and from a form or JSON body (files are not taken yet)."""
    body = (await request.body()).decode()
    if request.headers.get("content-type", "").startswith("application/json"):
        return {
            **request.query_params,
            **{k: v if isinstance(v, str) else json.dumps(v) for k, v in json.loads(body).items()},
        }
    return {**request.query_params, **dict(parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body)))}


def _refused(refusal: Refusal) -> Response:
    body: dict[str, object] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return JSONResponse(body | ({"parameters": refusal.facts} if refusal.facts else {}), refusal.code)


async def _say_nothing(request: Request, silence: Silence) -> Response:
    if silence.drops:
        _Connections.open[request.scope["client"], request.scope["server"]].abort()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response(status_code=204)


class _Connections(H11Protocol):
    """uvicorn's HTTP over connections that are known by both their ends: ASGI itself has no word for dropping one."""

    open: ClassVar[dict[tuple[object, object], asyncio.Transport]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.open[self.client, self.server] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.open.pop((self.client, self.server), None)
        super().connection_lost(exc)
