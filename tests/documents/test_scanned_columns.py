"""A table that goes on over scanned pages: where its columns lie elsewhere than under the titles, the page is named."""

import pytest

from scheduler.documents import Block, Cell, Paragraph, Place, Row, Table
from scheduler.documents.pdf_page import Page
from scheduler.documents.pdf_tables import Ruled
from scheduler.documents.scanned_columns import slipped

TITLES = ("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian thực hiện")
WORK = ("2", "Lập danh mục hồ sơ", "Văn phòng", "Quý I")
EDGES = (50.0, 80.0, 250.0, 400.0, 550.0)
MORE = (50.0, 80.0, 250.0, 330.0, 400.0, 550.0)
ELSEWHERE = (50.0, 80.0, 330.0, 400.0, 550.0)


def table(page: int, *rows: tuple[str, ...]) -> Table:
    place = Place(page=page)
    return Table(tuple(Row(tuple(Cell(text, place) for text in row), place) for row in rows), place)


def read(*pages: tuple[float, ...]) -> dict[int, Page]:
    return {at: Page(at, 842, (), "", (Ruled(edges, (50, 90), ()),), 1, 1.0) for at, edges in enumerate(pages, 1)}


SHIFTED = tuple(edge * 0.98 + 6 for edge in EDGES)
BEGUN, REST = table(1, TITLES, WORK), table(2, WORK)


@pytest.mark.parametrize(
    ("blocks", "pages", "said"),
    [
        ([BEGUN, REST], (EDGES, SHIFTED), []),
        ([BEGUN, REST], (EDGES, MORE), [2]),
        ([BEGUN, REST], (EDGES, ELSEWHERE), [2]),
        ([BEGUN, REST, table(3, WORK)], (EDGES, MORE, EDGES), [2]),
        ([BEGUN, table(2, TITLES, WORK)], (EDGES, MORE), []),
        ([BEGUN, Paragraph("Nơi nhận:", Place(page=2)), REST], (EDGES, MORE), []),
    ],
    ids=["as above", "one more", "elsewhere", "one page of three", "titles again", "another table"],
)
def test_columns_that_lie_elsewhere_are_told(
    blocks: list[Block], pages: tuple[tuple[float, ...], ...], said: list[int]
) -> None:
    assert list(slipped(blocks, read(*pages))) == said
