"""Lists of units taken apart, and spellings of one unit brought together."""

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.documents import parse_document
from scheduler.plans import split_units, unit_key
from scheduler.plans.addressees import addressees
from scheduler.plans.parties import parties
from scheduler.plans.vocabulary import Role

ONE_UNIT = [
    "Sở VH,TT&DL",
    "Văn phòng HĐND và UBND huyện",
    "Văn phòng HĐND, UBND xã",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Phòng Văn hóa, Khoa học và Thông tin",
    "Trung tâm Truyền thông - Văn hóa - Thể thao huyện",
    "Đài Phát thanh - Truyền hình tỉnh",
    "UBND huyện, thị xã, thành phố",
    "UBND các huyện, thị xã, thành phố",
    "Các sở, ban ngành tỉnh",
    "Các sở, ban ngành, đơn vị liên quan",
    "Các phòng, ban, đơn vị",
    "Các đơn vị tổ chức và người dân",
    "Ban Chỉ đạo phòng, chống dịch bệnh",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "UBND các xã (xã A; xã B, các thôn)",
    "Thường trực HĐND và UBND xã",
]

SEVERAL = [
    (
        "- Các sở, ban ngành tỉnh;\n\n- UBND huyện, thị xã;\n- UBND xã.",
        ["Các sở, ban ngành tỉnh", "UBND huyện, thị xã", "UBND xã"],
    ),
    ("- Phòng A; - UBND các xã;", ["Phòng A", "UBND các xã"]),
    (
        "Phòng Hành chính - Tổng hợp và các phòng có liên quan",
        ["Phòng Hành chính - Tổng hợp", "Các phòng có liên quan"],
    ),
    ("Các cơ quan báo chí, các đơn vị truyền thông", ["Các cơ quan báo chí", "Các đơn vị truyền thông"]),
    ("- Đài Truyền hình; Báo Mẫu và các cơ quan báo chí.", ["Đài Truyền hình", "Báo Mẫu", "Các cơ quan báo chí"]),
    ("Công an xã, Trạm Y tế, Đoàn Thanh niên xã", ["Công an xã", "Trạm Y tế", "Đoàn Thanh niên xã"]),
    ("Các sở, ban, ngành và UBND các xã, phường", ["Các sở, ban, ngành", "UBND các xã, phường"]),
    ("Sở Tài chính và Văn phòng UBND tỉnh", ["Sở Tài chính", "Văn phòng UBND tỉnh"]),
    ("Phòng Văn hóa\nPhòng Kinh tế", ["Phòng Văn hóa", "Phòng Kinh tế"]),
    (
        "Trung tâm Văn hóa -\nThể thao; Văn phòng HĐND và\nUBND xã",
        ["Trung tâm Văn hóa - Thể thao", "Văn phòng HĐND và UBND xã"],
    ),
    ("Trung tâm Văn hóa - Thông tin\n- Thể thao xã", ["Trung tâm Văn hóa - Thông tin - Thể thao xã"]),
    ("Trung tâm Văn hóa - Thông tin\n- UBND xã", ["Trung tâm Văn hóa - Thông tin", "UBND xã"]),
    ("Văn phòng\n- Tổ một cửa\n- Đội xe", ["Văn phòng", "Tổ một cửa", "Đội xe"]),
    ("1. Phòng A\n2. Phòng B", ["Phòng A", "Phòng B"]),
    ("Trạm Y tế; và Công an xã; Trạm Y tế", ["Trạm Y tế", "Công an xã"]),
    ("+ Chủ tịch UBND các xã; các thôn.", ["Chủ tịch UBND các xã", "Các thôn"]),
    ("", []),
    (" - ; .", []),
]

ADDRESSEES = [
    ("HĐND huyện (b/c);", ["HĐND huyện"]),
    ("UBND tỉnh (để b/c);", ["UBND tỉnh"]),
    ("Công an huyện (phối hợp);", ["Công an huyện"]),
    ("Các phòng, ban (t/h);", ["Các phòng, ban"]),
    ("TT. Đảng ủy, HĐND xã (để báo cáo);", ["TT. Đảng ủy", "HĐND xã"]),
    ("Phòng Nội vụ (để tổng hợp, báo cáo);", ["Phòng Nội vụ"]),
    ("UBND các xã, phường (để thực hiện);", ["UBND các xã, phường"]),
    ("Sở Nội vụ (b/c); Sở Tài chính (p/h);", ["Sở Nội vụ", "Sở Tài chính"]),
    ("Như Điều 3;", []),
    ("Như Điều 3 (để thực hiện);", []),
    ("Đài Truyền thanh (đưa tin);", ["Đài Truyền thanh"]),
    ("Ban Quản lý rừng (khu B);", ["Ban Quản lý rừng (khu B)"]),
]

SPELLINGS = [
    ("UBND huyện, thị xã, thành phố", "UBND huyện, thành phố, thị xã."),
    ("Các Sở, ban ngành tỉnh", "các sở,  ban ngành tỉnh;"),
    ("Trạm Y tế xã Hòa", "Trạm y tế xã Hoà"),
    ("Đài Phát thanh - Truyền hình", "Đài Phát thanh – Truyền hình"),
    ("Đài Phát thanh-Truyền hình", "Đài Phát thanh - Truyền hình"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hoá, Thể thao, Du lịch"),
    ("Công an xã Thủy", unicodedata.normalize("NFD", "công an xã Thuỷ")),
    ("Quỹ “Vì người nghèo”", 'Quỹ "Vì người nghèo“'),
]

DIFFERENT = [
    ("UBND xã", "UBND các xã"),
    ("Phòng Văn hóa", "Phòng Văn hóa - Xã hội"),
    ("Văn phòng UBND tỉnh", "UBND tỉnh"),
    ("Đài Phát thanh và Truyền hình", "Đài Phát thanh"),
    ("Sở Tài chính", "Sở Tài chánh"),
]


@pytest.mark.parametrize("name", ONE_UNIT)
def test_one_unit_stays_whole(name: str) -> None:
    assert split_units(name) == (name,)


@pytest.mark.parametrize(("text", "units"), SEVERAL, ids=[repr(c[0]) for c in SEVERAL])
def test_several_units(text: str, units: list[str]) -> None:
    assert list(split_units(text)) == units


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_unit(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_units(one: str, other: str) -> None:
    assert unit_key(one) != unit_key(other)


CELLS = tomllib.loads((Path(__file__).parent / "units/lead_cells.toml").read_text(encoding="utf-8"))["cell"]


@pytest.mark.parametrize("cell", CELLS, ids=[cell["text"] for cell in CELLS])
def test_cells_of_lead_units(cell: dict[str, Any]) -> None:
    found = parties(Role.LEAD, cell["text"])
    assert (list(found.lead), list(found.coordinating)) == (cell["lead"], cell.get("coordinating", []))


@pytest.mark.parametrize(("line", "units"), ADDRESSEES, ids=[line for line, _ in ADDRESSEES])
def test_marks_of_addressees_are_no_part_of_names(line: str, units: list[str]) -> None:
    text = f"Nơi nhận:\n- Như trên;\n- {line}\n- Lưu: VT.\n"
    assert list(addressees(parse_document(text.encode(), "kh.txt").blocks)) == units


BLOCKS = tomllib.loads((Path(__file__).parent / "units/addressees.toml").read_text(encoding="utf-8"))["block"]


@pytest.mark.parametrize(
    "block", BLOCKS, ids=[f"{n}. {' '.join(b['text'].split())[:60]}" for n, b in enumerate(BLOCKS, 1)]
)
def test_blocks_of_addressees(block: dict[str, Any]) -> None:
    found = addressees(parse_document(f"KẾ HOẠCH\n\n{block['text']}".encode(), "kh.txt").blocks)
    assert sorted(map(unit_key, found)) == sorted(map(unit_key, block["units"]))


NAMES = st.sampled_from([*ONE_UNIT, *(s for pair in SPELLINGS for s in pair)])


@given(NAMES, st.sampled_from(["NFC", "NFD"]), st.sampled_from([str.upper, str.lower, str.title]))
def test_form_and_case_make_no_difference(name: str, form: str, case: object) -> None:
    assert callable(case)
    assert unit_key(unicodedata.normalize(form, case(name))) == unit_key(name)  # type: ignore[arg-type]


@given(NAMES)
def test_a_key_is_its_own_key(name: str) -> None:
    assert unit_key(unit_key(name)) == unit_key(name)


@given(st.text(max_size=120))
def test_any_text_is_split_into_names_that_are_not_empty(text: str) -> None:
    assert all(unit.strip() for unit in split_units(text))


@given(
    st.lists(st.sampled_from(ONE_UNIT), min_size=1, max_size=5, unique=True),
    st.sampled_from(["; ", ";\n- ", ".\n- ", "; - "]),
)
def test_joined_units_come_apart_again(units: list[str], separator: str) -> None:
    assert list(split_units("- " + separator.join(units) + ".")) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "Phòng A (đo, vẽ, lưu); Phòng B và UBND các xã (niêm yết, trả kết quả)",
            ("Phòng A", "Phòng B", "UBND các xã"),
        ),
        ("Sở C (cân đối nguồn, cấp phép, theo dõi), doanh nghiệp", ("Sở C", "Doanh nghiệp")),
        ("Trung tâm Y tế (cơ sở 2); Các trường (mầm non)", ("Trung tâm Y tế (cơ sở 2)", "Các trường (mầm non)")),
        ("Phòng A (niêm yết trước ngày 15/3)", ("Phòng A (niêm yết trước ngày 15/3)",)),
    ],
)
def test_a_bracket_that_says_its_piece_of_the_work_is_no_part_of_a_name(text: str, units: tuple[str, ...]) -> None:
    assert split_units(text) == units
