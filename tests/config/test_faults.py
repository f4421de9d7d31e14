"""Broken config files: each gives exactly these faults, by code, key path and line; and each fault has its sentence."""

from pathlib import Path

import pytest

from scheduler.config.reading import parse_config
from scheduler.diagnostics import Diagnostic, Severity
from scheduler.words import say

BASE = """\
[office]
id = "co-quan-mau"
name = "Cơ quan Mẫu"
level = "commune"
[[plans]]
id = "kh"
file = "ke-hoach.txt"
[[units]]
id = "vp"
name = "Văn phòng"
[[people]]
id = "dau-moi"
role = "Đầu mối"
post = "coordinator"
units = ["*"]
channels = ["console"]
"""
NEXT = BASE.count("\n") + 1  # the line on which the addition of a case begins
TOKEN = "123456789:" + "A" * 35

# what is added to BASE → what is found: (code, key, line of the addition counted from 1)
ADDED = {
    "a key that is unknown": ("[polic]\n", [("unknown-key", "polic", 1)]),
    "a key under the wrong table": (
        "[office2]\nx = 1\n[policy]\nquiet_from = 20:00:00\n",
        [("unknown-key", "office2", 1), ("unknown-key", "policy.quiet_from", 4)],
    ),
    "a word that is not among the allowed": (
        '[policy]\non_day_off = "befor"\n',
        [("unknown-value", "policy.on_day_off", 2)],
    ),
    "a day in quotes": ('[[days_off]]\nday = "2026-01-02"\ndocument = "x"\n', [("wrong-type", "days_off[1].day", 2)]),
    "a moment in place of a day": (
        '[[days_off]]\nday = 2026-01-02T00:00:00\ndocument = "x"\n',
        [("wrong-type", "days_off[1].day", 2)],
    ),
    "a number in quotes": ('[server]\nport = "8640"\n', [("wrong-type", "server.port", 2)]),
    "a text in place of a list": (
        '[[units]]\nid = "a"\nname = "A"\naliases = "B"\n',
        [("wrong-type", "units[2].aliases", 4)],
    ),
    "a list in place of a table": ("policy = []\n", [("unknown-key", "people[1].policy", 1)]),
    "a port out of range": ("[server]\nport = 0\n", [("out-of-range", "server.port", 2)]),
    "a day without its document": ("[[days_off]]\nday = 2026-01-02\n", [("missing-key", "days_off[1].document", 1)]),
    "an empty name": ('[[units]]\nid = "a"\nname = " "\n', [("empty-text", "units[2].name", 3)]),
    "an id with capitals": ('[[units]]\nid = "Van Hoa"\nname = "A"\n', [("bad-id", "units[2].id", 2)]),
    "the same id twice": ('[[units]]\nid = "vp"\nname = "B"\n', [("same-id", "units[2].id", 2)]),
    "one name in initials and whole": (
        '[[units]]\nid = "a"\nname = "Phòng VH-XH"\n[[units]]\nid = "b"\nname = "Phòng Văn hóa và Xã hội"\n',
        [("units-alike", "units[3].name", 6)],
    ),
    "a unit in initials that another follows": (
        '[[units]]\nid = "a"\nname = "Phòng VH-XH"\nreplaced = { by = "b", from = 2026-07-01 }\n'
        '[[units]]\nid = "b"\nname = "Phòng Văn hóa và Xã hội"\n',
        [],
    ),
    "one name of two units": (
        '[[units]]\nid = "b"\nname = "B"\naliases = ["VĂN  PHÒNG"]\n',
        [("same-spelling", "units[2].aliases[1]", 4)],
    ),
    "a person of an unknown unit": (
        '[[people]]\nid = "a"\nrole = "A"\nunits = ["vp",\n  "vq"]\nchannels = ["console"]\n',
        [("unknown-unit-id", "people[2].units[2]", 5)],
    ),
    "a star outside of people": (
        '[[tasks]]\nplan = "kh"\nno = "1"\nunits = ["*"]\n',
        [("unknown-unit-id", "tasks[1].units[1]", 4)],
    ),
    "a group with an unknown member": (
        '[[units]]\nid = "g"\nname = "G"\nmembers = ["vp", "x"]\n',
        [("unknown-unit-id", "units[2].members[2]", 4)],
    ),
    "a group that holds itself": (
        '[[units]]\nid = "g"\nname = "G"\nmembers = ["g"]\n',
        [("group-circle", "units[2].members", 4)],
    ),
    "groups in a circle": (
        '[[units]]\nid = "g"\nname = "G"\nmembers = ["h"]\n[[units]]\nid = "h"\nname = "H"\nmembers = ["vp", "g"]\n',
        [("group-circle", "units[2].members", 4)],
    ),
    "an unknown channel": (
        '[[people]]\nid = "a"\nrole = "A"\nunits = ["vp"]\nchannels = ["telegrm"]\n',
        [("unknown-channel", "people[2].channels[1]", 5)],
    ),
    "a person without a channel": (
        '[[people]]\nid = "a"\nrole = "A"\nunits = ["vp"]\nchannels = []\n',
        [("empty-list", "people[2].channels", 5)],
    ),
    "a digest in the quiet hours": (
        '[[people]]\nid = "a"\nrole = "A"\nunits = ["vp"]\nchannels = ["console"]\ndigest = 05:00:00\n',
        [("digest-in-quiet-hours", "people[2].digest", 6)],
    ),
    "quiet hours the wrong way round": (
        "[messages]\nquiet_from = 06:31:00\nquiet_to = 06:30:00\n",
        [("hardly-awake", "messages.quiet_to", 3), ("usual-digest-in-quiet-hours", "messages.quiet_to", 3)],
    ),
    "a task of an unknown plan": ('[[tasks]]\nplan = "kk"\nno = "1"\n', [("unknown-plan", "tasks[1].plan", 2)]),
    "two decisions on one task": (
        '[[tasks]]\nplan = "kh"\nno = "II.1"\n[[tasks]]\nplan = "kh"\nno = "ii.1"\n',
        [("same-task", "tasks[2].no", 6)],
    ),
    "a due day and dates": (
        '[[tasks]]\nplan = "kh"\nno = "1"\ndue = 2026-01-05\ndates = [2026-01-06]\n',
        [("due-and-dates", "tasks[1].dates", 5)],
    ),
    "a slot without its day": (
        '[[tasks]]\nplan = "kh"\nno = "1"\nslot = { at = 17:30:00 }\n',
        [("bad-slot", "tasks[1].slot", 4)],
    ),
    "a slot with two days": (
        '[[tasks]]\nplan = "kh"\nno = "1"\nslot = { at = 17:30:00, weekday = "MO", monthday = 1 }\n',
        [("bad-slot", "tasks[1].slot", 4)],
    ),
    "a slot with an unknown weekday": (
        '[[tasks]]\nplan = "kh"\nno = "1"\nslot = { at = 17:30:00, weekday = "T3" }\n',
        [("unknown-value", "tasks[1].slot.weekday", 4)],
    ),
    "a dotted slot with a bad day": (
        '[[tasks]]\nplan = "kh"\nno = "1"\nslot.at = 17:30:00\nslot.monthday = 32\n',
        [("out-of-range", "tasks[1].slot.monthday", 5)],
    ),
    "a day both off and working": (
        '[[days_off]]\nday = 2026-01-02\ndocument = "x"\n[[working_days]]\nday = 2026-01-02\ndocument = "y"\n',
        [("off-and-working", "working_days[1].day", 5)],
    ),
    "the same day off twice": (
        '[[days_off]]\nday = 2026-01-02\ndocument = "x"\n[[days_off]]\nday = 2026-01-02\ndocument = "y"\n',
        [("same-day", "days_off[2].day", 5)],
    ),
    "a rung that cannot be read": ('[ladders]\nreport = ["T-5", "5 ngày"]\n', [("bad-rung", "ladders.report[2]", 2)]),
    "a rung for an unknown audience": ('[ladders]\nreport = ["T:boss"]\n', [("bad-rung", "ladders.report[1]", 2)]),
    "a rung twice": ('[ladders]\nreport = ["T", "T"]\n', [("same-rung", "ladders.report[1]", 2)]),
    "check-ins of an unknown kind": (
        '[policy.check_in_of]\nradio = "none"\n',
        [("unknown-value", "policy.check_in_of.radio", 2)],
    ),
    "an answer that is not understood": (
        '[[answers]]\nphrase = "theo lịch"\nread_as = "ba bảy hai mốt"\n',
        [("phrase-not-read", "answers[1].read_as", 3)],
    ),
    "an answer that is ambiguous itself": (
        '[[answers]]\nphrase = "theo lịch"\nread_as = "cuối quý II"\n',
        [("phrase-not-read", "answers[1].read_as", 3)],
    ),
    "two answers to one phrase": (
        '[[answers]]\nphrase = "theo lịch"\nread_as = "hằng tháng"\n[[answers]]\nphrase = "Theo  lịch"\nread_as = "hằng quý"\n',
        [("same-answer", "answers[2].phrase", 5)],
    ),
    "embedded reports that are not understood": (
        '[reports]\nembedded = "ba bảy hai mốt"\n',
        [("phrase-not-read", "reports.embedded", 2)],
    ),
    "an address without http": (
        '[server]\npublic_url = "lich.example.gov.vn"\n',
        [("bad-address", "server.public_url", 2)],
    ),
    "an address that is none": ('[telegram]\napi_url = "http://[::1"\n', [("bad-address", "telegram.api_url", 2)]),
    "a database that is none": ('[store]\nurl = "nhacviec.db"\n', [("bad-database", "store.url", 2)]),
    "a host for everybody": ('[server]\nhost = "0.0.0.0"\n', [("not-loopback", "server.host", 2)]),
    "a host of the network": ('[server]\nhost = "192.168.1.5"\n', [("not-loopback", "server.host", 2)]),
    "a token by its key": ('[telegram]\ntoken = "x"\n', [("secret-in-config", "telegram.token", 2)]),
    "a token by its shape": (f'[telegram]\napi_url = "{TOKEN}"\n', [("secret-in-config", "telegram.api_url", 2)]),
    "a password by its key": (
        '[email]\nhost = "thu.example"\nfrom = "a@thu.example"\npassword = "x"\n',
        [("secret-in-config", "email.password", 4)],
    ),
    "a signing secret by its shape": (
        '[webhook]\nsecret_file = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"\n',
        [("secret-in-config", "webhook.secret_file", 2)],
    ),
    "a mail server with its port": (
        '[email]\nhost = "thu.example:587"\nfrom = "a@thu.example"\n',
        [("bad-host", "email.host", 2)],
    ),
    "a mail server as a web address": (
        '[email]\nhost = "smtp://thu.example"\nfrom = "a@thu.example"\n',
        [("bad-host", "email.host", 2)],
    ),
    "a mail server with its password": (
        '[email]\nhost = "smtp://a:hunter2@thu.example"\nfrom = "a@thu.example"\n',
        [("password-in-address", "email.host", 2)],
    ),
    "a sender that is no address": (
        '[email]\nhost = "thu.example"\nfrom = "Nhắc Việc"\n',
        [("bad-mail-address", "email.from", 3)],
    ),
    "a word for encryption": (
        '[email]\nhost = "thu.example"\nfrom = "a@thu.example"\nencryption = "ssl"\n',
        [("unknown-value", "email.encryption", 4)],
    ),
    "a password that would travel open": (
        '[email]\nhost = "thu.example"\nfrom = "a@thu.example"\nuser = "a"\nencryption = "none"\n',
        [("email-in-clear", "email.encryption", 5)],
    ),
    "no mail server for who gets e-mail": (
        '[[people]]\nid = "b"\nrole = "B"\nunits = ["vp"]\nchannels = ["console", "email"]\n',
        [("email-not-set-up", "people[2].channels[2]", 5)],
    ),
    "an address in place of a channel": (
        '[[people]]\nid = "b"\nrole = "B"\nunits = ["vp"]\nchannels = ["thư"]\n',
        [("unknown-channel", "people[2].channels[1]", 5)],
    ),
    "a password in an address": (
        '[store]\nurl = "postgresql://nv:hunter2@db/nv"\n',
        [("password-in-address", "store.url", 2)],
    ),
    "everything at once": (
        '[[units]]\nid = "B"\nname = ""\nmembers = ["q"]\n[server]\nhost = "::"\nport = 1.5\n[[tasks]]\nplan = "z"\n',
        [
            ("bad-id", "units[2].id", 2),
            ("empty-text", "units[2].name", 3),
            ("unknown-unit-id", "units[2].members[1]", 4),
            ("not-loopback", "server.host", 6),
            ("wrong-type", "server.port", 7),
            ("missing-key", "tasks[1].no", 8),
            ("unknown-plan", "tasks[1].plan", 9),
        ],
    ),
}

# a line of BASE and what it becomes → what is found, lines as they then are
CHANGED = {
    "no level": ('level = "commune"\n', "", [("missing-key", "office.level", 1)]),
    "a level in Vietnamese": ('"commune"', '"xã"', [("unknown-value", "office.level", 4)]),
    "an office id with spaces": ("co-quan-mau", "Cơ quan", [("bad-office-id", "office.id", 2)]),
    "no plan": ('[[plans]]\nid = "kh"\nfile = "ke-hoach.txt"\n', "", [("missing-key", "plans", None)]),
    "a year in words": (
        'file = "ke-hoach.txt"',
        'file = "ke-hoach.txt"\nyear = "nay"',
        [("bad-year", "plans[1].year", 8)],
    ),
    "a year of two digits": (
        'file = "ke-hoach.txt"',
        'file = "ke-hoach.txt"\nyear = 26',
        [("bad-year", "plans[1].year", 8)],
    ),
    "nobody coordinates": ('post = "coordinator"\n', "", [("no-coordinator", "people", 11)]),
    "a post in Vietnamese": (
        '"coordinator"',
        '"đầu mối"',
        [("no-coordinator", "people", 11), ("unknown-value", "people[1].post", 14)],
    ),
}


def found(text: str) -> list[tuple[str, str, int | None]]:
    """Faults as a case names them."""
    diagnostics = parse_config(text, Path()).diagnostics
    return [(d.code, str(dict(d.values)["key"]), d.location.line) for d in diagnostics]


def sentence(diagnostic: Diagnostic) -> str:
    """What the coordinator reads."""
    return say("config", "diagnostic", diagnostic.code, diagnostic.values)


def test_the_base_has_no_fault() -> None:
    reading = parse_config(BASE, Path())
    assert reading.diagnostics == ()
    assert reading.config is not None


@pytest.mark.parametrize("case", ADDED)
def test_added(case: str) -> None:
    addition, expected = ADDED[case]
    assert found(BASE + addition) == [(code, key, NEXT - 1 + line) for code, key, line in expected]


@pytest.mark.parametrize("case", CHANGED)
def test_changed(case: str) -> None:
    was, now, expected = CHANGED[case]
    assert found(BASE.replace(was, now, 1)) == expected


@pytest.mark.parametrize("case", ADDED)
def test_an_error_gives_no_config_and_a_warning_does(case: str) -> None:
    reading = parse_config(BASE + ADDED[case][0], Path())
    assert (reading.config is None) == any(d.severity is Severity.ERROR for d in reading.diagnostics)


@pytest.mark.parametrize("case", ADDED)
def test_every_fault_has_a_sentence_and_points_at_its_key(case: str) -> None:
    text = BASE + ADDED[case][0]
    for diagnostic in parse_config(text, Path()).diagnostics:
        assert sentence(diagnostic)[0].isupper() or str(dict(diagnostic.values)["key"]) in sentence(diagnostic)
        assert diagnostic.location.file == "config.toml"
        line, span = diagnostic.location.line, diagnostic.location.span
        assert line is not None and span is not None
        assert text.split("\n")[line - 1][slice(*span)].strip()


NEAREST = {
    "a slip of the key": ("[telegrm]\n", "Gần nhất: “telegram”"),
    "a slip of the value": ('[policy]\non_day_off = "befor"\n', "Gần nhất: “before”"),
    "an everyday word": ('[policy]\ncheck_in = "quý"\n', "Gần nhất: “quarter”"),
    "an everyday weekday": (
        '[[tasks]]\nplan = "kh"\nno = "1"\nslot = { at = 17:30:00, weekday = "thứ năm" }\n',
        "Gần nhất: “TH”",
    ),
    "the table where the key belongs": ("[policy]\nclosing_day = 14\n", "thuộc [reports]"),
    "a unit by its name": ('[[tasks]]\nplan = "kh"\nno = "1"\nunits = ["Văn phòng"]\n', "Gần nhất: “vp”"),
    "a rung with a long minus": ('[ladders]\nreport = ["T−5"]\n', "Gần nhất: “T-5”"),
    "how a table is written": (
        '[[units]]\nid = "x"\nname = "X"\nreplaced = "y"\n',
        '{ by = "ma-don-vi", from = 2026-07-01 }',
    ),
    "the value given": ('[policy]\non_day_off = "befor"\n', 'policy.on_day_off = "befor"'),
    "what is allowed": ('[policy]\non_day_off = "befor"\n', "before, after, keep"),
}


@pytest.mark.parametrize("case", NEAREST)
def test_the_sentence_leads_to_the_answer(case: str) -> None:
    addition, expected = NEAREST[case]
    (diagnostic,) = parse_config(BASE + addition, Path()).diagnostics
    assert expected in sentence(diagnostic)


@pytest.mark.parametrize(
    "addition",
    [
        f'[telegram]\ntoken = "{TOKEN}"\n',
        f'[telegram]\napi_url = "{TOKEN}"\n',
        f'[[units]]\nid = "{TOKEN}"\nname = "{TOKEN}"\n[[tasks]]\nplan = "{TOKEN}"\nno = "1"\nunits = ["x"]\n',
        f'["{TOKEN}"]\nx = 1\n',
        f"# {TOKEN}\n",
        f"[telegram]\nx = {TOKEN}\n",
        '[store]\nurl = "postgresql://nv:AAAAAAAAAAAAAAAAAAAA@db/nv"\n',
        '[store]\nurl = "htp://nv:AAAAAAAAAAAAAAAAAAAA@db/nv"\n',
        '[email]\npassword = ["AAAAAAAAAAAAAAAAAAAA"]\n',
    ],
)
def test_a_secret_is_refused_and_never_repeated(addition: str) -> None:
    reading = parse_config(BASE + addition, Path())
    assert reading.config is None
    assert {"secret-in-config", "password-in-address"} & {d.code for d in reading.diagnostics}
    assert "AAAAAAAAAAAAAAAAAAAA" not in repr(reading) + "".join(map(sentence, reading.diagnostics))
