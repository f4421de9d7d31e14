"""Draws the pictured how-to of the subscribe page: three steps a program, plain shapes of our own, as SVG in static/."""

import sys
from html import escape
from pathlib import Path

STATIC = Path(__file__).parent.parent / "scheduler" / "web" / "static"
INK, SOFT, LINE, ACCENT, PAPER = "#1b2430", "#4d5866", "#c3ccd7", "#0b5cad", "#ffffff"

# program → three steps: what the frame shows (lines of text; «>» is pressed, «_» a field, «·» grey), and what is said below
STEPS = {
    "google": (
        (("·Lịch của tôi", "·Sinh nhật", ">Lịch khác   +"), "Bấm dấu +"),
        (("·Đăng ký lịch", "·Tạo lịch mới", ">Từ URL"), "Chọn Từ URL"),
        (("·URL của lịch", "_https://…/f/…", ">Thêm lịch"), "Dán, Thêm lịch"),
    ),
    "outlook": (
        (("·Lịch", "·Tháng này", ">Thêm lịch"), "Bấm Thêm lịch"),
        (("·Tạo lịch trống", ">Đăng ký từ web", "·Tải lên từ tệp"), "Chọn Đăng ký từ web"),
        (("_https://…/f/…", "_Nhắc việc", ">Nhập"), "Dán, bấm Nhập"),
    ),
    "apple": (
        (("·Máy ảnh", "#", "·Quét mã"), "Quét mã trên trang"),
        (("·Trang đăng ký", "·Nhắc việc", ">Mở ứng dụng lịch"), "Bấm nút mở lịch"),
        (("·Đăng ký lịch này?", "·Huỷ", ">Đăng ký"), "Bấm Đăng ký"),
    ),
    "android": (
        (("·Trên máy tính", "·Google Lịch", ">Thêm lịch"), "Trên máy tính"),
        (("·Trên điện thoại", "·Cài đặt", ">Nhắc việc"), "Bấm vào tên lịch"),
        (("·Nhắc việc", ">Đồng bộ hoá ✓", "·Màu"), "Bật Đồng bộ hoá"),
    ),
    "thunderbird": (
        (("·Lịch", "·Nhà", ">Lịch mới…"), "Bấm Lịch mới"),
        (("·Trên máy này", ">Trên mạng", "·Tiếp tục"), "Chọn Trên mạng"),
        (("_https://…/f/…", ">Tìm lịch", ">Đăng ký"), "Dán, rồi Đăng ký"),
    ),
}
_LEFT, _STEP, _WIDTH = 14, 208, 196


def drawing(steps: tuple[tuple[tuple[str, ...], str], ...]) -> str:
    """Three frames side by side, numbered."""
    parts = "\n".join(_frame(_LEFT + n * _STEP, n + 1, *step) for n, step in enumerate(steps))
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 250" font-family="system-ui, Roboto, sans-serif">'
    return f'{head}\n<rect width="640" height="250" fill="#eef2f6"/>\n{parts}\n</svg>\n'


def _frame(left: int, number: int, lines: tuple[str, ...], said: str) -> str:
    rows = "\n".join(_row(left + 14, 62 + 44 * n, line) for n, line in enumerate(lines))
    return f"""<rect x="{left}" y="16" width="{_WIDTH}" height="176" rx="10" fill="{PAPER}" stroke="{LINE}" stroke-width="2"/>
<path d="M{left + 1} 42h{_WIDTH - 2}" stroke="{LINE}" stroke-width="2"/>
{"".join(f'<circle cx="{left + 16 + 14 * n}" cy="29" r="4" fill="{LINE}"/>' for n in range(3))}
{rows}
<circle cx="{left + 16}" cy="218" r="13" fill="{ACCENT}"/>
<text x="{left + 16}" y="223" font-size="15" font-weight="700" fill="#fff" text-anchor="middle">{number}</text>
<text x="{left + 36}" y="223" font-size="15" font-weight="600" fill="{INK}">{escape(said)}</text>"""


def _row(left: int, top: int, line: str) -> str:
    kind, text = line[0], escape(line[1:])
    width = _WIDTH - 28
    if kind == "#":
        return _code(left + 62, top - 8)
    if kind == ">":
        box = f'<rect x="{left}" y="{top - 8}" width="{width}" height="34" rx="7" fill="{ACCENT}"/>'
        return f'{box}<text x="{left + 12}" y="{top + 14}" font-size="15" font-weight="600" fill="#fff">{text}</text>'
    if kind == "_":
        box = f'<rect x="{left}" y="{top - 8}" width="{width}" height="34" rx="5" fill="none" stroke="{SOFT}"/>'
        return f'{box}<text x="{left + 12}" y="{top + 14}" font-size="14" fill="{INK}">{text}</text>'
    return f'<text x="{left + 4}" y="{top + 14}" font-size="15" fill="{SOFT}">{text}</text>'


def _code(left: int, top: int) -> str:
    """A hint of a QR code: three eyes and some dots; no phone reads it."""
    eyes = ((0, 0), (26, 0), (0, 26))
    drawn = [
        f'<rect x="{left + x}" y="{top + y}" width="14" height="14" fill="none" stroke="{INK}" stroke-width="4"/>'
        for x, y in eyes
    ]
    dots = ((20, 4), (20, 12), (4, 20), (12, 20), (20, 20), (28, 22), (36, 28), (28, 36), (38, 38))
    drawn += [f'<rect x="{left + x}" y="{top + y}" width="5" height="5" fill="{INK}"/>' for x, y in dots]
    return "".join(drawn)


def main() -> int:
    """Write every drawing."""
    for name, steps in STEPS.items():
        (STATIC / f"{name}.svg").write_text(drawing(steps), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
