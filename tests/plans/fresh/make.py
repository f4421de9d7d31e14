"""Plans of our own as Word and Excel files: units and quarters in columns, merged units, an annex, both shares in one column."""

from functools import partial

from openpyxl import Workbook

from tests.support.word_plans import as_bytes, word_plan, word_table

_document = partial(word_plan, "21", "ngày 20 tháng 01 năm 2026")


def quarters() -> bytes:
    """A sheet with the title above the table, «Thời gian thực hiện» over four quarters; a second sheet of telephone numbers."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Kế hoạch"
    for row in (
        ["KẾ HOẠCH"],
        ["Quản lý đất đai năm 2026"],
        [],
        ["STT", "Hoạt động", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện", None, None, None, "Dự toán"],
        [None, None, None, None, "Quý I", "Quý II", "Quý III", "Quý IV", None],
        ["A", "Tuyên truyền, kiểm tra"],
        [1, "Tuyên truyền pháp luật về đất đai", "Phòng Kinh tế", None, "x", None, "x", None, "5 triệu"],
        [2, "Kiểm tra việc sử dụng đất công ích", "Phòng Kinh tế", "Các thôn", None, "x"],
        ["B", "Thủ tục hành chính"],
        [1, "Cấp đổi giấy chứng nhận", "Văn phòng Đăng ký đất đai", "Phòng Kinh tế", "x", "x", "x", "x"],
    ):
        sheet.append(row)
    sheet.merge_cells("E4:H4")
    for column in "ABCDI":
        sheet.merge_cells(f"{column}4:{column}5")
    other = book.create_sheet("Danh bạ")
    for row in (["STT", "Họ và tên", "Số điện thoại"], [1, "Cán bộ A", "000"], [2, "Cán bộ B", "111"]):
        other.append(row)
    return as_bytes(book)


def roman_quarters() -> bytes:
    """«Quý» over I, II, III, IV and nothing else, every other title over two rows."""
    document = _document("Phong trào năm 2026", "I. NHIỆM VỤ")
    table = word_table(
        document,
        [
            ["TT", "Hoạt động", "Người phụ trách", "Quý", "", "", "", "Ghi chú"],
            ["", "", "", "I", "II", "III", "IV", ""],
            ["1", "Giải cầu lông", "Chủ tịch Hội", "x", "", "", "", ""],
            ["2", "Thi nấu ăn", "Phó Chủ tịch Hội", "", "x", "", "x", "2 đợt"],
            ["3", "Trao quà", "Chủ tịch Hội", "", "", "20/8", "", ""],
        ],
    )
    table.cell(0, 3).merge(table.cell(0, 6))
    for c in (0, 1, 2, 7):
        table.cell(0, c).merge(table.cell(1, c))
    return as_bytes(document)


def both_shares() -> bytes:
    """«Cơ quan thực hiện» holds «Chủ trì: …; Phối hợp: …»; products and money beside."""
    book = Workbook()
    sheet = book.active
    for row in (
        ["KẾ HOẠCH"],
        ["Công tác tư pháp và thanh niên năm 2026"],
        ["TT", "Nhiệm vụ", "Sản phẩm", "Kinh phí", "Cơ quan thực hiện", "Thời hạn hoàn thành"],
        ["I", "Tư pháp"],
        [
            1,
            "Số hóa hồ sơ hộ tịch",
            "Cơ sở dữ liệu",
            "20 triệu",
            "Chủ trì: Công chức Tư pháp - Hộ tịch; Phối hợp: Văn phòng HĐND và UBND, Công an xã",
            "Hoàn thành trước 30/6/2026",
        ],
        [2, "Tủ sách pháp luật điện tử", "Tủ sách", None, "Chủ trì: Công chức Tư pháp - Hộ tịch", "Quý III"],
        ["II", "Thanh niên"],
        [
            1,
            "Hội nghị đối thoại với thanh niên",
            "Hội nghị",
            "3 triệu",
            "- Chủ trì: Đoàn Thanh niên xã\n- Phối hợp: Các phòng, ban",
            "26/3/2026",
        ],
    ):
        sheet.append(row)
    return as_bytes(book)


def units_marked() -> bytes:
    """«Đơn vị thực hiện» over a column for each unit, marked with x."""
    document = _document("Quốc phòng, an ninh năm 2026", "I. NHIỆM VỤ")
    table = word_table(
        document,
        [
            ["STT", "Công việc", "Đơn vị thực hiện", "", "", "Thời gian"],
            ["", "", "Văn phòng", "Ban Chỉ huy Quân sự", "Công an", ""],
            ["1", "Kiểm tra sổ trực", "x", "", "", "Hằng tháng"],
            ["2", "Diễn tập phòng chống thiên tai", "", "x", "x", "Tháng 7"],
            ["3", "Sơ kết phong trào", "", "", "x", "Tháng 6"],
        ],
    )
    table.cell(0, 2).merge(table.cell(0, 4))
    for c in (0, 1, 5):
        table.cell(0, c).merge(table.cell(1, c))
    return as_bytes(document)


def annex() -> bytes:
    """An outline of purposes and duties; the tasks stand in an annex alone."""
    document = _document(
        "Chuyển đổi số năm 2026",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Nâng cao nhận thức của cán bộ và người dân.",
        "2. Gắn chuyển đổi số với cải cách hành chính.",
        "II. NHIỆM VỤ TRỌNG TÂM",
        "(Chi tiết tại Phụ lục kèm theo)",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Văn hóa - Xã hội theo dõi, đôn đốc việc thực hiện Kế hoạch.",
        "2. Các thôn báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 10 của tháng cuối quý.",
        "Nơi nhận:",
        "- Đảng ủy xã (b/c);",
        "- Lưu: VT.",
        "PHỤ LỤC",
        "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2026",
        "(Kèm theo Kế hoạch số 21/KH-UBND ngày 20/01/2026 của UBND xã Mẫu)",
    )
    word_table(
        document,
        [
            ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"],
            [
                "1",
                "Xây dựng bảng tin điện tử",
                "Văn phòng HĐND và UBND",
                "Phòng Văn hóa - Xã hội",
                "Quý I/2026",
                "Bảng tin",
            ],
            [
                "2",
                "Bồi dưỡng kỹ năng số cho cán bộ thôn",
                "Phòng Văn hóa - Xã hội",
                "Các thôn",
                "Tháng 5 - 6/2026",
                "02 lớp",
            ],
            ["3", "Đánh giá mức độ chuyển đổi số", "Phòng Văn hóa - Xã hội", "", "Trước 15/12/2026", "Báo cáo"],
        ],
    )
    return as_bytes(document)


def merged_units() -> bytes:
    """The lead of three rows in one cell, merged down."""
    document = _document("Chăm sóc sức khỏe nhân dân năm 2026", "I. NHIỆM VỤ")
    table = word_table(
        document,
        [
            ["STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"],
            ["1", "Tập huấn sơ cấp cứu", "Trạm Y tế", "Hội Chữ thập đỏ", "Tháng 3"],
            ["2", "Khám sức khỏe người cao tuổi", "", "Hội Người cao tuổi", "Tháng 10"],
            ["3", "Cân đo trẻ dưới 5 tuổi", "", "Các thôn", "Tháng 6, tháng 12"],
            ["4", "Kiểm tra bếp ăn bán trú", "Phòng Văn hóa - Xã hội", "Trạm Y tế", "Đầu năm học"],
        ],
    )
    table.cell(1, 2).merge(table.cell(3, 2))
    return as_bytes(document)


FILES = {
    "luoi-quy.xlsx": quarters,
    "mot-cot-hai-vai.xlsx": both_shares,
    "don-vi-danh-dau.docx": units_marked,
    "phu-luc.docx": annex,
    "o-gop.docx": merged_units,
    "luoi-quy-la-ma.docx": roman_quarters,
}
