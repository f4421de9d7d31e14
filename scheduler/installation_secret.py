"""The secret of an installation: all addresses that it gives out are made with it, and none can be guessed without it."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

SECRET: Final = Path("var/installation.secret")


class NoSecret(Exception):
    """Addresses were given out that were made with a secret that is gone; path: where it belongs."""

    def __init__(self, path: Path) -> None:
        """path: the file that is missing."""
        super().__init__(str(path))
        self.path = path


def installation_secret(folder: Path) -> bytes:
    """The installation's secret; a backup of the file keeps all addresses. Raises NoSecret where there is none."""
    path = folder / SECRET
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise NoSecret(path) from None


def make_secret(folder: Path) -> None:
    """Make the secret where there is none, readable by its owner alone. Another one would change all addresses."""
    path = folder / SECRET
    with suppress(FileExistsError):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
