"""Named tuples as `typing.NamedTuple` has them, made in a sixth of the time: the language needs thirty to start.

`typing` writes the source of each kind's constructor and compiles it, and takes as long itself to be imported as all kinds here
take to be made. Here a constructor is the ready code for as many values, with the names of its own.
"""

import sys
from collections import _tuplegetter  # type: ignore[attr-defined]  # what reads a field of a named tuple
from types import FunctionType

TYPE_CHECKING = False

if TYPE_CHECKING or sys.version_info >= (3, 14):  # where a class in the making does not know its annotations
    from typing import NamedTuple as NamedTuple
else:
    made = tuple.__new__
    # fmt: off
    _MAKERS = (
        lambda k, a: made(k, (a,)),
        lambda k, a, b: made(k, (a, b)),
        lambda k, a, b, c: made(k, (a, b, c)),
        lambda k, a, b, c, d: made(k, (a, b, c, d)),
        lambda k, a, b, c, d, e: made(k, (a, b, c, d, e)),
        lambda k, a, b, c, d, e, f: made(k, (a, b, c, d, e, f)),
        lambda k, a, b, c, d, e, f, g: made(k, (a, b, c, d, e, f, g)),
        lambda k, a, b, c, d, e, f, g, h: made(k, (a, b, c, d, e, f, g, h)),
        lambda k, a, b, c, d, e, f, g, h, i: made(k, (a, b, c, d, e, f, g, h, i)),
        lambda k, a, b, c, d, e, f, g, h, i, j: made(k, (a, b, c, d, e, f, g, h, i, j)),
        lambda k, a, b, c, d, e, f, g, h, i, j, o: made(k, (a, b, c, d, e, f, g, h, i, j, o)),
        lambda k, a, b, c, d, e, f, g, h, i, j, o, m: made(k, (a, b, c, d, e, f, g, h, i, j, o, m)),
        lambda k, a, b, c, d, e, f, g, h, i, j, o, m, n: made(k, (a, b, c, d, e, f, g, h, i, j, o, m, n)),
    )
    # fmt: on

    class _Record(tuple):
        """What all kinds have in common."""

        __slots__ = ()

        def _replace(self, **changed: object) -> tuple[object, ...]:
            values, places = [*self], self._places
            for name, value in changed.items():
                values[places[name]] = value
            return made(type(self), values)

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join([f'{name}={self[at]!r}' for name, at in self._places.items()])})"

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)

    class _Kinds(type):
        """Makes a plain class of tuples of what stands in `class Part(NamedTuple)`."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            fields = tuple(body["__annotations__"])
            defaults = tuple([body[field] for field in fields if field in body])
            code = _MAKERS[len(fields) - 1].__code__.replace(
                co_varnames=("_kind", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
            )
            places = {field: at for at, field in enumerate(fields)}
            body |= {field: _tuplegetter(at, None) for field, at in places.items()}
            body |= {"__new__": FunctionType(code, globals(), "__new__", defaults), "__slots__": ()}
            body |= {"_fields": fields, "_places": places, "__match_args__": fields}
            return type(name, (_Record,), body)

    NamedTuple = type.__new__(_Kinds, "NamedTuple", (), {})
