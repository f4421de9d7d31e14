"""What was sent as evidence, for those who may see it: pictures behind the address of a person's feed, links, notes."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from scheduler.actions.report import may_report
from scheduler.actions.snapshot import Snapshot
from scheduler.evidence import FOLDER
from scheduler.feeds.specs import FeedSpec, Scope
from scheduler.schedule import Act, Occurrence, Progress
from scheduler.text import shortened
from scheduler.words import say

_PICTURE: Final = re.compile(rf"{FOLDER}/([0-9a-f]{{64}}\.jpg)")
_LINK: Final = re.compile(r"https?://[^\s\x00-\x20]+")
_LONGEST: Final = 80


class Form(StrEnum):
    """How a piece of evidence is shown."""

    PICTURE = "picture"
    LINK = "link"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence; address: of the picture (relative to the page) or of the link."""

    form: Form
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a page of work: the person whose feed's address it is, None behind a shared one or a link that may be forwarded.

    folder: where pictures lie; page: the last part of the page's address, below which they are shown.
    """

    person: str | None
    folder: Path
    page: str = ""

    def sees(self, office: Snapshot, entry: Progress, occurrence: Occurrence) -> bool:
        """Whether notes and evidence of an entry are for them: for whoever may report on that work, and the coordinator."""
        about = office.by_uid.get(entry.uid, occurrence)
        return self.person is not None and may_report(office, self.person, about)

    def evidence(self, entry: Progress) -> Evidence | None:
        """What hangs on an entry, as the page shows it."""
        if entry.evidence is None:
            return None
        name = picture_name(entry)
        if name is not None:
            there = (self.folder / name).is_file()
            text = say("web", "evidence", "picture" if there else "gone")
            return Evidence(Form.PICTURE if there else Form.TEXT, f"{self.page}/{name}", text)
        form = Form.LINK if _LINK.fullmatch(entry.evidence) else Form.TEXT
        return Evidence(form, entry.evidence, shortened(entry.evidence, _LONGEST))


def viewer_of(spec: FeedSpec, folder: Path, page: str) -> Viewer:
    """Who looks through a feed's address: what is shared in a unit or an office is nobody's own."""
    return Viewer(spec.ref if spec.scope is Scope.PERSON else None, folder, page)


def is_private(entry: Progress) -> bool:
    """Whether an entry holds what is not for all: evidence, or a note. The reason why work is not done is for everybody."""
    return entry.evidence is not None or (entry.text is not None and entry.act is not Act.NOT_DONE)


def picture_name(entry: Progress) -> str | None:
    """The file name of the picture that an entry names; None where it names none."""
    found = _PICTURE.fullmatch(entry.evidence or "")
    return found[1] if found is not None else None
