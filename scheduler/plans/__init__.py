"""Document → Plan: table plans and outline plans, header, units, reporting duties."""

from scheduler.plans.as_json import to_json
from scheduler.plans.plan_year import year_told
from scheduler.plans.reading import read_plan
from scheduler.plans.unit_keys import unit_key
from scheduler.plans.unit_names import split_units

__all__ = ["read_plan", "split_units", "to_json", "unit_key", "year_told"]
