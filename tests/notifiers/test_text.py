"""Cutting text into parts: nothing lost, nothing torn, never over the limit."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifiers.message import Message
from notifiers.notifier import DeliveryError
from notifiers.text import SEPARATOR, Piece, clean, pieces, size, split

LETTERS = st.sampled_from("aế đ.\n!😀\u0301\u200d👩👍\U0001f3fd\ufe0f<&")
BLOCKS = st.lists(st.text(LETTERS, max_size=60).map(clean).filter(bool), min_size=1, max_size=5)
LIMITS = st.integers(min_value=2, max_value=40)


def _blocks(texts: list[str]) -> list[Piece]:
    return [Piece(number, text) for number, text in enumerate(texts)]


def _without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(BLOCKS, LIMITS)
def test_no_part_is_over_the_limit_or_empty(texts, limit):
    for part in split(_blocks(texts), limit):
        assert 0 < size(SEPARATOR.join(piece.text for piece in part)) <= limit
        assert all(piece.text == piece.text.strip() != "" for piece in part)


@given(BLOCKS, LIMITS)
def test_nothing_is_lost_but_white_space(texts, limit):
    found = [piece for part in split(_blocks(texts), limit) for piece in part]
    for number, text in enumerate(texts):
        together = "".join(piece.text for piece in found if piece.block == number)
        assert _without_space(together) == _without_space(text)
    assert [piece.block for piece in found] == sorted(piece.block for piece in found)


@given(BLOCKS, LIMITS)
def test_a_block_that_fits_into_a_part_is_never_cut(texts, limit):
    found = [piece for part in split(_blocks(texts), limit) for piece in part]
    for number, text in enumerate(texts):
        if size(text) <= limit:
            assert [piece.text for piece in found if piece.block == number] == [text]


@given(st.lists(st.text("abếđ", min_size=1, max_size=8), min_size=1, max_size=30), st.integers(8, 40))
def test_words_that_fit_are_never_cut(words, limit):
    found = [piece.text for part in split([Piece(0, " ".join(words))], limit) for piece in part]
    assert " ".join(found).split() == words


@given(
    st.lists(st.sampled_from(["a", "e\u0302\u0301", "👍🏽", "👩\u200d👩", "❤\ufe0f"]), min_size=1, max_size=40),
    st.integers(5, 20),
)
def test_a_letter_keeps_its_marks_and_an_emoji_its_pieces(signs, limit):
    found = [piece.text for part in split([Piece(0, "".join(signs))], limit) for piece in part]
    for before, after in pairwise(found):
        assert not before.endswith("\u200d")
        assert not unicodedata.combining(after[0])
        assert after[0] not in "\u200d\ufe0f\U0001f3fd"


@given(st.text(st.characters()))
def test_clean_text_has_nothing_more_to_clean_and_can_be_encoded(text):
    once = clean(text)
    assert clean(once) == once
    assert once.encode().decode() == once


@given(st.text(st.characters()), st.text(st.characters()))
def test_a_message_is_refused_only_where_nothing_is_left_of_it(title, paragraph):
    message = Message(title, (paragraph,))
    if clean(title) or clean(paragraph):
        assert [piece.text for piece in pieces(message)] == [text for text in (clean(title), clean(paragraph)) if text]
    else:
        with pytest.raises(DeliveryError):
            pieces(message)
