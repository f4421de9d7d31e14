"""Text saved in a code page of Windows, or in the wrong one: read where that is certain, else what to do is said."""

import unicodedata
from collections.abc import Callable

import pytest

from scheduler.documents import Document, parse_document
from scheduler.words import diagnose

Seen = Callable[[Document], list[str]]

ROWS = (
    "STT;Nội dung công việc;Đơn vị chủ trì;Thời gian thực hiện",
    "1;Niêm yết thủ tục hành chính tại bộ phận tiếp nhận hồ sơ;Văn phòng;Thường xuyên",
    "2;Rà soát, bổ sung quy chế làm việc của Ủy ban nhân dân xã;Phòng Nội vụ;Trước ngày 15 tháng 6",
    "3;Tổng kết công tác, đề xuất khen thưởng;Phòng Nội vụ;Tháng 12",
)
TEXT = "\n".join(ROWS)
MEANT = [row.replace(";", " | ") for row in ROWS]


def windows_1258(text: str) -> bytes:
    """As Windows writes it: vowels with circumflex, breve or horn are letters, tones are signs behind them."""
    return b"".join(map(_letter, unicodedata.normalize("NFC", text)))


def _letter(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        tone = next(c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323")
        return (unicodedata.normalize("NFC", apart.replace(tone, "")) + tone).encode("cp1258")


def latin(data: bytes) -> str:
    """Bytes as a program of Western Europe shows them."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


READ = {
    "windows-1258": (windows_1258(TEXT), "text-recoded"),
    "windows-1258 read as windows-1252": (latin(windows_1258(TEXT)).encode(), "text-mended"),
    "UTF-8 read as windows-1252": (latin(TEXT.encode()).encode(), "text-mended"),
    "UTF-8 with a BOM read as windows-1252": (latin(TEXT.encode("utf-8-sig")).encode(), "text-mended"),
}


@pytest.mark.parametrize("case", READ)
def test_what_is_certain_is_read_and_said(case: str, seen: Seen) -> None:
    data, code = READ[case]
    document = parse_document(data, "lich.csv")
    assert seen(document) == MEANT
    assert [d.code for d in document.diagnostics] == [code]
    assert diagnose(document.diagnostics[0])


@pytest.mark.parametrize("case", READ)
def test_the_same_of_plain_text(case: str) -> None:
    data, code = READ[case]
    assert code in [d.code for d in parse_document(data, "ke-hoach.txt").diagnostics]


REFUSED = {
    "too little to be certain": (windows_1258(ROWS[3]), "file-not-utf8"),
    "another language": ("Übergröße; Ärger; schön; Müßiggang; Öl\n".encode("cp1252") * 30, "file-not-utf8"),
    "letters lost": (TEXT.encode("cp1252", "replace"), "text-letters-lost"),
    "all letters with accents lost": (TEXT.encode("ascii", "replace"), "text-letters-lost"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_certain_is_refused_with_what_to_do(case: str) -> None:
    data, code = REFUSED[case]
    document = parse_document(data, "lich.csv")
    assert document.blocks == ()
    assert [d.code for d in document.diagnostics] == [code]
    assert "UTF-8" in diagnose(document.diagnostics[0])


@pytest.mark.parametrize("text", [TEXT, "Ai làm gì? Khi nào thì xong?Ở đâu\n" * 30, "a;b\nc;d\n"])
def test_text_that_is_well_stays(text: str) -> None:
    assert parse_document(text.encode(), "lich.csv").diagnostics == ()


def test_a_mark_in_a_code_page_is_a_mark() -> None:
    data = windows_1258("TỐI MẬT\n" + TEXT)
    assert [d.code for d in parse_document(data, "lich.csv").diagnostics] == ["document-secret"]
