"""Reading config.toml: the example's values, files that are none, TOML's own faults, and that no text makes it raise."""

import re
import tomllib
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.config.faults import keys_of
from scheduler.config.locate import locate, path_text
from scheduler.config.reading import ConfigReading, load_config, parse_config
from scheduler.documents import parse_document
from scheduler.plans import read_plan, unit_key
from scheduler.policy import CheckIn, Slot, Step
from scheduler.terms import Audience, Kind
from scheduler.timing.ir import Weekday
from scheduler.words import say

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "config.toml").read_text(encoding="utf-8")
SMALL = """\
[office]
id = "a"
name = "A"
level = "department"
[[plans]]
id = "p"
file = "p.txt"
year = 2026
issued = 2026-01-15
check_in = "month"
[[units]]
id = "u"
name = "U"
[[units]]
id = "g"
name = "Các U"
members = ["u"]
[[people]]
id = "c"
role = "C"
post = "coordinator"
units = ["*"]
channels = ["telegram", "console"]
digest = 08:00:00
[[tasks]]
plan = "p"
no = "II.3"
kind = "broadcast"
units = ["g"]
slot = { weekday = "TU", at = 17:30:00 }
[[tasks]]
plan = "p"
no = "4"
dates = [2026-09-10, 2026-03-10]
followed = false
[[answers]]
phrase = "theo lịch"
read_as = "trước ngày 20 hằng tháng"
[policy.check_in_of]
broadcast = "none"
[ladders]
check-in = ["open", "T-3:head", "T+2:coordinator"]
"""


def values_of(text: str) -> ConfigReading:
    reading = parse_config(text, Path("/office"))
    assert reading.diagnostics == ()
    return reading


def test_the_example_has_no_fault() -> None:
    assert values_of(EXAMPLE).config is not None


def uncommented(text: str) -> str:
    """The example with each line that it offers put to use; its sentences stay comments."""
    return re.sub(r"^# (?=\[+[a-z_]+\]+$|[a-z_-]+ = )", "", text, flags=re.MULTILINE)


def test_every_line_that_the_example_offers_is_good() -> None:
    assert values_of(uncommented(EXAMPLE)).config is not None


def test_the_example_shows_every_key() -> None:
    data = tomllib.loads(uncommented(EXAMPLE))
    shown: dict[str, set[str]] = {name: set() for name in keys_of(())}
    for name, table in data.items():
        shown[name].update(*(table if isinstance(table, list) else [table]))
    assert {name: set(keys_of((name,))) - keys for name, keys in shown.items() if set(keys_of((name,))) - keys} == {}


def test_the_example_knows_every_unit_of_the_sample_plans() -> None:
    config = values_of(EXAMPLE).config
    assert config is not None
    known = {unit_key(name) for unit in config.units for name in (unit.name, *unit.aliases)}
    plans = [read_plan(parse_document((ROOT / source.file).read_bytes(), source.file)) for source in config.plans]
    named = {
        name for plan in plans for task in plan.tasks for name in (*task.lead, *task.coordinating, *task.directing)
    }
    assert named
    assert {name for name in named if unit_key(name) not in known} == set()


def test_values() -> None:
    config = values_of(SMALL).config
    assert config is not None
    (plan,) = config.plans
    assert (plan.year, plan.rolls, plan.issued, plan.check_in) == (2026, False, date(2026, 1, 15), CheckIn.MONTH)
    assert config.units[1].members == ("u",)
    (person,) = config.people
    assert (person.post, person.channels, person.digest) == (Audience.COORDINATOR, ("telegram", "console"), time(8))
    assert config.tasks[0].slot == Slot(time(17, 30), Weekday.TU)
    assert config.tasks[0].kind is Kind.BROADCAST
    assert config.tasks[1].dates == (date(2026, 3, 10), date(2026, 9, 10))
    assert not config.tasks[1].followed
    assert config.policy.check_in_of == {Kind.BROADCAST: CheckIn.NONE}
    assert config.policy.ladders[Kind.CHECK_IN] == (Step(None), Step(-3, Audience.HEAD), Step(2, Audience.COORDINATOR))
    assert config.policy.ladders[Kind.REPORT][0] == Step(-5)
    assert config.policy.reports.due_day == 18
    assert config.folder == Path("/office")


@pytest.mark.parametrize(("level", "day"), [("province", 25), ("department", 18), ("commune", 16)])
def test_the_due_day_of_reports_follows_the_level(level: str, day: int) -> None:
    config = values_of(SMALL.replace('"department"', f'"{level}"')).config
    assert config is not None and config.policy.reports.due_day == day


def test_a_due_day_in_config_wins() -> None:
    config = values_of(SMALL + "[reports]\ndue_day = 20\n").config
    assert config is not None and config.policy.reports.due_day == 20


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")], ids=["BOM", "CR LF"])
def test_what_editors_of_windows_leave_does_not_matter(change: object) -> None:
    assert callable(change)
    assert values_of(change(SMALL)).config == values_of(SMALL).config


SYNTAX = {
    "a bracket left open": ("a = 1\n[x\n", 2, "thiếu dấu ]"),
    "a key twice": ("a = 1\na = 2\n", 2, "chỉ ghi một lần"),
    "a quote left open": ('a = 1\nb = "x\n', 2, "đóng lại đoạn chữ"),
    "no quotes": ("a = x\n", 1, "phải đặt trong ngoặc kép"),
    "no equals sign": ("a 1\n", 1, "thiếu dấu ="),
    "an inline table left open": ("a = { x = 1\n", 1, "thiếu dấu }"),
    "an hour that there is not": ("a = 25:00:00\n", 1, "giờ viết chưa đúng"),
    "an hour of one figure": ("a = 7:30:00\n", 1, "giờ viết chưa đúng"),
    "a month that is none in brackets": ('a = { by = "x", from = 2026-13-01 }\n', 1, "không có thật"),
    "a day as people write it": ("a = { from = 01/7/2026 }\n", 1, "năm-tháng-ngày"),
    "a list left open": ("a = [1,\n2\n\n\n", 2, "thiếu dấu ]"),
    "a day that is none": ("a = 2026-02-30\n", 1, "không có thật"),
    "a path of Windows": ('a = "C:\\data"\n', 1, "phải viết đôi"),
    "two pairs in a line": ("a = 1 b = 2\n", 1, "còn thừa chữ"),
    "a key with diacritics": ("tên = 1\n", 1, "khoá viết không dấu"),
    "brackets without end": ("a = " + "[" * 30000, 1, "lồng nhau"),
    "digits without end": ("a = " + "9" * 5000, 1, "không đọc được dòng này"),
}


@pytest.mark.parametrize("case", SYNTAX)
def test_what_is_no_toml_is_told_by_line(case: str) -> None:
    text, line, words = SYNTAX[case]
    (diagnostic,) = parse_config(text, Path()).diagnostics
    assert (diagnostic.code, diagnostic.location.line) == ("not-toml", line)
    assert words in say("config", "diagnostic", diagnostic.code, diagnostic.values)
    assert diagnostic.location.span is not None


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "config-missing"), ("Tên".encode("utf-16"), "config-not-utf8"), (b"\xff\x00", "config-not-utf8")],
    ids=["missing", "UTF-16", "binary"],
)
def test_a_file_that_cannot_be_read(content: bytes | None, code: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    if content is not None:
        path.write_bytes(content)
    reading = load_config(path)
    assert reading.config is None
    assert [d.code for d in reading.diagnostics] == [code]
    assert say("config", "diagnostic", code, reading.diagnostics[0].values)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert [d.code for d in load_config(tmp_path).diagnostics] == ["config-unreadable"]


def test_a_file_is_read_with_its_folder(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(SMALL, encoding="utf-8")
    config = load_config(tmp_path / "c.toml").config
    assert config is not None and config.folder == tmp_path


def all_told(reading: ConfigReading) -> None:
    """Each finding can be put in words; there is a config exactly where no error is."""
    for diagnostic in reading.diagnostics:
        assert say("config", "diagnostic", diagnostic.code, diagnostic.values)
    assert (reading.config is None) == any(d.severity == "error" for d in reading.diagnostics)


@given(st.text())
@example("a." * 500 + "a = 1")
def test_no_text_makes_it_raise(text: str) -> None:
    all_told(parse_config(text, Path()))


VALUES = st.one_of(
    st.none(),
    st.integers(-5, 100),
    st.floats(allow_nan=True),
    st.booleans(),
    st.text(max_size=8),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.lists(st.one_of(st.integers(0, 3), st.text(max_size=3)), max_size=2),
    st.dictionaries(st.sampled_from(["id", "at", "weekday", "token", "ă"]), st.integers(0, 3), max_size=2),
)


def as_toml(value: object) -> str:
    """A value as TOML text; None stands for text that is none."""
    if value is None:
        return "="
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {as_toml(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return (
            '"'
            + "".join(
                c if c.isalnum() or c in " -:*" else f"\\u{ord(c):04X}" if ord(c) < 0xD800 else "?" for c in value
            )
            + '"'
        )
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@given(st.integers(0, SMALL.count("\n")), st.sampled_from(["drop", "double", "value", "cut"]), VALUES)
def test_no_slip_in_a_line_makes_it_raise(line: int, slip: str, value: object) -> None:
    lines = SMALL.split("\n")
    if slip == "drop":
        del lines[line]
    elif slip == "double":
        lines.insert(line, lines[line])
    elif slip == "value":
        lines[line] = lines[line].split(" = ")[0] + " = " + as_toml(value)
    else:
        lines = lines[:line]
    all_told(parse_config("\n".join(lines), Path()))


@given(st.integers(0, len(EXAMPLE) - 1), st.characters(codec="utf-8"))
def test_no_wrong_character_in_the_example_makes_it_raise(place: int, character: str) -> None:
    all_told(parse_config(EXAMPLE[:place] + character + EXAMPLE[place + 1 :], Path()))


def paths(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every key path of parsed data."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for key, value in members for found in [(*path, key), *paths(value, (*path, key))]]


LOCATED = {
    "the example": EXAMPLE,
    "quotes, dots, nesting": 'a.b."c.d" = [1, # ]\n {x = 1, y = [2,\n3]}, """]\n""", \'}\' ]\n[t."q\\u0041"]\nz=1\n',
    "arrays in arrays of tables": "[[p]]\n[p.sub]\nk=2\n[[p]]\n[[p.arr]]\nm = { n.o = '}' }\n[[p.arr]]\nm={}\n",
}


@pytest.mark.parametrize("case", LOCATED)
def test_every_key_has_its_place(case: str) -> None:
    text = LOCATED[case]
    places = locate(text)
    assert set(paths(tomllib.loads(text))) == set(places)


@pytest.mark.parametrize(
    ("path", "line"),
    [(("p", 0, "sub", "k"), 3), (("p", 1), 4), (("p", 1, "arr", 0, "m", "n", "o"), 6), (("p", 1, "arr", 1), 7)],
    ids=lambda value: path_text(value) if isinstance(value, tuple) else str(value),
)
def test_the_place_is_the_line_of_the_key(path: tuple[str | int, ...], line: int) -> None:
    assert locate(LOCATED["arrays in arrays of tables"])[path].line == line


MAIL = '[email]\nhost = "thu.example"\nfrom = "a@thu.example"\n'


@pytest.mark.parametrize(
    ("more", "port"),
    [
        ("", 587),
        ('encryption = "tls"\n', 465),
        ('encryption = "none"\n', 25),
        ('encryption = "tls"\nport = 2465\n', 2465),
    ],
)
def test_a_mail_server_is_asked_at_the_port_of_its_encryption(more: str, port: int) -> None:
    config = parse_config(SMALL + MAIL + more, Path()).config
    assert config is not None and config.email is not None
    assert config.email.port == port
