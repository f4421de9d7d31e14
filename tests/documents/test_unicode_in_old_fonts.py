"""A run in a font from before Unicode that holds a letter of Unicode: read as what makes syllables of all its words."""

import pytest

from scheduler.documents.legacy_fonts import decoded, decoder


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ủy ban MÆt trËn Tæ quèc x·", "Ủy ban Mặt trận Tổ quốc xã"),
        ("Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp xã"),
        ("30°C ở xã", "30°C ở xã"),
        ("trồng 500 m² rừng", "trồng 500 m² rừng"),
    ],
)
def test_letters_of_two_codes_in_one_run(written: str, meant: str) -> None:
    assert decoded([(written, decoder(".VnTime"))]) == meant
