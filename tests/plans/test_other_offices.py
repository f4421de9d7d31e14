"""What plans of other offices do otherwise: headers over two rows, tables of converters, lines broken anywhere, decisions."""

from collections.abc import Callable

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan
from scheduler.plans import read_plan, split_units

Read = Callable[[str], Plan]

WORK = "II. NHIỆM VỤ\n"


def _markdown(text: str) -> Plan:
    return read_plan(parse_document(text.encode(), "ke-hoach.md"))


HTML = """<table>
<tr><th>STT</th><th>Nội dung</th><th>Hình thức</th><th>Chủ trì</th><th>Thời gian</th></tr>
<tr><td colspan="5"><b>I. Trong cơ quan</b></td></tr>
<tr><td>1</td><td rowspan="2">Phổ biến<br>quy chế</td><td>Hội nghị</td><td>Phòng A; Phòng B</td><td>Quý II</td></tr>
<tr><td>2</td><td>Tờ gấp</td><td>Phòng C</td><td>Quý III</td></tr>
</table>

Nơi nhận:
"""


def test_html_table_with_merged_cells() -> None:
    plan = _markdown(HTML)
    assert [(t.no, t.title, t.lead, t.timing) for t in plan.tasks] == [
        ("I.1", "Phổ biến quy chế", ("Phòng A", "Phòng B"), "Quý II"),
        ("I.2", "Phổ biến quy chế", ("Phòng C",), "Quý III"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "STT|Nội dung|Đơn vị thực hiện|Thời gian\n||Chủ trì|Phối hợp|",
        "STT|Nội dung|Đơn vị thực hiện||Thời gian\n||Chủ trì|Phối hợp|",
    ],
)
def test_header_over_two_rows(table: Read, header: str) -> None:
    (task,) = table(header + "\n1|Mở lớp|Phòng A|Phòng B|Quý II\n").tasks
    assert (task.lead, task.coordinating, task.timing) == (("Phòng A",), ("Phòng B",), "Quý II")


def test_header_over_two_rows_one_cell_a_line(read: Read) -> None:
    header = "STT;Nội dung;Đơn vị thực hiện;Thời gian;Chủ trì;Phối hợp"
    cells = header + ";1;Mở lớp;Phòng A;Phòng B;Quý II;2;Hội thi;Phòng C;Phòng D;Quý IV"
    first, second = read("".join(f"\t{cell}\n\n" for cell in cells.split(";"))).tasks
    assert (first.lead, first.coordinating, first.timing) == (("Phòng A",), ("Phòng B",), "Quý II")
    assert (second.title, second.lead, second.timing) == ("Hội thi", ("Phòng C",), "Quý IV")


def test_a_row_full_of_column_words_is_a_task(table: Read) -> None:
    rows = (
        "Nội dung công việc|Đơn vị chủ trì, phối hợp|Tiến độ|Sản phẩm\n"
        "1. Lập danh mục|Phòng A|Tháng 3|Danh mục\n"
        "2. Đăng tải nội dung lên trang tin|- Chủ trì: Phòng A; - Phối hợp: Phòng B|Thường xuyên|Tin\n"
    )
    assert [(t.no, t.lead, t.coordinating, t.timing) for t in table(rows).tasks] == [
        ("1", ("Phòng A",), (), "Tháng 3"),
        ("2", ("Phòng A",), ("Phòng B",), "Thường xuyên"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "02|Cập nhật lĩnh vực hộ tịch lên trang tin|Công chức phụ trách hộ tịch|Trung tâm Văn hóa|Trong 03 ngày làm việc",
        "2|Phối hợp tổ chức thực hiện|Người phụ trách chủ trì|Đơn vị liên quan|Lịch thực hiện",
        "Xây dựng nội dung chương trình|Công chức phụ trách|Các đơn vị phối hợp|Tháng 3|Báo cáo",
    ],
)
def test_words_of_columns_in_a_row_of_work(table: Read, row: str) -> None:
    rows = f"STT|Nội dung|Chủ trì|Phối hợp|Thời gian\n1|Việc đầu|Phòng A|Phòng B|Quý I\n{row}\n3|Việc cuối|Phòng C|Phòng D|Quý II\n"
    tasks = table(rows).tasks
    assert [(t.no, t.title, t.lead, t.timing) for t in (tasks[0], tasks[-1])] == [
        ("1", "Việc đầu", ("Phòng A",), "Quý I"),
        ("3", "Việc cuối", ("Phòng C",), "Quý II"),
    ]


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2/5"])
def test_page_number_between_the_halves_of_a_table(table: Read, number: str) -> None:
    head = "STT|Nội dung|Chủ trì|Thời gian\n"
    rows = f"{head}A|Công tác chung\n1|Dọn vệ sinh quanh|Phòng A|Quý I\n\n{number}\n\n{head}|trụ sở||\n2|Trồng cây|Phòng B|Quý II\n"
    assert [(t.no, t.title) for t in table(rows).tasks] == [("A.1", "Dọn vệ sinh quanh trụ sở"), ("A.2", "Trồng cây")]


def test_numbers_with_a_dash(read: Read) -> None:
    text = (
        "I- MỤC ĐÍCH\n1- Mục đích\n- Vì dân.\nII- HÌNH THỨC\n1- Nội dung\n- Điều mới.\n2- Hình thức\n"
        "2.1- Qua hội nghị\n+ Đơn vị thực hiện: Phòng A.\n+ Thời gian: tháng 5.\n"
        "2.2- Qua mạng\n+ Đơn vị thực hiện: Phòng B.\n+ Thời gian: thường xuyên.\n"
    )
    assert [(t.no, t.title, t.lead) for t in read(text).tasks] == [
        ("II.2.1", "Qua hội nghị", ("Phòng A",)),
        ("II.2.2", "Qua mạng", ("Phòng B",)),
    ]


RAGGED = """KẾ HOẠCH
CHĂM SÓC CÂY XANH TRÊN
ĐỊA BÀN TỈNH MẪU NĂM 2026
Thực hiện Kế hoạch số
40/KH-UBND ngày 05/01/2026 của UBND tỉnh
về cây xanh năm 2026, Sở Xây dựng ban hành
Kế hoạch như
sau:
I. MỤC ĐÍCH,
YÊU CẦU
- Giữ cho phố phường
xanh và
sạch, cho người đi
đường có bóng
mát.
II. NHIỆM VỤ
CỤ THỂ
1. Trồng thêm cây ở
các khu dân cư
- Đơn vị chủ trì: Văn phòng
UBND tỉnh.
- Thời gian: Trước ngày
30/9/2026.
"""


def test_lines_broken_anywhere(read: Read) -> None:
    plan = read(RAGGED)
    (task,) = plan.tasks
    assert plan.header.title == "CHĂM SÓC CÂY XANH TRÊN ĐỊA BÀN TỈNH MẪU NĂM 2026"
    assert plan.header.parent_plan == "Kế hoạch số 40/KH-UBND ngày 05/01/2026 của UBND tỉnh"
    assert plan.header.issuer == "Sở Xây dựng"
    assert (task.section, task.title) == ("NHIỆM VỤ CỤ THỂ", "Trồng thêm cây ở các khu dân cư")
    assert (task.lead, task.timing) == (("Văn phòng UBND tỉnh",), "Trước ngày 30/9/2026")


def test_the_plan_behind_a_decision(read: Read) -> None:
    plan = read(
        "SỞ MẪU\nSố: 12/QĐ-SM\nMẫu, ngày 05 tháng 01 năm 2026\nQUYẾT ĐỊNH\nBAN HÀNH KẾ HOẠCH TRỒNG RỪNG NĂM 2026\nGIÁM ĐỐC SỞ MẪU\n"
        "Căn cứ Luật Lâm nghiệp;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng rừng.\n"
        "Nơi nhận:\n- Như Điều 1.\nKẾ HOẠCH\nTRỒNG RỪNG NĂM 2026\n(Kèm theo Quyết định số 12/QĐ-SM ngày 05/01/2026)\n"
        "I. NHIỆM VỤ\n1. Ươm cây\n- Chủ trì: Phòng A.\n"
    )
    assert (plan.header.title, plan.header.number, plan.header.year) == ("TRỒNG RỪNG NĂM 2026", "12/QĐ-SM", 2026)
    assert [t.title for t in plan.tasks] == ["Ươm cây"]


def test_a_letter_that_brings_the_plan_does_not_give_its_number(read: Read) -> None:
    header = read(
        "KẾ HOẠCH\nTrồng rừng năm 2026\n(Kèm theo Công văn số 7/SM-VP ngày 05/01/2026)\nI. NHIỆM VỤ\n1. A\n"
    ).header
    assert (header.title, header.number, header.issued) == ("Trồng rừng năm 2026", None, None)


def test_a_section_whose_last_item_names_a_unit_is_no_task(read: Read) -> None:
    text = WORK + "1. Nội dung\n- Điều mới.\n2. Hội thi\n- Chủ trì: Phòng A.\n- Thời gian: Quý I.\n"
    assert [(t.no, t.title) for t in read(text).tasks] == [("II.2", "Hội thi")]


def test_a_name_cut_before_its_dash() -> None:
    assert split_units("- Phòng A;\n- Trung tâm Văn hóa\n- Thể thao và Truyền thanh.") == (
        "Phòng A",
        "Trung tâm Văn hóa - Thể thao và Truyền thanh",
    )
    assert split_units("- Phòng A\n- Viễn thông Mẫu") == ("Phòng A", "Viễn thông Mẫu")


DUTIES = {
    "Phòng A là đơn vị đầu mối; hằng quý báo cáo UBND xã kết quả.": (["Phòng A"], ["UBND xã"], [], "hằng quý"),
    "Phòng A (cơ quan thường trực) chuẩn bị tài liệu, báo cáo Trưởng Ban.": (["Phòng A"], ["Trưởng Ban"], [], None),
    "Phòng A có nhiệm vụ tổng hợp, báo cáo Chủ tịch UBND xã vào ngày 25 hằng tháng.": (
        ["Phòng A"],
        ["Chủ tịch UBND xã"],
        [],
        "vào ngày 25 hằng tháng",
    ),
    "Các thôn gửi kết quả về UBND xã (qua công chức Văn phòng) trước ngày 05 tháng cuối quý.": (
        ["Các thôn"],
        ["UBND xã"],
        ["Công chức Văn phòng"],
        "trước ngày 05 tháng cuối quý",
    ),
    "Các thôn báo cáo về phòng Nội vụ trước ngày 10/11 để tổng hợp, báo cáo UBND xã.": (
        ["Các thôn"],
        ["Phòng Nội vụ"],
        [],
        "trước ngày 10/11",
    ),
    "Các phòng lồng ghép kết quả vào báo cáo công tác hằng quý gửi UBND xã.": (
        ["Các phòng"],
        ["UBND xã"],
        [],
        "lồng ghép vào báo cáo công tác hằng quý",
    ),
    "Phòng A trình Giám đốc Sở báo cáo UBND tỉnh theo quy định.": (
        ["Phòng A"],
        ["Giám đốc Sở", "UBND tỉnh"],
        [],
        "theo quy định",
    ),
    "Các thôn; Trạm Y tế: Báo cáo kết quả trong báo cáo công tác hằng quý gửi về Phòng A.": (
        ["Các thôn", "Trạm Y tế"],
        ["Phòng A"],
        [],
        "trong báo cáo công tác hằng quý",
    ),
    "Trưởng các khu phố kịp thời phản ánh vướng mắc của Nhân dân về UBND phường.": (
        ["Trưởng các khu phố"],
        ["UBND phường"],
        [],
        "kịp thời",
    ),
    "Đoàn các xã báo cáo về Huyện đoàn theo quý (ngày 15 của tháng cuối quý).": (
        ["Đoàn các xã"],
        ["Huyện đoàn"],
        [],
        "theo quý (ngày 15 của tháng cuối quý)",
    ),
    "Các phòng định kỳ trước ngày 15 tháng 12 hằng năm báo cáo kết quả gửi Văn phòng.": (
        ["Các phòng"],
        ["Văn phòng"],
        [],
        "định kỳ trước ngày 15 tháng 12 hằng năm",
    ),
    "Các phòng định kỳ hằng quý đánh giá kết quả trong báo cáo công tác gửi Sở A tổng hợp.": (
        ["Các phòng"],
        ["Sở A"],
        [],
        "định kỳ hằng quý",
    ),
    "Trong quá trình thực hiện, trường hợp có vướng mắc, công chức báo cáo lãnh đạo phòng để được hướng dẫn.": (
        ["Công chức"],
        ["Lãnh đạo phòng"],
        [],
        "trường hợp có vướng mắc",
    ),
    "Ban chỉ đạo xã báo cáo Ban chỉ đạo tỉnh số lượng tin đã đăng.": (
        ["Ban chỉ đạo xã"],
        ["Ban chỉ đạo tỉnh"],
        [],
        None,
    ),
}


@pytest.mark.parametrize("text", DUTIES)
def test_who_reports_to_whom_and_when(read: Read, text: str) -> None:
    (duty,) = read(f"III. TỔ CHỨC THỰC HIỆN\n1. {text}\n").reporting
    who, to, via, timing = DUTIES[text]
    found = ([*duty.who], [*duty.to], [*duty.via], (duty.timing or "").casefold() or None)
    assert found == (who, to, via, timing.casefold() if timing else None)


def test_what_only_speaks_of_reports_is_no_duty(read: Read) -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n1. Phòng A: Xây dựng mẫu báo cáo; cử báo cáo viên dự hội nghị.\n"
    assert read(text).reporting == ()


def test_header_cells_in_capitals_over_two_lines(read: Read) -> None:
    text = "\tTT\n\tNỘI DUNG\nNHIỆM VỤ\n\tĐƠN VỊ\nCHỦ TRÌ\n\tTHỜI GIAN\n\n\t1\n\tTrồng cây\n\tPhòng A\n\tQuý I\n"
    (task,) = read(text).tasks
    assert (task.title, task.lead, task.timing) == ("Trồng cây", ("Phòng A",), "Quý I")


def test_how_it_is_done_is_not_who_does_it(table: Read) -> None:
    rows = "STT|Nội dung|Cách thức thực hiện|Đơn vị, người thực hiện|Thời gian\n1|Hỏi đáp|Niêm yết; phát thanh|Văn phòng|Quý I\n"
    assert table(rows).tasks[0].lead == ("Văn phòng",)


@pytest.mark.parametrize(
    ("item", "title", "lead", "timing"),
    [
        (
            "Đăng tin trên trang tin: Giao Văn phòng chủ trì, phối hợp với Phòng A đăng tin hằng tuần.",
            "Đăng tin trên trang tin",
            "Văn phòng",
            "hằng tuần",
        ),
        (
            "Phát thanh về cây xanh: Giao Trung tâm Văn hóa xây dựng chuyên mục phát vào thứ Sáu tuần cuối hằng tháng.",
            "Phát thanh về cây xanh",
            "Trung tâm Văn hóa",
            "vào thứ Sáu tuần cuối hằng tháng",
        ),
    ],
)
def test_work_given_in_a_sentence(read: Read, item: str, title: str, lead: str, timing: str) -> None:
    (task,) = read(f"{WORK}a) {item}\n").tasks
    assert (task.title, task.lead, task.timing) == (title, (lead,), timing)


def test_lines_of_one_width_with_an_indent(read: Read) -> None:
    lines = (
        "     I. MỤC ĐÍCH\n     - Làm cho phố phường thêm nhiều bóng mát, người đi đường đỡ\nnắng, trẻ em có chỗ chơi.\n"
        * 5
    )
    text = lines + (
        f"     {WORK}     1. Trồng thêm cây ở các khu dân cư mới: Giao cho Trung tâm\n"
        "Dịch vụ tổng hợp chủ trì, làm xong trước ngày 30/6.\n"
    )
    assert read(text).tasks[0].lead == ("Trung tâm Dịch vụ tổng hợp",)


def test_kind_on_the_line_above_the_title(read: Read) -> None:
    header = read("DANH MỤC NHIỆM VỤ\nTrồng cây năm 2026\nI. NHIỆM VỤ\n1. Ươm cây\n- Chủ trì: Phòng A.\n").header
    assert (header.doc_kind, header.title) == ("DANH MỤC", "Trồng cây năm 2026")


def test_the_issuer_is_a_name_and_no_sentence(read: Read) -> None:
    text = "KẾ HOẠCH\nTrồng cây\nỦy ban nhân dân tỉnh ban hành Kế hoạch triển khai thực hiện Đề án như sau:\nI. NHIỆM VỤ\n1. A\n"
    assert read(text).header.issuer == "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize("first", ["I", "Trong cơ quan"])
def test_a_merged_cell_written_in_each_of_its_places(table: Read, first: str) -> None:
    section = "|".join([first, *["Trong cơ quan"] * 3])
    (task,) = table(f"STT|Nội dung|Chủ trì|Thời gian\n{section}\n1|Dọn vệ sinh|Phòng A|Quý I\n").tasks
    assert (task.title, task.section) == ("Dọn vệ sinh", "Trong cơ quan")


def test_contents_are_no_tasks_and_what_has_a_lead_is(read: Read) -> None:
    text = "II. NỘI DUNG TUYÊN TRUYỀN\n1. Nghị quyết mới; kế hoạch năm 2026 (trong quý I).\n2. Mở hội thi\n- Chủ trì: Phòng A.\n"
    assert [(t.no, t.lead) for t in read(text).tasks] == [("II.2", ("Phòng A",))]


def test_units_that_coordinate_at_the_end_of_a_list(read: Read) -> None:
    text = f"{WORK}1. Trồng cây\n- Đơn vị thực hiện: Văn phòng; các phòng chuyên môn phối hợp.\n- Thời gian: Quý I\n"
    (task,) = read(text).tasks
    assert (task.lead, task.coordinating) == (("Văn phòng",), ("Các phòng chuyên môn",))


def test_a_list_of_reports_below_who_reports_to_whom(read: Read) -> None:
    text = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng tổng hợp, báo cáo Sở A:\n"
        "- Báo cáo 6 tháng: trước ngày 15/5/2026;\n- Báo cáo năm: trước ngày 15/11/2026.\n"
    )
    assert [(d.who, d.to, d.timing) for d in read(text).reporting] == [
        (("Văn phòng",), ("Sở A",), "6 tháng, trước ngày 15/5/2026"),
        (("Văn phòng",), ("Sở A",), "trước ngày 15/11/2026"),
    ]


def test_the_length_of_a_piece_between_its_rhythm_and_its_hour(read: Read) -> None:
    rhythm = "01 số/tháng, thời lượng 20 phút/số, phát lúc 20 giờ ngày 15 hằng tháng"
    (task,) = read(f"{WORK}1. Chuyên mục\n- Tần suất: {rhythm}.\n- Chủ trì: Đài A.\n").tasks
    assert (task.frequency, task.duration) == ("01 số/tháng, phát lúc 20 giờ ngày 15 hằng tháng", "20 phút/số")


def test_a_plain_line_below_an_item_describes_it(read: Read) -> None:
    text = (
        f"{WORK}1. Soạn tài liệu\nBan A chủ trì, Sở B phối hợp. Thời gian thực hiện: quý III.\n"
        "2. Giao lưu\nSở B lo hội trường. Thời gian: tháng 9.\n"
    )
    assert [(t.no, t.title, t.lead, t.coordinating, t.timing) for t in read(text).tasks] == [
        ("II.1", "Soạn tài liệu", ("Ban A",), ("Sở B",), "quý III"),
        ("II.2", "Giao lưu", (), (), "tháng 9"),
    ]


def test_a_letterhead_over_two_lines_beside_a_broken_motto(read: Read) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH MẪU\n-------\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\n"
        "Số: 12/KH-UBND\n|\nKẾ HOẠCH\nTRỒNG CÂY\nI. NHIỆM VỤ\n1. A\n"
    )
    assert read(text).header.issuer == "ỦY BAN NHÂN DÂN TỈNH MẪU"


@pytest.mark.parametrize("heading", ["Xây dựng văn bản", "Soạn thảo", "Công tác kiểm tra", "Tham mưu", "Nhóm một"])
@pytest.mark.parametrize("first", ["Kiểm tra", "Giám sát", "Soạn thảo", "Ban hành quy chế"])
def test_items_whose_headings_read_like_roles_are_all_there(heading: str, first: str, read: Read) -> None:
    item = "- Đơn vị chủ trì: {who}\n- Thời gian: {when}\n"
    text = (
        f"KẾ HOẠCH\nCông tác năm 2026\n\n## I. NHIỆM VỤ\n1. {heading}\n\n1.1. {first}\n"
        + item.format(who="Ban A", when="Quý III")
        + "\n1.2. Rà soát danh mục\n"
        + item.format(who="Ban B", when="Quý IV")
    )
    assert [(t.no, t.title, t.lead, t.timing) for t in read(text).tasks] == [
        ("I.1.1", first, ("Ban A",), "Quý III"),
        ("I.1.2", "Rà soát danh mục", ("Ban B",), "Quý IV"),
    ]


def test_a_section_row_whose_text_stands_under_another_column(read: Read) -> None:
    text = (
        "KẾ HOẠCH\nTruyền thông năm 2026\n\nTT\tHạn hoàn thành\tTên công việc\tĐơn vị phối hợp\tĐơn vị thực hiện\n"
        "A\tTruyền thông\n1\tQuý II\tViết tin\tSở B\tSở A\nB\tTập huấn\n1\tQuý III\tMở lớp\tSở B\tSở C\n"
    )
    assert [(t.no, t.section, t.title, t.lead, t.timing) for t in read(text).tasks] == [
        ("A.1", "Truyền thông", "Viết tin", ("Sở A",), "Quý II"),
        ("B.1", "Tập huấn", "Mở lớp", ("Sở C",), "Quý III"),
    ]
