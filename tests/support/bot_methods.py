"""The Bot API's methods, as strict as the Bot API and stricter: a parameter that a method does not know is refused, too."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from tests.support.bot_faults import Refusal, bad_request, too_many_requests
from tests.support.bot_html import Entity, Unparsable, parse_html, units
from tests.support.bot_state import Answer, Arrived, Chat, Params, Rows, State, Upload

Method: TypeAlias = Callable[[State, Params], object]

ME: Mapping[str, object] = {"id": 123456789, "is_bot": True, "first_name": "Bot", "username": "stand_in_bot"}
_MOST_COMMANDS = 100
_MOST_FILE = 20 * 1024 * 1024
_HOW = "chat_id message_thread_id disable_notification protect_content reply_parameters reply_markup parse_mode "
_SEND = _HOW + "text entities link_preview_options"
_FILE = _HOW + "caption caption_entities show_caption_above_media"


def _get_me(state: State, params: Params) -> object:
    return dict(ME)


def _send_message(state: State, params: Params) -> object:
    """Checks in the order in which the Bot API was seen to refuse: text, keyboard, chat, length, pace."""
    text, entities = _text(state, params, "text")
    buttons = _buttons(state, params)
    chat = chat_of(state, params)
    topic = _topic(chat, params)
    if units(text) > state.limits.text:
        raise bad_request("message is too long")
    _check_reply(state, chat, params)
    _keep_pace(state, chat)
    return state.public(state.keep(Arrived(chat.id, 0, text, entities, buttons, params, topic)), ME)


def _send_file(kind: str) -> Method:
    def send(state: State, params: Params) -> object:
        text, entities = _text(state, params, "caption") if params.get("caption") else ("", ())
        buttons = _buttons(state, params)
        chat = chat_of(state, params)
        upload = _upload(state, params, kind)
        if units(text) > state.limits.caption:
            raise bad_request("message caption is too long")
        _keep_pace(state, chat)
        return state.public(
            state.keep(Arrived(chat.id, 0, text, entities, buttons, params, _topic(chat, params), file=upload)), ME
        )

    return send


def _edit_text(state: State, params: Params) -> object:
    text, entities = _text(state, params, "text")
    buttons = _buttons(state, params)
    before = _to_edit(state, params)
    if before.file is not None:
        raise bad_request("there is no text in the message to edit")
    if units(text) > state.limits.text:
        raise bad_request("MESSAGE_TOO_LONG")
    return _changed(state, before, replace(before, text=text, entities=entities, buttons=buttons, params=params))


def _edit_markup(state: State, params: Params) -> object:
    buttons = _buttons(state, params)
    before = _to_edit(state, params)
    return _changed(state, before, replace(before, buttons=buttons, params=params))


def _changed(state: State, before: Arrived, after: Arrived) -> object:
    if (before.text, before.entities, before.buttons) == (after.text, after.entities, after.buttons):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a current "
            "content and reply markup of the message"
        )
    _keep_pace(state, state.chats[before.chat])
    return state.public(state.change(after), ME)


def _delete(state: State, params: Params) -> object:
    found = _to_edit(state, params, "message to delete not found")
    del state.shown[found.chat, found.id]
    return True


def _answer(state: State, params: Params) -> object:
    query = params.get("callback_query_id", "")
    asked = state.queries.get(query)
    if asked is None or time.monotonic() - asked > state.limits.query_life:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(params.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    state.answers.append(Answer(query, params.get("text", ""), params.get("show_alert", "").lower() == "true"))
    return True


def _get_file(state: State, params: Params) -> object:
    name = params.get("file_id", "")
    if name not in state.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(state.files[name]) > _MOST_FILE:
        raise bad_request("file is too big")
    size = len(state.files[name])
    return {"file_id": name, "file_unique_id": name, "file_size": size, "file_path": f"documents/{name}"}


def _set_commands(state: State, params: Params) -> object:
    commands = _json(params, "commands", list)
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    state.commands[_scope(params)] = commands
    return True


def _get_commands(state: State, params: Params) -> object:
    return state.commands.get(_scope(params), [])


def _delete_commands(state: State, params: Params) -> object:
    state.commands.pop(_scope(params), None)
    return True


def _scope(params: Params) -> str:
    return f"{params.get('scope', '')} {params.get('language_code', '')}".strip()


def _delete_webhook(state: State, params: Params) -> object:
    if params.get("drop_pending_updates", "").lower() == "true":
        state.updates.clear()
    return True


def _webhook_info(state: State, params: Params) -> object:
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(state.updates)}


def _chat_action(state: State, params: Params) -> object:
    chat_of(state, params)
    return True


def _get_chat(state: State, params: Params) -> object:
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return chat_of(state, params).public | more


METHODS: Mapping[str, tuple[Method, frozenset[str]]] = {
    name.lower(): (method, frozenset(known.split()))
    for name, method, known in (
        ("getMe", _get_me, ""),
        ("sendMessage", _send_message, _SEND),
        ("sendPhoto", _send_file("photo"), _FILE + " photo has_spoiler"),
        ("sendDocument", _send_file("document"), _FILE + " document thumbnail disable_content_type_detection"),
        (
            "editMessageText",
            _edit_text,
            "chat_id message_id text parse_mode entities link_preview_options reply_markup",
        ),
        ("editMessageReplyMarkup", _edit_markup, "chat_id message_id reply_markup"),
        ("deleteMessage", _delete, "chat_id message_id"),
        ("answerCallbackQuery", _answer, "callback_query_id text show_alert url cache_time"),
        ("getFile", _get_file, "file_id"),
        ("setMyCommands", _set_commands, "commands scope language_code"),
        ("getMyCommands", _get_commands, "scope language_code"),
        ("deleteMyCommands", _delete_commands, "scope language_code"),
        ("deleteWebhook", _delete_webhook, "drop_pending_updates"),
        ("getWebhookInfo", _webhook_info, ""),
        ("sendChatAction", _chat_action, "chat_id message_thread_id action"),
        ("getChat", _get_chat, "chat_id"),
    )
}


def carry_out(state: State, method: str, params: Params) -> object:
    """The result of a method; raises Refusal."""
    if method.lower() not in METHODS:
        raise Refusal(404, "Not Found")
    function, known = METHODS[method.lower()]
    attached = {value.removeprefix("attach://") for value in params.values() if str(value).startswith("attach://")}
    if strange := [name for name in params if name not in known and name not in attached]:
        raise bad_request(f"the method has no parameter {', '.join(sorted(strange))}")
    return function(state, params)


def chat_of(state: State, params: Params) -> Chat:
    name = params.get("chat_id", "")
    if not name:
        raise bad_request("chat_id is empty")
    chat = state.chats.get(int(name)) if re.fullmatch(r"-?[0-9]+", name) else None
    if chat is None:
        raise bad_request("chat not found")
    if chat.refusal:
        raise chat.refusal
    return chat


def _text(state: State, params: Params, field: str) -> tuple[str, tuple[Entity, ...]]:
    source = params.get(field, "")
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


def _json(params: Params, name: str, kind: type[Any]) -> Any:
    try:
        found = json.loads(params.get(name) or "null") or kind()
    except ValueError:
        found = None
    if not isinstance(found, kind):
        raise bad_request(f"can't parse {name} JSON object")
    return found


def _buttons(state: State, params: Params) -> Rows:
    markup = _json(params, "reply_markup", dict)
    keyboard = tuple(
        tuple(_button(state, button) for button in row) for row in markup.get("inline_keyboard", []) if row
    )
    if sum(map(len, keyboard)) > state.limits.buttons:
        raise bad_request("reply markup is too long")
    return keyboard


def _button(state: State, button: Mapping[str, str]) -> tuple[str, str]:
    if not button.get("text", "").strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if url := button.get("url"):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https", "tg"):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
        if "." not in (parts.hostname or ""):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return button["text"], url
    if "callback_data" not in button:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not 1 <= len(button["callback_data"].encode()) <= state.limits.callback_data:
        raise bad_request("BUTTON_DATA_INVALID")
    return button["text"], button["callback_data"]


def _topic(chat: Chat, params: Params) -> int | None:
    topic = params.get("message_thread_id")
    if topic is None:
        return None
    if not topic.isdecimal() or int(topic) not in chat.topics:
        raise bad_request("message thread not found")
    return int(topic)


def _check_reply(state: State, chat: Chat, params: Params) -> None:
    reply = _json(params, "reply_parameters", dict)
    known = (chat.id, reply.get("message_id")) in state.shown or (chat.id, reply.get("message_id")) in state.theirs
    if reply and not known and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")


def _upload(state: State, params: Params, kind: str) -> str:
    """The file's id: an upload is kept, a known one is sent again."""
    given: object = params.get(kind, "")
    if isinstance(given, str) and given.startswith("attach://"):
        given = params.get(given.removeprefix("attach://"), "")
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        return state.store_file(given.content)
    if given not in state.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return str(given)


def _to_edit(state: State, params: Params, missing: str = "message to edit not found") -> Arrived:
    chat = chat_of(state, params)
    number = params.get("message_id", "")
    if not number.isdecimal():
        raise bad_request("message identifier is not specified")
    if (chat.id, int(number)) in state.theirs:
        raise bad_request("message can't be edited")
    found = state.shown.get((chat.id, int(number)))
    if found is None:
        raise bad_request(missing)
    return found


def _keep_pace(state: State, chat: Chat) -> None:
    now = time.monotonic()
    if now - chat.last_sent < state.limits.chat_gap:
        raise too_many_requests(1)
    if state.limits.flood and (wait := state.limits.flood.admit(chat.id, now)):
        raise too_many_requests(wait)
    chat.last_sent = now
