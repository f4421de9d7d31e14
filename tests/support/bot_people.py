"""The people in front of the bot: what they write, press and send becomes updates that the bot is to fetch."""

import time
from typing import Any

from tests.support.bot_methods import ME
from tests.support.bot_state import State

SOMEBODY_OF_A_GROUP = 5001


def say(
    state: State,
    chat: int,
    text: str,
    user: int | None = None,
    topic: int | None = None,
    reply_to: int | None = None,
) -> int:
    """Somebody writes; the message id. A word with a slash in front is a command. reply_to: a message of the bot."""
    head = text.split()[0] if text.split() else ""
    command = [{"type": "bot_command", "offset": 0, "length": len(head)}] if head.startswith("/") else []
    more: dict[str, Any] = {"entities": command} if command else {}
    if reply_to is not None:
        more["reply_to_message"] = state.public(state.shown[chat, reply_to], ME)
    return _written(state, chat, user, topic, {"text": text} | more)


def send_photo(state: State, chat: int, content: bytes, caption: str = "", user: int | None = None) -> int:
    """Somebody sends a picture, offered in one size; the message id."""
    name = state.store_file(content)
    size = {"file_id": name, "file_unique_id": name, "width": 640, "height": 480, "file_size": len(content)}
    return _written(state, chat, user, None, {"photo": [size]} | ({"caption": caption} if caption else {}))


def send_document(state: State, chat: int, content: bytes, name: str, kind: str, user: int | None = None) -> int:
    """Somebody sends a file (a picture "as file", say); the message id."""
    stored = state.store_file(content)
    document = {"file_id": stored, "file_unique_id": stored, "file_name": name, "mime_type": kind}
    return _written(state, chat, user, None, {"document": document | {"file_size": len(content)}})


def press(state: State, chat: int, message: int, data: str, user: int | None = None) -> str:
    """Somebody presses a button that the message shows now, found by its data or its label; the query's id."""
    shown = state.shown.get((chat, message))
    keys = [key for row in shown.buttons for key in row] if shown else []
    found = next((carried for label, carried in keys if data in (carried, label)), None)
    if found is None:
        raise ValueError(f"no button {data!r} under message {message}, there are {keys}")
    return press_anyway(state, chat, message, found, user)


def press_anyway(state: State, chat: int, message: int, data: str, user: int | None = None) -> str:
    """A press from a screen that is out of date, or made up: whatever the message shows now."""
    query = str(10**9 + next(state.numbers))
    state.queries[query] = time.monotonic()
    shown = state.shown.get((chat, message))
    old = {"message_id": message, "date": 0, "chat": state.chats[chat].public}
    seen = state.public(shown, ME) if shown else old
    asked = {"id": query, "from": _person(chat, user), "message": seen, "chat_instance": str(abs(chat)), "data": data}
    put(state, {"callback_query": asked})
    return query


def put(state: State, update: dict[str, Any]) -> None:
    """Any update, under the next number."""
    state.updates.append({"update_id": next(state.numbers), **update})


def _written(state: State, chat: int, user: int | None, topic: int | None, content: dict[str, Any]) -> int:
    state.ids[chat] += 1
    message = {
        "message_id": state.ids[chat],
        "date": int(time.time()),
        "chat": state.chats[chat].public,
        "from": _person(chat, user),
        **content,
    }
    if topic is not None:
        message |= {"message_thread_id": topic, "is_topic_message": True}
    state.theirs[chat, state.ids[chat]] = message
    put(state, {"message": message})
    return state.ids[chat]


def _person(chat: int, user: int | None) -> dict[str, object]:
    found = user or (chat if chat > 0 else SOMEBODY_OF_A_GROUP)
    return {"id": found, "is_bot": False, "first_name": f"Người {found}", "language_code": "vi"}
