"""Web pages: what a browser would show."""

from collections.abc import Callable

import pytest

from scheduler.documents import Document, Table, parse_document
from scheduler.plans import read_plan

Seen = Callable[[Document], list[str]]

PAGES = {
    "paragraphs": ("<p>Kế\n hoạch</p><p>năm&nbsp;2027</p>", ["Kế hoạch năm 2027"]),
    "paragraphs that end": ("<p>Mục đích.</p><div>Yêu cầu<br>Nội dung</div>", ["Mục đích.", "Yêu cầu", "Nội dung"]),
    "lists": ("<ul><li>Một</li><li>Hai</li></ul><ol start=3><li>Ba<li>Bốn</ol>", ["- Một", "- Hai", "3. Ba", "4. Bốn"]),
    "lists of other numbers": ("<ol type=I start=4><li>Bốn</ol><ol type=a><li>Một</ol>", ["IV. Bốn", "a. Một"]),
    "what is struck out": ("<p>Quý <del>I</del><ins>II</ins></p>", ["Quý II"]),
    "what is not shown": ("<style>p{}</style><script>alert('x')</script><p>Chữ</p>", ["Chữ"]),
    "a table": ("<table><tr><th>a<th>b<tr><td>c<td><p>d</p><p>e</p></table>", ["a | b", "c | d / e"]),
    "a table in a table": (
        "<table><tr><td>x<td><table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table><tr><td>y<td>z</table>",
        ["x | ", "y | z", "1 | 2 | 3", "4 | 5 | 6"],
    ),
    "a small table before the text of its cell": (
        "<table><tr><th>a<th>b<th>c<tr><td>1<td><table><tr><td>Xã A<td>2<tr><td>Xã B<td>3</table>Việc<td>b</table>",
        ["a | b | c", "1 | Việc | b"],
    ),
    "an automatic number alone in its cell": (
        "<table><tr><td><ol><li><p></p></li></ol><td>a<tr><td><ol start=2><li><p></p></ol><td>b</table>",
        ["1. | a", "2. | b"],
    ),
    "the second level of automatic numbers, cell by cell": (
        "<table><tr><td><ol><li><p></p></ol><td>A<tr><td><ol><ol><li><p></p></ol></ol><td>a<tr><td><ol><ol start=2><li><p></p>"
        "</ol></ol><td>b<tr><td><ol start=2><li><p></p></ol><td>B<tr><td><ol><ol><li><p></p></ol></ol><td>c</table>",
        ["1. | A", "1.1. | a", "1.2. | b", "2. | B", "2.1. | c"],
    ),
    "numbers that the page prints itself": (
        "<ol><li><p><span class='ListLabel_20_1'>II</span> Việc</p></li></ol><ol style='list-style-type:none'><li>Khác</li></ol>",
        ["II Việc", "Khác"],
    ),
    "a sheet with the letters and numbers of its columns and rows": (
        "<table><tr><th><th>A<th>B<th>C<tr><th>1<td>a<td>b<td>c<tr><th>2<td>d<td>e<td>f<tr><th>3<td>g<td>h<td>i</table>",
        ["a | b | c", "d | e | f", "g | h | i"],
    ),
    "a frame around everything": ("<table><tr><td><p>Trước</p><p>Sau</p></td></tr></table>", ["Trước", "Sau"]),
    "nothing closed": ("<table><tr><td>a<td>b", ["a | b"]),
    "tags crossed": ("<p><b>Kế<p>Hoạch</b></table></td></p>", ["Kế", "Hoạch"]),
}


@pytest.mark.parametrize("case", PAGES)
def test_pages(case: str, seen: Seen) -> None:
    body, expected = PAGES[case]
    assert seen(parse_document(f"<html><body>{body}</body></html>".encode(), "a.html")) == expected


def test_merged_cells() -> None:
    text = "<table><tr><td rowspan=2>a<td colspan='2'>b<tr><td>c<td>d</table>"
    table = parse_document(text.encode(), "a.htm").blocks[0]
    assert isinstance(table, Table)
    assert [[(c.text, c.columns, c.rows) for c in row.cells] for row in table.rows] == [
        [("a", 1, 2), ("b", 2, 1)],
        [("c", 1, 1), ("d", 1, 1)],
    ]


def test_a_plan() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>Việc {n}</td><td>Văn phòng</td><td>Quý I</td></tr>" for n in (1, 2))
    text = (
        f"<h1>KẾ HOẠCH</h1><p>Công tác năm 2027</p><table><tr><td>STT<td>Nội dung<td>Chủ trì<td>Thời gian{rows}</table>"
    )
    plan = read_plan(parse_document(text.encode(), "a.html"))
    assert [(t.no, t.title) for t in plan.tasks] == [("1", "Việc 1"), ("2", "Việc 2")]


def test_a_page_named_as_a_word_file(seen: Seen) -> None:
    assert seen(parse_document(b"<html><body><p>Ke hoach</p></body></html>", "a.doc")) == ["Ke hoach"]


def test_another_encoding_where_the_page_names_it(seen: Seen) -> None:
    western = b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>Th\xf4ng b\xe1o</p>'
    assert seen(parse_document(western, "a.html")) == ["Thông báo"]


def test_a_mark_of_secrecy() -> None:
    assert [d.code for d in parse_document("<p>TỐI MẬT</p><p>x</p>".encode(), "a.html").diagnostics] == [
        "document-secret"
    ]


def test_a_small_table_in_a_row_of_work_is_set_apart(seen: Seen) -> None:
    inner = "<table><tr><td>Xã A<td>2</tr><tr><td>Xã B<td>3</tr></table>"
    page = f"<table><tr><td>STT<td>Nội dung<td>Thời gian</tr><tr><td>1<td>Họp{inner}<td>Quý I</tr></table>"
    document = parse_document(page.encode(), "a.html")
    assert seen(document) == ["STT | Nội dung | Thời gian", "1 | Họp | Quý I"]
    assert [(d.code, dict(d.values)) for d in document.diagnostics] == [
        ("nested-table-apart", {"text": "Xã A 2; Xã B 3"})
    ]


NOTED = (
    ("<sup>1</sup>", "</table><p><sup>1</sup> Chỉ ở các thôn</p>"),
    ("(*)", "</table><p><b>Ghi chú:</b> (*) Chỉ ở các thôn</p>"),
    ("(*)", "<tfoot><tr><td colspan=3>(*) Chỉ ở các thôn</tr></tfoot>"),
    ("<a href='#n'>[1]</a>", "</table><p>Nơi nhận</p><aside><a href='#t'>[1]</a> Chỉ ở các thôn</aside>"),
)


@pytest.mark.parametrize(("mark", "below"), NOTED)
def test_a_note_below_a_table_is_said_with_the_line_that_it_marks(seen: Seen, mark: str, below: str) -> None:
    rows = f"<tr><td>1<td>Họp thôn{mark}<td>Quý I</tr><tr><td>2<td>Sửa 5 m<sup>2</sup> đường<td>Quý II</tr>"
    page = f"<html><table><tr><td>STT<td>Nội dung<td>Thời gian</tr>{rows}{below}"
    document = parse_document(page.encode(), "a.html")
    assert seen(document)[1:3] == ["1 | Họp thôn | Quý I", "2 | Sửa 5 m² đường | Quý II"]
    (found,) = document.diagnostics
    assert (found.code, dict(found.values)) == ("note-apart", {"line": "Họp thôn", "text": "Chỉ ở các thôn"})
    assert found.location.row == 2
