"""Scanned pages of our own with stamps pressed onto them, half of them without a mark of secrecy: what is right is known."""

import io
import math
import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

INCH = 25.4
DRAWN = 300
"""Dots per inch that a page is drawn with, before it is scanned."""
WIDTH, HEIGHT = 2480, 3508
SECRET = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
INKS = {
    "red": (205, 40, 50),
    "pale": (228, 110, 115),
    "blue": (45, 65, 165),
    "violet": (115, 50, 150),
    "black": (28, 28, 28),
}
FONTS = (
    "Noto Serif:bold",
    "DejaVu Serif:bold",
    "Noto Sans:bold",
    "DejaVu Serif Condensed:bold",
    "Noto Sans Display:bold",
)
HARMLESS = (
    "HỎA TỐC",
    "ĐÃ KÝ",
    "SAO Y BẢN CHÍNH",
    "ĐÃ PHÁT HÀNH",
    "THƯỢNG KHẨN",
    "BẢN CHÍNH",
    "ĐÃ THU PHÍ",
    "XÃ MẪU",
    "MẪU SỐ 1",
)
ROWS = (
    ("1", "Niêm yết thủ tục hành chính tại bộ phận tiếp nhận và trả kết quả", "Văn phòng", "Thường xuyên"),
    ("2", "Rà soát, cập nhật danh mục hồ sơ lưu trữ của cơ quan", "Phòng Nội vụ", "Quý II"),
    ("3", "Tuyên truyền Luật Bảo vệ bí mật nhà nước tại các thôn", "Phòng Văn hóa", "Quý III"),
    ("4", "Kiểm tra công tác văn thư, lưu trữ năm 2026", "Văn phòng", "Tháng 10"),
    ("5", "Báo cáo kết quả thực hiện kế hoạch cải cách hành chính", "Văn phòng", "Trước ngày 15/11"),
)
PROSE = (
    "Căn cứ kế hoạch công tác năm của Ủy ban nhân dân tỉnh Mẫu, Ủy ban nhân dân xã Mẫu xây dựng kế hoạch",
    "với các nội dung chủ yếu sau đây. Các bộ phận chuyên môn theo chức năng, nhiệm vụ được giao tổ chức",
    "thực hiện nghiêm túc, bảo đảm tiến độ và chất lượng; thực hiện tốt công tác bảo vệ bí mật nhà nước,",
    "định kỳ hằng quý báo cáo kết quả thực hiện về Văn phòng để tổng hợp, báo cáo Chủ tịch xem xét.",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A scan. what: what was stamped onto it, for people; secret: whether that is a mark of secrecy."""

    data: bytes
    secret: bool
    what: str


def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font that knows the letters of Vietnamese, by a pattern of fontconfig."""
    asked = ["fc-match", "-f", "%{file}", f"{name}:charset=1ec6"]
    found = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return ImageFont.truetype(found, size)


def page(kind: int) -> Image.Image:
    """A page of a plan: a table of work, or running text, drawn black on white."""
    sheet = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(sheet)
    text, bold = font("Noto Serif", 52), font("Noto Serif:bold", 52)
    for x, lines in (
        (250, ("ỦY BAN NHÂN DÂN", "XÃ MẪU", "Số: 12/KH-UBND")),
        (1150, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")),
    ):
        for at, line in enumerate(lines):
            pen.text((x, 200 + 75 * at), line, 0, bold)
    pen.text((1000, 560), "KẾ HOẠCH", 0, bold)
    pen.text((700, 640), "Cải cách hành chính năm 2026", 0, bold)
    y = 800
    for line in PROSE * (1 + 3 * (kind % 2)):
        pen.text((240, y), line, 0, font("Noto Serif", 44))
        y += 72
    if kind % 2 == 0:
        _table(pen, y + 60, text)
    return sheet


def _table(pen: ImageDraw.ImageDraw, y: int, face: ImageFont.FreeTypeFont) -> None:
    edges, face = (220, 340, 1330, 1790, 2280), font("Noto Serif", 44)
    for row in (("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"), *ROWS):
        cells = [
            _wrapped(cell, face, right - left - 40)
            for cell, left, right in zip(row, edges[:-1], edges[1:], strict=True)
        ]
        high = 70 * max(map(len, cells)) + 30
        for lines, left, right in zip(cells, edges[:-1], edges[1:], strict=True):
            pen.rectangle((left, y, right, y + high), outline=0, width=4)
            for at, line in enumerate(lines):
                pen.text((left + 20, y + 10 + 70 * at), line, 0, face)
        y += high


def _wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if face.getlength(longer) < width else [*lines, word]
    return lines


def stamp(text: str, name: str, high: int, style: str) -> Image.Image:
    """A stamp, white on black. high: dots of a capital letter; style: framed, double, bare, outlined, two lines."""
    face = font(name, round(high / 0.72))
    lines = text.split(" ", 1) if style == "two lines" else [text]
    boxes = [face.getbbox(line, stroke_width=1) for line in lines]
    wide, tall = max(b[2] - b[0] for b in boxes), max(b[3] - b[1] for b in boxes)
    rim = round(high * 0.55)
    made = Image.new("L", (round(wide + 2 * rim + high * 0.4), round(tall * len(lines) * 1.1 + 2 * rim)))
    pen = ImageDraw.Draw(made)
    for at, (line, box) in enumerate(zip(lines, boxes, strict=True)):
        place = ((made.width - box[2] + box[0]) / 2 - box[0], rim - box[1] + at * tall * 1.1)
        if style == "outlined":
            pen.text(place, line, 0, face, stroke_width=max(high // 20, 2), stroke_fill=255)
        else:
            pen.text(place, line, 255, face)
    if style != "bare":
        thick = max(high // 14, 3)
        pen.rectangle((1, 1, made.width - 2, made.height - 2), outline=255, width=thick)
        if style == "double":
            pen.rectangle((3 * thick, 3 * thick, made.width - 3 * thick, made.height - 3 * thick), outline=255, width=2)
    return made


def seal(chance: random.Random) -> Image.Image:
    """A round seal with letters along its rim and a star."""
    size = chance.randint(400, 460)
    made = Image.new("L", (size, size))
    pen = ImageDraw.Draw(made)
    pen.ellipse((2, 2, size - 3, size - 3), outline=255, width=7)
    pen.ellipse((size * 0.2, size * 0.2, size * 0.8, size * 0.8), outline=255, width=4)
    points = [
        (size / 2 + size * r * math.sin(k * math.pi / 5), size / 2 - size * r * math.cos(k * math.pi / 5))
        for k, r in enumerate((0.15, 0.06) * 5)
    ]
    pen.polygon(points, fill=255)
    letters, face = "ỦY BAN NHÂN DÂN XÃ MẪU ★ TỈNH MẪU ★ ", font("DejaVu Sans:bold", 40)
    for at, letter in enumerate(letters):
        one = Image.new("L", (60, 60))
        ImageDraw.Draw(one).text((14, 4), letter, 255, face)
        turn = 360 * at / len(letters)
        one = one.rotate(-turn, Image.Resampling.BICUBIC)
        x, y = (
            size / 2 + size * 0.4 * math.sin(math.radians(turn)),
            size / 2 - size * 0.4 * math.cos(math.radians(turn)),
        )
        made.paste(255, (round(x) - 30, round(y) - 30), one)
    return made


def incoming(chance: random.Random) -> Image.Image:
    """The stamp of the mail room."""
    made = Image.new("L", (620, 330))
    pen, face = ImageDraw.Draw(made), font("Noto Sans:bold", 42)
    pen.rectangle((2, 2, 617, 327), outline=255, width=5)
    day = f"Ngày: {chance.randint(1, 28)}/{chance.randint(1, 12)}/2026"
    for at, line in enumerate(
        ("UBND XÃ MẪU", "CÔNG VĂN ĐẾN", f"Số: {chance.randint(10, 999)}", day, "Chuyển: .............")
    ):
        pen.text((30, 15 + 60 * at), line, 255, face)
    return made


def signature(chance: random.Random) -> Image.Image:
    """Strokes of a pen."""
    made = Image.new("L", (560, 260))
    points = [(40 + 480 * k / 11, 130 + chance.randint(-110, 110)) for k in range(12)]
    ImageDraw.Draw(made).line(points, fill=255, width=7, joint="curve")
    return made.filter(ImageFilter.GaussianBlur(2))


def logo(chance: random.Random) -> Image.Image:
    """A disc with letters left out of it."""
    made = Image.new("L", (300, 300))
    pen = ImageDraw.Draw(made)
    pen.ellipse((5, 5, 295, 295), fill=255)
    pen.text((70, 90), chance.choice(("VN", "QN", "HT")), 0, font("Noto Sans:bold", 100))
    return made


def pressed(
    sheet: Image.Image,
    ink: Image.Image,
    colour: tuple[int, int, int],
    at: tuple[int, int],
    worn: int,
    chance: random.Random,
) -> Image.Image:
    """The sheet, in colours, with ink pressed onto it: print stays below. worn: how much ink is missing, of 255."""
    grain = Image.frombytes(
        "L", (ink.width // 3 + 1, ink.height // 3 + 1), chance.randbytes((ink.width // 3 + 1) * (ink.height // 3 + 1))
    )
    missing = grain.resize((grain.width * 3, grain.height * 3), Image.Resampling.BICUBIC).crop((0, 0, *ink.size))
    ink = ImageChops.subtract(ink, missing.point([v * worn // 255 for v in range(256)]))
    layer = Image.new("RGB", sheet.size, "white")
    layer.paste(Image.new("RGB", ink.size, colour), at, ink)
    return ImageChops.multiply(sheet, layer)


def scanned(sheet: Image.Image, dpi: int, chance: random.Random) -> bytes:
    """A PDF with a scan of the sheet: a little askew, on grainy paper, as JPEG."""
    paper = (255, 255, 255) if chance.random() < 0.6 else (250, 244, 226)
    sheet = ImageChops.multiply(sheet, Image.new("RGB", sheet.size, paper))
    sheet = sheet.rotate(chance.uniform(-1.2, 1.2), Image.Resampling.BICUBIC, fillcolor=paper)
    sheet = sheet.resize((WIDTH * dpi // DRAWN, HEIGHT * dpi // DRAWN), Image.Resampling.LANCZOS)
    grain = Image.frombytes("L", sheet.size, chance.randbytes(sheet.width * sheet.height)).point(
        [v // 14 for v in range(256)]
    )
    sheet = ImageChops.subtract(sheet, Image.merge("RGB", (grain, grain, grain)))
    out = io.BytesIO()
    sheet.save(out, "PDF", resolution=dpi, quality=chance.choice((50, 65, 80)))
    return out.getvalue()


def sample(seed: int, inks: Sequence[str] = tuple(INKS)) -> Sample:
    """A scan by its number: even ones bear a mark of secrecy, odd ones only what offices stamp besides."""
    chance = random.Random(seed)
    sheet, said = page(chance.randint(0, 1)).convert("RGB"), []
    for _ in range(chance.randint(0, 2) if seed % 2 == 0 else chance.randint(1, 4)):
        kind = chance.choice((seal, incoming, signature, logo))
        ink = chance.choice(("blue", "blue", "violet") if kind is signature else ("red", "red", "blue", "violet"))
        made = kind(chance).rotate(chance.choice((0, 0, 3, -6)), Image.Resampling.BICUBIC, expand=True)
        at = chance.randint(100, WIDTH - made.width - 100), chance.randint(1900, HEIGHT - made.height - 60)
        sheet = pressed(sheet, made, INKS[ink], at, chance.choice((0, 40, 90)), chance)
        said.append(f"{ink} {kind.__name__}")
    text = chance.choice(SECRET if seed % 2 == 0 else HARMLESS)
    ink, style = chance.choice(inks), chance.choice(("framed", "framed", "double", "bare", "outlined", "two lines"))
    high = round(chance.choice((3.3, 4.0, 5.0, 6.5, 8.0)) * DRAWN / INCH)
    angle = chance.choice((0, 0, 2, -4, 5, 8, -8, 12, -15, 20, -30, 90))
    made = stamp(text, chance.choice(FONTS), high, style).rotate(angle, Image.Resampling.BICUBIC, expand=True)
    place, at = chance.choice(tuple(_places(made).items()))
    at = at[0] + chance.randint(-60, 60), at[1] + chance.randint(-60, 60)
    dpi = chance.choice((150, 200, 300))
    sheet = pressed(sheet, made, INKS[ink], at, chance.choice((0, 0, 40, 90)), chance)
    facts = f"{ink} {style} {text} {high * INCH / DRAWN:.0f} mm at {angle}°, {place}, {dpi} dpi"
    return Sample(scanned(sheet, dpi, chance), seed % 2 == 0, "; ".join((facts, *said)))


def _places(made: Image.Image) -> dict[str, tuple[int, int]]:
    left = min(max(WIDTH - made.width - 130, 100), 700)
    return {
        "below the letterhead": (min(300, left), 450),
        "top": (min(900, left), 80),
        "over the title": (min(800, left), 570),
        "over the text": (min(600, left), 900),
        "over the table": (min(500, left), 1350),
        "bottom": (min(250, left), HEIGHT - made.height - 250),
    }
