"""Tables of an amendment that set what was issued beside what holds now, row by row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.diagnostics import Location
from scheduler.documents import Place, Table
from scheduler.model import Change, ChangeKind, Task
from scheduler.plans.amending_clauses import in_clauses
from scheduler.plans.amending_later import day_apart, day_of_cell
from scheduler.plans.amending_places import as_place
from scheduler.plans.amending_text import is_broad, kind_said, quoted_title, task_of
from scheduler.plans.amending_whole import of_cell_apart
from scheduler.plans.columns import columns_of, is_counter
from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.grid import GridRow, grid
from scheduler.plans.labelled import Part, labelled_parts, tidy, tidy_title
from scheduler.plans.numbering import Rank, read_label
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import told_in_prose
from scheduler.plans.quotes import QUOTES
from scheduler.plans.vocabulary import WHEN, WHO, Role, column_role, words
from scheduler.text import folded

_OLD, _NEW = pattern("amending", "old_side"), pattern("amending", "new_side")
_KEEP, _NOTHING = pattern("amending", "keep"), pattern("amending", "nothing")
_BEGINS = pattern("later", "column")
_CODE = pattern("account", "code")
_TIMES = (*WHEN, Role.DURATION)
_BESIDE = (Role.OTHER, Role.GRID, Role.SECTION)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SHORT = 5  # words: a longer cell says something of its own


@dataclass(frozen=True, slots=True)
class _Sides:
    """The columns by what they hold: the old wording, the new one, what both share; each with its role, None for running text.

    begins: the column that says from when on a row holds.
    """

    old: tuple[tuple[int, Role | None], ...]
    new: tuple[tuple[int, Role | None], ...]
    shared: tuple[tuple[int, Role | None], ...]
    begins: int | None = None


def is_amending_table(table: Table) -> bool:
    """Whether one of the first rows sets a column of old wordings beside one of new ones."""
    return _header(table) is not None


def of_table(table: Table, file: str) -> Iterator[Change]:
    """The change of each row; a row that is kept as it is makes none."""
    found = _header(table)
    if found is None:
        return
    at, sides = found
    for row in list(grid(table))[at + 1 :]:
        if (
            is_counter(row.cells)
            or not row.filled
            or _sides(row.cells) is not None
            or columns_of(row.cells) is not None
        ):
            continue
        if len(row.filled) < 3 and _is_section(row):
            continue
        change = _of_row(row, sides, row.place.within(file))
        if change is not None:
            yield _begun(change, row.at(sides.begins) if sides.begins is not None else "")


def _begun(change: Change, cell: str) -> Change:
    """The change of a row with the day of its column; a question where the cell says anything else."""
    if not cell.strip():
        return change
    day = day_of_cell(cell)
    if day is None:
        return replace(change, kind=ChangeKind.UNSURE, task=None, text=f"{change.text} ({cell.strip()})")
    return replace(change, from_when=change.from_when or day)


def noted_rows(table: Table) -> dict[tuple[int | None, ...], str]:
    """What the rows of a list of tasks note of themselves («Bãi bỏ», «Bổ sung», «Điều chỉnh thời gian»), by line, table and row.

    A note stands in a column for notes, or fills a cell where something else is asked for; never in the title.
    """
    found: dict[tuple[int | None, ...], str] = {}
    titles: Sequence[str] = ()
    for row in grid(table):
        if columns_of(row.cells) is not None:
            titles = row.cells
        elif titles:
            notes = [row.at(at) for at, title in enumerate(titles) if _may_note(title, row.at(at))]
            own = [row.at(at).strip() for at in _columns_of_notes(titles)]
            plain = next((note for note in own if note and not _KEEP.search(note)), None)
            if said := next((note for note in (*notes, *own) if kind_said(note)), plain):
                found[row.place.line, row.place.table, row.place.row] = said
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as it is accounted for.

    cells: those that say what is to hold; told: those under a title of change; of_task: those that a task takes up, no products.
    """

    place: Place
    cells: tuple[str, ...]
    told: tuple[str, ...]
    of_task: tuple[str, ...]


def accounted_rows(table: Table) -> Iterator[Row]:
    """The rows below the header of a table, without numbers, old wordings and notes."""
    rows = list(grid(table))
    found = _header(table)
    first = found[0] if found else next((at for at, row in enumerate(rows[:6]) if columns_of(row.cells) is not None), 0)
    titles = rows[first].cells if rows else ()
    old = {at for at, _ in found[1].old} if found else set()
    aside = old | {at for at, t in enumerate(titles) if _is_note(t) or column_role(t) is Role.NO}
    for row in rows[first + 1 :]:
        kept = any(_KEEP.search(row.at(at)) for at in range(len(row.cells)))
        if kept or is_counter(row.cells) or columns_of(row.cells) is not None or _sides(row.cells) is not None:
            continue
        cells = {at: " ".join(row.at(at).split()) for at in row.filled if at not in aside}
        if cells and not (len(row.filled) < 3 and _is_section(row)):
            told = tuple(cell for at, cell in cells.items() if _NEW.search(_title(titles, at)))
            of_task = tuple(cell for at, cell in cells.items() if column_role(_title(titles, at)) not in _BESIDE)
            yield Row(row.place, tuple(cells.values()), told, of_task)


def _title(titles: Sequence[str], at: int) -> str:
    return titles[at] if at < len(titles) else ""


def _columns_of_notes(titles: Sequence[str]) -> list[int]:
    """The columns of notes; «Nội dung thay đổi» beside a column that names the task is one."""
    named = [at for at, title in enumerate(titles) if column_role(title) is Role.TITLE and not _NEW.search(title)]
    return [at for at, title in enumerate(titles) if _is_note(title) or (named and at not in named and _tells(title))]


def _tells(title: str) -> bool:
    return _NEW.search(title) is not None and column_role(title) in (Role.TITLE, Role.WEAK_TITLE, None)


def _may_note(title: str, cell: str) -> bool:
    return _is_note(title) or (column_role(title) is not Role.TITLE and len(cell.split()) <= _SHORT)


def _is_section(row: GridRow) -> bool:
    label, rest = read_label(row.cells[row.filled[0]])
    return label is not None and label.rank is Rank.SECTION and (bool(rest) or len(row.filled) == 2)


def _header(table: Table) -> tuple[int, _Sides] | None:
    for at, row in enumerate(list(grid(table))[:4]):
        if any(len(cell) > 120 for cell in row.cells):
            return None
        sides = _sides(row.cells)
        if sides is not None:
            return at, sides
    return None


def _sides(titles: Sequence[str]) -> _Sides | None:
    """The sides of the columns under these titles; None unless both are there.

    «Nội dung điều chỉnh» beside no old column is the list of a plan of its own.
    """
    begins = next((at for at, t in enumerate(titles) if _BEGINS.search(t)), None)
    old = [at for at, t in enumerate(titles) if at != begins and _OLD.search(t)]
    new = [at for at, t in enumerate(titles) if at not in (*old, begins) and _NEW.search(t) and not _is_note(t)]
    if not old or not new:
        return None
    rest = [at for at in range(len(titles)) if at not in (*old, *new, begins)]
    was, now, shared = (tuple((at, _role(titles[at])) for at in those) for those in (old, new, rest))
    return _Sides(was, now, shared, begins)


def _is_note(title: str) -> bool:
    return any(word in folded(title) for word in words("amending", "notes"))


def _role(title: str) -> Role | None:
    role = column_role(_NEW.sub(" ", _OLD.sub(" ", title)))
    return role if role in (*_TIMES, *WHO, Role.NO) else Role.TITLE if role is Role.TITLE else None


def _of_row(row: GridRow, sides: _Sides, location: Location) -> Change | None:
    was = " ".join(row.at(c).strip() for c, role in sides.old if role in (None, Role.TITLE)).strip()
    now = "\n".join(row.at(c).strip() for c, _ in sides.new).strip()
    shared_title = next((row.at(c).strip() for c, r in sides.shared if r is Role.TITLE and row.at(c).strip()), "")
    noted = " ".join(row.at(c) for c, role in sides.shared if role is None)
    text = " → ".join(filter(None, (was or shared_title, now)))
    if _KEEP.search(now) or not (was or now or shared_title):
        return None
    closes = kind_said(now) is ChangeKind.CLOSE or (not now and kind_said(noted) is ChangeKind.CLOSE)
    target = shared_title or was
    no, title = _target(target)
    code = next((m["no"] for c, _ in sides.shared if (m := _CODE.match(row.at(c).strip()))), None)
    if code is not None:
        no, title = code, _target(shared_title)[1] if shared_title and not _CODE.match(shared_title) else None
    item = next((row.at(c).strip(" .") for c, r in sides.shared if r is Role.NO and row.at(c).strip()), "")
    if (apart := of_cell_apart(no, title, now, location)) is not None:
        return replace(apart, text=text, item=item)
    if closes:
        kind = ChangeKind.UNSURE if day_apart(now) or is_broad(now, ChangeKind.CLOSE) else ChangeKind.CLOSE
        return Change(kind, text, no, title, None, location, item)
    task = _new_task(row, sides, location)
    if not now or task is None:
        return Change(ChangeKind.UNSURE, text, no, title, None, location, item)
    if (_NOTHING.match(was) and not shared_title) or (shared_title and not _was_told(row, sides)):
        added = replace(task, title=task.title or tidy_title(shared_title))
        return Change(ChangeKind.ADD, text, code, None, added, location, item)
    return Change(ChangeKind.REPLACE, text, no, title, task, location, item)


def _was_told(row: GridRow, sides: _Sides) -> bool:
    return any(not _NOTHING.match(row.at(c)) for c, _ in sides.old)


def _target(text: str) -> tuple[str | None, str | None]:
    """Number and title of the item that the old wording names: «Mục II.3: …», «3. Tổ chức …»."""
    places = as_place(text.split("\n")[0])
    label, rest = read_label(text)
    if places and ":" in text:
        rest = text.split(":", 1)[1]
        rest = read_label(rest.strip())[1]
    title = quoted_title(text) or _bare_title(_IN_BRACKETS.sub(_without_place, rest.split("\n")[0]).strip())
    number = places[0] if places else label.number if label is not None and label.number else None
    return number, title or None


def _without_place(found: re.Match[str]) -> str:
    """Brackets that only say where in the plan an item stands: «(nhiệm vụ I.3)»."""
    return "" if as_place(found.group()) else found.group()


def _bare_title(text: str) -> str:
    """What is to be done, without who and when behind it."""
    title = tidy_title(labelled_parts(text)[0].strip(f"{QUOTES} "))
    told = in_clauses(title, Location()) if title else None
    return told.title if told is not None and told.title else tidy_title(told_in_prose(title).title) if title else ""


def _new_task(row: GridRow, sides: _Sides, location: Location) -> Task | None:
    draft, plain = Draft(), None
    for column, role in sides.new:
        value = tidy(row.at(column))
        if not value:
            continue
        if role in (*_TIMES, *WHO) and role is not None:
            draft = with_part(draft, Part(role, "", value))
        else:
            plain = task_of([_unplaced(line) for line in row.at(column).split("\n")], location)
    for column, role in sides.shared:
        if role in (*_TIMES, *WHO) and role is not None and row.at(column).strip():
            draft = with_part(draft, Part(role, "", row.at(column)))
    told = replace(draft.task(location.file or ""), location=location)
    if plain is None:
        return told if draft.told else None
    return replace(
        plain,
        lead=plain.lead or told.lead,
        coordinating=plain.coordinating or told.coordinating,
        directing=plain.directing or told.directing,
        timing=plain.timing or told.timing,
        frequency=plain.frequency or told.frequency,
    )


def _unplaced(line: str) -> str:
    """A line without «Mục II.3:» before its text."""
    head, colon, rest = line.partition(":")
    return rest.strip() if colon and as_place(line) and len(head.split()) < 7 else line
