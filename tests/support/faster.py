"""Limits of sending in a time that runs faster, so that minutes of waiting are tested in seconds."""

from notifiers.pacing import TELEGRAM, Limit, Rates


def faster(factor: float) -> Rates:
    """Telegram's limits in a time that runs `factor` times as fast."""
    return Rates(*(Limit(x.count, x.window / factor) for x in (TELEGRAM.overall, TELEGRAM.chat, TELEGRAM.group)))
