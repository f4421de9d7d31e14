"""Word files: what is shown is what is read, wherever in the XML it stands."""

import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO
from types import ModuleType

import pytest

from scheduler.diagnostics import Severity
from scheduler.documents import Document, Paragraph, Table, parse_document
from scheduler.plans import read_plan

Seen = Callable[[Document], list[str]]

HEADER = ("STT", "Nội dung", "Chủ trì", "Thời gian")


def _read(data: bytes, name: str = "ke-hoach.docx") -> Document:
    document = parse_document(data, name)
    assert document.readable, document.diagnostics
    return document


INSERTED = '<w:ins w:id="1" w:author="a"><w:r><w:t>{0}</w:t></w:r></w:ins>'
DELETED = '<w:del w:id="2" w:author="a"><w:r><w:delText>{0}</w:delText></w:r></w:del>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF x </w:instrText><w:t>mã</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>'
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
OLD_BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
INNER = "<w:p><w:r><w:t>Trong</w:t></w:r></w:p>"

PARAGRAPHS = {
    "runs": ("<w:p><w:r><w:t>Kế </w:t></w:r><w:r><w:t>hoạch</w:t></w:r></w:p>", ["Kế hoạch"]),
    "an insertion": (f"<w:p><w:r><w:t>Quý </w:t></w:r>{INSERTED.format('II')}</w:p>", ["Quý II"]),
    "a deletion": (f"<w:p><w:r><w:t>Quý I</w:t></w:r>{DELETED.format(' và II')}</w:p>", ["Quý I"]),
    "a moved word": (
        "<w:p><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>mới</w:t></w:r></w:moveTo></w:p>",
        ["mới"],
    ),
    "a deleted end of paragraph": (
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>Hội nghị </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>sơ kết</w:t></w:r></w:p>",
        ["Hội nghị sơ kết"],
    ),
    "hidden text": ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>", ["hiện"]),
    "a link": ("<w:p><w:hyperlink><w:r><w:t>Cổng thông tin</w:t></w:r></w:hyperlink></w:p>", ["Cổng thông tin"]),
    "a field": (f"<w:p><w:r><w:t>trang </w:t></w:r>{FIELD}</w:p>", ["trang 12"]),
    "a content control": ("<w:sdt><w:sdtContent><w:p><w:r><w:t>trong ô</w:t></w:r></w:p></w:sdtContent></w:sdt>", ["trong ô"]),
    "a line broken by hand": (
        "<w:p><w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>Công tác năm 2027</w:t></w:r></w:p>",
        ["KẾ HOẠCH", "Công tác năm 2027"],
    ),
    "a line broken inside a sentence": (
        "<w:p><w:r><w:t>tổ chức</w:t><w:br/><w:t>hội nghị</w:t></w:r></w:p>",
        ["tổ chức hội nghị"],
    ),
    "a sentence broken into paragraphs": (
        "<w:p><w:r><w:t>Rà soát những</w:t></w:r></w:p><w:p><w:r><w:t>thủ tục</w:t></w:r></w:p>",
        ["Rà soát những thủ tục"],
    ),
    "hyphens": ("<w:p><w:r><w:t>KH</w:t><w:noBreakHyphen/><w:t>UB</w:t><w:softHyphen/><w:t>ND</w:t></w:r></w:p>", ["KH-UBND"]),
    "a text box": (f"<w:p><w:r><w:t>Ngoài</w:t></w:r>{BOX.format(INNER)}</w:p>", ["Ngoài", "Trong"]),
    "text in a new and an old form": (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='w14'><w:t>mới</w:t></mc:Choice><mc:Fallback><w:t>cũ</w:t>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ["mới"],
    ),
    "an old text box": (f"<w:p>{OLD_BOX.format(INNER)}</w:p>", ["Trong"]),
    "capitals by format": ("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>kế hoạch</w:t></w:r></w:p>", ["KẾ HOẠCH"]),
    "decomposed letters": (f"<w:p><w:r><w:t>{unicodedata.normalize('NFD', 'Kế hoạch tuần')}</w:t></w:r></w:p>", ["Kế hoạch tuần"]),
    "empty paragraphs": ("<w:p/>" * 1000 + "<w:p><w:r><w:t>cuối</w:t></w:r></w:p>" + "<w:p/>" * 1000, ["cuối"]),
}  # fmt: skip


@pytest.mark.parametrize("case", PARAGRAPHS)
def test_paragraphs(case: str, word: ModuleType, seen: Seen) -> None:
    body, expected = PARAGRAPHS[case]
    assert seen(_read(word.docx(body))) == expected


def test_numbers_of_lists_are_written_out(word: ModuleType, seen: Seen) -> None:
    numbering = word.lists(
        (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "-")),
    )
    levels = [
        (0, "a"),
        (1, "b"),
        (2, "c"),
        (2, "d"),
        (1, "e"),
        (2, "f"),
        (3, "g"),
        (3, "h"),
        (4, "i"),
        (0, "k"),
        (1, "l"),
    ]
    body = "".join(word.p(text, props=word.in_list(1, level)) for level, text in levels)
    assert seen(_read(word.docx(body, numbering=numbering))) == [
        "I. a", "1. b", "1.1. c", "1.2. d", "2. e", "2.1. f", "a) g", "b) h", "- i", "II. k", "1. l",
    ]  # fmt: skip


def test_a_list_that_starts_again_and_one_that_goes_on(word: ModuleType, seen: Seen) -> None:
    again = (
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        '</w:lvlOverride></w:num><w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbering = word.lists((("decimalZero", "%1"),), overrides=again)
    body = "".join(word.p(t, props=word.in_list(n)) for n, t in ((1, "a"), (1, "b"), (7, "c"), (7, "d"), (8, "e")))
    assert seen(_read(word.docx(body, numbering=numbering))) == ["01 a", "02 b", "01 c", "02 d", "03 e"]


def test_a_list_of_a_style_and_one_taken_off(word: ModuleType, seen: Seen) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="L"><w:pPr>{word.in_list(1)}</w:pPr></w:style>'
    body = word.p("A", props='<w:pStyle w:val="L"/>') + word.p("B", props='<w:pStyle w:val="L"/>' + word.in_list(0))
    assert seen(_read(word.docx(body, styles=styles, numbering=word.lists((("decimal", "%1)"),))))) == ["1) A", "B"]


def test_a_table_whose_numbers_are_a_list(word: ModuleType) -> None:
    numbering = word.lists((("upperRoman", "%1"),), (("decimal", "%1"),), (("bullet", "\uf02d"),))
    rows = [
        word.tr(*HEADER),
        word.tr(word.tc(word.p(props=word.in_list(1))), word.tc("Công tác tổ chức", '<w:gridSpan w:val="3"/>')),
        *(
            word.tr(
                word.tc(word.p(props=word.in_list(2))),
                f"Lập kế hoạch số {n}",
                word.tc(word.p("Phòng Nội vụ;", props=word.in_list(3)) + word.p("Văn phòng", props=word.in_list(3))),
                "Quý II",
            )
            for n in (1, 2)
        ),
    ]
    plan = read_plan(_read(word.docx(word.tbl(*rows), numbering=numbering)))
    assert [(t.no, t.section, t.lead) for t in plan.tasks] == [
        ("I.1", "Công tác tổ chức", ("Phòng Nội vụ", "Văn phòng")),
        ("I.2", "Công tác tổ chức", ("Phòng Nội vụ", "Văn phòng")),
    ]


def test_merged_cells(word: ModuleType) -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        word.tr("a", word.tc("b", '<w:gridSpan w:val="2"/>' + down), "c"),
        word.tr("d", word.tc("", '<w:gridSpan w:val="2"/>' + on), "e"),
        word.tr(word.tc("", on.replace("/>", ' w:val="continue"/>')), "f", props='<w:gridBefore w:val="1"/>'),
        word.tr(word.tc("g", '<w:hMerge w:val="restart"/>'), word.tc("", "<w:hMerge/>"), "h"),
    )
    table = _read(word.docx(word.tbl(*rows))).blocks[0]
    assert isinstance(table, Table)
    assert [[(c.text, c.columns, c.rows) for c in row.cells] for row in table.rows] == [
        [("a", 1, 1), ("b", 2, 3), ("c", 1, 1)],
        [("d", 1, 1), ("e", 1, 1)],
        [("", 1, 1), ("f", 1, 1)],
        [("g", 2, 1), ("h", 1, 1)],
    ]
    assert [(row.place.table, row.place.row) for row in table.rows] == [(1, 1), (1, 2), (1, 3), (1, 4)]


def test_tracked_changes_are_taken_and_told(word: ModuleType, seen: Seen) -> None:
    inserted, deleted = "<w:ins>" + word.r("II") + "</w:ins>", "<w:del><w:r><w:delText>I</w:delText></w:r></w:del>"
    document = _read(word.docx(word.p("Quý ", deleted, inserted)))
    assert seen(document) == ["Quý II"]
    assert [(d.code, d.severity, dict(d.values)) for d in document.diagnostics] == [
        ("changes-taken", Severity.INFO, {"count": 2})
    ]


def test_rows_that_are_tracked_away(word: ModuleType, seen: Seen) -> None:
    rows = (
        word.tr("a", "b"),
        word.tr("c", "d", props='<w:del w:id="1"/>'),
        word.tr("e", "f", props='<w:ins w:id="2"/>'),
    )
    assert seen(_read(word.docx(word.tbl(*rows)))) == ["a | b", "e | f"]


def test_nested_tables(word: ModuleType, seen: Seen) -> None:
    small = word.tbl(word.tr("x", "y"))
    large = word.tbl(word.tr("1", "2", "3"), word.tr("4", "5", "6"))
    body = word.tbl(word.tr("a", word.tc(word.p("b") + small + word.p("c"))), word.tr(word.tc(large + "<w:p/>"), "d"))
    assert seen(_read(word.docx(body))) == ["a | b / x y / c", " | d", "1 | 2 | 3", "4 | 5 | 6"]


@pytest.mark.parametrize(
    ("beside", "cell", "said"),
    [("Họp", "Họp", ["nested-table-apart"]), ("", "Xã A / Xã B", [])],
    ids=["beside text", "alone"],
)
def test_a_nested_table_of_one_row(word: ModuleType, seen: Seen, beside: str, cell: str, said: list[str]) -> None:
    """Beside text it says something of its own; alone its cells stand below each other."""
    inner = word.tc((word.p(beside) if beside else "") + word.tbl(word.tr("Xã A", "Xã B")) + word.p())
    document = _read(word.docx(word.tbl(word.tr("STT", "Nội dung", "Thời gian"), word.tr("1", inner, "Quý I"))))
    assert seen(document)[1] == f"1 | {cell} | Quý I"
    assert [d.code for d in document.diagnostics] == said


def test_a_frame_around_everything_is_looked_through(word: ModuleType, seen: Seen) -> None:
    inner = word.p("Trước") + word.tbl(word.tr("a", "b")) + word.p("Sau")
    assert seen(_read(word.docx(word.tbl(word.tr(word.tc(inner)))))) == ["Trước", "a | b", "Sau"]


def test_a_raised_mark_and_its_note_below_the_table(word: ModuleType, seen: Seen) -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    row = word.tr("1", "Họp", word.tc(word.p("Quý I", word.r("(1)", up))))
    note = word.p(word.r("1", up), " Riêng các thôn: Quý II")
    document = _read(word.docx(word.tbl(word.tr("STT", "Nội dung", "Thời gian"), row) + note))
    assert seen(document)[1] == "1 | Họp | Quý I"
    assert [dict(d.values) for d in document.diagnostics] == [{"line": "Quý I", "text": "Riêng các thôn: Quý II"}]


def test_footnotes_are_set_aside_and_said_to_be(word: ModuleType, seen: Seen) -> None:
    body = word.p("Báo cáo", '<w:r><w:footnoteReference w:id="1"/></w:r>', " quý")
    notes = f'<w:footnote w:id="1">{word.p("Theo mẫu số 1")}</w:footnote>'
    document = _read(word.docx(body, footnotes=notes))
    assert seen(document) == ["Báo cáo quý"]
    assert [(d.code, dict(d.values)) for d in document.diagnostics] == [
        ("footnotes-apart", {"count": 1, "text": "Theo mẫu số 1"})
    ]


@pytest.mark.parametrize("where", ["header", "footer", "box", "table", "body"])
def test_a_mark_of_secrecy_is_seen_wherever_it_stands(where: str, word: ModuleType) -> None:
    mark, text = word.p("TUYỆT MẬT"), word.p("Nội dung không ai được thấy")
    body = {
        "box": f"<w:p>{BOX.format(mark)}</w:p>",
        "table": word.tbl(word.tr("UBND XÃ MẪU", word.tc(mark))),
        "body": mark,
    }.get(where, "")
    parts = {where: mark} if where in ("header", "footer") else {}
    document = parse_document(word.docx(body + text, **parts), "a.docx")
    assert [d.code for d in document.diagnostics] == ["document-secret"]
    assert document.blocks == ()


def test_headings_and_bold(word: ModuleType) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    body = word.p("Nhiệm vụ", props='<w:pStyle w:val="H"/>') + word.p(
        word.r("đậm", "<w:b/>"), word.r(" thường", '<w:b w:val="0"/>')
    )
    first, second = _read(word.docx(body, styles=styles)).blocks
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph)
    assert (first.level, first.bold, second.level, second.bold) == (2, True, None, False)


@pytest.mark.parametrize("name", ["ke-hoach.doc", "ke-hoach.docm", "ke-hoach", "KE HOACH.DOCX", "ke-hoach.txt"])
def test_the_content_tells_the_type(name: str, word: ModuleType, seen: Seen) -> None:
    assert seen(_read(word.docx(word.p("Kế hoạch")), name)) == ["Kế hoạch"]


def test_macros_are_never_looked_at(word: ModuleType, seen: Seen) -> None:
    data = word.docx(word.p("Kế hoạch"), vbaProject="<?xml this is no XML")
    assert seen(_read(data, "ke-hoach.docm")) == ["Kế hoạch"]


def test_a_small_table_in_a_row_is_no_part_of_its_title(word: ModuleType, seen: Seen) -> None:
    small = word.tbl(word.tr("Tin bài", "12"), word.tr("Phóng sự", "3"))
    document = _read(word.docx(word.tbl(word.tr("1", word.tc(word.p("Tuyên truyền") + small), "Phòng A", "Quý I"))))
    assert seen(document) == ["1 | Tuyên truyền | Phòng A | Quý I"]
    assert [(d.code, dict(d.values)["text"]) for d in document.diagnostics] == [
        ("nested-table-apart", "Tin bài; 12; Phóng sự; 3")
    ]


def test_a_row_whose_text_is_all_deleted_is_none(word: ModuleType, seen: Seen) -> None:
    """So LibreOffice writes a deleted row of .rtf, .doc and .odt: its automatic number stays, and is not counted."""
    gone = "".join(f"<w:tc><w:p>{DELETED.format(text)}</w:p></w:tc>" for text in ("b", "Việc B"))
    table = f"<w:tbl>{word.tr('a', 'Việc A')}<w:tr>{gone}</w:tr>{word.tr('c', 'Việc C')}</w:tbl>"
    assert seen(parse_document(word.docx(table), "a.docx")) == ["a | Việc A", "c | Việc C"]


def test_a_package_written_as_one_xml_file(word: ModuleType, seen: Seen) -> None:
    parts = zipfile.ZipFile(BytesIO(word.complete(word.p(word.r("Kế hoạch năm 2027")))))
    xml = (
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{_body(parts.read(name))}</pkg:xmlData></pkg:part>'
        for name in parts.namelist()
    )
    said = '<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    macros = '<pkg:part pkg:name="/word/vbaProject.bin"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part>'
    document = parse_document((said + "".join(xml) + macros + "</pkg:package>").encode(), "ke-hoach.xml")
    assert seen(document) == ["Kế hoạch năm 2027"]
    assert [d.code for d in document.diagnostics] == ["macros-left-out"]


def _body(part: bytes) -> str:
    return part.decode().partition("?>")[2] if part.startswith(b"<?xml") else part.decode()
