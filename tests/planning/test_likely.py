"""Looking titles up by their rarest words leaves out none that is as like as asked, and most of the others."""

from math import fsum
from random import Random

import pytest

from scheduler.planning.likely import Likely, Weighed
from scheduler.planning.same_work import likeness

_PLAIN = "tổ chức kiểm tra hội nghị về đất đai hộ tịch cho cán bộ người dân xã thôn"
WORDS = [*_PLAIN.split(), "UBND", "Ủy", "ban", "nhân", "dân", "2026", "số", "7", "CCHC"]


def titles(random: Random, count: int) -> list[str]:
    return [" ".join(random.choices(WORDS, k=random.randint(1, 12))) for _ in range(count)]


@pytest.mark.parametrize("least", [0.4, 0.76])
@pytest.mark.parametrize("seed", range(6))
def test_none_that_is_alike_is_left_out(seed: int, least: float) -> None:
    random = Random(seed)
    known = titles(random, 40)
    likely = Likely(known, least)
    for title in [*titles(random, 20), *known[:10]]:
        alike = {at for at, other in enumerate(known) if likeness(title, other) >= least}
        assert alike <= set(likely.near(title))


def test_most_of_the_others_are_left_out() -> None:
    known = [f"Tổ chức hội nghị tập huấn nghiệp vụ công tác {a} {b}" for a in "abcdefghij" for b in "klmnopqrst"]
    assert len(list(Likely(known, 0.95).near(known[17]))) < 25


@pytest.mark.parametrize("seed", range(6))
def test_no_set_that_holds_enough_is_left_out(seed: int) -> None:
    random = Random(seed)
    sets = [frozenset(random.sample(WORDS, random.randint(1, 8))) for _ in range(30)]
    weight = {word: random.choice([1.0, 0.5, 1 / 3]) for word in WORDS}
    found = Weighed(sets, weight.__getitem__, 0.6)

    def share(part: frozenset[str], whole: frozenset[str]) -> float:
        return fsum(weight[word] for word in part & whole) / fsum(weight[word] for word in part)

    for words in sets[:10]:
        assert {at for at, one in enumerate(sets) if share(one, words) >= 0.6} <= found.mostly_in(words)
        assert {at for at, one in enumerate(sets) if share(words, one) >= 0.9} <= found.holding(words, 0.9)
