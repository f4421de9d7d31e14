"""`new(Kind, (…))` makes a value of all its fields in order, unseen by a type checker: each such call names all that there are."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TIMING = Path(__file__).parents[2] / "scheduler" / "timing"


def _calls() -> Iterator[Any]:
    for source in sorted(TIMING.glob("*.py")):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "new":
                yield pytest.param(source.stem, node, id=f"{source.stem}:{node.lineno}")


def _named(values: list[ast.expr], fields: int) -> int:
    """How many fields the values fill. A star takes the rest of a value of the same kind, from the field that comes next."""
    last = values[-1]
    if not isinstance(last, ast.Starred):
        return len(values)
    rest = ast.unparse(last.value)
    return fields if rest.endswith(f"[{len(values) - 1}:]") else 0


@pytest.mark.parametrize(("module", "call"), list(_calls()))
def test_a_value_made_at_once_names_all_its_fields(module: str, call: ast.Call) -> None:
    kind, values = call.args
    assert isinstance(kind, ast.Name)
    assert isinstance(values, ast.Tuple)
    fields = getattr(importlib.import_module(f"scheduler.timing.{module}"), kind.id)._fields
    assert _named(values.elts, len(fields)) == len(fields), f"{kind.id} has the fields {', '.join(fields)}"


# Fields in the order in which `new` fills them: who puts one in between or moves one looks at those calls.
ORDERS = {
    "ir.DueDay": "monthday weekday month last_workday anchor month_offset year_offset after_period_days working_days "
    "from_monthday strict nth",
    "ir.Deadline": "due at strict",
    "ir.Window": "start end",
    "ir.Continuous": "start end once",
    "ir.Recurring": "freq start end count every due at minutes per_year_total total_approximate item season days",
    "ir.Several": "items",
    "ir.MonthDay": "month day",
    "ir.Season": "start end",
    "ir.Triggered": "event",
    "ir.Relative": "after days working_days months",
    "events.Event": "text dated adhoc opener",
    "beats.Beat": "freq number every item bare nine most about counted school",
    "relations.Relation": "event days working freq vague_period start months",
    "points.Part": "grain n day year shift yearly edge lunar",
    "points.Points": "parts links",
    "whens.When": "bound points cycles at done begins ends planned open_end lasting clipped",
    "cycles.Cycles": "days choice stretch",
    "month_places.Cycle": "freq monthday weekday anchor offset month workday edge vague_period start nth year after",
    "atom.Atom": "kind value first last rule sep depth",
    "grammar.Reading": "phrase year timing told said",
}


def test_each_kind_made_at_once_has_its_order_here() -> None:
    made = {case.values[1].args[0].id for case in _calls()} | {"Atom"}  # whose plain tuples `atom.named` takes
    assert made == {name.split(".")[1] for name in ORDERS}


@pytest.mark.parametrize(("name", "order"), list(ORDERS.items()))
def test_the_fields_stand_in_the_order_in_which_they_are_filled(name: str, order: str) -> None:
    module, kind = name.split(".")
    assert getattr(importlib.import_module(f"scheduler.timing.{module}"), kind)._fields == tuple(order.split())
