"""A report's title taken apart: what it tells and whom it goes to, clean of when, by whom, how and what for. Strings to strings."""

import re
from dataclasses import dataclass
from typing import Final

from scheduler.plans.patterns import CAPITAL, pattern
from scheduler.plans.unit_names import begins_unit, names_unit
from scheduler.plans.vocabulary import any_of

_LONGEST: Final = 16
"""Words of what is told beyond which it is a clause, and no object."""
_EDGES: Final = " .,;:–-"


def _any_of(*keys: str) -> str:
    return any_of("reporting", *keys)


_AND: Final = rf"(?:(?:{_any_of('joining')})\s+)?"
_LOOSE: Final = re.compile(rf"[\s,;]+(?:{_any_of('joining', 'either')})$", re.I)
_TO: Final = re.compile(rf"(?:{_any_of('to_whom')})(?!\w)", re.I)
_GOES: Final = rf"(?:{_any_of('goes_to')})\s+"
_GOES_TO: Final = re.compile(rf"(?:^|\s){_GOES}(?=[^\W\d_])", re.I)
_STOP: Final = pattern("reporting", "stop")
_OBJECT: Final = re.compile(rf"(?:{_any_of('objects')})(?!\w)", re.I)
_BESIDE: Final = re.compile(rf"\s*\(\s*(?:(?:{_any_of('beside')})(?!\w)|\d)[^()]*\)", re.I)
_MANNER: Final = re.compile(rf"(?:(?:{_any_of('manner', 'by_period')})(?!\w)[\s,]*{_AND})+", re.I)
_PERIOD: Final = re.compile(rf"(?:(?:{_any_of('lengths')})(?!\w)[\s,]*{_AND})+(?=(?:{_GOES})|$)", re.I)
_RHYTHM: Final = re.compile(rf"[\s,]+(?:(?:{_any_of('by_period')})(?!\w)[\s,]*{_AND})+(?=\s|$)", re.I)
_TIME: Final = re.compile(rf"[\s,]*(?:{pattern('reporting', 'time').pattern})", pattern("reporting", "time").flags)
_ENDS: Final = re.compile(rf"[\s,;]+(?:(?:{_any_of('purpose', 'ends')})(?!\w)).*|[;:].*", re.I | re.S)
_ABOUT: Final = re.compile(rf"(?:{_any_of('about')})\s", re.I)
_WORK: Final = re.compile(
    rf"(?<!\w)(?:(?:{_any_of('report')})|(?:{_any_of('sends')})(?=\s+(?:{_any_of('objects')})(?!\w)))\s+", re.I
)


@dataclass(frozen=True, slots=True)
class ReportTitle:
    """What a report tells and whom it goes to, each "" where the title does not say it cleanly."""

    what: str
    receiver: str


def balanced(text: str) -> str:
    """A text without a bracket that has no other half: what an unclosed one begins is left out, where a title was cut in it."""
    depth: list[int] = []
    kept: list[str] = []
    for letter in text:
        if letter == "(":
            depth.append(len(kept))
        elif letter == ")" and not depth:
            continue
        elif letter == ")":
            depth.pop()
        kept.append(letter)
    if not depth:
        return "".join(kept)
    cut = "".join(kept[: depth[0]]).rstrip(_EDGES)
    return f"{cut}…" if text.endswith("…") else cut


def read_report(rest: str) -> ReportTitle:
    """What stands behind «báo cáo» taken apart: «UBND xã (qua Văn phòng) kết quả thực hiện», «kết quả gửi UBND xã để …»."""
    bare = _clean(rest)
    told = _GOES_TO.match(bare)
    if _names_receiver(bare[told.end() :] if told else bare):
        receiver, behind = _receiver(bare[told.end() :] if told else bare)
        return ReportTitle(_object(_clean(behind)), receiver)
    for found in _GOES_TO.finditer(bare):
        receiver, behind = _receiver(bare[found.end() :])
        if names_unit(receiver) and receiver[:1].isupper():
            before = _object_before(bare[: found.start()])
            return ReportTitle(before or _object(_clean(behind)), receiver)
    return ReportTitle(_object_before(bare), "")


def begins_with_about(what: str) -> bool:
    """Whether what it tells is «về …»."""
    return _ABOUT.match(what) is not None


def within(text: str) -> str | None:
    """What stands behind the «báo cáo» of a sentence of which it is the verb: one that says to whom or what; None without one."""
    for found in _WORK.finditer(text):
        rest = text[found.end() :]
        told = read_report(rest)
        if told.receiver or (told.what and _OBJECT.match(told.what)):
            return rest
    return None


def _clean(text: str) -> str:
    """Without brackets on when and how, without adverbs and periods in front, up to what it is for."""
    bare = balanced(_BESIDE.sub("", text)).strip(_EDGES)
    bare = _RHYTHM.sub("", _TIME.sub("", f" {bare}")).strip(_EDGES)
    for lead in (_MANNER, _PERIOD, _MANNER):
        found = lead.match(bare)
        bare = bare[found.end() :] if found else bare
    return _LOOSE.sub("", _ENDS.sub("", f" {bare}").strip(_EDGES))


def _names_receiver(text: str) -> bool:
    return _TO.match(text) is not None or (text[:1].isupper() and begins_unit(text))


def _receiver(text: str) -> tuple[str, str]:
    """The unit in front, and what stands behind it."""
    found = _STOP.search(text)
    end = found.start() if found else len(text)
    return _LOOSE.sub("", balanced(text[:end]).strip(_EDGES)), text[end:].strip(_EDGES)


def _object(text: str) -> str:
    """What is told, where it stands behind whom it goes to: only what begins as such a thing does."""
    return _object_before(text) if _OBJECT.match(text) else ""


def _object_before(text: str) -> str:
    """What is told where it stands in front: no clause, and no subject or other verb before it."""
    bare = balanced(text.strip(_EDGES)).strip(_EDGES)
    plain = bare[:1].islower() or re.match(rf"[{CAPITAL}]{{2,}}(?!\w)", bare) is not None
    return bare if plain and len(bare.split()) <= _LONGEST else ""
