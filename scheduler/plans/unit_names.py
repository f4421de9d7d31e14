"""Names of units: what begins and what is one, and how a list of units is taken apart (split_units)."""

import re
from collections.abc import Iterator, Sequence

from scheduler.plans.patterns import pattern
from scheduler.plans.vocabulary import words
from scheduler.text import capitalised

_DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")
_BULLET = re.compile(r"^\s*(?:[-–—−+*•●▪■□○◦·✓➢➤→]|\(?\d{1,2}[.)]|[a-zđ]\))\s*")
_EDGES = " \t\n.;,:/"
_PARENTHESIS = re.compile(r"\([^()]*\)")
_HIDDEN = re.compile("[\ue000-\uf8ff]")


def split_units(text: str) -> tuple[str, ...]:
    """The units that a cell or line names, in order, as printed (a first letter made a capital).

    «;», bullets and new lines separate; «,» and « và » do so only before «các» or before a capitalised word that begins the
    name of a unit; « - » never does.
    """
    hidden, kept = _hide_parentheses(text)
    found = (_shown(piece, kept) for line in _whole_lines(hidden) for piece in _pieces(line))
    return tuple(dict.fromkeys(u for piece in found if (u := _tidy(piece))))


def without_marks(text: str) -> str:
    """The text without brackets that say what a unit gets a copy for, or by which share it works: «(b/c)», «(phối hợp)»."""
    return _ANY_MARK.sub("", text)


def begins_unit(text: str) -> bool:
    """Whether the text begins as the name of a unit or of a group of units does."""
    return _BEGINS.match(_BULLET.sub("", text)) is not None


def names_post(text: str) -> bool:
    """Whether the text begins as the name of a unit or post does, and not as that of a person: «Đ/c Chủ tịch», not «Ông Trần A»."""
    return begins_unit(_PERSON.sub("", _BULLET.sub("", text)))


def names_unit(text: str) -> bool:
    """Whether the text is the name of a unit, or of a group of them, and says no work: «Phòng Quản lý đô thị», «Các thôn»."""
    bare = _BULLET.sub("", text).strip()
    if _KNOWN.match(bare):
        return _KNOWN.fullmatch(_PARENTHESIS.sub("", bare).strip(_EDGES)) is not None
    named = re.match(rf"(?:{_GROUP})?{_HEAD}", bare) or _GROUP_OF.match(bare)
    return named is not None and _says_no_work(bare)


def may_name_unit(text: str) -> bool:
    """Whether the text may be a name alone: that of a unit, or a few words that say no work («Cảnh sát khu vực»)."""
    few = len(text.split()) <= _FEW and text[:1].isupper() and _says_no_work(text)
    return (few or names_unit(text)) and len(split_units(text)) <= 1


def _says_no_work(bare: str) -> bool:
    plain = bare.lower() if bare.isupper() else bare
    short = len(bare.split()) <= _LONGEST and ":" not in bare
    return short and not (_VERB_INSIDE.search(plain) or _TIME_INSIDE.search(bare))


def are_units(text: str) -> bool:
    """Whether the text is a list of units and nothing else."""
    units = split_units(text)
    return bool(units) and all(map(names_unit, units))


def _any_of(phrases: tuple[str, ...]) -> str:
    """A pattern for capitalised phrases: a capital, the rest as it comes, and no «&» behind («TT&DL»).

    Behind the dot of a short one the name may go on at once: «P.VHXH».
    """
    spelled = (
        re.escape(p[0].upper()) + "(?i:" + re.escape(p[1:]) + ")" + (r"(?![\d&])" if p.endswith(".") else r"(?![\w&])")
        for p in sorted(phrases, key=len, reverse=True)
    )
    return f"(?:{'|'.join(spelled)})"


_NO_HEAD = f"(?:{pattern('units', 'no_head').pattern})"
_GROUP = f"(?:{pattern('units', 'group').pattern})"
_AND = f"(?:{pattern('units', 'and').pattern})"
_OF_SCHOOL_LEVEL, _SCHOOL_LEVEL = pattern("units", "of_school_level"), pattern("units", "school_level")
_OF_KINDS, _OF_ONE_BODY = pattern("units", "of_kinds"), pattern("units", "of_one_body")
_LISTED_GROUP, _FULL_NAME = pattern("units", "listed_group"), pattern("units", "full_name")
_LINK = pattern("units", "link")
_PERSON_BESIDE = pattern("units", "person_beside")
_OF_COMMUNES, _TOWNS = pattern("units", "of_communes"), pattern("units", "towns")
_HEAD = f"(?:{pattern('known', 'sign').pattern}|(?!{_NO_HEAD})" + _any_of(words("units", "heads")) + ")"
_INITIALS = pattern("units", "initials").pattern
_SMALL = f"(?:{pattern('units', 'small_head').pattern})"
_PEOPLE_IN_NAME = pattern("units", "people_in_name")
_OF_PEOPLE, _PEOPLE_ALONE, _ALL_PEOPLE = (pattern("units", key) for key in ("of_people", "people_alone", "all_people"))
_VERB_INSIDE, _TIME_INSIDE = pattern("units", "verb_inside"), pattern("units", "time_inside")
_LONGEST, _FEW = 12, 5
_GROUP_OF = re.compile(
    rf"(?:{_GROUP})(?i:{'|'.join(map(re.escape, (*words('units', 'heads'), *words('units', 'groups'))))})(?!\w)"
)
_STANDING, _STAFF = pattern("units", "standing"), pattern("units", "staff")
_STAFF_BEFORE = pattern("units", "staff_before")
_MARK, _ANY_MARK = pattern("units", "mark"), pattern("units", "any_mark")
_PIECE = pattern("units", "piece")
_NO_ABBREVIATION = "".join(rf"(?<!\b(?i:{word}))" for word in words("units", "dotted"))
_PERSON = re.compile(rf"(?i:{'|'.join(map(re.escape, words('units', 'persons')))})(?!\w)[.:]?\s*")
_BEGINS = re.compile(rf"(?:{_HEAD}|{_GROUP}|(?i:{'|'.join(words('units', 'joined'))})\b)")
_JOINED = _any_of(words("units", "joined"))
_AFTER_JOINING = pattern("units", "after_joining")
_KNOWN = pattern("known", "sign")
_OF_SEVERAL = pattern("units", "of_several")
_SEPARATOR = re.compile(
    rf"""\s*;\s*(?:[-–—+•]\s*)?(?:{_AND}\s+)?             # ; and its bullet
      | (?<=[.,])\s+[-–—+•]\s+                          # a bullet inside a line
      | {_NO_ABBREVIATION}\s*\.\s+(?={_HEAD}|{_GROUP})   # a full stop between names
      | \s+\(?\d{{1,2}}[.)]\s*(?={_HEAD}|{_GROUP})         # a number inside a line
      | \s*,\s*(?:{_AND}\s+)?(?={_GROUP})                # a comma, or an "and", before a group
      | \s+{_AND}\s+(?={_GROUP})
      | (?P<weak>\s*,\s*(?:{_AND}\s+)?|\s+(?:{_AND}|[+&])\s+|\s*/\s*)(?={_HEAD}|{_INITIALS})
      | (?P<small>\s*,\s*(?:{_AND}\s+)?)(?={_SMALL})
    """,
    re.VERBOSE,
)


def _pieces(line: str) -> list[str]:
    pieces, start = [], 0
    for found in _SEPARATOR.finditer(line):
        before, after = line[start : found.start()], line[found.end() :]
        if found.group("weak") and not _lists_bodies(before, found) and _is_one_name(before, after):
            continue
        if found.group("small") and (_lists_people(before) or _STAFF_BEFORE.search(before)):
            continue
        pieces.append(line[start : found.start()])
        start = found.end()
    return [*pieces, line[start:]]


def _is_one_name(before: str, after: str) -> bool:
    """«Văn phòng HĐND» and «UBND huyện» are one name; so are «Các trường tiểu học», «THCS», and what does not begin as a unit."""
    if _is_town(before, after) or _lists_schools(before, after) or _lists_kinds(before, after):
        return True
    joins = _AFTER_JOINING.search(before.strip()) is not None and re.match(_JOINED, after) is not None
    alone = _KIND_ALONE.search(before) is not None or _of_listed_group(before, after)
    named = begins_unit(before) or re.match(rf"{_SMALL}|{_INITIALS}", before.strip()) is not None
    of_staff = "," not in before[-2:] and _STAFF.match(after) is not None and _KIND.match(before.strip()) is not None
    of_group = _ALL_PEOPLE.match(before.strip()) is not None and re.match(_HEAD, after) is None
    return (joins and _OF_SEVERAL.match(before) is not None) or alone or of_staff or of_group or not named


def _is_town(before: str, after: str) -> bool:
    """Whether «TT» goes on with «UBND các xã»: it is short for «thị trấn», and no centre."""
    return _OF_COMMUNES.search(before.strip()) is not None and _TOWNS.match(after) is not None


def _lists_kinds(before: str, after: str) -> bool:
    """Whether «Các phòng» goes on with «TT thuộc UBND xã»: what they are of is said of both."""
    return _OF_KINDS.match(before.strip()) is not None and _OF_ONE_BODY.match(after) is not None


def _lists_schools(before: str, after: str) -> bool:
    """Whether «Trường MN, TH» goes on with «THCS»."""
    return _OF_SCHOOL_LEVEL.search(before.strip()) is not None and _SCHOOL_LEVEL.match(after) is not None


def _of_listed_group(before: str, after: str) -> bool:
    """Whether «Tư pháp» goes on with «Các phòng: Nội vụ», whose kind is said once before the colon."""
    return _LISTED_GROUP.match(before.strip()) is not None and _FULL_NAME.match(after) is None


def _lists_bodies(before: str, found: re.Match[str]) -> bool:
    """«Thường trực HĐND, UBND, UBMTTQ» are three bodies, as «Văn phòng HĐND, UBND» and «Thường trực HĐND và UBND» are one."""
    return "," in found.group() and _STANDING.match(before) is not None


def _lists_people(before: str) -> bool:
    """Whether a small word after the comma goes on with a list of people («cán bộ, công chức»), or with what is no unit."""
    bare = before.strip()
    listed = _PEOPLE_ALONE.match(bare) or (_ALL_PEOPLE.match(bare) and _OF_PEOPLE.search(bare))
    listed = listed or _PEOPLE_IN_NAME.match(bare)  # «Phòng Công chức, viên chức»
    return listed is not None or not (begins_unit(bare) or re.match(_SMALL, bare))


def _whole_lines(text: str) -> list[str]:
    """Lines, one that goes on with the line before joined to it."""
    found: list[str] = []
    stopped = ";" in text or _is_cut_name(text.split("\n"))
    lines = [" ".join(raw.split()) for raw in text.split("\n")]
    for at, line in enumerate(lines):
        whose = _says_whose(found[-1] if found else "", line, lines[at + 1 :])
        if found and line and (whose or _goes_on(found[-1], line) or (stopped and _dash_goes_on(found[-1], line))):
            found[-1] += " " + line
        elif line:
            found.append(line)
    return [_BULLET.sub("", line) for line in found]


def over_lines(text: str) -> Iterator[tuple[str, str]]:
    """Names on two lines of a cell that were put together, though the first is whole and the second begins with a capital.

    «Bưu điện xã» above «Liên Việt» may be two units, and a name that somebody broke for its looks.
    """
    before = ""
    lines = [" ".join(raw.split()) for raw in text.split("\n")]
    for at, line in enumerate(lines):
        whose = _says_whose(before, line, lines[at + 1 :]) and _OF_EACH_PLACE.fullmatch(before) is None
        if line and before and (whose or _goes_on(before, line)) and line[:1].isupper() and _is_whole(before):
            yield before, line
        before = line or before


def _says_whose(before: str, line: str, below: Sequence[str]) -> bool:
    """«Phường Mẫu» below «Công an»: a place by itself is no unit, unless places are listed below each other."""
    if _PLACE_ALONE.fullmatch(line) is None or before.endswith((";", ".", ",", ":")):
        return False
    listed = bool(below) and _PLACE_ALONE.fullmatch(below[0]) is not None
    return not listed and begins_unit(before) and _NAMES_PLACE.search(before) is None


def _is_whole(name: str) -> bool:
    """Whether a name says of which kind a unit is and whose or what for, and ends with no word that must go on."""
    ends = (_OPEN_END, _KIND_ALONE, _OFFICE_OF)
    return (
        len(name.split()) > 1 and begins_unit(name) and names_unit(name) and not any(end.search(name) for end in ends)
    )


_OPEN_END = pattern("units", "open_end")
_KIND_ALONE = pattern("units", "kind_alone")
_KIND = pattern("units", "kind")
_PLACE_ALONE, _NAMES_PLACE = pattern("units", "place_alone"), pattern("units", "names_place")
_OF_EACH_PLACE = pattern("units", "body_of_place")
_OFFICE_OF = pattern("units", "office_of")
_ONE_OFFICE = pattern("units", "one_office")


def _goes_on(before: str, line: str) -> bool:
    if _BULLET.match(line) or before.endswith((";", ".")):
        return False
    if _OFFICE_OF.search(before) and _ONE_OFFICE.match(line):
        return True
    if _KIND_ALONE.search(before) and not _KIND.match(line):
        return True
    return line[:1].islower() or _OPEN_END.search(before) is not None or not begins_unit(line)


def _is_cut_name(lines: Sequence[str]) -> bool:
    """Whether the only dash that begins a line stands in a name that has dashes amid its lines too, and not in a list.

    Below one line alone it is that of a name wherever no unit begins behind it: «Phòng Văn hóa», «- Xã hội».
    """
    filled = [line.strip() for line in lines if line.strip()]
    begun = [bool(_DASH.match(line)) for line in filled]
    if begun.count(True) != 1 or begun[0]:
        return False
    two_halves = len(filled) == 2 and _KIND.match(filled[0]) is not None and _DASH.sub("", filled[1])[:1].isupper()
    return any(" - " in line for line in filled) or two_halves


def _dash_goes_on(before: str, line: str) -> bool:
    """Where items end in «;», or there is but one: «Trung tâm Văn hóa» and «- Thể thao» below are one name cut before its dash."""
    return not before.endswith((";", ".", ",")) and _DASH.match(line) is not None and not begins_unit(line)


def _hide_parentheses(text: str) -> tuple[str, list[str]]:
    """The text with each parenthesis as one private character, so that nothing splits inside of it."""
    kept: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if len(kept) > 6000:
            return found.group()
        kept.append(found.group())
        return chr(0xE000 + len(kept) - 1)

    return _PARENTHESIS.sub(hide, _HIDDEN.sub(" ", text)), kept


def _shown(piece: str, kept: list[str]) -> str:
    return _HIDDEN.sub(lambda m: kept[ord(m.group()) - 0xE000], piece)


def _tidy(piece: str) -> str:
    bare = _MARK.sub("", " ".join(_BULLET.sub("", piece).split())).strip(_EDGES).rstrip("-–— ")
    bare = _PIECE.sub("", _PERSON_BESIDE.sub("", _LINK.sub("", bare))) if "(" in bare else _LINK.sub("", bare)
    return capitalised(bare)
