"""Inline Markdown and the few HTML tags that converters leave in it, taken off a line of text."""

import html
import re

_RULES = (
    (re.compile(r"<!--.*?-->"), ""),
    (re.compile(r"<sup>.*?</sup>|\[\^[^\]]+\]:?", re.IGNORECASE), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    (re.compile(r"</?(?:b|i|u|em|strong|span|p|div|center|font|sub|mark|del|ins|a)\b[^<>]*>", re.IGNORECASE), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\((?:https?:|mailto:|#|/)[^)]*\)"), r"\1"),
    (re.compile(r"(?<!\\)(?:\*\*|__)"), ""),
    (re.compile(r"(?<![\\\w*])[*_](?=\S)([^*\n]*?[^\s*\\])[*_](?![\w*])"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~:;/])"), r"\1"),
)
_FOOTNOTE = re.compile(r"^\s*(?:<sup>\s*\[?\d+\]?\s*</sup>|\[\^[^\]]+\]:)")
_RULE_LINE = re.compile(r"^\s*(?:(?:[-_*=~–—.]\s*){3,}|\|\s*)$")
_BOLD = re.compile(
    r"^(?:#{1,6}\s*)?[>\s]*(?P<mark>\*{2,3}|__|<b>|<strong>).+(?:\*{2,3}|__|</b>|</strong>)\s*[:.;]?\s*\\?$"
)


def plain(text: str) -> str:
    """The text without its marks; white space folded, `<br>` as a newline."""
    for pattern, by in _RULES:
        text = pattern.sub(by, text)
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)


def is_footnote(line: str) -> bool:
    """Whether the line is the text of a footnote, which stands wherever its page ended."""
    return _FOOTNOTE.match(line) is not None


def is_rule(line: str) -> bool:
    """Whether the line is only a ruler ("-----"), a page break of Markdown, a row of dots, or the edge of a box."""
    return _RULE_LINE.match(line) is not None


def is_bold(line: str) -> bool:
    """Whether the whole line is set in bold."""
    return _BOLD.match(line.strip()) is not None
