"""The bot's token: a kept secret of the form that Telegram gives them."""

import re
from collections.abc import Mapping
from pathlib import Path

from notifiers.kept_secret import SecretError as TokenError
from notifiers.kept_secret import SecretFault as TokenFault
from notifiers.kept_secret import read_secret

__all__ = ["VARIABLE", "TokenError", "TokenFault", "read_token"]

VARIABLE = "TELEGRAM_BOT_TOKEN"
_SHAPE = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


def read_token(env: Mapping[str, str], token_file: Path | None) -> str:
    """The token: TELEGRAM_BOT_TOKEN where it is set, else the content of the file (as read_secret). Raises TokenError."""
    token, source = read_secret(env, VARIABLE, token_file)
    if not _SHAPE.fullmatch(token):
        raise TokenError(TokenFault.MALFORMED, source)
    return token
