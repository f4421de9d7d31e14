"""Pictures that people send as evidence: kept beside the database, under their hash, without anything but the picture."""

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from scheduler.whereabouts import database_file
from scheduler.whole_file import OWNER_ALONE, whole_file

MOST_BYTES: Final = 10 * 1024 * 1024
"""Of a picture as it is sent; words/bot.toml says so to people."""

FOLDER: Final = "evidence"
_LONGEST_SIDE = 2560
"""Dots that are kept: enough to read a photographed page."""
_MOST_DOTS = 50_000_000
"""No telephone's picture has more; a file that claims more is made to fill the memory."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 85


class NoPicture(Exception):
    """It is no picture that can be read, or one that is too large."""


def evidence_folder(store_url: str, folder: Path) -> Path:
    """Where pictures lie: beside a SQLite file, else in the installation's var/. folder: that of config.toml."""
    database = database_file(store_url, folder)
    return (folder / "var" if database is None else database.parent) / FOLDER


def keep_picture(content: bytes, folder: Path) -> str:
    """Keep a picture, and name it: "evidence/<SHA-256 of what is kept>.jpg". Raises NoPicture, OSError.

    It is drawn anew, so that place, time and device (EXIF) and whatever hangs on the file stay behind; the same picture
    is kept once. Only the owner of the installation can read it.
    """
    drawn = _drawn_anew(content)
    name = f"{sha256(drawn).hexdigest()}.jpg"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / name).exists():
        os.utime(folder / name)  # it is of today again: whoever tidies up leaves it
    else:
        with whole_file(folder / name, OWNER_ALONE) as file:
            file.write(drawn)
    return f"{FOLDER}/{name}"


def _drawn_anew(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise NoPicture
    try:
        upright = _opened(content)
    except Exception as error:  # a broken file fails inside the library in any way it likes
        raise NoPicture from error
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    target = BytesIO()
    bare.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()


def _opened(content: bytes) -> Image.Image:
    """The picture as people see it; its size is looked at before it is unpacked."""
    Image.init()
    with Image.open(BytesIO(content), formats=_FORMATS) as found:
        if found.width * found.height > _MOST_DOTS:
            raise NoPicture
        return ImageOps.exif_transpose(found).convert("RGB")
