"""The pages in a real Chromium, phone and desktop, light and dark: readable, nothing beside the screen, buttons that work."""

from collections.abc import Iterator

import pytest

from tests.support.chromium import AXE, missing, opened
from tests.support.sample_site import SampleSite, sample_site

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
PAGES = ("subscribe", "work", "report", "month", "quarter")
VARIANTS = ("subscribe-to-dos", "report-quota", "report-check-in", "closed")
LOOKS = [
    *((name, size, scheme) for name in PAGES for size in SIZES for scheme in ("light", "dark")),
    *((name, size, scheme) for name in VARIANTS for size, scheme in (("phone", "dark"), ("desktop", "light"))),
]
"""What only varies another page is looked at in two of its four looks."""

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
    made.on("console", lambda message: said.append(message.text) if "404" not in message.text else None)
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
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["home", "subscribe"])
def test_so_can_those_of_a_first_try(local_site: SampleSite, page, name: str, size: str, scheme: str) -> None:
    looked_at(page, local_site.served + "/" if name == "home" else local_site.feed_page())


def test_done_is_one_press(site: SampleSite, page) -> None:
    page.goto(site.report(site.single()))
    page.get_by_role("button", name="Đã xong").click()
    assert page.get_by_role("status").inner_text() == "✓ Việc này đã báo xong"
    page.reload()
    assert page.get_by_text("qua trang web").count() == 1


def test_not_done_with_its_reason(site: SampleSite, page) -> None:
    page.goto(site.report(next(o for o in site.known() if o.unit == "kinh-te" and o.quota == 1)))
    page.get_by_text("Chưa xong", exact=True).click()
    page.get_by_label("Lý do chưa xong").fill("chờ số liệu của thôn")
    page.get_by_role("button", name="Báo chưa xong").click()
    assert "chờ số liệu của thôn" in page.locator("p.notice").inner_text()


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


@pytest.mark.parametrize(
    ("form", "wide"), [("month=2026-05", True), ("month=2026-06", True), ("quarter=2026-Q2", False), ("quarter=2026-Q4", False)]
)  # fmt: skip
def test_a_sheet_prints_on_one_page(site: SampleSite, page, form: str, wide: bool) -> None:
    page.goto(site.feed_page(more=f"/print?{form}"))
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.count(b"/Type /Page\n") == 1
    assert (b"/MediaBox [0 0 841" in printed) == wide
