"""Lines of a plain text or Markdown file → paragraphs and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.documents import pipes, tabs
from scheduler.documents.document import Block, Paragraph, Place
from scheduler.documents.labels import starts_item
from scheduler.documents.lines import Line, lines_of
from scheduler.documents.markup import is_bold, is_footnote, is_rule, plain
from scheduler.documents.vocabulary import pattern

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_CLOSED = re.compile(r"[.;:!?…/]\W*$")
_NOT_BROKEN = re.compile(r"^(?:[^:.;,]{2,40}:|\()")
_OPEN = pattern("lines", "open_end")
_WIDEST_WRAP = 130
_LONGEST_PARAGRAPH = 6000


def blocks_of(text: str) -> tuple[Block, ...]:
    """Paragraphs and tables in reading order. Lines that a page or the width of the text broke are joined again."""
    lines = lines_of(text)
    wrap = _wrap_width(lines)
    blocks: list[Block] = []
    for group in _groups(lines):
        if pipes.is_piped(group[0].text) or (len(group) > 1 and "|" in group[0].text):
            blocks.append(pipes.table_of(group))
        elif tabs.is_tabbed_row(group[0].text):
            blocks.append(tabs.table_of(group))
        else:
            _add_paragraph(blocks, group[-1], _gap_before(lines, group[-1]), wrap)
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
    """Whether a pipe table without outer pipes begins: its header with the ruler below it."""
    return (
        "|" in lines[at].text
        and at + 1 < len(lines)
        and "|" in lines[at + 1].text
        and pipes.is_ruler(lines[at + 1].text)
    )


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
    start = at
    while start > 0 and not tabs.is_tabbed_row(lines[start].text):
        start -= 1
    last_cell = "\n".join(line.text for line in lines[start:at]).split("\t")[-1]
    return last_cell.lstrip().startswith('"') and last_cell.count('"') % 2 == 1


def _row_follows(lines: Sequence[Line], at: int) -> bool:
    """Whether a TAB-parted row is the next thing to be seen, after blank lines and at most one indented line."""
    seen = [line for line in lines[at : at + 12] if not line.blank][:2]
    if lines[at].blank:
        return bool(seen) and tabs.is_tabbed_row(seen[0].text)
    return len(seen) > 1 and tabs.is_tabbed_row(seen[1].text)


def _add_paragraph(blocks: list[Block], line: Line, gap: bool, wrap: int | None) -> None:
    new = _paragraph(line, gap)
    last = blocks[-1] if blocks else None
    if not new.text:
        return
    if isinstance(last, Paragraph) and _continues(last, new, line, wrap):
        blocks[-1] = replace(last, text=f"{last.text} {new.text}", bold=last.bold and new.bold)
    else:
        blocks.append(new)


def _paragraph(line: Line, gap: bool) -> Paragraph:
    heading = _HEADING.match(line.text)
    bare = _QUOTE.sub("", _HEADING.sub("", line.text)).strip().rstrip("\\#").strip()
    text = plain(bare).replace("\n", " ")
    level = len(heading.group(1)) if heading else None
    return Paragraph(text, Place(line.number), level, is_bold(bare), line.text.startswith("\t"), gap)


def _continues(last: Paragraph, new: Paragraph, line: Line, wrap: int | None) -> bool:
    """Whether `new` is the rest of `last`: it starts in lower case, or its line was broken for want of room."""
    if len(last.text) > _LONGEST_PARAGRAPH:
        return False
    if new.tabbed or new.level or last.level or (new.gap and new.bold != last.bold) or starts_item(new.text):
        return False
    if new.text[:1].islower() or (new.gap and new.text[:1] in ",;)"):
        return not _CLOSED.search(last.text) or (not new.gap and _forced(last, new, wrap))
    return (
        not new.gap
        and not _NOT_BROKEN.match(new.text)
        and (_OPEN.search(last.text) is not None or _forced(last, new, wrap))
    )


def _forced(last: Paragraph, new: Paragraph, wrap: int | None) -> bool:
    """Whether the next word would not have fitted on the line before, in a text of fixed width."""
    if wrap is None or _CLOSED.search(last.text):
        return False
    last_line = len(last.text) % wrap if len(last.text) > wrap else len(last.text)
    return last_line + 1 + len(new.text.split()[0]) > wrap


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The width that a text was set to, None where its lines are as long as their paragraphs."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank and "\t" not in line.text)
    if len(lengths) < 12 or lengths[-1] > _WIDEST_WRAP:
        return None
    near = sum(length > lengths[-1] * 0.85 for length in lengths)
    return lengths[-1] if near >= 4 and near * 6 >= len(lengths) else None


def _gap_before(lines: Sequence[Line], line: Line) -> bool:
    return line.number > 1 and lines[line.number - 2].blank
