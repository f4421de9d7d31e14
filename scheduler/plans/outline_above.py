"""What stands above an item of an outline: numbers, what its section is about, the unit or the time that headings name."""

from dataclasses import dataclass

from scheduler.plans.labelled import labelled_parts, tidy_title
from scheduler.plans.numbering import ANNEX, CHAPTER, PART, Rank
from scheduler.plans.outline_entries import is_role_line, own_items
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import who_in_prose
from scheduler.plans.section_says import time_of, units_of
from scheduler.plans.set_work import Said
from scheduler.plans.vocabulary import Subject, subject

_OF_DUTIES = (Subject.REPORTING, Subject.ORGANISATION, Subject.ASSIGNMENT)
_ORGANISES = pattern("sections", "organises")
_UNCOUNTED = (ANNEX, PART, CHAPTER)
"""Parts of a document, which people leave away when they name an item: «mục II.3», not «phần 1, mục II.3»."""


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above an item: the numbers, the section's title, what the section is about, a unit or time that a heading names.

    made: how many tasks without a number stand before it below the same numbers.
    among_groups: whether headings beside it stand over items of their own.
    beside_timed: whether an item beside it says by when. beside_tasks: whether most of those beside it are tasks.
    """

    numbers: tuple[str, ...] = ()
    section: str | None = None
    about: Subject | None = None
    unit: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    time: str | None = None
    made: int = 0
    among_groups: bool = False
    beside_timed: bool = False
    beside_tasks: bool = False

    @property
    def of_tasks(self) -> bool:
        """Whether this is not a section of purposes, money or duties."""
        return self.about in (None, Subject.TASKS, Subject.CONTENTS, Subject.ASSIGNMENT)

    @property
    def said(self) -> Said:
        """What holds for the lines below."""
        return Said(self.unit, self.time, self.about, self.made)


def inside_of(node: Node, above: Above) -> Above:
    """What stands above the items below this node."""
    label, text = node.item.label, node.item.text
    assert label is not None
    about = _subject(node, above) or above.about
    numbers = above.numbers if label.style in _UNCOUNTED else (*above.numbers, label.number)
    is_section = label.rank is Rank.SECTION or above.section is None
    section = tidy_title(labelled_parts(text)[0]) if is_section else above.section
    unit = units_of(text.rstrip(":. "))
    told = None if unit or not node.below else who_in_prose(text)
    inherited = () if label.rank is Rank.SECTION or unit else above.unit
    beside = told.coordinating if told is not None else above.beside if inherited else ()
    unit = told.lead if told is not None else unit or inherited
    time = time_of(text) or (above.time if not is_section else None)
    return Above(
        numbers,
        section,
        about,
        unit,
        beside,
        time,
        above.made if not label.number else 0,
        above.among_groups,
        above.beside_timed,
        above.beside_tasks,
    )


def _subject(node: Node, above: Above) -> Subject | None:
    """What a section is about; a numbered heading inside of one counts only by its first words."""
    label = node.item.label
    assert label is not None
    text, parts = labelled_parts(node.item.text)
    if label.rank is Rank.NUMBER and above.numbers and (parts or any(is_role_line(i.text) for i in own_items(node))):
        found = subject(" ".join(text.split()[:4])) if len(text.split()) < 6 else None
        return found if found not in _OF_DUTIES else None
    if label.rank is Rank.SECTION or not above.numbers:
        return subject(" ".join(text.split()[:12])) if len(text.split()) < 30 else None
    return subject(" ".join(text.split()[:4])) if len(text.split()) < 6 and not _ORGANISES.match(text) else None
