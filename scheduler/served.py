"""How far the store had come when calendars were last served from here: a mark beside it, by which an older backup is known."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from scheduler.whole_file import whole_file

MARK: Final = Path("var/served.json")


@dataclass(frozen=True, slots=True)
class Mark:
    """The highest version of an office's store that was served; behind: since then an older one was met, and nobody said why.

    settled: the version at which what was restored was put in order last, None where nothing ever was.
    """

    version: int
    behind: bool = False
    settled: int | None = None


def is_behind(folder: Path, office: str, version: int) -> bool:
    """Whether calendars were told more than the store knows: it came back from a backup. Unknown where no mark was kept."""
    mark = _marks(folder).get(office)
    return mark is not None and (mark.behind or version < mark.version)


def note(folder: Path, office: str, version: int) -> None:
    """Remember what is served now. A store that fell behind stays marked, be it as far again: see `settle`."""
    mark = _marks(folder).get(office)
    if mark is None:
        _write(folder, office, Mark(version))
    elif not mark.behind and version > mark.version:
        _write(folder, office, replace(mark, version=version))
    elif not mark.behind and version < mark.version:
        _write(folder, office, replace(mark, behind=True))


def fell_behind(folder: Path, office: str, version: int) -> None:
    """What was given out from here shows that the store is older, though the mark itself may have come back with it."""
    _write(folder, office, Mark(version, behind=True))


def is_settled(folder: Path, office: str, version: int) -> bool:
    """Whether what was restored is in order already, and nothing has come to the store since."""
    mark = _marks(folder).get(office)
    return mark is not None and not mark.behind and mark.settled == version


def settle(folder: Path, office: str, version: int) -> None:
    """What was restored is in order again: from now on this version counts."""
    _write(folder, office, Mark(version, settled=version))


def _marks(folder: Path) -> dict[str, Mark]:
    """A mark that cannot be read is none: it only helps to notice."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        told = json.loads((folder / MARK).read_text(encoding="ascii"))
        return {str(office): _mark(one) for office, one in told.items()}
    return {}


def _mark(told: Mapping[str, int | None]) -> Mark:
    settled = told.get("settled")
    return Mark(int(told["version"] or 0), bool(told["behind"]), None if settled is None else int(settled))


def _write(folder: Path, office: str, mark: Mark) -> None:
    path = folder / MARK
    text = json.dumps({o: asdict(m) for o, m in sorted((_marks(folder) | {office: mark}).items())})
    with suppress(OSError):  # a folder that cannot be written is no reason not to serve
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            file.write(text.encode())
