"""`link` and `notify list`: which addresses are taken, and that none is shown whole."""

import pytest

TOO_LONG = "https://example.org/" + "a" * 2000

GOOD = {
    ("telegram", "100200300"): "…300",
    ("telegram", "-1001234567890.15"): "….15",
    ("email", " can-bo@example.org "): "ca…@example.org",
    ("email", "abc@phường.example"): "a…@phường.example",
    ("webhook", "https://may-chu.example.org/ma-bi-mat-cua-phong"): "https://may-chu.example.org/…",
    ("webhook", "http://10.0.0.7:8080/x"): "http://10.0.0.7/…",
    ("apprise", "ntfys://may-chu.example.org/kenh-bi-mat"): "ntfys://…",
}
BAD = [
    ("telegram", "abc"),
    ("email", "can-bo"),
    ("email", "a@b@c"),
    ("email", "a@example.org\nBcc: x@example.org"),
    ("email", "Tên <a@example.org>"),
    ("webhook", "ftp://example.org/x"),
    ("webhook", "example.org/x"),
    ("webhook", "https://"),
    ("webhook", "https://a b/"),
    ("webhook", "javascript:alert(1)"),
    ("webhook", TOO_LONG),
    ("apprise", "khong-biet://x"),
    ("apprise", "json://a/, json://b/"),
    ("apprise", ""),
]


@pytest.mark.parametrize(("channel", "address"), GOOD, ids=lambda text: text.strip()[:24])
def test_an_address_is_taken_and_shown_masked(world, channel, address):
    world.link(channel)
    answer = world.office.done("link", "nv-1", channel, address)
    assert f"nhacviec notify test nv-1 --channel {channel}" in answer.out
    (row,) = world.office.done("notify", "list", "nv-1", "--json").json()
    assert (row["address"], row["state"]) == (GOOD[channel, address], "dùng được")
    assert row["address"] in answer.out
    assert address.strip() not in answer.out + answer.err


@pytest.mark.parametrize(("channel", "address"), BAD, ids=lambda text: ascii(text)[:24])
def test_what_is_no_address_is_refused_and_the_old_one_stays(world, channel, address):
    world.link(channel)
    before = world.office.done("notify", "list", "nv-1", "--json").out
    answer = world.office.call("link", "nv-1", channel, address)
    assert (answer.status, answer.out) == (1, "")
    assert "số chat" in answer.err if channel == "telegram" else "không phải địa chỉ" in answer.err
    assert world.office.done("notify", "list", "nv-1", "--json").out == before


def test_an_address_can_be_read_from_standard_input(world):
    world.link("webhook")
    answer = world.office.run("link", "nv-1", "webhook", "-", stdin=f"{world.web.url}/khac\n")
    assert answer.status == 0, answer.err
    assert "/khac" not in answer.out


def test_who_is_not_linked_is_listed_as_such(world):
    world.office.edit(
        "config.toml", 'units = ["so-2"]\nchannels = ["console"]', 'units = ["so-2"]\nchannels = ["email"]'
    )
    world.office.done("apply")
    states = {r["person"]: r["state"] for r in world.office.done("notify", "list", "--json").json()}
    assert states == {"dau-moi": "dùng được", "nv-1": "dùng được", "nv-2": "chưa có địa chỉ"}
