"""One instruction of an amendment: what it does, to which item, and the item as it is to read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from scheduler.diagnostics import Location
from scheduler.model import ChangeKind, Task
from scheduler.plans.amending_clauses import described, in_clauses, roles_alone
from scheduler.plans.amending_facts import times, without_asides
from scheduler.plans.amending_places import as_place
from scheduler.plans.amending_words import says_words
from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.frequencies import with_duration_apart
from scheduler.plans.labelled import Part, labelled_parts, tidy, tidy_title
from scheduler.plans.numbering import names_section, read_label
from scheduler.plans.parties import Parties
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import told_in_prose
from scheduler.plans.quotes import QUOTES, without_closing
from scheduler.plans.timed import rhythm_start, starts_counted, starts_timed, without_done
from scheduler.plans.unit_names import are_units, begins_unit
from scheduler.plans.vocabulary import Role, label_role
from scheduler.text import folded

_CLOSE, _ADD, _CHANGE = (pattern("amending", key) for key in ("close", "add", "change"))
_PLACE = pattern("amending", "place")
_QUOTED, _BY_TITLE = pattern("amending", "quoted"), pattern("amending", "by_title")
_INTO = pattern("amending", "into")
_CLOSED = pattern("amending", "closed")
_BROAD, _FROM_DAY = pattern("amending", "broad"), pattern("amending", "from_day")
_IS = pattern("amending", "is")
_PASSIVE, _LEADS_IN = pattern("amending", "passive"), pattern("amending", "leads_in")
_PART_CLOSED, _WAS_BEFORE = pattern("amending", "part_closed"), pattern("amending", "was_before")
_DOES = pattern("amending", "does")
_INSTEAD, _ORDER = pattern("amending", "instead"), pattern("amending", "order")
_WHOLE_YEAR = pattern("amending", "whole_year")
_OPENS = pattern("amending", "opens")
_ADDED_HEAD = pattern("amending", "added_head")
_WHO = (Role.LEAD, Role.COORDINATING, Role.DIRECTING)
_HEAD = 12  # words within which an instruction says what it does
_LETTERED = re.compile(r"^\d+[a-zđ][.)]\s+")  # «5a.», an item put in behind the fifth
_ASIDE = pattern("amending", "aside")
_SPAN = pattern("later", "span")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_MARKS = f"{QUOTES} "


def kind_said(text: str) -> ChangeKind | None:
    """What an instruction does, by the verb that it begins with; None for a line that is none."""
    if says_words(text) or (_PASSIVE.search(text) and as_place(text)):
        return ChangeKind.REPLACE
    head = " ".join(_behind_place(text).split()[:_HEAD])
    found = [
        (m.start(), kind)
        for kind, verb in ((ChangeKind.CLOSE, _CLOSE), (ChangeKind.REPLACE, _CHANGE), (ChangeKind.ADD, _ADD))
        if (m := verb.search(head))
    ]
    first = min(found, default=None, key=lambda f: f[0])
    if first is None or len(head[: first[0]].split()) > (6 if first[1] is ChangeKind.CLOSE else 3):
        return None
    return first[1]


def kind_of_list(text: str) -> ChangeKind | None:
    """What a line over a list says of all of it, wherever its verb stands: «Các hoạt động bổ sung:», «Sở điều chỉnh như sau:»."""
    adds, alters = _ADD.search(text), _CHANGE.search(text)
    if adds and alters:
        return ChangeKind.RESTATE
    if _CLOSE.search(text) and not adds and not alters:
        return ChangeKind.CLOSE
    return ChangeKind.REPLACE if alters else ChangeKind.ADD if adds else None


def opens_changes(text: str) -> bool:
    """Whether a line of running text leads to the changes below it: «…, Văn phòng điều chỉnh tiến độ như sau:»."""
    return _OPENS.search(text) is not None and kind_of_list(text) is not None


def _behind_place(text: str) -> str:
    """What is said of the item that a line leads to: «Đối với nhiệm vụ II.1: giảm …» → «giảm …»; any other line whole."""
    before = _ASIDE.sub(lambda m: " " * len(m.group()), text).split(":")[0]
    if not _LEADS_IN.match(text) and not _PLACE.match(before):
        return text
    end = max((m.end() for m in _PLACE.finditer(before)), default=len(text))
    behind = re.search(r"[:,]\s*", text[end:])
    return text[end + behind.end() :] if behind else text


def _behind_number(text: str) -> str:
    """What follows the item that a line begins with: «Hoạt động số 6 giao Ban A chủ trì» → «giao Ban A chủ trì»."""
    found = _PLACE.match(text.lstrip(" -+•"))
    return text.lstrip(" -+•")[found.end() :] if found is not None else ""


def begins_with_item(text: str) -> bool:
    """Whether a line leads to an item, and no section, before it says what becomes of that: «Nhiệm vụ số 1 mục III: bổ sung …»."""
    head, colon, rest = text.partition(":")
    places = as_place(head)
    return bool(colon and rest.strip()) and bool(places) and not any(map(names_section, places)) and not kind_said(head)


def names_only_place(text: str) -> bool:
    """Whether a line says nothing but which item it is about: «Riêng nhiệm vụ III.3»."""
    return not _PLACE.sub("", _LEADS_IN.sub("", text)).strip(" ,;.")


def stated(text: str, location: Location) -> Task | None:
    """What a line that names an item says of it without a verb of amending, where that is one time or labelled lines alone.

    «Riêng nhiệm vụ III.3, hoàn thành trước ngày 10/12», «Thời gian thực hiện nhiệm vụ II.2: Quý IV»; None for anything else.
    """
    head, _, after = text.partition(":")
    if after and as_place(head) and _role_named(head, (Role.TIMING,)) is not None:
        rest = after
    else:
        rest = _behind_place(text)
        if rest is text and not (rest := _behind_number(text)):
            return None
    time = _DOES.sub("", tidy(without_done(_WAS_BEFORE.sub("", rest).strip(" .;").strip(_MARKS))))
    if _is_timed(time):
        return Task("", "", timing=time, location=location)
    told = _with_colons(rest)
    title, parts = labelled_parts(told)
    return task_of((told,), location) if parts and not title else roles_alone(rest, location)


def _is_timed(text: str) -> bool:
    """Whether a text is one time or several and nothing else."""
    return all(map(starts_timed, text.split(", ")))


def is_broad(text: str, kind: ChangeKind) -> bool:
    """Whether an instruction does not say one thing of one item: words changed all over, work that ends on a later day."""
    if kind is ChangeKind.CLOSE and (verb := _CLOSE.search(text)) is not None:
        taken = _QUOTED.sub(" ", text[verb.end() :])
        if _PART_CLOSED.match(taken.strip()) or _has_time(taken):
            return True
    return _BROAD.search(text) is not None or (kind is ChangeKind.CLOSE and _FROM_DAY.search(text) is not None)


def _has_time(taken: str) -> bool:
    """Whether work is taken away for a time: «tạm dừng nhiệm vụ 4 trong tháng 7»; brackets and titles tell the one it had."""
    bare = without_asides(_IN_BRACKETS.sub(" ", taken.split(":")[0]))
    return any(True for _ in times(bare))


def quoted_title(text: str) -> str | None:
    """The title of the item that an instruction names in quotes; a quoted time or unit is none."""
    for found in _QUOTED.finditer(text):
        said = found["text"].strip()
        if len(said.split()) > 2 and not starts_timed(said) and not begins_unit(said):
            return tidy_title(labelled_parts(read_label(said)[1])[0])
    return None


def names_title(text: str) -> bool:
    """Whether an instruction names its item by a title in quotes, «nhiệm vụ “…”»: what it says beside that is said of the item."""
    return _BY_TITLE.search(text) is not None and quoted_title(text) is not None


def handed_over(text: str, location: Location) -> Task | None:
    """Work that an order names, with who leads it instead of whom: «Giao Sở A chủ trì … thay Sở B»; None for another line."""
    found = _INSTEAD.search(text)
    if found is None or not _ORDER.match(text) or not are_units(found["was"]):
        return None
    told = task_of((text[: found.start()] + text[found.end() :],), location)
    return told if told is not None and told.title and told.lead else None


def closed_title(text: str) -> str | None:
    """What «Không thực hiện nhiệm vụ …» closes, where it names it without quotes."""
    found = _CLOSE.search(text)
    rest = _CLOSED.sub("", text[found.end() :]) if found else ""
    return tidy_title(rest) or None


def as_changed(text: str, body: Sequence[str], location: Location) -> Task | None:
    """The item as it is to read: of the lines below the instruction, else of what it says itself; None where it does not tell."""
    if body:
        return task_of(body, location)
    if (named := _QUOTED.search(text)) is not None and _adds_quoted(text, named):
        return described(read_label(named["text"].strip())[1], text[named.end() :], location)
    after = text.split(":", 1)[1].strip() if ":" in text else ""
    if labelled_parts(told := _with_colons(after))[1]:
        return task_of((told,), location)
    if after and are_units(after) and (role := _role_named(text.split(":", 1)[0], _WHO)) is not None:
        return replace(_with(Draft(), role, after).task(location.file or ""), location=location)
    said = _turned(text, location) or roles_alone(after, location) or roles_alone(_behind_number(text), location)
    return said or (task_of((after,), location) if len(after.split()) > 1 else None)


def _adds_quoted(text: str, named: re.Match[str]) -> bool:
    """Whether it adds work of a title in quotes, and says behind that, or nowhere, who does it and when."""
    return (
        _ADD.search(_ASIDE.sub(" ", text[: named.start()])) is not None
        and not labelled_parts(read_label(named["text"].strip())[1])[1]
        and ";" not in named["text"]
    )


def _with_colons(text: str) -> str:
    """The text with «đơn vị chủ trì là A, thời gian thực hiện là tháng 11» written with colons."""
    return _IS.sub(lambda m: f"{m['label']}: " if label_role(m["label"].strip()) else m.group(), text)


def _turned(text: str, location: Location) -> Task | None:
    """«… thời gian thực hiện … từ quý II sang quý III»: the one thing that changes, and what it turns into."""
    found = _INTO.search(text)
    if found is None or (_SPAN.search(text) and not _CHANGE.search(text)):
        return None
    now = _DOES.sub("", _WAS_BEFORE.sub("", found["now"]).strip(" .;").strip(_MARKS))
    before = text[: found.start()]
    if _WHOLE_YEAR.match(now):
        return None
    if (starts_counted(now) or rhythm_start(now) == 0) and _role_named(
        before, (Role.TIMING, Role.FREQUENCY)
    ) is not Role.TIMING:
        return Task("", "", frequency=tidy(now), location=location)
    if starts_timed(now) or rhythm_start(now) == 0:
        return Task("", "", timing=tidy(now), location=location)
    if are_units(now):
        draft = with_part(Draft(), Part(_role_named(before, _WHO) or Role.LEAD, "", now))
        return replace(draft.task(location.file or ""), location=location)
    return None


def _role_named(text: str, among: Sequence[Role]) -> Role | None:
    """The last of these roles that the text names."""
    words = folded(text).split()
    spans = (" ".join(words[a:b]) for b in range(len(words), 0, -1) for a in range(max(0, b - 4), b))
    return next((role for span in spans if (role := label_role(span)) in among), None)


def task_of(lines: Sequence[str], location: Location) -> Task | None:
    """The item that these lines describe: a title, labelled lines, or a lone timing or unit; None where nothing is said."""
    plain = [piece for line in lines if _plain(line) for piece in _with_clauses_apart(_plain(line))]
    if not plain:
        return None
    if len(plain) == 1 and _is_timed(plain[0]):
        return Task("", "", timing=tidy(plain[0]), location=location)
    if len(plain) == 1 and begins_unit(plain[0]) and len(plain[0].split()) < 25 and ":" not in plain[0]:
        return replace(_with(Draft(), Role.LEAD, plain[0]).task(location.file or ""), location=location)
    if len(plain) == 1 and not labelled_parts(plain[0])[1] and (told := in_clauses(plain[0], location)) is not None:
        return told
    draft = Draft()
    for line in plain:
        title, parts = labelled_parts(line)
        if title.strip(_MARKS) and not draft.title:
            draft = _of_title(draft, title)
        elif title.strip(_MARKS) and not parts and (told := roles_alone(line, location)) is not None:
            draft = _with_task(draft, told)
        for part in parts:
            draft = with_part(draft, replace(part, value=_WAS_BEFORE.sub("", part.value).strip(_MARKS)))
    return replace(with_duration_apart(draft).task(location.file or ""), location=location)


def _with_clauses_apart(line: str) -> list[str]:
    """A line, and each clause at its end that says nothing but who or when."""
    pieces = re.split(r";\s+", line)
    last = len(pieces)
    while last > 1 and _says_role(pieces[last - 1]):
        last -= 1
    labelled = any(labelled_parts(piece)[1] for piece in pieces[last:])
    return ["; ".join(pieces[:last]), *pieces[last:]] if labelled else [line]


def _says_role(piece: str) -> bool:
    title, parts = labelled_parts(piece)
    return bool(parts and not title) or roles_alone(piece, Location()) is not None


def _of_title(draft: Draft, title: str) -> Draft:
    """A title with what its sentence says of who and when."""
    told = in_clauses(title, Location()) or told_in_prose(title)
    who = Parties(told.lead, told.coordinating)
    return replace(draft, title=tidy_title(told.title), parties=who, timing=told.timing or draft.timing)


def bare_title(title: str) -> str:
    """A title without what only leads to it: «thực hiện thêm nhiệm vụ: …», «Tên hoạt động: …»."""
    return tidy_title(_ADDED_HEAD.sub("", title))


def _with_task(draft: Draft, told: Task) -> Draft:
    said = (
        (Role.LEAD, "; ".join(told.lead)),
        (Role.COORDINATING, "; ".join(told.coordinating)),
        (Role.TIMING, told.timing),
    )
    return reduce(lambda done, one: _with(done, one[0], one[1] or "") if one[1] else done, said, draft)


def _with(draft: Draft, role: Role, value: str) -> Draft:
    return with_part(draft, Part(role, "", value))


def _plain(line: str) -> str:
    """A line without quotes around it and the label of its item."""
    bare = line.strip().lstrip(_MARKS)
    bare = _LETTERED.sub("", read_label(bare)[1]) if bare else bare
    return without_closing(bare).strip()
