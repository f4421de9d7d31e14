"""Column titles and role words of many offices, each with what it means."""

import pytest

from scheduler.documents import parse_document
from scheduler.model import Task
from scheduler.plans import read_plan
from scheduler.plans.columns import columns_of, is_counter
from scheduler.plans.labelled import labelled_parts, lone_label
from scheduler.plans.vocabulary import Role, Subject, column_role, label_role, subject
from scheduler.words import diagnose

TITLES = {
    Role.NO: ["STT", "TT", "Stt", "Số TT", "Số thứ tự"],
    Role.TITLE: [
        "Nội dung",
        "Nhiệm vụ",
        "Hoạt động",
        "Nội dung công việc",
        "Nội dung thực hiện",
        "Tên nhiệm vụ",
        "NHIỆM VỤ, GIẢI PHÁP",
        "Công việc",
    ],
    Role.LEAD: [
        "Đơn vị chủ trì",
        "Cơ quan thực hiện",
        "Đơn vị thực hiện",
        "Chủ trì",
        "Phụ trách",
        "Cơ quan tham mưu",
        "Đơn vị chủ trì thực hiện",
        "Đơn vị, cá nhân chủ trì thực hiện",
        "Người thực hiện",
        "Đơn vị chịu trách nhiệm chính",
        "Phân công thực hiện",
        "Đơn vị đầu mối",
    ],
    Role.COORDINATING: [
        "Phối hợp",
        "Đơn vị phối hợp",
        "Cơ quan, đơn vị \nphối hợp thực hiện",
        "Cơ quan phối hợp",
        "Đơn vị liên quan",
    ],
    Role.LEAD_AND_COORDINATING: ["Đơn vị chủ trì, phối hợp", "Cơ quan chủ trì/phối hợp"],
    Role.DIRECTING: ["Cơ quan chỉ đạo", "Lãnh đạo phụ trách", "Lãnh đạo chỉ đạo"],
    Role.TIMING: [
        "Thời gian",
        "Thời gian thực hiện",
        "Thời gian hoàn thành",
        "Tiến độ",
        "Thời hạn",
        "Lộ trình",
        "Hoàn thành",
        "Thời hạn hoàn thành",
        "Dự kiến hoàn thành",
        "Tiến độ thực hiện",
    ],
    Role.FREQUENCY: ["Tần suất", "Số lượng", "Số lượng (tin, bài)"],
    Role.DURATION: ["Thời lượng"],
    Role.OTHER: [
        "Sản phẩm",
        "Kết quả",
        "Sản phẩm hoàn thành",
        "Kết quả thực hiện",
        "Kinh phí",
        "Kinh phí thực hiện",
        "Ghi chú",
        "Địa điểm",
    ],
}
PAIRS = [(title, role) for role, titles in TITLES.items() for title in titles]


@pytest.mark.parametrize(("title", "role"), PAIRS, ids=[p[0] for p in PAIRS])
def test_title_of_a_column(title: str, role: Role) -> None:
    assert column_role(title) is role


@pytest.mark.parametrize("title", ["Văn phòng Sở", "Quý I/2026", "", "III"])
def test_no_title_of_a_column(title: str) -> None:
    assert column_role(title) is None


NO_TASKS = [
    ["STT", "Nội dung chi", "Số lượng", "Đơn giá", "Thành tiền"],
    ["UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"],
    ["STT", "Nội dung", "Số lượng", "Ghi chú"],
    ["1", "Tuyên truyền", "Văn phòng", "Quý I"],
]


@pytest.mark.parametrize("cells", NO_TASKS, ids=[c[1] for c in NO_TASKS])
def test_no_header_of_a_task_table(cells: list[str]) -> None:
    assert columns_of(cells) is None


LABELS = [
    ("Cơ quan chủ trì", Role.LEAD),
    ("Đơn vị phối hợp thực hiện", Role.COORDINATING),
    ("Thời hạn hoàn thành", Role.TIMING),
    ("Thực hiện", Role.LEAD),
    ("Cơ quan chỉ đạo", Role.DIRECTING),
    ("Tần suất", Role.FREQUENCY),
    ("Kinh phí", Role.OTHER),
    ("Nội dung kiểm tra", None),
    ("Thời gian tới, tập trung vào", None),
    ("Trên kênh phát thanh", None),
    ("Chuyên mục tuyên truyền", None),
]


@pytest.mark.parametrize(("label", "role"), LABELS)
def test_label_of_an_outline(label: str, role: Role | None) -> None:
    assert label_role(label) is role


def test_several_labels_in_one_line() -> None:
    title, parts = labelled_parts(
        "Mở lớp tập huấn (Chủ trì: Sở A; cơ quan, đơn vị phối hợp: Sở B, Sở C; thời gian: Quý II)."
    )
    assert title == "Mở lớp tập huấn"
    assert [(p.role, p.value) for p in parts] == [
        (Role.LEAD, "Sở A"),
        (Role.COORDINATING, "Sở B, Sở C"),
        (Role.TIMING, "Quý II"),
    ]


def test_an_hour_is_no_label() -> None:
    assert labelled_parts("Phát lúc 17:30 thời gian 10 phút")[1] == ()


def test_a_label_alone() -> None:
    part = lone_label("Tần suất:")
    assert part is not None and part.role is Role.FREQUENCY
    assert lone_label("Nhiệm vụ:") is None


HEADINGS = [
    ("MỤC ĐÍCH, YÊU CẦU", Subject.PURPOSE),
    ("NỘI DUNG, HÌNH THỨC, THỜI GIAN THỰC HIỆN", Subject.TASKS),
    ("KINH PHÍ THỰC HIỆN", Subject.BUDGET),
    ("TỔ CHỨC THỰC HIỆN", Subject.ORGANISATION),
    ("Nhiệm vụ và tổ chức thực hiện", Subject.TASKS),
    ("THỜI GIAN, ĐỊA ĐIỂM", Subject.FRAME),
    ("CHẾ ĐỘ BÁO CÁO", Subject.REPORTING),
    ("Sở Nội vụ", None),
]


@pytest.mark.parametrize(("heading", "about"), HEADINGS)
def test_what_a_section_is_about(heading: str, about: Subject | None) -> None:
    assert subject(heading) is about


NO_TASKS = {
    "figures of communes": ("Nội dung | Xã A | Xã B | Tổng", "Số lớp | 2 | 3 | 5"),
    "units of measure": ("Nội dung | Đơn vị | Khối lượng | Ghi chú", "Xi măng | Tấn | 40 | "),
    "people": ("Họ và tên | Đơn vị | Chức vụ | Ghi chú", "A | Phòng A | Trưởng phòng | "),
}


@pytest.mark.parametrize("case", NO_TASKS)
def test_a_table_of_figures_or_people_is_none_of_tasks(case: str) -> None:
    head, row = NO_TASKS[case]
    text = f"# KẾ HOẠCH\nThử năm 2026\n\n| STT | {head} |\n|---|---|---|---|---|\n| 1 | {row} |\n"
    assert read_plan(parse_document(text.encode(), "kh.md")).tasks == ()


WAYS = {
    "one solution a task": ("1|Nâng cao chỉ số|Tập huấn\n2|Giảm giấy tờ|Rà soát", ["Nâng cao chỉ số", "Giảm giấy tờ"]),
    "several solutions of one task": (
        "1|Nâng cao chỉ số|Tập huấn\n2|Nâng cao chỉ số|Rà soát",
        ["Nâng cao chỉ số: Tập huấn", "Nâng cao chỉ số: Rà soát"],
    ),
}


@pytest.mark.parametrize("case", WAYS)
def test_a_task_beside_its_solution_is_called_by_its_name(case: str) -> None:
    rows, titles = WAYS[case]
    lines = [f"|{row}|Phòng Một|Quý I|" for row in ("STT|Nhiệm vụ|Giải pháp thực hiện", *rows.split("\n"))]
    lines[0] = lines[0].replace("Phòng Một|Quý I", "Chủ trì|Thời gian")
    plan = read_plan(parse_document("\n".join(["Kế hoạch năm 2026", "", *lines]).encode(), "kh.md"))
    assert [task.title for task in plan.tasks] == titles


def test_a_count_of_tasks_for_each_unit_is_no_list_of_tasks() -> None:
    table = "|STT|Đơn vị chủ trì|Số nhiệm vụ|\n|1|Văn phòng|12|\n|2|Phòng Một|7|"
    assert read_plan(parse_document(f"Kế hoạch năm 2026\n\n{table}".encode(), "kh.md")).tasks == ()


WHEN_TITLES = ["Ngày thực hiện", "Ngày phát", "Ngày phát sóng", "Khung giờ", "Deadline", "Ngày nộp", "Quý hoàn thành"]
LEAD_TITLES = ["Khoa/phòng", "Khoa, phòng", "Phòng / ban", "Sở, ban, ngành", "Tổ/bộ phận", "Cơ quan - đơn vị"]


@pytest.mark.parametrize("title", WHEN_TITLES)
def test_a_title_that_asks_when(title: str) -> None:
    found = columns_of(["STT", "Nội dung", "Đơn vị chủ trì", title])
    assert found is not None and found.roles[3] is Role.TIMING


@pytest.mark.parametrize("title", LEAD_TITLES)
def test_a_title_that_asks_who(title: str) -> None:
    found = columns_of(["STT", "Nội dung", title, "Thời gian"])
    assert found is not None and found.roles[2] is Role.LEAD


def _task(*rows: str) -> Task:
    return read_plan(parse_document("\n".join(rows).encode(), "ke-hoach.csv")).tasks[0]


HOURS = ["Giờ phát;Ngày phát;17h00;Thứ Bảy", "Ngày;Giờ;Thứ Bảy;17h00"]


@pytest.mark.parametrize("told", HOURS)
def test_an_hour_in_a_column_of_its_own_belongs_to_the_day_beside_it(told: str) -> None:
    first, second, *cells = told.split(";")
    task = _task(f"STT;Nội dung;Chủ trì;{first};{second}", f"1;Phát bản tin;Phòng A;{cells[0]};{cells[1]}")
    assert (task.lead, task.timing) == (("Phòng A",), "17h00 Thứ Bảy")


def test_a_time_below_a_title_that_is_not_understood_is_asked_by_the_title() -> None:
    text = "STT;Nội dung;Đơn vị chủ trì;Mùa vụ\n1;Phát bản tin;Phòng A;Vụ mùa\n2;Mở lớp;Phòng A;\n"
    found = read_plan(parse_document(text.encode(), "ke-hoach.csv")).diagnostics
    asked = [d for d in found if dict(d.values).get("no")]
    assert [(d.code, dict(d.values)["no"]) for d in asked] == [("column-unread", "1"), ("task-without-timing", "2")]
    assert "“Mùa vụ”" in diagnose(asked[0])


COUNTERS = ["1|2|3", "(1)|(2)|(3)", "A|B|1|2", "A|B|C|D|E", "a|b|c", "I|II|III|IV|V", "(1)|(2)|(3)|(4)|(5)=(3)+(4)"]
COUNTERS += ["A|B|1|2|3 = 1 + 2", "(1)|(2)|@)|(4)|(5)", "(1) (2)|(3)|(4)", "|(1)|(2)|(3)|"]
NO_COUNTERS = [
    "I|Tuyên truyền|",
    "1|x|x|x|x",
    "A|B|",
    "1|Họp|2",
    "C|D|E",
    "I|II|I",
    "(1)|Mở lớp|(3)|(4)|(5)",
    "1||2||5",
]


@pytest.mark.parametrize("row", COUNTERS)
def test_a_row_that_counts_columns_is_no_work(row: str) -> None:
    assert is_counter(row.split("|"))


@pytest.mark.parametrize("row", NO_COUNTERS)
def test_another_row_counts_no_columns(row: str) -> None:
    assert not is_counter(row.split("|"))


def test_raised_figures_are_no_numbers_of_columns() -> None:
    assert not is_counter(["²", "³", "¹", "Việc"])
