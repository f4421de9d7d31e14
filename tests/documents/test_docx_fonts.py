"""Word files in fonts from before Unicode: the font tells the letters, and where its name is lost, the words they make."""

from collections.abc import Callable
from types import ModuleType

import pytest

from scheduler.documents import Document, parse_document

Seen = Callable[[Document], list[str]]


def _read(data: bytes, name: str = "ke-hoach.docx") -> Document:
    document = parse_document(data, name)
    assert document.readable, document.diagnostics
    return document


def _run(text: str, font: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t>{text}</w:t></w:r>'


FONTS = {
    "TCVN3": (_run("KÕ ho¹ch t­ ph¸p", ".VnTime"), "Kế hoạch tư pháp"),
    "TCVN3, capitals by font": (_run("kÕ ho¹ch", ".VnTimeH"), "KẾ HOẠCH"),
    "VNI": (_run("Keá hoaïch tö phaùp, ñaêng kyù", "VNI-Times"), "Kế hoạch tư pháp, đăng ký"),
    "VNI, a mark in the next run": (_run("Ke", "VNI-Times") + _run("á", "VNI-Times"), "Kế"),
    "VNI, capitals": (_run("KEÁ HOAÏCH", "VNI-Helve"), "KẾ HOẠCH"),
    "two fonts": (
        _run("KÕ ho¹ch", ".VnTime") + _run(" năm học ", "Times New Roman") + _run("thaùng", "VNI-Times"),
        "Kế hoạch năm học tháng",
    ),
    "Unicode in a font that is only called so": (_run("Kế hoạch", ".VnTime"), "Kế hoạch"),
    "Unicode": (_run("Öl für São Tomé", "Arial"), "Öl für São Tomé"),
}  # fmt: skip


@pytest.mark.parametrize("case", FONTS)
def test_fonts_from_before_unicode(case: str, word: ModuleType, seen: Seen) -> None:
    runs, expected = FONTS[case]
    assert seen(_read(word.docx(f"<w:p>{runs}</w:p>"))) == [expected]


FONT = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'


STYLES = {
    "the default of all": (f"<w:docDefaults><w:rPrDefault><w:rPr>{FONT}</w:rPr></w:rPrDefault></w:docDefaults>", "", ""),
    "the default style": (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr>{FONT}</w:rPr></w:style>', "", ""
    ),
    "the paragraph's style, by the one that it is based on": (
        f'<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="B"><w:rPr>{FONT}</w:rPr></w:style>', '<w:pStyle w:val="A"/>', ""
    ),
    "the run's style": (
        f'<w:style w:type="character" w:styleId="C"><w:rPr>{FONT}</w:rPr></w:style>', "", '<w:rStyle w:val="C"/>'
    ),
    "a circle of styles": (
        f'<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr>{FONT}</w:rPr></w:style>',
        '<w:pStyle w:val="A"/>', ""
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", STYLES)
def test_the_font_may_stand_in_a_style(case: str, word: ModuleType, seen: Seen) -> None:
    styles, of_paragraph, of_run = STYLES[case]
    body = word.p(word.r("t­ ph¸p", of_run), props=of_paragraph)
    assert seen(_read(word.docx(body, styles=styles))) == ["tư pháp"]


VNI = "Thöïc hieän chöông trình coâng taùc, caùc phoøng, ñôn vò xaây döïng keá hoaïch "


def test_vni_letters_whose_font_is_lost_are_told_by_the_words_they_make(word: ModuleType, seen: Seen) -> None:
    document = _read(word.docx(word.p(VNI * 3) + word.tbl(word.tr("1", "Toång keát", "Quyù I"))))
    assert [d.code for d in document.diagnostics] == ["text-decoded"]
    assert seen(document)[0].startswith("Thực hiện chương trình công tác, các phòng, đơn vị xây dựng kế hoạch Thực")
    assert seen(document)[1] == "1 | Tổng kết | Quý I"


def test_a_mark_of_secrecy_in_such_letters(word: ModuleType) -> None:
    document = parse_document(word.docx(word.p("TUYEÄT MAÄT") + word.p(VNI * 3)), "a.docx")
    assert [d.code for d in document.diagnostics] == ["document-secret"]


TCVN3 = "KÕ ho¹ch c«ng t¸c cña ñy ban nh©n d©n x·, c¸c phßng, ®¬n vÞ thùc hiÖn, \u00adu tiªn t\u00adíi tiªu "


def test_tcvn3_letters_whose_font_is_lost(word: ModuleType, seen: Seen) -> None:
    document = _read(word.docx(word.p(TCVN3 * 3)))
    assert [d.code for d in document.diagnostics] == ["text-decoded"]
    assert seen(document)[0].startswith(
        "Kế hoạch công tác của ủy ban nhân dân xã, các phòng, đơn vị thực hiện, ưu tiên tưới"
    )
    assert seen(parse_document((TCVN3 * 3).encode(), "a.txt")) == seen(document)


def test_a_soft_hyphen_in_unicode_is_none_to_be_seen(word: ModuleType, seen: Seen) -> None:
    assert seen(_read(word.docx(word.p("Nghiên\u00ad cứu") + word.p("Hành\u00ad chính")))) == [
        "Nghiên cứu",
        "Hành chính",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Le comité a été créé à Liège; les élèves répétèrent à l'école où l'on déjà préféra ",
    ],
)
def test_other_old_fonts_whose_names_are_lost_are_said_to_be_there(text: str, word: ModuleType) -> None:
    assert [d.code for d in _read(word.docx(word.p(text * 4))).diagnostics] == ["text-not-unicode"]
