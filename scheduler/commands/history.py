"""`history`: the audit trail, entry by entry."""

import argparse
from dataclasses import asdict
from datetime import datetime
from difflib import get_close_matches

from scheduler.actions.history import Asked, Told, channel_name, history
from scheduler.actions.snapshot import Snapshot
from scheduler.commands.days import typed_day
from scheduler.commands.offices import NotFound, office_seen
from scheduler.commands.printing import print_json, print_table, told
from scheduler.words import day_text


def run(arguments: argparse.Namespace) -> int:
    """Lists who reported what; --task, --unit, --from and --to narrow it down. Raises NotFound for a unit that there is not."""
    app, office = office_seen(arguments)
    if arguments.unit is not None:
        _known_unit(office, arguments.unit)
    first, last = (typed_day(text, office.now) for text in (arguments.first, arguments.last))
    found = history(app.repository, office, Asked(arguments.task, arguments.unit, first, last))
    if arguments.json:
        print_json([asdict(entry) for entry in found])
    elif found:
        headings = ("moment", "title", "unit", "said", "by", "channel")
        print_table(told("history", count=len(found)), headings, (_cells(office, entry) for entry in found))
    else:
        print(told("no-history"))
    return 0


def _known_unit(office: Snapshot, unit: str) -> None:
    """An answer of "nobody reported anything" would be wrong for a slip of the pen."""
    known = office.named[1]
    if unit not in known:
        near = get_close_matches(unit, sorted(known), n=1, cutoff=0.5)
        raise NotFound(
            "no-unit-near" if near else "no-unit", unit=unit, near="".join(near), known=", ".join(sorted(known))
        )


def _cells(office: Snapshot, entry: Told) -> tuple[str, ...]:
    at = datetime.fromisoformat(entry.at)
    who = office.role(entry.by)
    by = who if entry.hand is None else told("by-hand", by=who, hand=entry.hand)
    said = "\n".join(part for part in (entry.said, entry.text, entry.evidence) if part)
    return (
        f"{day_text(at.date())} {at:%H:%M}",
        entry.title,
        "; ".join(entry.units),
        said,
        by,
        channel_name(entry.channel),
    )
