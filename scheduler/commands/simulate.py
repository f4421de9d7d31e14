"""`simulate`: every message that would be sent between two days, and how many each person gets in each week."""

import argparse
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta

from scheduler.actions.simulate import Said, Simulation, simulate
from scheduler.commands.days import typed_day
from scheduler.commands.offices import NotFound, office_seen, person_of
from scheduler.commands.printing import print_json, print_table, told
from scheduler.commands.remind import message_text
from scheduler.store.copying import copied
from scheduler.words import day_text, weekday_text

_USUAL = timedelta(days=27)


def run(arguments: argparse.Namespace) -> int:
    """Nothing is written and nothing is sent. Without --from today, without --to four weeks."""
    app, office = office_seen(arguments)
    now = app.now()
    first = typed_day(arguments.first, now) or now.date()
    last = typed_day(arguments.last, now) or first + _USUAL
    if last < first:
        raise NotFound("bad-span", first=day_text(first), last=day_text(last))
    if arguments.person is not None:
        person_of(office, arguments.person)
    copy = copied(app.repository, office.revision, now)
    found = simulate(copy, app.folder, first, last, now)
    said = [one for one in found.said if arguments.person in (None, one.outcome.digest.person)]
    if arguments.json:
        print_json([_json(one, found.unlinked) for one in said])
    else:
        _show(said, Simulation(tuple(said), found.unlinked, found.unreachable))
    return 0


def _show(said: Sequence[Said], found: Simulation) -> None:
    for one in said:
        digest, at = one.outcome.digest, one.at
        facts = {"weekday": weekday_text(at.date()), "day": day_text(at.date()), "hour": f"{at:%H:%M}"}
        code = "simulated-unlinked" if digest.person in found.unlinked else "simulated"
        print(told(code, person=digest.person, channel=digest.channel, **facts))
        print("\n".join(f"    {line}" for line in message_text(digest.message).splitlines()))
    if not said:
        print(told("nothing-simulated"))
    else:
        _show_counts(found)
    if found.unlinked:
        print(told("unlinked", people=", ".join(found.unlinked)))
    if found.unreachable:
        print(told("unreachable", people=", ".join(found.unreachable)))


def _show_counts(found: Simulation) -> None:
    counts = found.counts()
    totals = Counter[str]()
    for (person, _), count in counts.items():
        totals[person] += count
    rows = [(p, f"{year}-W{week:02}", str(count)) for (p, (year, week)), count in sorted(counts.items())]
    rows += [(p, told("in-all"), str(count)) for p, count in sorted(totals.items())]
    print_table(told("messages-by-week", count=len(found.said)), ("receiver", "week", "messages"), rows)


def _json(one: Said, unlinked: Collection[str]) -> dict[str, object]:
    digest = one.outcome.digest
    return {
        "at": one.at.isoformat(),
        "week": "{}-W{:02}".format(*one.week),
        "person": digest.person,
        "channel": digest.channel,
        "linked": digest.person not in unlinked,
        "title": digest.message.title,
        "text": message_text(digest.message),
        "items": [{"uid": d.uid, "step": d.step} for d in digest.deliveries],
    }
