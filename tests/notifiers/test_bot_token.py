"""Where the bot's token comes from, and what is said when it does not."""

import os
import traceback

import pytest

from notifiers.bot_token import VARIABLE, read_token
from notifiers.kept_secret import SecretError, SecretFault

TOKEN = "123456789:AAF-own_test_token_of_no_bot_at_all0"


def _file(folder, content: bytes, mode: int = 0o600):
    path = folder / "telegram.token"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def _failure(env, path) -> SecretError:
    with pytest.raises(SecretError) as caught:
        read_token(env, path)
    return caught.value


@pytest.mark.parametrize("content", [TOKEN, f"{TOKEN}\n", f" {TOKEN}\r\n", f"\ufeff{TOKEN}"], ids=ascii)
def test_a_file_is_read_however_its_line_ends(tmp_path, content):
    assert read_token({}, _file(tmp_path, content.encode())) == TOKEN


@pytest.mark.parametrize("mode", [0o600, 0o400], ids=oct)
def test_a_file_for_its_owner_alone_is_fine(tmp_path, mode):
    assert read_token({}, _file(tmp_path, TOKEN.encode(), mode)) == TOKEN


def test_the_environment_comes_before_the_file(tmp_path):
    assert read_token({VARIABLE: f" {TOKEN} "}, _file(tmp_path, b"1:other")) == TOKEN


@pytest.mark.parametrize("blank", ["", "  \n"], ids=repr)
def test_a_blank_variable_counts_as_not_set(tmp_path, blank):
    assert read_token({VARIABLE: blank}, _file(tmp_path, TOKEN.encode())) == TOKEN


def test_no_token_anywhere_names_the_variable():
    error = _failure({}, None)
    assert (error.fault, error.source) == (SecretFault.MISSING, VARIABLE)


def test_a_missing_file_is_named(tmp_path):
    error = _failure({}, tmp_path / "none")
    assert (error.fault, error.source) == (SecretFault.MISSING, str(tmp_path / "none"))


def test_an_unreadable_file_is_named_with_the_reason(tmp_path):
    error = _failure({}, tmp_path)
    assert (error.fault, error.source) == (SecretFault.UNREADABLE, str(tmp_path))
    assert error.detail


@pytest.mark.skipif(os.name != "posix", reason="the system has no such modes")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o602, 0o610], ids=oct)
def test_a_file_open_to_others_is_not_read(tmp_path, mode):
    error = _failure({}, _file(tmp_path, TOKEN.encode(), mode))
    assert (error.fault, error.mode) == (SecretFault.EXPOSED, mode)


@pytest.mark.parametrize(
    "wrong",
    ["", "no-colon", ":no-id", "123:", "abc:def", f"{TOKEN} {TOKEN}", f"bot{TOKEN}", f"{TOKEN}/x", "123:ế", "<token>"],
)
def test_what_is_no_token_is_refused_without_being_shown(tmp_path, wrong):
    path = _file(tmp_path, wrong.encode())
    error = _failure({}, path)
    assert (error.fault, error.source) == (SecretFault.MALFORMED, str(path))
    _shows_nothing_of(error, wrong or "?")


def test_bytes_that_are_no_text_are_malformed(tmp_path):
    assert _failure({}, _file(tmp_path, b"\xff\xfe\x00" * 9)).fault is SecretFault.MALFORMED


def test_a_wrong_variable_is_named_and_not_shown():
    error = _failure({VARIABLE: "123456:half a token"}, None)
    assert (error.fault, error.source) == (SecretFault.MALFORMED, VARIABLE)
    _shows_nothing_of(error, "half a token")


def _shows_nothing_of(error: SecretError, text: str) -> None:
    printed = "".join(traceback.format_exception(error))
    assert text not in f"{error} {error!r} {vars(error)}"
    assert error.__cause__ is error.__context__ is None
    assert f": {error.fault.value}" not in printed
