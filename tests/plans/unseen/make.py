"""Plans of our own writing as Word files: grids of months, headers of two rows, merged cells, lists inside cells."""

from functools import partial

from tests.support.word_plans import as_bytes, word_plan, word_table

_document = partial(word_plan, "11", "ngày 14 tháng 01 năm 2026")


def months() -> bytes:
    """Columns 1 … 12 under «Tháng thực hiện», marked with x."""
    document = _document(
        "Công tác thư viện và văn hóa đọc năm 2026", "I. MỤC ĐÍCH", "Phát triển văn hóa đọc.", "II. NHIỆM VỤ"
    )

    def row(no: str, work: str, who: str, *marked: int) -> list[str]:
        return [no, work, who, *("x" if m in marked else "" for m in range(1, 13))]

    head = ["TT", "Nội dung hoạt động", "Phụ trách", "Tháng thực hiện", *[""] * 11]
    table = word_table(
        document,
        [
            head,
            ["", "", "", *map(str, range(1, 13))],
            row("1", "Ngày Sách và Văn hóa đọc", "Trung tâm Văn hóa", 4),
            row("2", "Luân chuyển sách về các thôn", "Trung tâm Văn hóa", 2, 5, 8, 11),
            row("3", "Tủ sách lưu động tại trường học", "Trường Tiểu học xã", 9, 10),
        ],
    )
    table.cell(0, 3).merge(table.cell(0, 14))
    for c in range(3):
        table.cell(0, c).merge(table.cell(1, c))
    return as_bytes(document)


def two_rows() -> bytes:
    """«Đơn vị thực hiện» over «Chủ trì | Phối hợp», «Thời gian» over «Bắt đầu | Kết thúc», the first columns merged down."""
    document = _document("Cải cách hành chính năm 2026", "I. YÊU CẦU", "Bám sát nhiệm vụ.", "II. NHIỆM VỤ CỤ THỂ")
    table = word_table(
        document,
        [
            ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "", "Thời gian", "", "Kết quả"],
            ["", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc", ""],
            ["I", "Cải cách thủ tục hành chính", "", "", "", "", ""],
            [
                "1",
                "Rà soát quy trình nội bộ",
                "Văn phòng HĐND và UBND",
                "Phòng Kinh tế",
                "Tháng 2",
                "Tháng 4",
                "Báo cáo",
            ],
            [
                "2",
                "Khảo sát mức độ hài lòng",
                "Trung tâm Phục vụ hành chính công",
                "",
                "01/7/2026",
                "31/7/2026",
                "Phiếu",
            ],
            ["II", "Hiện đại hóa hành chính", "", "", "", "", ""],
            ["1", "Thay máy quét tại bộ phận một cửa", "Văn phòng HĐND và UBND", "", "", "Quý III", ""],
        ],
    )
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 4).merge(table.cell(0, 5))
    for c in (0, 1, 6):
        table.cell(0, c).merge(table.cell(1, c))
    return as_bytes(document)


def lists() -> bytes:
    """Cells with a unit a line, one timing cell merged down over three rows, an extra column without a title."""
    document = _document(
        "Truyền thông dân số năm 2026", "I. NỘI DUNG TUYÊN TRUYỀN", "Chăm sóc sức khỏe sinh sản.", "II. HOẠT ĐỘNG"
    )
    table = word_table(
        document,
        [
            ["STT", "Hoạt động", "Cơ quan chủ trì", "Cơ quan phối hợp", "Tiến độ", ""],
            [
                "1",
                "Tư vấn tiền hôn nhân",
                "- Trạm Y tế\n- Đoàn Thanh niên xã",
                "- Các thôn\n- Hội Liên hiệp Phụ nữ xã",
                "Quý II",
                "",
            ],
            ["2", "Nói chuyện chuyên đề tại trường học", "Trạm Y tế", "Trường THCS xã", "", "Ưu tiên lớp 9"],
            ["3", "Cấp phát tờ gấp", "Trạm Y tế", "", "", ""],
            ["4", "Giao ban cộng tác viên", "Trạm Y tế", "Các thôn", "Ngày 05 hằng tháng", ""],
        ],
    )
    table.cell(1, 4).merge(table.cell(3, 4))
    return as_bytes(document)


def no_numbers() -> bytes:
    """No column of numbers; the plan's year in «Kết quả» columns beside; duties after the table."""
    document = _document("Phòng cháy, chữa cháy năm 2026", "I. NHIỆM VỤ")
    word_table(
        document,
        [
            ["Công việc", "Kết quả cần đạt", "Đơn vị chịu trách nhiệm chính", "Cùng làm", "Mốc hoàn thành"],
            ["Kiểm tra an toàn cháy nổ tại chợ", "Biên bản", "Công an xã", "Ban Quản lý chợ", "Trước Tết Nguyên đán"],
            ["Thực tập phương án chữa cháy", "01 buổi", "Ban Chỉ huy Quân sự xã", "Công an xã", "Tháng 10"],
            ["Duy trì đội phòng cháy tại các thôn", "", "Các thôn", "", "Thường xuyên"],
        ],
    )
    document.add_paragraph("II. BÁO CÁO")
    document.add_paragraph("Công an xã tổng hợp, báo cáo UBND xã kết quả thực hiện trước ngày 10/6 và ngày 10/12/2026.")
    return as_bytes(document)


FILES = {"luoi-thang.docx": months, "hai-dong.docx": two_rows, "danh-sach-o.docx": lists, "khong-so.docx": no_numbers}
