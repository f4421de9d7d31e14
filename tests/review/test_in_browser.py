"""The review page in a real Chromium: nothing beside the screen, all of it readable, text folded away there when asked for."""

from typing import TYPE_CHECKING

import pytest

from scheduler.cli import main
from tests.support.chromium import AXE, missing, opened
from tests.support.office import ROOT

if TYPE_CHECKING:  # what `make test` does without
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    if (reason := missing()) is not None:
        pytest.skip(reason)
    with opened() as found:
        yield found


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    out = tmp_path_factory.mktemp("review") / "doi-chieu.html"
    assert main(["read", str(ROOT / "plans/cai-cach-hanh-chinh.md"), "--review", str(out)]) == 0
    return out.as_uri()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_it_can_be_read(browser: "Browser", address: str, width: int, scheme: str) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))") == []
    page.context.close()


def test_folded_text_is_shown_where_it_is_asked_for(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    hidden = page.locator("details.rest p").first
    assert not hidden.is_visible()
    page.get_by_label("Không thành nhiệm vụ").check(force=True)
    assert hidden.is_visible()
    page.close()
