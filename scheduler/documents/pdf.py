"""PDF files with text → paragraphs and tables: ruled ones by their lines, others by white space; pages joined again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TypeAlias

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.content import Content
from scheduler.documents.dashed_names import with_joined
from scheduler.documents.document import Block, Paragraph, Place
from scheduler.documents.faults import Fault
from scheduler.documents.labels import awaits, starts_item
from scheduler.documents.limits import MOST_PAGES
from scheduler.documents.office_asides import listed
from scheduler.documents.pdf_broken_names import with_whole_names
from scheduler.documents.pdf_columns import table_of as table_of_columns
from scheduler.documents.pdf_drawn import drawn_page
from scheduler.documents.pdf_edges import beside, repeated_lines
from scheduler.documents.pdf_garbled import garbled
from scheduler.documents.pdf_headed import heads_rows_below
from scheduler.documents.pdf_known import KnownTables, text_of
from scheduler.documents.pdf_lines import Line, continues, lines_of, whole
from scheduler.documents.pdf_page import Page
from scheduler.documents.pdf_paragraphs import paragraphs_of
from scheduler.documents.pdf_rows_within import with_rows
from scheduler.documents.pdf_said import listed_pages, of_numbers_together, of_parted_words, said_of
from scheduler.documents.pdf_sheet_grid import of_sheets
from scheduler.documents.pdf_sheets import Sides, are_double, halves, moved_left, sides_of, stood_up
from scheduler.documents.pdf_tables import inside, outside
from scheduler.documents.pdf_tables import table_of as table_of_rules
from scheduler.documents.pdf_unpacking import require_unpackable
from scheduler.documents.pdf_wide import side_by_side, wide, with_single_columns, without_repeated
from scheduler.documents.pieces import with_next
from scheduler.documents.scanned_columns import slipped
from scheduler.documents.scanned_labels import with_labels
from scheduler.documents.scanned_quarters import with_quarters
from scheduler.documents.scanned_titles import with_titles
from scheduler.documents.scans.annotations import lines_put_onto

_OVER_RULE = 2.0
"""Points by which the box of a letter may reach over a rule above it."""

_STOPS = (".", ";", ":", "!", "?", "/")

_PROPERTIES = ("Title", "Subject", "Keywords")


@dataclass(frozen=True, slots=True)
class _Blocks:
    """What stands on a page. edges: page numbers, what each page repeats, pieces of lines; right: where its running lines end."""

    blocks: tuple[Block, ...]
    edges: tuple[str, ...]
    lines: tuple[Line, ...]
    right: float


Recogniser: TypeAlias = Callable[[bytes, Sequence[int]], Iterable[Page]]
"""The file and the numbers of its pages that hold no text → these pages, read from their pictures."""


def read_pdf(data: bytes, name: str, recogniser: Recogniser | None = None) -> Content:
    """The content of a PDF. Raises Fault: file-damaged, file-encrypted, file-unpacks-too-large, pdf-scan, pdf-without-letters,
    too-many-pages.

    Warnings: pdf-pages-scanned where some pages hold no text (and nobody recognised it), pdf-text-of-scan where text lies
    behind the picture of a page, pdf-text-struck where letters that a line runs through were left out.
    """
    require_unpackable(data)
    pages, titles = _pages(data)
    wrong = frozenset(garbled(pages))
    pictures = [page.number for page in pages if page.is_scan or page.number in wrong]
    read = {page.number: page for page in recogniser(data, pictures)} if recogniser and pictures else {}
    content = _content_of([read.get(page.number, page) for page in pages], name, wrong - read.keys())
    if again := sorted(wrong & read.keys()):
        said = Diagnostic("pdf-read-as-picture", Severity.WARNING, Location(name), values(pages=listed_pages(again)))
        content = replace(content, diagnostics=(*content.diagnostics, said))
    edges = (*content.edges, *titles, *lines_put_onto(data))
    return _marked(replace(content, edges=edges), read, name)


def content_of_pictures(pages: Iterable[Page], name: str) -> Content:
    """What stands on the pages of a picture file. Raises Fault: file-empty, and those of the pages."""
    found = tuple(pages)
    return _marked(_content_of(found, name), {page.number: page for page in found}, name)


def _marked(content: Content, read: Mapping[int, Page], name: str) -> Content:
    recognised = frozenset(read)
    blocks = with_quarters(with_labels(with_titles(content.blocks, recognised), recognised), recognised)
    pages = list(slipped(blocks, read))
    said = [Diagnostic("scan-columns-slipped", Severity.WARNING, Location(name), values(pages=listed_pages(pages)))]
    return replace(
        content,
        blocks=blocks,
        recognised=recognised,
        diagnostics=(*content.diagnostics, *(said if pages else ())),
    )


def _content_of(pages: Sequence[Page], name: str, wrong: frozenset[int] = frozenset()) -> Content:
    """What stands on these pages. wrong: those with other letters than they show. Raises Fault: pdf-scan, file-empty,
    pdf-without-letters.
    """
    letters = sum(len(page.letters) for page in pages)
    if all(page.is_scan or not page.letters for page in pages):
        raise Fault("pdf-scan" if any(page.is_scan for page in pages) else "file-empty")
    if sum(len(page.letters) for page in pages if page.number in wrong) * 2 > letters:
        raise Fault("pdf-without-letters")
    pages = without_repeated(pages)
    parts = wide(pages)
    pages = side_by_side(with_single_columns(pages, parts), parts)
    known = KnownTables()
    repeated = repeated_lines(pages)
    found = [_page_blocks(page, repeated, known) for page in pages]
    edges = (*(text for one in found for text in one.edges), *(page.aside for page in pages if page.aside.strip()))
    blocks = with_whole_names(of_sheets(with_joined(tuple(_over_pages(found)), known.at_dashes)))
    said = (
        *said_of(pages, known, parts, wrong, name),
        *of_parted_words(blocks, name),
        *of_numbers_together(blocks, name),
    )
    return Content(blocks, edges, said)


def _over_pages(pages: Sequence[_Blocks]) -> Iterator[Block]:
    """The blocks of all pages, a paragraph that goes on overleaf joined."""
    held: Block | None = None
    for at, page in enumerate(pages):
        for number, block in enumerate(page.blocks):
            goes_on = number == 0 and at > 0 and _goes_on_overleaf(pages[at - 1], page)
            if goes_on and isinstance(held, Paragraph) and isinstance(block, Paragraph):
                held = replace(held, text=with_next(held.text, block.text), bold=held.bold and block.bold)
                continue
            if held is not None:
                yield held
            held = block
    if held is not None:
        yield held


def _goes_on_overleaf(last: _Blocks, new: _Blocks) -> bool:
    """Whether the last line of a page goes on in the first of the next; as it stands alone, only where it is set as that is."""
    if not last.lines or not new.lines:
        return False
    above, below = last.lines[-1], new.lines[0]
    if text_of(above).endswith(_STOPS) or (starts_item(text_of(below)) and not awaits(text_of(above), text_of(below))):
        return False
    if len(above) > 1 or len(below) > 1 or above[0].bold != below[0].bold or abs(above[0].size - below[0].size) > 0.5:
        return False
    return continues(whole(above), whole(below), last.right - above[0].x0)


def _pages(data: bytes) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """The pages, and what the file says of itself: its title, its subject."""
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Fault("too-many-pages", most=MOST_PAGES)
            return tuple(_drawn(pdf)), tuple(_said_of_itself(pdf.metadata))
    except (Fault, MemoryError):
        raise
    except Exception as error:  # of the many kinds that a broken or locked file raises
        raise Fault("file-encrypted" if _is_locked(error) else "file-damaged") from error


def _drawn(pdf: PDF) -> list[Page]:
    """The pages from first to last; of sheets that hold two pages each, the left one and the right one."""
    found: list[Page] = []
    sides: list[Sides | None] = []
    for page in pdf.pages:
        sheet = stood_up(page)
        sides.append(sides_of(sheet))
        found.append(drawn_page(sheet, found[-1] if found else None))
        sheet.close()
    return list(_halves_drawn(pdf)) if are_double(sides) else found


def _halves_drawn(pdf: PDF) -> Iterator[Page]:
    before: Page | None = None
    for page in pdf.pages:
        sheet = stood_up(page)
        left, right = halves(sheet)
        yield (before := replace(drawn_page(left, before), of_two=True))
        page_right = drawn_page(right, before)
        along = float(sheet.width) / 2 * page_right.height / float(sheet.height)
        yield (before := replace(moved_left(page_right, along), of_two=True))
        sheet.close()


def _said_of_itself(properties: Mapping[str, object]) -> Iterator[str]:
    for key in _PROPERTIES:
        text = str(properties.get(key) or "")
        yield text
        yield from listed(text)


def _is_locked(error: BaseException) -> bool:
    causes = (error, error.__cause__, error.__context__, *error.args)
    return any(isinstance(cause, PDFPasswordIncorrect) for cause in causes)


def _page_blocks(page: Page, repeated: frozenset[str], known: KnownTables) -> _Blocks:
    """The blocks of a page from top to bottom."""
    found = [(grid, inside(grid, page.letters)) for grid in page.tables]
    ruled_tables = [(grid, letters) for grid, letters in found if not heads_rows_below(grid, letters, page)]
    held = {id(one) for _, letters in ruled_tables for one in letters}
    loose = [one for one in page.letters if id(one) not in held]
    lines: list[Line] = []
    edges: list[str] = []
    printed = lines_of(loose)
    at_edge = beside(page, printed, repeated)
    for at, line in enumerate(printed):
        edges.append("\t".join(segment.text for segment in line))  # a stamp may stand beside the letterhead
        if at in at_edge:
            edges.append(text_of(line))
        else:
            lines.append(line)
    placed = [(line[0].top, block) for line, block in _running(lines, page, known)]
    for ruled, letters in ruled_tables:
        grid = with_rows(ruled, letters)
        known.by_number += [page.number] if grid is not ruled and page.number not in known.by_number else []
        known.unplaced += ((page.number, text_of(line)) for line in lines_of(outside(grid, letters)))
        placed.append((grid.box[1], table_of_rules(grid, letters, Place(page=page.number), page.struck)))
    right = max((line[-1].x1 for line in lines), default=0.0)
    return _Blocks(
        tuple(block for _, block in sorted(placed, key=lambda one: one[0])), tuple(edges), tuple(lines), right
    )


def _running(lines: Sequence[Line], page: Page, known: KnownTables) -> Iterator[tuple[Line, Block]]:
    """What is no ruled table: paragraphs, and text in columns. known: the tables of these so far."""
    right = max((line[-1].x1 for line in lines), default=0.0)
    number, place = page.number, Place(page=page.number)
    held: list[Line] = []
    at = 0
    while at < len(lines):
        banded = known.banded_at(lines, at, held, number) if not _is_above_rule(lines, at, page.rules) else None
        columns = known.columns_at(lines, at, held) if banded is None else None
        if banded is not None:
            yield from paragraphs_of(held, right, place, known.at_dashes)
            yield lines[at], banded.table(place)
            held, at = [], at + banded.count
        elif columns is not None:
            yield from paragraphs_of(held, right, place, known.at_dashes)
            yield lines[at], table_of_columns(columns, place, known.headers)
            known.take(columns, held, number)
            held, at = [], at + len(columns.lines)
        else:
            held.append(lines[at])
            at += 1
    known.end_page(held, number)
    yield from paragraphs_of(held, right, place, known.at_dashes)


def _is_above_rule(lines: Sequence[Line], at: int, rules: Sequence[float]) -> bool:
    """Whether a line alone stands right above a rule: no title of a column, but what is said above a table."""
    if len(lines[at]) > 1 or at + 1 == len(lines):
        return False
    return any(lines[at][0].bottom <= y <= lines[at + 1][0].top + _OVER_RULE for y in rules)
