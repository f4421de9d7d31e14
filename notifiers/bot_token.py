"""The bot's token: a kept secret of the form that Telegram gives them."""

import re
from collections.abc import Mapping
from pathlib import Path

from notifiers.kept_secret import SecretError, SecretFault, read_secret

VARIABLE = "TELEGRAM_BOT_TOKEN"
_SHAPE = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


def read_token(env: Mapping[str, str], token_file: Path | None) -> str:
    """The token: TELEGRAM_BOT_TOKEN where it is set, else the content of the file (as read_secret). Raises SecretError."""
    token, source = read_secret(env, VARIABLE, token_file)
    if not _SHAPE.fullmatch(token):
        raise SecretError(SecretFault.MALFORMED, source)
    return token
