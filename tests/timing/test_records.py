"""The named tuples of the language behave as those of `typing` do, in all that we ask of them."""

import copy
import pickle
import subprocess
import sys
import typing
from itertools import combinations

import pytest

from scheduler.timing import records
from scheduler.timing.ir import DueDay, Recurring


class Mine(records.NamedTuple):
    """A kind of ours."""

    name: str
    count: int = 1  # type: ignore[assignment]  # as Recurring has it
    last: str | None = None

    def twice(self) -> int:
        return 2 * self.count


class Typed(typing.NamedTuple):
    name: str
    count: int = 1  # type: ignore[assignment]
    last: str | None = None


@pytest.mark.parametrize("values", [("a",), ("a", 2), ("a", 2, "z")])
def test_made_alike(values: tuple[typing.Any, ...]) -> None:
    named = dict(zip(Typed._fields, values, strict=False))
    assert tuple(Mine(*values)) == tuple(Mine(**named)) == tuple(Typed(*values))
    assert (Mine._fields, Mine.__match_args__) == (Typed._fields, Typed.__match_args__)
    assert repr(Mine(*values)) == repr(Typed(*values)).replace("Typed", "Mine")


@pytest.mark.parametrize("wrong", [(), ("a", 2, "z", 4)])
def test_values_too_few_or_too_many_are_refused_by_name(wrong: tuple[typing.Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"Mine\.__new__\(\)"):
        Mine(*wrong)


def test_a_name_that_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="other"):
        Mine("a", other=1)  # type: ignore[call-arg]
    with pytest.raises((KeyError, TypeError, ValueError), match="other"):
        Mine("a")._replace(other=1)  # type: ignore[call-arg]


@pytest.mark.parametrize("changed", [{}, *({a: 5, b: 6} for a, b in combinations(Typed._fields, 2))])
def test_replaced_alike(changed: dict[str, typing.Any]) -> None:
    assert tuple(Mine("a", 2)._replace(**changed)) == tuple(Typed("a", 2)._replace(**changed))


def test_copied_and_kept_as_what_it_is() -> None:
    one = DueDay(monthday=3, strict=True)
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert again == one
        assert type(again) is DueDay


def test_fields_are_read_and_never_set() -> None:
    one = Mine("a", 3)
    assert (one.name, one.count, one.last, one.twice()) == ("a", 3, None, 6)
    with pytest.raises(AttributeError):
        one.name = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        one.other = "b"  # type: ignore[attr-defined]


def test_matched_by_place_and_by_name() -> None:
    match Mine("a", 3):
        case Mine(name, count=3):
            assert name == "a"
        case _:
            pytest.fail("not matched")


def test_each_kind_has_its_own_names() -> None:
    with pytest.raises(TypeError, match=r"Recurring\.__new__\(\) missing .* 'freq', 'start', and 'end'"):
        Recurring()  # type: ignore[call-arg]


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="typing makes the kinds there")
@pytest.mark.parametrize("heavy", ["typing", "dataclasses", "inspect", "tomllib"])
def test_the_start_does_without(heavy: str) -> None:
    code = (
        "import sys; from scheduler.timing.grammar import parse; parse('Quý I', 2024); "
        f"sys.exit({heavy!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-S", "-c", code], check=False).returncode == 0
