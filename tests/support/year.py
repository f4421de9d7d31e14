"""An office in memory that goes through a year: each change is applied at a moment and looked at then."""

from dataclasses import dataclass

import icalendar

from scheduler.actions.apply import apply, preview, publish
from scheduler.actions.comparing import Changes
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import snapshot
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from scheduler.schedule import Act, Progress
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, moment, spec_of
from tests.support.small import CONFIG, PLAN, Line, plan_text

AMENDMENT = """UỶ BAN NHÂN DÂN TỈNH MẪU
Số: 99/KH-UBND
Mẫu, ngày 20 tháng 11 năm 2024

KẾ HOẠCH
Điều chỉnh, bổ sung Kế hoạch phổ biến pháp luật năm 2024

Điều 1. Điều chỉnh một số nội dung như sau:
{items}
"""


@dataclass
class Office:
    """An applied office at a moment (local)."""

    repository: MemoryRepository
    now: str

    def apply(
        self, now: str, *lines: Line, more: str = "", amendment: str = "", replaced: tuple[str, str] = ("", "")
    ) -> Changes:
        """Apply these rows of the plan; `more` behind the config, in which one text is replaced by another."""
        files = {PLAN: plan_text(lines).encode(), "plans/dc.txt": AMENDMENT.format(items=amendment).encode()}
        text = CONFIG.format(port=8640).replace(*replaced, 1) + more
        found = preview(self.repository, text, files, FOLDER, moment(now))
        apply(self.repository, found, FOLDER, moment(now))
        self.now = now
        return found.changes

    def done(self, now: str, uid: str, act: Act = Act.DONE, text: str | None = None) -> None:
        """Report on a piece of work."""
        self.repository.report(Progress(uid, act, "dau-moi", moment(now), "test", text=text))
        publish(self.repository, FOLDER, moment(now))
        self.now = now

    def events(self, slug: str = "ca-co-quan", query: str = "") -> dict[str, icalendar.Event]:
        """What a feed shows, by UID; every UID once, but for exceptions of series."""
        seen = snapshot(self.repository, FOLDER, moment(self.now))
        body = body_of(seen, Asked(spec_of(seen, slug), ALWAYS, query=read_query(query)))
        found = list(icalendar.Calendar.from_ical(body).events)
        by_uid = {str(e["UID"]): e for e in found}
        assert query or len(by_uid) == len(found)
        return by_uid
