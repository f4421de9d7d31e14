"""When a duty to report is due, in the words of its sentence."""

import re
from collections.abc import Iterator, Sequence

from scheduler.plans.patterns import BRACKET, pattern

_WHEN = pattern("reporting", "when")
_WITHIN = pattern("reporting", "within")
_GOES_WITHIN = pattern("reporting", "goes_within")
_VAGUE = pattern("reporting", "vague")
_RHYTHM_ALONE = pattern("reporting", "rhythm_alone")
_AFTER_RHYTHM = pattern("reporting", "after_rhythm")
_CONDITION = pattern("reporting", "condition")
_TIMED_BRACKET = pattern("reporting", "timed_bracket")
_SAID_AGAIN = pattern("reporting", "said_again")
_JOINT = pattern("reporting", "between_times")


def when(clause: str) -> str | None:
    """The words of time as written, brackets last; «để kịp thời …» tells a purpose and no time."""
    open_text = BRACKET.sub(lambda m: " " * len(m.group()), clause)
    found = _told(open_text)
    told = [_with_verb(m, open_text) for m in found]
    periods = [m for m in found if not _RHYTHM_ALONE.match(m.group().strip())]
    if periods and (interleaved := _interleaved(clause, found) or _interleaved(clause, periods)):
        return interleaved
    condition = _CONDITION.search(open_text)
    brackets = [m["inner"].strip(" *") for m in BRACKET.finditer(clause) if _TIMED_BRACKET.search(m["inner"])]
    more = [*brackets, *([condition["text"].strip()] if condition else [])]
    if not told:
        return more[0] if more else None
    return " ".join([", ".join(dict.fromkeys(_merged(_adjoined(told, found, open_text)))), *(f"({m})" for m in more)])


def _adjoined(told: Sequence[str], found: Sequence[re.Match[str]], text: str) -> list[str]:
    """«6 tháng trước ngày 10/6» as one time: nothing stands between."""
    whole = list(told[:1])
    for at in range(1, len(told)):
        if text[found[at - 1].end() : found[at].start()].strip() or _RHYTHM_ALONE.match(whole[-1]):
            whole.append(told[at])
        else:
            whole[-1] += f" {told[at]}"
    return whole


def _told(text: str) -> list[re.Match[str]]:
    """Where words of time stand, each period once; «theo quy định» only where nothing else is told."""
    found = [m for m in _WHEN.finditer(text) if m.group().strip()]
    again = {m["period"].casefold() for m in _SAID_AGAIN.finditer(text)}
    found = [m for m in found if m.group().strip().casefold() not in again]
    return [m for m in found if not _VAGUE.match(m.group())] or found


def _with_verb(told: re.Match[str], clause: str) -> str:
    """«lồng ghép kết quả vào báo cáo …» as «lồng ghép vào báo cáo …»."""
    text = told.group().strip()
    verb = _GOES_WITHIN.search(clause[: told.start()]) if _WITHIN.match(text) else None
    return f"{verb.group()} {text}" if verb else text


def _interleaved(clause: str, told: Sequence[re.Match[str]]) -> str | None:
    """«6 tháng (trước ngày 10/6), năm (trước ngày 10/12)» as it stands; None where no time in brackets stands between times."""
    last = told[-1].end()
    brackets = [m for m in BRACKET.finditer(clause, told[0].start()) if _TIMED_BRACKET.search(m["inner"])]
    if not any(m.start() < last for m in brackets) or not _only_joined((*told, *brackets), clause):
        return None
    end = max(last, *(m.end() for m in brackets if m.start() <= last + 1))
    return " ".join(clause[told[0].start() : end].split())


def _only_joined(pieces: Sequence[re.Match[str]], clause: str) -> bool:
    """Whether nothing but commas and «và» stands between the pieces; one may stand inside of another."""
    end = min(m.start() for m in pieces)
    for start, stop in sorted(m.span() for m in pieces):
        if not _JOINT.fullmatch(clause[end : max(start, end)]):
            return False
        end = max(end, stop)
    return True


def _merged(told: Sequence[str]) -> Iterator[str]:
    """«định kỳ» with the rhythm that follows it as one."""
    held = ""
    for text in told:
        if _RHYTHM_ALONE.match(text):
            held = text
            continue
        joint = " " if _AFTER_RHYTHM.match(text) else ", "
        yield f"{held}{joint}{text}" if held else text
        held = ""
    if held:
        yield held
