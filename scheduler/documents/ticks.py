"""Boxes to tick: what a line of choices says is what was ticked."""

import re

_TICKED, _OPEN, _SURELY_OPEN = "☒☑✔✓✗✘■⊠🗹", "☐□◻▢", "☐"
_PARTED = re.compile(f"([{_TICKED}{_OPEN}])")


def ticked(line: str) -> str:
    """The line without the choices that were not ticked, whether the boxes stand before or behind them: «Độ mật: ☐ Mật ☒ Thường».

    Signs that only adorn («■ MẬT ■») are left as they are.
    """
    first, *rest = _PARTED.split(line)
    if not rest or (len(rest) == 2 and rest[0] not in _SURELY_OPEN + _TICKED):
        return line
    signs, said = rest[::2], rest[1::2]
    if not said[-1].strip():
        return line if not first.strip() else _chosen(signs, (first, *said[:-1]))
    return first + _chosen(signs, said)


def _chosen(signs: list[str], choices: tuple[str, ...] | list[str]) -> str:
    return " ".join(choice.strip() for sign, choice in zip(signs, choices, strict=True) if sign in _TICKED)
