"""A phrase's tokens taken up, left to right, each by the first rule that fits: tokens → atoms."""

from collections.abc import Callable, Sequence

from scheduler.timing import dated_rules as dated
from scheduler.timing import undated_rules as undated
from scheduler.timing.atom import KIND, VALUE, Kind, Plain, Sep, Stuck, Taken
from scheduler.timing.beats import PERIODS
from scheduler.timing.bounds import Bound
from scheduler.timing.counted import FIGURES, IN_MINUTES, LED_MINUTES
from scheduler.timing.months import QUARTERS, SHORT_MONTHS
from scheduler.timing.plain import BEHIND, LEADS
from scheduler.timing.points import Grain, Link
from scheduler.timing.relations import LENGTHS, UNITS
from scheduler.timing.remarks import aside
from scheduler.timing.tokens import Tokens
from scheduler.timing.whens import When
from scheduler.timing.work import trailing

Rule = Callable[[Tokens, int], "Taken | None"]
Entry = Rule | tuple[Rule, frozenset[str]]
"""A rule, and where that is known the kinds of tokens one of which must stand behind the first: else the rule is not tried."""

_FIGURED: tuple[Entry, ...] = (
    (undated.minutes, IN_MINUTES),
    (undated.relation, UNITS),
    undated.beat,
    dated.when,
    undated.soon_after,
    dated.clock,
    undated.spread,
    undated.by_the_hour,
    undated.each_term,
)
_PLAIN = (dated.plainly, frozenset(LEADS))
_TERMS, _PLURALS = frozenset({"SCHOOLTERM", "EACH"}), frozenset({"PLURAL"})

_TABLE: dict[str, tuple[Entry, ...]] = {
    "STEADY": (dated.steady,),
    "STEADYSPAN": (dated.steady,),
    "STEADYSCHOOL": (dated.school_year,),
    "FOREVER": (dated.steady,),
    "VISION": (undated.vision,),
    "WITHIN": (
        _PLAIN,
        (undated.relation, LENGTHS),
        dated.round_the_year,
        dated.when,
        undated.soon_after,
        dated.clock,
        undated.named,
        undated.occasion,
        undated.event,
        dated.in_term,
    ),
    "SCHOOLTERM": (dated.school_term,),
    "TERM": (dated.term, undated.remark),
    "TERMOF": (undated.remark, undated.relation, undated.soon_after),
    "LABEL": (undated.remark,),
    "FROM": (
        dated.until_event,
        (undated.minutes, LED_MINUTES),
        (undated.beat, FIGURES),
        dated.when,
        dated.clock,
        dated.since_event,
        undated.event,
    ),
    "BY": (
        _PLAIN,
        undated.relation,
        dated.when,
        undated.soon_after,
        dated.clock,
        (undated.minutes, LED_MINUTES),
        undated.ceiling,
    ),
    "BEFORE": (_PLAIN, undated.relation, dated.when, dated.clock, undated.event),
    "UNTIL": (dated.when, undated.minutes, undated.event),
    "AFTER": (undated.relation, dated.when, undated.soon_after, undated.event),
    "AT": (_PLAIN, (undated.relation, LENGTHS), dated.when, dated.clock, undated.occasion, undated.event),
    "BEGIN": (dated.when,),
    "FINISH": (dated.when, undated.activity),
    "DONE": (dated.when, undated.relation, dated.in_term, undated.activity),
    "PLANNED": (_PLAIN, dated.when, undated.beat, undated.minutes),
    "ATLEAST": (undated.beat, undated.minutes, dated.when, undated.relation),
    "ABOUT": (undated.beat, undated.minutes, dated.when),
    "NUM": _FIGURED,
    "NUMW": _FIGURED,
    "ROMAN": (dated.when,),
    "YEAR": (dated.when,),
    "DMY": (dated.when,),
    "DM": (dated.when,),
    "MY": (dated.when,),
    "CLOCK": (dated.when, undated.by_the_hour, dated.clock),
    "DAY": ((dated.plainly, BEHIND["DAY"]), undated.beat, dated.when, undated.occasion),
    "WEEK": (undated.beat, dated.when, undated.named, undated.event),
    "MONTH": ((dated.plainly, BEHIND["MONTH"]), undated.beat, dated.when, undated.named),
    "QN": (dated.when,),
    "QUARTER": ((dated.plainly, BEHIND["QUARTER"]), (dated.when, QUARTERS), undated.beat),
    "YEARW": ((dated.plainly, BEHIND["YEARW"]), undated.beat, dated.when),
    "YEARKIND": (undated.beat, dated.when),
    "SCHOOL": (dated.when, undated.beat),
    "HALFW": (dated.when, undated.beat),
    "WEEKDAY": (dated.when,),
    "ORDW": (dated.when,),
    "PLURAL": (undated.all_of, dated.when, undated.occasion, undated.subject),
    "MUNG": (dated.when,),
    "FULLMOON": (dated.when,),
    "DEKAD": (dated.when,),
    "FIRST": (dated.when,),
    "MID": (dated.when,),
    "LASTW": (dated.when,),
    "WORKDAY": (dated.when,),
    "EACH": (undated.beat, undated.minutes, undated.each_one, undated.by_the_hour, undated.each_term),
    "PER": ((undated.beat, PERIODS), (undated.each_term, _TERMS), (undated.by_all_of, _PLURALS), undated.event),
    "PERIODIC": (undated.periodic,),
    "EVERYYEAR": (undated.every_year,),
    "KHI": (undated.emphasis, undated.shift, undated.relation, dated.since_event, undated.event),
    "THEO": (undated.event,),
    "ADHOC": (undated.event,),
    "DIP": (undated.named, undated.occasion),
    "LASTING": (undated.minutes,),
    "FOLLOWING": (undated.following,),
    "REMAINING": (undated.remaining,),
    "REMARK": (undated.remark,),
    "PURPOSE": (undated.remark,),
    "PLACE": (undated.remark,),
    "EXCEPT": (undated.remark,),
    "ITEM": (undated.remark, undated.minutes, undated.each_one, undated.emphasis, undated.subject),
    "PERIOD": (undated.remark,),
    "THENAMED": (undated.remark,),
    "ACT": (undated.activity,),
    "REPORT": (undated.activity,),
    "THIS": (undated.activity,),
    "PARTOFDAY": (dated.when, undated.office_hours),
    "HOURS": (undated.relation, undated.soon_after, undated.by_the_hour),
    "WORD": ((dated.when, SHORT_MONTHS), undated.emphasis, undated.feast, undated.subject, undated.other_work),
}


def _fits(entry: Entry, behind: str) -> bool:
    return not isinstance(entry, tuple) or behind in entry[1]


def _rule(entry: Entry) -> Rule:
    return entry[0] if isinstance(entry, tuple) else entry


class _Rules(dict[str, tuple[Rule, ...]]):
    """The rules to try on a token of one kind, by the kind of the token behind it: worked out when that first stands there."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self._entries = entries

    def __missing__(self, behind: str) -> tuple[Rule, ...]:
        found = self[behind] = tuple([_rule(one) for one in self._entries if _fits(one, behind)])
        return found


_RULES = {kind: _Rules(entries) for kind, entries in _TABLE.items()}


def left_out(kind: str, behind: str) -> list[Rule]:
    """The rules that are not tried on a token of this kind because of the one behind it. (A test tries them.)"""
    return [_rule(one) for one in _TABLE.get(kind, ()) if not _fits(one, behind)]


_SEPS = {
    ",": Sep.COMMA,
    "AND": Sep.AND,
    ";": Sep.SEMICOLON,
    ".": Sep.SEMICOLON,
    "OR": Sep.OR,
    "BUT": Sep.NONE,
    ":": Sep.COLON,
    "/": Sep.COMMA,
    "-": Sep.COMMA,
    "+": Sep.SEMICOLON,
    '"': Sep.NONE,
    "•": Sep.SEMICOLON,
}
_UNSET, _REMARK = Sep.NONE, Kind.REMARK
_FORMS, _BOUNDING = frozenset({"/", ".", "BUT"}), frozenset({"BY", "BEFORE"})
_DANGLING = frozenset({"AND", "OR"})


def atoms(t: Tokens) -> Sequence[Plain] | Stuck:
    """Every token taken up by a rule, left to right; or where it stopped."""
    found: list[Plain] = []
    kinds = t.kinds
    i, depth, sep = 0, 0, _UNSET
    end = len(kinds) - 3
    while i < end:
        kind = kinds[i]
        if kind in _RULES:
            for rule in _RULES[kind][kinds[i + 1]]:
                if (taken := rule(t, i)) is not None:
                    break
            else:
                if (taken := _trailing(t, i, found) if found else None) is None:
                    return Stuck(i, found)
            what, value, last, name = taken
            found.append((what, value, i, last, name, sep, depth))
            if what is not _REMARK:
                sep = _UNSET
            i = last
        elif kind in _SEPS:
            if kind in _FORMS:
                if (
                    (kind == "/" and (not found or i + 1 == end))
                    or (kind == "." and kinds[i + 1] == "." and set(kinds[i:end]) != {"."})
                    or (kind == "BUT" and kinds[i + 1] not in _BOUNDING)
                ):
                    return Stuck(i, found)  # a form not filled in: "…/…/2026"
                sep = _UNSET if kind == "BUT" else sep  # what follows it is right behind
            if (after := _SEPS[kind]) > sep:
                sep = after
            i += 1
        elif kind == "(" or kind == "[":
            words = (aside(t, i) or _as_many(t, i, found[-1])) if found else None
            if words is None:
                depth, i = depth + 1, i + 1
            else:
                found.append((_REMARK, None, i, words[1], words[0], sep, depth))
                i = words[1]
        elif kind == ")" or kind == "]":
            depth, i = depth - 1, i + 1
            if depth < 0:
                return Stuck(i - 1, found)
        else:
            return Stuck(i, found)
    if kinds[end - 1] in _DANGLING:
        return Stuck(end, found)  # "quý II hoặc": the other part is missing
    return found


def _as_many(t: Tokens, i: int, before: Plain) -> tuple[str, int] | None:
    """tháng 8 và tháng 12 (02 đợt): as many as there are points; quý II (02 lớp): so many within the one."""
    when = before[VALUE]
    if t.kinds[i + 1 : i + 3] != ["NUM", "ITEM"] or not isinstance(when, When):
        return None
    end = i + 3
    while t.kinds[end] in {"WORD", "ITEM", "ACT"}:
        end += 1
    if t.kinds[end] != ")":
        return None
    points = when.points
    if points is None:
        return None
    if len(points.parts) == t.values[i + 1] and Link.RANGE not in points.links:
        return "once", end + 1
    ranged = points.links == (Link.RANGE,)
    one = ranged or (not points.links and points.parts[0].grain in _COUNTED_IN)
    return ("many-within", end + 1) if one and when.bound in _WITHIN else None


_WITHIN = (Bound.NONE, Bound.WITHIN, Bound.FROM_TO)
_COUNTED_IN = frozenset({Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.MONTHS, Grain.YEAR})


def _trailing(t: Tokens, i: int, found: list[Plain]) -> Taken | None:
    """The work, behind its time. «hoàn thành» there says the same as before the time."""
    if t.kinds[i] not in _WORK or all(atom[KIND] is _REMARK for atom in found):
        return None
    end = trailing(t, i)
    if end is None:
        return None
    kind, value, first, last, rule, sep, depth = found[-1]
    if t.kinds[i] == "DONE" and isinstance(value, When):
        found[-1] = (kind, value._replace(done=True), first, last, rule, sep, depth)
    return _REMARK, None, end, "activity"


_WORK = frozenset({"ACT", "REPORT", "DONE", "THIS"})
