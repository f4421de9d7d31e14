"""How printed sheets are filled: whole titles as long as the page has room, nothing left out while anything can get shorter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.web.pages.filling import Cell, Limits, Room, cut, filled, shared_words

ROOM = Room(height=60, line=3, day=3, least=6, width=20)
TITLE = "Tổ chức hội nghị tổng kết công tác năm và khen thưởng các tập thể"


def test_a_page_with_room_shows_whole_titles() -> None:
    week = [Cell((TITLE,)), Cell(())]
    ((full, _), (other, _)) = filled([week, week], ROOM)
    assert cut(TITLE, ("",), full, ROOM)[0] == cut(TITLE, ("",), other, ROOM)[0] == TITLE


def test_a_full_week_gives_way_and_the_others_keep_what_is_left() -> None:
    ((first,), (full,)) = filled([[Cell((TITLE,))], [Cell((TITLE,) * 6)]], ROOM)
    assert cut(TITLE, ("",), first, ROOM)[0] == TITLE
    assert cut(TITLE, ("",), full, ROOM)[0].endswith("…") and len(full.shown(Cell((TITLE,) * 6))) == 6


def test_a_day_beside_a_fuller_one_takes_the_height_that_is_there_anyway() -> None:
    ((full, short), _) = filled([[Cell((TITLE,) * 8), Cell((TITLE,))], [Cell((TITLE,) * 5)]], ROOM)
    assert full.lines < short.lines and cut(TITLE, ("",), short, ROOM)[0] == TITLE


def test_only_where_one_line_each_is_too_much_entries_are_left_out_and_counted() -> None:
    ((limits,),) = filled([[Cell((TITLE,) * 40)]], ROOM)
    assert limits.lines == 1 and 10 <= len(limits.shown(Cell((TITLE,) * 40))) < 20


texts = st.text("abc đệ ", min_size=1, max_size=120).filter(str.strip)
cells = st.lists(texts, max_size=12).map(lambda found: Cell(tuple(found)))


@given(st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=5))
def test_what_fits_with_one_line_each_is_never_left_out(groups: list[list[Cell]]) -> None:
    found = filled(groups, ROOM)
    least = [max(max(ROOM.day + len(c.texts) * ROOM.line, ROOM.least) for c in group) for group in groups]
    if sum(least) <= ROOM.height:
        assert all(
            x.shown(c) == c.texts
            for group, row in zip(groups, found, strict=True)
            for c, x in zip(group, row, strict=True)
        )


@given(st.text("ab đệ-", min_size=1, max_size=200), st.integers(1, 6))
def test_a_cut_text_is_the_beginning_of_the_whole_one(text: str, most: int) -> None:
    told, _ = cut(text, ("",), Limits(most, 99), ROOM)
    assert "".join(text.split()).startswith("".join(told.removesuffix("…").split()))


def test_a_title_gives_way_to_who_is_in_charge() -> None:
    assert cut(TITLE, (" – Sở Một",), Limits(2, 99), ROOM) == ("Tổ chức hội nghị tổng kết…", " – Sở Một")
    assert cut(TITLE, (" – Trung tâm Phục vụ hành chính công",), Limits(1, 99), ROOM)[1] == ""


ALIKE = tuple(
    f"Chuyên mục tuyên truyền nâng cao các chỉ số của tỉnh (PCI, PAPI, PAR Index) trên {where} của cơ quan"
    for where in ("Đài truyền hình", "Báo in", "Cổng thông tin")
)


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_titles_that_begin_alike_are_cut_to_what_is_their_own(lines: int) -> None:
    found = {
        cut(text, " – Sở Một", Limits(lines, 9), ROOM, shared_words(text, set(ALIKE) - {text}))[0] for text in ALIKE
    }
    assert len(found) == 3


@pytest.mark.parametrize("lines", [1, 2, 3, 4])
@pytest.mark.parametrize(
    "text", [*ALIKE, "Báo cáo kết quả về Phòng Văn hóa… trước ngày 20 hằng tháng (0/8 đơn vị) gửi"]
)
def test_a_cut_leaves_one_ellipsis_and_no_open_bracket(text: str, lines: int) -> None:
    shown, _ = cut(text, " – Sở Một", Limits(lines, 9), ROOM)
    assert "……" not in shown and shown.count("(") == shown.count(")")
