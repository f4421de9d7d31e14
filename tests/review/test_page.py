"""What the review page shows of amendments, of text that is no task, of where the file lies: read as a clerk would."""

import html
import re
from pathlib import Path

import pytest

from scheduler.cli import main

ROOT = Path(__file__).parents[2]
AMENDMENT = """KẾ HOẠCH
Điều chỉnh, bổ sung Kế hoạch số 12/KH-UBND năm 2026

I. NỘI DUNG ĐIỀU CHỈNH
1. Thay cụm từ “Phòng Một” bằng cụm từ “Phòng Hai” tại nhiệm vụ số 3.
2. Bổ sung Phòng Ba là đơn vị phối hợp thực hiện nhiệm vụ số 3.
3. Tách nhiệm vụ số 5 thành hai nhiệm vụ.
4. Bãi bỏ nhiệm vụ số 6.
5. Điều chỉnh thời gian thực hiện nhiệm vụ số 7 từ tháng 5 sang tháng 8.
"""
PURPOSE = """KẾ HOẠCH
Thử năm 2026

I. MỤC ĐÍCH
- Nâng cao nhận thức.
- Bảo đảm kịp thời.
- Tạo đồng thuận.
- Gắn với thực tế.
- Đúng quy định.

II. NHIỆM VỤ
| STT | Nội dung | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| 1 | Tập huấn | Phòng A | Quý II |

III. TỔ CHỨC THỰC HIỆN
1. Các phòng báo cáo kết quả về Văn phòng khi rỗi rãi.
"""


def reviewed(text: str, folder: Path) -> str:
    file, out = folder / "kh.md", folder / "out.html"
    file.write_text(text, encoding="utf-8")
    assert main(["read", str(file), "--review", str(out), "--config", str(folder / "none.toml")]) == 0
    return out.read_text(encoding="utf-8").split("</style>")[1]


def plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_every_kind_of_change_has_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = plain(reviewed(AMENDMENT, tmp_path))
    assert main(["read", str(tmp_path / "kh.md")]) == 0
    listed = capsys.readouterr().out
    for said in ("Thay cụm từ", "Thêm đơn vị phối hợp", "Chưa rõ điều chỉnh gì", "Bãi bỏ", "Điều chỉnh"):
        assert said in page
        assert said in listed
    assert "“Phòng Một” → “Phòng Hai”" in page
    assert "“Phòng Một” → “Phòng Hai”" in listed


def test_an_item_of_an_amendment_that_is_not_understood_is_told_apart(tmp_path: Path) -> None:
    page = reviewed(AMENDMENT, tmp_path)
    rows = re.findall(r"<article class='row (\w+)'>(.*?)</article>", page, re.S)
    assert ["Tách" in text for style, text in rows if style == "open"] == [True]
    assert "Chưa hiểu: 1" in plain(page)


def test_what_is_counted_in_a_filter_is_what_it_shows(tmp_path: Path) -> None:
    page = reviewed(PURPOSE, tmp_path)
    for style, name in (("sure", "Chắc"), ("look", "Cần xem"), ("open", "Chưa hiểu")):
        count = page.count(f"class='row {style}'")
        assert f"{name}: {count}" in plain(page)


def test_long_text_that_is_no_task_is_one_line_and_the_rest_behind_it(tmp_path: Path) -> None:
    page = reviewed(PURPOSE, tmp_path)
    folded = re.findall(r"<details class='rest'><summary>(.*?)</summary>", page)
    assert folded == ["và 4 dòng nữa"]
    assert page.index("Nâng cao nhận thức") < page.index("và 4 dòng nữa") < page.index("Đúng quy định")


def test_where_the_file_lies_is_not_told(tmp_path: Path) -> None:
    page = reviewed(
        "| STT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | A B C | Phòng A | Quý II |\n",
        tmp_path,
    )
    assert "<h1>kh.md</h1>" in page
    assert str(tmp_path) not in page


def test_a_year_that_config_tells_is_not_asked_for(tmp_path: Path) -> None:
    text = PURPOSE.replace(" năm 2026", "")
    assert "không ghi năm" in plain(reviewed(text, tmp_path))
    config = (ROOT / "config.toml").read_text(encoding="utf-8").replace("plans/cai-cach-hanh-chinh.md", "kh.md")
    (tmp_path / "none.toml").write_text(config, encoding="utf-8")
    assert "không ghi năm" not in plain(reviewed(text, tmp_path))


GROUP = """KẾ HOẠCH
Thử năm 2026

II. NHIỆM VỤ
1. Tuyên truyền trên loa
a) Phát bản tin
- Chủ trì: Phòng A
- Thời gian: Quý II
"""


def test_the_name_of_a_group_is_called_so(tmp_path: Path) -> None:
    row = next(r for r in reviewed(GROUP, tmp_path).split("<article")[1:] if "Tuyên truyền trên loa" in r)
    assert "Tên phần, tên nhóm" in row


REPLACED = """[office]
id = "xa"
name = "UBND xã Mẫu"
level = "commune"

[[plans]]
id = "kh"
file = "kh.md"

[[units]]
id = "phong-a"
name = "Phòng A"
replaced = { by = "phong-b", from = 2026-07-01 }

[[units]]
id = "phong-b"
name = "Phòng B"
"""


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2026-08-01", "Phòng B (phong-b); trước: Phòng A"), ("2026-03-01", "Phòng A (phong-a); từ 01/7/2026 là Phòng B")],
)
def test_the_unit_that_has_the_work_now_is_shown(day: str, shown: str, tmp_path: Path) -> None:
    file, out, config = (tmp_path / name for name in ("kh.md", "out.html", "none.toml"))
    file.write_text(PURPOSE, encoding="utf-8")
    config.write_text(REPLACED, encoding="utf-8")
    at = ["--config", str(config), "--now", f"{day}T08:00"]
    assert main(["read", str(file), "--review", str(out), *at]) == 0
    assert shown in plain(out.read_text(encoding="utf-8"))
