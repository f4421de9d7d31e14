"""Text of which some lines came from a file in letters from before Unicode, without the names of its fonts."""

from scheduler.documents import parse_document
from scheduler.documents.document import texts

_OLD = (
    "Rµ so¸t hé nghÌo, cËn nghÌo trªn ®Þa bµn x·",
    "Tæ chøc héi nghÞ tuyªn truyÒn ph¸p luËt vÒ ®Êt ®ai",
    "KiÓm tra viÖc thùc hiÖn quy chÕ d©n chñ ë c¬ së",
)
_NEW = (
    "Rà soát hộ nghèo, cận nghèo trên địa bàn xã",
    "Tổ chức hội nghị tuyên truyền pháp luật về đất đai",
    "Kiểm tra việc thực hiện quy chế dân chủ ở cơ sở",
)


def _lines(*lines: str) -> tuple[list[str], list[str]]:
    document = parse_document("\n\n".join(lines).encode(), "ke-hoach.txt")
    return [text for block in document.blocks for text, _ in texts(block)], [d.code for d in document.diagnostics]


def test_lines_that_cannot_be_unicode_are_decoded_and_told() -> None:
    assert _lines("Báo cáo «Quý II» của Ủy ban nhân dân", *_OLD) == (
        ["Báo cáo «Quý II» của Ủy ban nhân dân", *_NEW],
        ["text-decoded"],
    )


def test_lines_of_unicode_with_other_signs_stay() -> None:
    written = ["Báo cáo «ngày 5»", "Đo 5 m² đất, 30°C", "Übung, café, garçon", *_NEW]
    assert _lines(*written) == (written, [])
