"""What people mean who write words in place of a command or an answer: thanks, "enough", a list, a question. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from notifiers.text import one_line
from scheduler.words import say

_PUNCTUATION: Final = re.compile(r"[\s.,;:!?]+")
_LONGEST = 60  # characters


def said_words(code: str) -> Sequence[str]:
    """The wordings under that code of [spoken]."""
    return say("bot", "spoken", code).split("|")


def plain_words(text: str) -> str:
    """Lower case, one blank between words, without punctuation."""
    return _PUNCTUATION.sub(" ", one_line(text).lower()).strip()


def is_said(code: str, text: str) -> bool:
    """Whether the text is made of nothing but the wordings under that code, with whatever politeness."""
    if len(text) > _LONGEST:
        return False
    polite = "|".join(map(re.escape, said_words("polite")))
    wordings = "|".join(sorted(map(re.escape, said_words(code)), key=len, reverse=True))
    return (
        re.fullmatch(rf"(?:(?:{polite}) )*(?:{wordings})(?: (?:{wordings}|{polite}))*", plain_words(text)) is not None
    )


def is_a_question(text: str) -> bool:
    """Whether something is asked ("hôm nay còn việc gì không"), rather than told."""
    said = f" {plain_words(text)} "
    return one_line(text).endswith("?") or any(f" {word} " in said for word in said_words("asking"))
