"""A line by which all work that one unit leads passes to another: «Các nhiệm vụ do A chủ trì giao cho B», «A sáp nhập vào B»."""

from dataclasses import replace

from scheduler.diagnostics import Location
from scheduler.model import Change, ChangeKind
from scheduler.plans.amending_facts import places
from scheduler.plans.amending_spans import spans_of
from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.labelled import Part
from scheduler.plans.patterns import UNITS, pattern
from scheduler.plans.quotes import unquoted
from scheduler.plans.unit_names import split_units
from scheduler.plans.vocabulary import Role

_VERB = pattern("handed", "ends_with_verb")
_HANDED = tuple(pattern("handed", key) for key in ("from_unit", "by_unit", "merged"))


def handed_all(text: str, location: Location) -> Change | None:
    """The change of such a line; None where it says anything else, or names items."""
    if places(text):
        return None
    line = spans_of(unquoted(text))
    found = next((m for form in _HANDED if (m := form.match(line.text)) is not None), None)
    if found is None or line.times:
        return None
    was, now = (line.units[ord(found[key]) - ord(UNITS[0])] for key in ("was", "now"))
    if _VERB.search(was) or _VERB.search(now):
        return None
    if found.re is _HANDED[-1]:
        return Change(ChangeKind.SWAP, text, None, None, None, location, words=(was, now))
    instead = tuple(split_units(was))
    if len(instead) != 1:
        return None  # of several it does not say whether each, or those that they lead together
    task = with_part(Draft(), Part(Role.LEAD, "", now)).task(location.file or "")
    return Change(ChangeKind.HAND_OVER, text, None, None, replace(task, location=location), location, instead=instead)
