"""Lines of a plain text or Markdown file → paragraphs and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.documents import html_tables, pipes, tabs
from scheduler.documents.document import Block, Paragraph, Place
from scheduler.documents.lines import Line, lines_of
from scheduler.documents.markup import is_bold, is_footnote, is_rule, plain
from scheduler.documents.sheet_blocks import parted_table
from scheduler.documents.wrapping import Wrap, continues, wrap_of

_FEWEST_COLUMNS = 4
_LONGEST_QUOTE = 200
"""Lines of one quoted cell."""
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")


def blocks_of(text: str) -> tuple[Block, ...]:
    """Paragraphs and tables in reading order. Lines that a page or the width of the text broke are joined again."""
    lines = lines_of(text)
    wrap = wrap_of(lines)
    blocks: list[Block] = []
    for group in _groups(lines):
        if html_tables.opens_table(group[0].text):
            blocks.append(html_tables.table_of(group))
        elif pipes.is_piped(group[0].text) or (len(group) > 1 and "|" in group[0].text):
            blocks.append(pipes.table_of(group))
        elif tabs.is_tabbed_row(group[0].text):
            blocks += parted_table(tabs.table_of(group))
        else:
            _add_paragraph(blocks, group[-1], _line_before(lines, group[-1]), wrap)
    return tuple(blocks)


def _groups(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Runs of lines that make one table, and each other line that is not blank on its own."""
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if not (lines[at].blank or is_footnote(lines[at].text) or (end == at + 1 and is_rule(lines[at].text))):
            yield [line for line in lines[at:end] if not line.blank]
        at = end


def _table_end(lines: Sequence[Line], start: int) -> int:
    """The index after the table that starts here, start + 1 where none does."""
    at, text = start + 1, lines[start].text
    if html_tables.opens_table(text):
        return start + html_tables.length(lines[start:])
    if _opens_bare_pipes(lines, start):
        while at < len(lines) and "|" in lines[at].text:
            at += 1
    elif pipes.is_piped(text):
        while at < len(lines) and pipes.is_piped(lines[at].text):
            at += 1
    elif tabs.is_tabbed_row(text):
        while at < len(lines) and _goes_on(lines, at):
            at += 1
    return at


def _opens_bare_pipes(lines: Sequence[Line], at: int) -> bool:
    """Whether a pipe table without outer pipes begins: its header with the ruler below it, or rows of several columns."""
    if "|" not in lines[at].text or at + 1 == len(lines) or "|" not in lines[at + 1].text:
        return False
    first, below = lines[at : at + 2]
    closed = all(line.text.rstrip().endswith("|") for line in (first, below))
    wide = pipes.width(first) >= _FEWEST_COLUMNS - closed
    alike = pipes.places(first) == pipes.places(below) or pipes.width(below) >= _FEWEST_COLUMNS
    return pipes.is_ruler(below.text) or (wide and alike)  # below the header a section: «I | Chuẩn bị |  |  |»


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether a table of TAB-parted rows goes on at this line: a row, a broken cell's rest, blanks before another row."""
    line = lines[at]
    if line.blank or line.text.startswith("\t"):
        return tabs.is_tabbed_row(line.text) or _row_follows(lines, at)
    if tabs.is_tabbed_row(line.text):
        return True
    bare = line.text.strip()
    return not lines[at - 1].blank and (bare[:1] in "-+•" or bare[:1].islower() or _in_quotes(lines, at))


def _in_quotes(lines: Sequence[Line], at: int) -> bool:
    """Whether a quoted cell that was opened above is still open."""
    start, highest = at, max(at - _LONGEST_QUOTE, 0)
    while start > highest and not tabs.is_tabbed_row(lines[start].text):
        start -= 1
    last_cell = "\n".join(line.text for line in lines[start:at]).split("\t")[-1]
    return last_cell.lstrip().startswith('"') and last_cell.count('"') % 2 == 1


def _row_follows(lines: Sequence[Line], at: int) -> bool:
    """Whether a TAB-parted row is the next thing to be seen, after blank lines and at most one indented line."""
    seen = [line for line in lines[at : at + 12] if not line.blank][:2]
    if lines[at].blank:
        return bool(seen) and tabs.is_tabbed_row(seen[0].text)
    return len(seen) > 1 and tabs.is_tabbed_row(seen[1].text)


def _add_paragraph(blocks: list[Block], line: Line, before: Line | None, wrap: Wrap) -> None:
    new = _paragraph(line, before is not None and before.blank)
    last = blocks[-1] if blocks else None
    if not new.text:
        return
    if isinstance(last, Paragraph) and before and continues(last, new, before, wrap):
        blocks[-1] = replace(last, text=f"{last.text} {new.text}", bold=last.bold and new.bold)
    else:
        blocks.append(new)


def _paragraph(line: Line, gap: bool) -> Paragraph:
    heading = _HEADING.match(line.text)
    bare = _QUOTE.sub("", _HEADING.sub("", line.text)).strip().rstrip("\\#").strip()
    text = plain(bare).replace("\n", " ")
    level = len(heading.group(1)) if heading else None
    return Paragraph(text, Place(line.number), level, is_bold(bare), line.text.startswith("\t"), gap)


def _line_before(lines: Sequence[Line], line: Line) -> Line | None:
    return lines[line.number - 2] if line.number > 1 else None
