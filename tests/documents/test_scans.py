"""Scans: what is recognised, what its place tells, what is asked of a person, and how much is tried."""

import io
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from scheduler.documents import parse_document
from scheduler.documents.office import office_program
from scheduler.documents.scans.program import tesseract_program
from scheduler.plans import read_plan
from scheduler.text import folded
from tests.support.office import OfficeFolder

pytestmark = pytest.mark.scans

CONFIG = """[office]
id = "xa-mau"
name = "Xã Mẫu"
level = "commune"

[[plans]]
id = "kh"
file = "quet.pdf"

[[units]]
id = "van-phong"
name = "Văn phòng"

[[units]]
id = "noi-vu"
name = "Phòng Nội vụ"
"""
HEADER = ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian thực hiện")
PLAN = (
    ("I", "Công khai thủ tục hành chính"),
    ("1", "Niêm yết thủ tục hành chính tại bộ phận tiếp nhận hồ sơ", "Văn phòng", "Thường xuyên"),
    ("2", "Rà soát bảng niêm yết tại các nhà văn hóa thôn", "Phòng Nội vụ", "Quý II"),
    ("II", "Kiểm tra và tổng kết"),
    ("1", "Kiểm tra việc niêm yết tại các bộ phận", "Văn phòng", "Theo kế hoạch kiểm tra"),
    ("2", "Tổng kết công tác, đề xuất khen thưởng", "Phòng Nội vụ", "Tháng 12"),
)


@pytest.fixture(scope="session")
def picture(word: ModuleType, scanner: ModuleType) -> Image.Image:
    """A page with a plan, as a scanner sees it."""
    office = office_program()
    if office is None or tesseract_program() is None:
        pytest.skip("needs LibreOffice (soffice) and tesseract with its data for Vietnamese (tesseract-ocr-vie)")
    rows = [
        word.tr(*row) if len(row) > 2 else word.tr(row[0], word.tc(row[1], '<w:gridSpan w:val="3"/>'))
        for row in (HEADER, *PLAN)
    ]
    body = word.p("KẾ HOẠCH") + word.p("Kiểm soát thủ tục hành chính năm 2026 của xã Mẫu")
    data = word.complete(body + scanner.table(rows, (700, 4200, 2000, 2300)))
    page: Image.Image = scanner.pictures(scanner.printed(data, office))[0]
    return page


@pytest.mark.parametrize("kind", ["pdf", "png", "tif"])
def test_a_scanned_plan(kind: str, picture: Image.Image, scanner: ModuleType) -> None:
    out = io.BytesIO()
    if kind == "pdf":
        out.write(scanner.scan([picture]))
    else:
        picture.save(out, {"png": "PNG", "tif": "TIFF"}[kind])
    document = parse_document(out.getvalue(), f"quet.{kind}")
    plan = read_plan(document)
    expected = [(f"{s}.{r[0]}", r[3]) for s, at in (("I", (1, 2)), ("II", (4, 5))) for r in (PLAN[n] for n in at)]
    assert [(task.no, task.timing) for task in plan.tasks] == expected
    assert [d.values for d in plan.diagnostics if d.code == "task-recognised"] == [
        (("no", task.no), ("page", 1), ("title", task.title)) for task in plan.tasks
    ]


@pytest.fixture
def office(picture: Image.Image, scanner: ModuleType, tmp_path: Path) -> OfficeFolder:
    """An office whose plan is a scan."""
    made = OfficeFolder(tmp_path)
    made.write("quet.pdf", scanner.scan([picture]))
    made.write("config.toml", CONFIG)
    return made


def test_a_scan_that_was_applied_is_not_recognised_again(office: OfficeFolder) -> None:
    """Where the program that recognises letters is gone, all goes on from what was applied."""
    office.done("apply", "--now", "2026-01-05T08:00")
    rows = office.rows("--now", "2026-01-05T09:00", "--all")
    assert {no for row in rows for no in row["tasks"]} >= {"I.2", "II.2"}
    for verb in (["agenda", "--json", "--all"], ["remind", "--dry-run"], ["apply"], ["check"]):
        answer = office.run(*verb, "--now", "2026-03-05T09:00", PATH="")
        assert answer.status == 0, answer.out + answer.err
        assert "tesseract" not in answer.out + answer.err
    again = office.run("agenda", "--json", "--all", "--now", "2026-03-05T09:00", PATH="")
    assert {row["uid"] for row in again.json()} >= {row["uid"] for row in rows}


REVIEWED = {
    "nothing": ("", ["I.1", "I.2", "II.1", "II.2"]),
    "one task": ('[[tasks]]\nplan = "kh"\nno = "I.2"\nreviewed = true\n', ["I.1", "II.1", "II.2"]),
    "a task that is not followed": ('[[tasks]]\nplan = "kh"\nno = "I.1"\nfollowed = false\n', ["I.2", "II.1", "II.2"]),
    "the whole plan": ("reviewed = true\n", []),
}


@pytest.mark.parametrize("what", REVIEWED)
def test_what_was_compared_with_the_paper_is_asked_no_more(what: str, office: OfficeFolder) -> None:
    lines, left = REVIEWED[what]
    office.edit("config.toml", 'file = "quet.pdf"\n', 'file = "quet.pdf"\n' + lines)
    found = office.call("check", "--json", "--now", "2026-01-05T08:00").json()
    assert [one["message"].split()[1] for one in found if one["code"] == "task-recognised"] == left


def test_a_mark_of_secrecy_on_a_scan(picture: Image.Image, word: ModuleType, scanner: ModuleType) -> None:
    """The stamp is on the picture alone: nothing of the document is kept."""
    office = office_program()
    assert office is not None
    stamp = scanner.pictures(scanner.printed(word.complete(word.p("TUYỆT MẬT")), office), skew=0)[0]
    page = picture.copy()
    box = (150, 190, 700, 300)
    page.paste(stamp.crop(box), (900, 60))
    document = parse_document(scanner.scan([page]), "quet.pdf")
    assert [d.code for d in document.diagnostics] == ["document-secret"]
    assert document.blocks == ()


@pytest.mark.skipif(
    tesseract_program() is None, reason="needs tesseract with its data for Vietnamese (tesseract-ocr-vie)"
)
def test_a_picture_of_no_text(scanner: ModuleType) -> None:
    page = Image.new("L", (800, 1100), 255)
    ImageDraw.Draw(page).rectangle((200, 200, 600, 700), fill=90)
    found = parse_document(scanner.scan([page]), "anh.pdf")
    assert found.blocks == ()


@pytest.mark.skipif(
    tesseract_program() is None, reason="needs tesseract with its data for Vietnamese (tesseract-ocr-vie)"
)
def test_more_scans_than_are_read(scanner: ModuleType) -> None:
    pages = [Image.new("L", (60, 80), 128)] * 61
    assert [d.code for d in parse_document(scanner.scan(pages), "anh.pdf").diagnostics] == ["too-many-scans"]


def stamped(angle: int, colour: tuple[int, int, int]) -> Image.Image:
    """A page with some text and a framed stamp; its word has no accents, as the font at hand knows none."""
    page = Image.new("RGB", (1650, 2330), "white")
    drawn = ImageDraw.Draw(page)
    for line in range(8):
        drawn.text((200, 700 + 90 * line), "Noi dung cua van ban so mot", "black", ImageFont.load_default(44))
    stamp = Image.new("RGBA", (320, 120))
    inside = ImageDraw.Draw(stamp)
    inside.rectangle((4, 4, 315, 115), outline=colour, width=5)
    inside.text((80, 22), "MAT", colour, ImageFont.load_default(64))
    turned = stamp.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    page.paste(turned, (900, 120), turned)
    return page


STAMPS = [
    (0, (200, 20, 30)),
    (14, (230, 90, 90)),
    (-24, (200, 20, 30)),
    (0, (20, 20, 20)),
    (12, (20, 20, 20)),
    (-20, (110, 110, 110)),
]


@pytest.mark.parametrize("kind", ["pdf", "png"])
@pytest.mark.parametrize(("angle", "colour"), STAMPS)
def test_a_stamp_is_read_however_it_lies(angle: int, colour: tuple[int, int, int], kind: str) -> None:
    if tesseract_program() is None:
        pytest.skip("needs tesseract with its data for Vietnamese (tesseract-ocr-vie)")
    out = io.BytesIO()
    stamped(angle, colour).save(out, kind.upper(), **({"resolution": 200} if kind == "pdf" else {}))
    assert [d.code for d in parse_document(out.getvalue(), f"a.{kind}").diagnostics] == ["document-secret"]


def turned(page: Image.Image) -> Image.Image:
    return page.transpose(Image.Transpose.ROTATE_180)


def shaded(page: Image.Image) -> Image.Image:
    """As under a lamp: one side of the sheet is half as light."""
    light = Image.linear_gradient("L").resize(page.size).point([140 + v * 115 // 255 for v in range(256)])
    return ImageChops.multiply(page, light)


def faint(page: Image.Image) -> Image.Image:
    return page.point([150 + v * 105 // 255 for v in range(256)])


def specked(page: Image.Image) -> Image.Image:
    chance, specks = random.Random(4), page.copy()
    for _ in range(page.width * page.height // 300):
        specks.putpixel((chance.randrange(page.width), chance.randrange(page.height)), chance.choice((0, 255)))
    return specks


def sealed(page: Image.Image) -> Image.Image:
    """A round red seal over the units in charge."""
    coloured = page.convert("RGB")
    width = page.height // 8
    seal = Image.new("RGBA", (width, width))
    drawn = ImageDraw.Draw(seal)
    for inset in (4, width // 5):
        drawn.ellipse((inset, inset, width - inset, width - inset), outline=(205, 30, 40, 190), width=9)
    coloured.paste(seal, (page.width * 11 // 20, page.height // 8), seal)
    return coloured


def test_units_below_a_seal_are_read(picture: Image.Image, scanner: ModuleType) -> None:
    tasks = read_plan(parse_document(scanner.scan([sealed(picture)], quality=90), "quet.pdf")).tasks
    assert ["; ".join(task.lead) for task in tasks] == [row[2] for row in PLAN if len(row) > 2]


@pytest.mark.parametrize("made", [turned, shaded, faint, specked])
def test_a_scan_that_is_no_clean_one(
    made: Callable[[Image.Image], Image.Image], picture: Image.Image, scanner: ModuleType
) -> None:
    tasks = read_plan(parse_document(scanner.scan([made(picture)]), "quet.pdf")).tasks
    meant = [(f"{s}.{r[0]}", r[1], r[2]) for s, at in (("I", (1, 2)), ("II", (4, 5))) for r in (PLAN[n] for n in at)]
    assert [(task.no, folded(task.title), "; ".join(task.lead)) for task in tasks] == [
        (no, folded(title), lead) for no, title, lead in meant
    ]


def test_a_picture_that_is_too_large_is_said_to_be_so() -> None:
    held = io.BytesIO()
    Image.new("1", (14_000, 14_000), 1).save(held, "PNG")
    assert [d.code for d in parse_document(held.getvalue(), "anh.png").diagnostics] == ["picture-too-large"]
