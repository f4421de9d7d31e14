"""A list of units becomes [[units]]: what config has stays, groups have their members, the same list again adds nothing."""

import tomllib
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from scheduler.config.reading import parse_config
from scheduler.config.unit_edits import additions, contradicted
from scheduler.config.unit_list import as_entries, unsaid_members
from scheduler.config.unit_rows import listed_units
from scheduler.documents import parse_document
from scheduler.model import Unit

LIST = """DANH SÁCH ĐƠN VỊ THUỘC XÃ
STT,Mã,Tên đơn vị,Tên khác,Nhóm,Từ ngày,Đến ngày,Thay bằng
1,yt,Trạm Y tế xã,TYT xã; Trạm Y tế,Các đơn vị sự nghiệp,,,
2,,Thư viện xã,,Các đơn vị sự nghiệp,,30/6/2026,Trung tâm Văn hóa
3,,Trung tâm Văn hóa,,,2026-07-01,,
"""


def entries(*known: Unit) -> list[dict[str, object]]:
    found = listed_units(parse_document(LIST.encode(), "dv.csv"))[0]
    units: list[dict[str, object]] = tomllib.loads("\n".join(as_entries(found, known))).get("units", [])
    return units


def test_a_list_of_units() -> None:
    station, library, centre, group = entries()
    assert station == {"id": "yt", "name": "Trạm Y tế xã", "aliases": ["TYT xã", "Trạm Y tế"]}
    assert (library["id"], str(library["valid_to"]), library["successor"]) == (
        "thu-vien-xa",
        "2026-06-30",
        "trung-tam-van-hoa",
    )
    assert str(centre["valid_from"]) == "2026-07-01"
    assert group["members"] == ["yt", "thu-vien-xa"]


@pytest.mark.parametrize("known", [Unit("yt-xa", "Trạm y tế xã"), Unit("yt", "Trạm Y tế cơ sở")])
def test_what_config_has_is_left_as_it_is(known: Unit) -> None:
    found = entries(known)
    assert [u["id"] for u in found] == ["thu-vien-xa", "trung-tam-van-hoa", "cac-don-vi-su-nghiep"]
    assert found[-1]["members"] == [known.id, "thu-vien-xa"]


def test_a_group_that_config_has_is_told_the_members_that_it_lacks() -> None:
    units = Unit("yt", "Trạm Y tế xã"), Unit("tv", "Thư viện xã"), Unit("sn", "Các đơn vị sự nghiệp", members=("yt",))
    found = listed_units(parse_document(LIST.encode(), "dv.csv"))[0]
    assert unsaid_members(found, units) == (("sn", ("yt", "tv")),)
    whole = Unit("sn", "Các đơn vị sự nghiệp", members=("yt", "tv"))
    assert unsaid_members(found, (*units[:2], whole)) == ()


def test_the_command_adds_them_once_and_leaves_the_rest_of_the_file(tmp_path: Path) -> None:
    from scheduler.cli import main

    config, file = tmp_path / "config.toml", tmp_path / "dv.csv"
    before = '[office]\nid = "xa"\nname = "UBND xã"\nlevel = "commune"\n[[plans]]\nid = "kh"\nfile = "kh.md" # tệp\n'
    config.write_text(before, encoding="utf-8")
    file.write_text(LIST, encoding="utf-8")
    for _ in range(2):
        assert main(["units", str(file), "--config", str(config)]) == 0
    text = config.read_text(encoding="utf-8")
    found = parse_config(text, tmp_path).config
    assert text.startswith(before) and found is not None
    assert [u.id for u in found.units] == ["yt", "thu-vien-xa", "trung-tam-van-hoa", "cac-don-vi-su-nghiep"]


CONFIG = """[office]
id = "xa"
name = "UBND xã"
level = "commune"
[[plans]]
id = "kh"
file = "kh.md"

[[units]]    # trạm
id = "yt"
name = "Trạm Y tế xã"

[[units]]
id = "tv"
name = "Thư viện xã"
aliases = [
  "TV xã",   # tên tắt
]

[[units]]
id = "sn"
name = "Các đơn vị sự nghiệp"
# members = []    # ghi mã của các đơn vị trong nhóm

[[units]]
id = "vh"
name = "Trung tâm Văn hóa"
aliases = []
"""
MORE = """Tên đơn vị,Tên khác,Nhóm
Trạm Y tế xã,TYT xã; Trạm Y tế,Các đơn vị sự nghiệp
Thư viện xã,TV xã; Thư viện,Các đơn vị sự nghiệp
Trung tâm Văn hóa,TT Văn hóa,
"""


def test_other_names_and_members_come_to_units_that_config_has(tmp_path: Path) -> None:
    from scheduler.cli import main

    config, file = tmp_path / "config.toml", tmp_path / "dv.csv"
    config.write_text(CONFIG, encoding="utf-8")
    file.write_text(MORE, encoding="utf-8")
    assert main(["units", str(file), "--dry-run", "--config", str(config)]) == 0
    assert config.read_text(encoding="utf-8") == CONFIG
    for _ in range(2):
        assert main(["units", str(file), "--config", str(config)]) == 0
    text = config.read_text(encoding="utf-8")
    found = parse_config(text, tmp_path).config
    assert found is not None
    assert [(u.id, u.aliases, u.members) for u in found.units] == [
        ("yt", ("TYT xã", "Trạm Y tế"), ()),
        ("tv", ("TV xã", "Thư viện"), ()),
        ("sn", (), ("yt", "tv")),
        ("vh", ("TT Văn hóa",), ()),
    ]
    assert "# trạm" in text
    assert "# tên tắt" in text
    assert text.count("members") == 1


def test_a_name_that_another_unit_bears_is_no_other_name() -> None:
    units = Unit("yt", "Trạm Y tế xã"), Unit("tyt", "Trạm Y tế")
    found = listed_units(parse_document(MORE.encode(), "dv.csv"))[0]
    assert [a.texts for a in additions(found, units)] == [("TYT xã",)]


def test_a_table_without_names_of_units_is_none() -> None:
    assert listed_units(parse_document(b"A,B\n1,2\n", "x.csv")) == ((), ())


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("kt,Trạm Y tế,,,", "unit-row-code"),
        ("yt,Trạm Y tế,31/02/2026,,", "unit-row-day"),
        ("yt,Trạm Y tế,,tháng sáu,", "unit-row-day"),
        ("yt,,,,", "unit-row-nameless"),
        ("yt,Trạm Y tế,,30/6/2026,Đơn vị không có", "unit-row-successor"),
        ("yt,Trạm Y tế,,,Phòng Kinh tế", "unit-row-until"),
        ("yt,Trạm Y tế,1/7/2026,30/6/2026,", "unit-row-turned"),
        ("yt,Trạm Y tế,,30/6/2026,Trạm y tế", "unit-row-itself"),
        (",Phòng Kinh tế,1/7/2026,,", "unit-row-twice"),
        ('yt,"Trạm Y tế, Phòng Nội vụ",,,', "unit-row-several"),
    ],
)
def test_a_wrong_row_is_named_and_left_out_alone(row: str, code: str) -> None:
    text = f"Mã,Tên đơn vị,Từ ngày,Đến ngày,Thay bằng\nkt,Phòng Kinh tế,,,\n{row}\nca,Công an xã,,,\n,Tổng cộng,,,\n"
    kept, faults = listed_units(parse_document(text.encode(), "dv.csv"))
    assert [one.name for one in kept] == ["Phòng Kinh tế", "Công an xã"]
    assert [(fault.code, fault.location.row or fault.location.line) for fault in faults] == [(code, 3)]


COLUMNS = [
    ("STT,Tên đơn vị,Tên viết tắt,Nhóm/Khối", "1,Sở Một,S1,Các sở", "aliases S1, groups Các sở"),
    (
        "TT,Cơ quan - đơn vị,Tên sở ngành,Ngày kết thúc (nếu có),Đơn vị kế thừa",
        "1,,Sở Một,30/6/2026,Sở Cũ",
        "to 2026-06-30, by Sở Cũ",
    ),
    ("Số TT,Tên cơ quan/đơn vị,Hoạt động từ,Email", "1,Sở Một,01 tháng 7 năm 2026,a@example.vn", "from 2026-07-01"),
    ("Đơn vị cũ,Đơn vị mới,Ngày thực hiện", "Sở Một,Sở Cũ,1/7/2026", "to 2026-06-30, by Sở Cũ"),
    ("Tên đơn vị,Sáp nhập vào,Ngày sáp nhập", "Sở Một,Sở Cũ,1/7/2026", "to 2026-06-30, by Sở Cũ"),
    ("Đơn vị,Ký hiệu", 'Sở Một,"SM, Sở 1"', "aliases SM|Sở 1"),
]


@pytest.mark.parametrize(("header", "row", "told"), COLUMNS, ids=[header for header, *_ in COLUMNS])
def test_columns_go_by_many_names(header: str, row: str, told: str) -> None:
    kept, _ = listed_units(parse_document(f"DANH SÁCH\n{header}\n{row}\n".encode(), "dv.csv"), [Unit("cu", "Sở Cũ")])
    one = kept[0]
    facts = {
        "aliases": "|".join(one.aliases),
        "groups": "|".join(one.groups),
        "from": one.valid_from,
        "to": one.valid_to,
        "by": one.successor,
    }
    assert one.name == "Sở Một"
    assert ", ".join(f"{key} {value}" for key, value in facts.items() if value) == told


def read(*lines: str) -> tuple[list[str], list[str]]:
    """Names and groups of what a list has, and the codes of what is told of it."""
    kept, told = listed_units(parse_document("\n".join(lines).encode(), "dv.csv"))
    return [f"{one.name}: {'|'.join(one.groups)}" for one in kept], [one.code for one in told]


def test_titles_headings_notes_and_signatures_are_no_units() -> None:
    names, told = read(
        "TT,Tên đơn vị,Thời gian,,Ghi chú",
        ",,Từ ngày,Đến ngày,",
        "I,Các sở,,,",
        "1,Sở Một,,31/12/2026,",
        "II,Khối Đảng,,,",
        "2,Văn phòng Tỉnh ủy,1/7/2026,,",
        ",Tổng cộng: 2 đơn vị,,,",
        "Người lập biểu,,Thủ trưởng đơn vị,,",
        ",Trần Văn Mẫu,,,",
    )
    assert (names, told) == (["Sở Một: Các sở", "Văn phòng Tỉnh ủy: Khối Đảng"], [])


def test_what_is_not_taken_is_said() -> None:
    names, told = read("Tên đơn vị,Tên khác,Xếp hạng", "Sở Một,S1,A", "Sở Hai,S1,B", "Trần Văn Mẫu,,")
    assert names == ["Sở Một: ", "Sở Hai: ", "Trần Văn Mẫu: "]
    assert told == ["unit-columns-unread", "unit-row-alias", "unit-row-unlike"]


def test_who_follows_a_unit_that_is_split_is_a_group() -> None:
    text = "Tên đơn vị,Đến ngày,Thay bằng\nUBND huyện Cũ,30/6/2025,UBND xã Một; UBND xã Hai\nUBND xã Một,,\nUBND xã Hai,,\n"
    found = listed_units(parse_document(text.encode(), "dv.csv"))[0]
    old, *_, group = tomllib.loads("\n".join(as_entries(found, ())))["units"]
    assert old["successor"] == group["id"]
    assert group["members"] == ["ubnd-xa-mot", "ubnd-xa-hai"]


def test_a_plain_list_of_names_is_one_too() -> None:
    text = "DANH SÁCH ĐƠN VỊ\n1. Sở Một\n2. Sở Hai\n"
    assert [one.name for one in listed_units(parse_document(text.encode(), "dv.txt"))[0]] == ["Sở Một", "Sở Hai"]
    assert listed_units(parse_document((text + "3. Tổ chức hội nghị\n").encode(), "dv.txt"))[0] == ()


def test_days_and_successors_come_to_units_that_config_has_and_contradict_none() -> None:
    text = "Tên đơn vị,Từ ngày,Đến ngày,Thay bằng\nSở Một,,30/6/2026,Sở Hai\nSở Hai,1/7/2026,,\n"
    listed = listed_units(parse_document(text.encode(), "dv.csv"))[0]
    bare = Unit("s1", "Sở Một"), Unit("s2", "Sở Hai")
    found = {(a.id, a.key): a.texts for a in additions(listed, bare)}
    assert found == {
        ("s1", "valid_to"): ("2026-06-30",),
        ("s1", "successor"): ('"s2"',),
        ("s2", "valid_from"): ("2026-07-01",),
    }
    said = Unit("s1", "Sở Một", valid_to=date(2026, 3, 31)), Unit("s2", "Sở Hai", valid_from=date(2026, 7, 1))
    assert additions(listed, said) == ()
    assert contradicted(listed, said) == (("s1", "valid_to", "2026-06-30"),)


def test_a_group_is_neither_its_own_member_nor_the_other_name_of_a_unit() -> None:
    text = "Tên đơn vị,Tên khác,Nhóm\nSở Một,S1,Sở Một\nPhòng Hai,,S1\nPhòng Ba,,-\n"
    found = listed_units(parse_document(text.encode(), "dv.csv"))[0]
    assert [unit["name"] for unit in tomllib.loads("\n".join(as_entries(found, ())))["units"]] == [
        "Sở Một",
        "Phòng Hai",
        "Phòng Ba",
    ]


def workbook(sheets: dict[str, list[list[str | int | None]]]) -> bytes:
    book, body = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(body)
    return body.getvalue()


def test_rows_below_an_empty_one_and_other_sheets_are_read_and_what_holds_no_list_is_told() -> None:
    rooms: list[list[str | int | None]] = [
        ["STT", "Tổ/bộ phận", "Viết tắt", "Nhóm"],
        [1, "Phòng Một", "P.M / PM", "Các phòng"],
        [],
        [2, "Phòng Hai", "P.H", "Các phòng"],
        [3, "Phòng Ba", "", "Các phòng"],
    ]
    communes: list[list[str | int | None]] = [["STT", "Tên xã, phường"], [1, "UBND xã Một"], [2, "UBND xã Hai"]]
    notes: list[list[str | int | None]] = [["Cách ghi"], ["Mỗi đơn vị một dòng"]]
    body = workbook({"Phòng": rooms, "Xã": communes, "Hướng dẫn": notes})
    found, told = listed_units(parse_document(body, "dv.xlsx"))
    assert [one.name for one in found] == ["Phòng Một", "Phòng Hai", "Phòng Ba", "UBND xã Một", "UBND xã Hai"]
    assert found[0].aliases == ("P.M", "PM")
    assert {one.groups for one in found[:3]} == {("Các phòng",)}
    assert [(d.code, dict(d.values).get("sheet")) for d in told] == [("unit-sheet-unread", "Hướng dẫn")]


def test_titles_without_accents_are_known() -> None:
    (one,) = listed_units(parse_document("stt,ten don vi,ten viet tat\n1,Phòng Một,P.M\n".encode(), "dv.csv"))[0]
    assert (one.name, one.aliases) == ("Phòng Một", ("P.M",))
