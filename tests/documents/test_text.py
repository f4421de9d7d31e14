"""Plain text and Markdown as paragraphs and tables, each with its line."""

from scheduler.documents import Paragraph, Table, parse_document
from scheduler.plans import read_plan


def _paragraphs(text: str) -> list[str]:
    return [b.text for b in parse_document(text.encode(), "a.md").blocks if isinstance(b, Paragraph)]


def _tables(text: str) -> list[list[list[str]]]:
    blocks = parse_document(text.encode(), "a.md").blocks
    return [[[c.text for c in row.cells] for row in b.rows] for b in blocks if isinstance(b, Table)]


def test_markup_is_taken_off() -> None:
    text = (
        "## **II. NỘI DUNG**\n\n*quý, năm*<sup>1</sup> và [liên kết](https://example.vn)\n\n"
        "<sup>1</sup> Chú thích.\n\n---\n\n1\\. Việc\n"
    )
    assert _paragraphs(text) == ["II. NỘI DUNG", "quý, năm và liên kết", "1. Việc"]


def test_heading_and_bold_are_kept_as_facts() -> None:
    first, second = (
        b for b in parse_document("### Sở A\n\n**1. Việc**\n".encode(), "a.md").blocks if isinstance(b, Paragraph)
    )
    assert (first.level, second.level, second.bold) == (3, None, True)


def test_a_sentence_broken_by_a_page_is_whole() -> None:
    assert _paragraphs("- Tuyên truyền trên đại chúng,\n\n\n\ntrên nền tảng số.\n\n- Việc khác.") == [
        "- Tuyên truyền trên đại chúng, trên nền tảng số.",
        "- Việc khác.",
    ]


def test_lines_that_end_stay_apart() -> None:
    assert _paragraphs("1. Việc\nChủ trì: Sở A\nThời gian: Quý I\na) Việc nhỏ\nđ) Việc nữa") == [
        "1. Việc",
        "Chủ trì: Sở A",
        "Thời gian: Quý I",
        "a) Việc nhỏ",
        "đ) Việc nữa",
    ]


def test_rows_of_tabs() -> None:
    assert _tables("STT\tViệc\tAi\n1\tMột\t\n\n2\tHai\tSở B\n\nHết.") == [
        [["STT", "Việc", "Ai"], ["1", "Một", ""], ["2", "Hai", "Sở B"]]
    ]


def test_a_cell_broken_over_lines() -> None:
    expected = [["STT", "Ai", "Khi nào"], ["1", "- Sở A;\n- Sở B", "Quý I"], ["2", "Sở C", "Quý II"]]
    assert _tables('STT\tAi\tKhi nào\n1\t"- Sở A;\n- Sở B"\tQuý I\n2\tSở C\tQuý II') == [expected]
    assert _tables("STT\tAi\tKhi nào\n1\t- Sở A;\n- Sở B\tQuý I\n2\tSở C\tQuý II") == [expected]


def test_an_indented_paragraph_is_no_row() -> None:
    blocks = parse_document("\tThực hiện Kế hoạch:\n\t1. Việc\n".encode(), "a.txt").blocks
    assert [(b.text, b.tabbed) for b in blocks if isinstance(b, Paragraph)] == [
        ("Thực hiện Kế hoạch:", True),
        ("1. Việc", True),
    ]


def test_pipe_tables() -> None:
    expected = [["STT", "Ai"], ["1", "Sở A;\nSở B"], ["2", "a | b"]]
    assert _tables("| STT | Ai |\n|:--|:-:|\n| 1 | **Sở A**;<br>Sở B |\n| 2 | a \\| b |\n") == [expected]
    assert _tables("STT | Ai\n--- | ---\n1 | Sở A;<br>Sở B\n2 | a \\| b\n\nHết") == [expected]


def test_grid_tables() -> None:
    text = "+---+------+\n| 1 | Sở   |\n|   | A    |\n+===+======+\n| 2 | Sở B |\n+---+------+\n"
    assert _tables(text) == [[["1", "Sở\nA"], ["2", "Sở B"]]]


def test_places() -> None:
    blocks = parse_document(b"A\n\nSTT\tB\n1\tC\n", "a.txt").blocks
    table = blocks[1]
    assert blocks[0].place.line == 1
    assert isinstance(table, Table)
    assert [row.place.line for row in table.rows] == [3, 4]


def test_a_text_of_fixed_width_is_joined() -> None:
    line = "Phòng Văn hóa chủ trì, phối hợp với các thôn và Ủy ban Mặt trận Tổ quốc"
    text = "\n".join(f"{n}. {line}\nViệt Nam xã thực hiện." for n in range(8))
    assert len(_paragraphs(text)) == 8


def test_html_table_of_a_converter() -> None:
    text = "<table><tr><th>STT</th><th>Việc</th></tr>\n<tr><td>1</td><td>Một<br/>hai &amp; <b>ba</b></td></tr></table>\n\nHết."
    assert _tables(text) == [[["STT", "Việc"], ["1", "Một\nhai & ba"]]]
    assert _paragraphs(text) == ["Hết."]


def test_html_table_that_is_never_closed_ends_with_its_tags() -> None:
    text = "<table>\n<tr><td>1</td><td>Một</td>\n<tr><td>2</td><td>Hai</td>\n\nHết."
    assert _tables(text) == [[["1", "Một"], ["2", "Hai"]]]
    assert _paragraphs(text) == ["Hết."]


def test_number_of_a_document_is_no_item() -> None:
    assert _paragraphs("Thực hiện Kế hoạch số\n40/KH-UBND ngày 05/01/2026, trước ngày\n30/6 xong.\n1/ Việc") == [
        "Thực hiện Kế hoạch số 40/KH-UBND ngày 05/01/2026, trước ngày 30/6 xong.",
        "1/ Việc",
    ]


def test_a_list_that_ends_open_does_not_take_the_next_cell() -> None:
    """A table saved as text, one cell a line, without TABs."""
    rows = ("1", "Họp", "- Sở A;", "- Sở B;", "Văn phòng", "Quý I", "2", "Rà soát", "- Sở A;", "Sở C", "Quý II")
    text = "\n".join(("STT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", *rows))
    plan = read_plan(parse_document(text.encode(), "a.txt"))
    assert [(t.lead, t.coordinating, t.timing) for t in plan.tasks] == [
        (("Sở A", "Sở B"), ("Văn phòng",), "Quý I"),
        (("Sở A",), ("Sở C",), "Quý II"),
    ]
