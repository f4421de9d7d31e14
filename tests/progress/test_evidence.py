"""Pictures kept as evidence: only the picture, once, where the database lies; what would fill the memory is refused unread."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scheduler.evidence import NoPicture, evidence_folder, keep_picture


def picture(form: str, size: tuple[int, int] = (30, 20), mode: str = "RGB", **more: object) -> bytes:
    target = BytesIO()
    Image.new(mode, size, None).save(target, form, **more)
    return target.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is that large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    body = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


@pytest.mark.parametrize(
    "content",
    [picture("JPEG"), picture("PNG", mode="RGBA"), picture("PNG", mode="P"), picture("WEBP"), picture("JPEG", mode="CMYK")],
    ids=["jpeg", "png", "palette", "webp", "cmyk"],
)  # fmt: skip
def test_what_telephones_send_is_kept_once(tmp_path: Path, content: bytes) -> None:
    name = keep_picture(content, tmp_path / "evidence")
    assert keep_picture(content, tmp_path / "evidence") == name
    (kept,) = (tmp_path / "evidence").iterdir()
    assert f"evidence/{kept.name}" == name
    with Image.open(kept) as found:
        assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (30, 20))


def test_it_stands_upright_and_is_no_larger_than_needed(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    name = keep_picture(picture("JPEG", (4000, 1000), exif=exif), tmp_path)
    with Image.open(tmp_path / name.removeprefix("evidence/")) as found:
        assert found.size == (640, 2560)
        assert not dict(found.getexif())


@pytest.mark.parametrize(
    "content",
    [b"", claiming(60_000, 60_000), claiming(9_000, 9_000), picture("GIF"), picture("TIFF"), picture("JPEG")[:200]],
    ids=["empty", "bomb", "too large", "gif", "tiff", "cut"],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NoPicture):
        keep_picture(content, tmp_path)
    assert not list(tmp_path.iterdir())


@given(st.binary(max_size=300), st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 300))
def test_whatever_is_sent_it_is_a_picture_or_refused(tmp_path_factory, noise, form, place) -> None:
    whole = picture(form)
    try:
        keep_picture(whole[:place] + noise + whole[place:], tmp_path_factory.getbasetemp() / "kept")
    except NoPicture:
        return


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("sqlite:///var/nhacviec.db", "var/evidence"),
        ("sqlite:////srv/data/nhacviec.db", "/srv/data/evidence"),
        ("postgresql+psycopg://db/nhacviec", "var/evidence"),
    ],
)
def test_it_lies_beside_the_database(url: str, place: str) -> None:
    assert evidence_folder(url, Path("/office")) == Path("/office") / place
