"""The pages in a real Chromium, phone and desktop, light and dark: readable, nothing beside the screen, buttons that work."""

from collections.abc import Iterator

import pytest

from tests.support.chromium import AXE, missing, opened
from tests.support.crowded_site import CrowdedSite, crowded_site
from tests.support.sample_site import SampleSite, sample_site

pytestmark = pytest.mark.browser

SIZES = {"phone": (360, 740), "desktop": (1280, 800), "zoomed": (640, 400)}
"""A desktop at 200 % shows half of its dots."""
PAGES = ("subscribe", "work", "report", "month", "quarter")
VARIANTS = ("subscribe-to-dos", "report-quota", "report-check-in", "closed")
ODD = ("subscribe-narrowed", "bad-query", "nothing", "evidence")
LOOKS = [
    *((name, size, scheme) for name in PAGES for size in ("phone", "desktop") for scheme in ("light", "dark")),
    *((name, size, scheme) for name in VARIANTS for size, scheme in (("phone", "dark"), ("desktop", "light"))),
    *((name, "phone", "dark") for name in ODD),
    *((name, "zoomed", "light") for name in ("subscribe", "report")),
]
"""What only varies another page is looked at in one or two of its four looks."""

_GRAVE = (
    "r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes[0].html)"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[SampleSite]:
    """The sample office behind a public address."""
    if (reason := missing()) is not None:
        pytest.skip(reason)
    with sample_site(tmp_path_factory.mktemp("public")) as found:
        yield found


@pytest.fixture(scope="module")
def local_site(tmp_path_factory) -> Iterator[SampleSite]:
    """The sample office as somebody tries it on one computer."""
    if (reason := missing()) is not None:
        pytest.skip(reason)
    with sample_site(tmp_path_factory.mktemp("local"), None) as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    """One browser for all of them."""
    if (reason := missing()) is not None:
        pytest.skip(reason)
    with opened() as found:
        yield found


@pytest.fixture
def page(browser, request):
    """A page of the size and colours that the test asks for; whatever its console complains about fails the test."""
    asked = getattr(getattr(request.node, "callspec", None), "params", {})
    (width, height), scheme = SIZES[asked.get("size", "phone")], asked.get("scheme", "light")
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    made, said = context.new_page(), []
    made.on("console", lambda message: said.append(message.text) if "status of 40" not in message.text else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    context.close()
    assert said == []


def looked_at(page, address: str) -> None:
    """Open a page with all its details unfolded; nothing may be wider than the screen, nor hard to read or to use."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(f"axe.run().then({_GRAVE})") == []


@pytest.mark.parametrize(("name", "size", "scheme"), LOOKS)
def test_each_page_can_be_read_and_used(site: SampleSite, page, name: str, size: str, scheme: str) -> None:
    looked_at(page, site.pages()[name])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("name", ["home", "subscribe"])
def test_so_can_those_of_a_first_try(local_site: SampleSite, page, name: str, size: str, scheme: str) -> None:
    looked_at(page, local_site.served + "/" if name == "home" else local_site.feed_page())


def test_done_is_one_press(site: SampleSite, page) -> None:
    page.goto(site.report(site.single()))
    page.get_by_role("button", name="Đã xong").click()
    assert page.locator("p.done").inner_text() == "✓ Việc này đã báo xong"
    page.reload()
    assert page.get_by_text("qua trang web").count() == 1


def test_not_done_with_its_reason(site: SampleSite, page) -> None:
    page.goto(site.report(next(o for o in site.known() if o.unit == "kinh-te" and o.quota == 1)))
    page.get_by_text("Chưa xong", exact=True).click()
    page.get_by_label("Lý do chưa xong").fill("chờ số liệu của thôn")
    page.get_by_role("button", name="Báo chưa xong").click()
    assert "chờ số liệu của thôn" in page.locator("p.notice").last.inner_text()


def test_one_more_of_a_quota(site: SampleSite, page) -> None:
    quota = site.quota()
    page.goto(site.report(quota))
    for made in (1, 2):
        page.get_by_role("button", name="Thêm 1").click()
        assert page.locator("p.big").inner_text().startswith(f"{made}/{quota.quota}")


def test_the_address_is_copied_and_options_change_it(site: SampleSite, page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site.feed_page())
    page.get_by_text("Chỉ báo cáo").click()
    assert page.get_by_label("chép địa chỉ").input_value().endswith("/ca-co-quan.ics?kind=report")
    page.get_by_role("button", name="Chép địa chỉ").click()
    page.get_by_text("Đã chép địa chỉ.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/ca-co-quan.ics?kind=report")
    page.get_by_text("Chỉ báo cáo").click()
    assert page.get_by_label("chép địa chỉ").input_value().endswith("/ca-co-quan.ics")


def test_without_script_there_is_no_button_that_does_nothing(site: SampleSite, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.feed_page())
    assert not page.get_by_role("button", name="Chép địa chỉ").is_visible()
    context.close()


def test_the_keyboard_reaches_the_button_and_shows_where_it_is(site: SampleSite, page) -> None:
    quota = site.quota()
    page.goto(site.report(quota))
    before = page.locator("p.big").inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").startswith("Thêm 1")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.querySelector('p.big').innerText != before", arg=before)


def test_reporting_needs_no_script(site: SampleSite, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.report(next(o for o in site.known() if o.unit == "kinh-te" and o.quota == 1 and not o.tasks[1:])))
    page.get_by_text("Chưa xong", exact=True).click()
    page.get_by_label("Lý do chưa xong").fill("chờ tỉnh trả lời")
    page.get_by_role("button", name="Báo chưa xong").click()
    assert "chờ tỉnh trả lời" in page.locator("p.notice").last.inner_text()
    context.close()


def test_drawings_of_a_guide_are_there_and_can_be_read_on_a_phone(site: SampleSite, page) -> None:
    page.goto(site.feed_page())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    drawings = page.locator(".steps img")
    assert drawings.count() == 15
    for drawing in drawings.all():
        drawing.scroll_into_view_if_needed()
        page.wait_for_function("d => d.complete && d.naturalWidth > 0", arg=drawing.element_handle())
        assert drawing.bounding_box()["width"] >= 200, "letters of 15 dots in 208 stay as large as the text"
        assert drawing.get_attribute("alt")


def test_a_picture_is_shown_to_whom_it_is_for(site: SampleSite, page) -> None:
    page.goto(site.pages()["evidence"])
    page.wait_for_function("() => document.querySelector('.evidence img').naturalWidth == 640")
    page.locator(".evidence img").click()
    assert page.url.endswith(".jpg")


@pytest.mark.parametrize(
    ("form", "wide"), [("month=2026-05", True), ("month=2026-06", True), ("quarter=2026-Q2", False), ("quarter=2026-Q4", False)]
)  # fmt: skip
def test_a_sheet_prints_on_one_page(site: SampleSite, page, form: str, wide: bool) -> None:
    page.goto(site.feed_page(more=f"/print?{form}"))
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.count(b"/Type /Page\n") == 1
    assert (b"/MediaBox [0 0 841" in printed) == wide
    page.emulate_media(media="print")
    inside = "t => t.getBoundingClientRect().right < document.documentElement.clientWidth - .5"
    assert all(page.evaluate(inside, table.element_handle()) for table in page.locator("table").all()), (
        "its border is on the page"
    )


@pytest.fixture(scope="module")
def crowded(tmp_path_factory) -> Iterator[CrowdedSite]:
    """Sixty tasks in one month, the names of units as long as can be, and a unit that has nothing to do."""
    if (reason := missing()) is not None:
        pytest.skip(reason)
    with crowded_site(tmp_path_factory.mktemp("crowded"), 60) as found:
        yield found


@pytest.mark.parametrize("form", ["month=2026-05", "quarter=2026-Q2"])
def test_sixty_tasks_of_a_month_print_on_one_page(crowded: CrowdedSite, page, form: str) -> None:
    page.goto(crowded.feed_page(more=f"/print?{form}"))
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    cut = page.evaluate("[...document.querySelectorAll('td')].filter(d => d.scrollWidth > d.clientWidth + 1).length")
    assert cut == 0


@pytest.mark.parametrize("name", ["home", "subscribe", "work", "report", "month", "empty", "empty-month"])
def test_long_names_and_nothing_to_do_fit(crowded: CrowdedSite, page, name: str) -> None:
    looked_at(page, crowded.pages()[name])
