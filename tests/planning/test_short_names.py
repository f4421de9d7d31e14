"""Names of units written short find the unit that they stand for, first of those offered."""

import pytest

from scheduler.model import Unit
from scheduler.planning.directory import Directory
from scheduler.planning.short_names import left_away
from scheduler.plans import unit_key
from scheduler.text import slug

NAMES = (
    "Văn phòng HĐND và UBND huyện", "Phòng Văn hóa và Thông tin", "Phòng Văn hóa - Xã hội",
    "Phòng Tài chính - Kế hoạch",
    "Sở Thông tin và Truyền thông", "Sở Nông nghiệp và Môi trường", "Sở Văn hóa, Thể thao và Du lịch",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Ban Tuyên giáo và Dân vận Huyện ủy", "UBND các xã, phường, thị trấn", "Ủy ban MTTQ Việt Nam huyện", "Hội Cựu chiến binh huyện",
)  # fmt: skip
DIRECTORY = Directory.of((Unit(slug(name), name) for name in NAMES), unit_key)


@pytest.mark.parametrize(
    ("short", "meant"),
    [
        ("VP UBND", 0), ("Phòng VH&TT", 1), ("P. VHTT", 1), ("Phòng VHXH", 2), ("P.TC-KH", 3), ("Sở TTTT", 4), ("Sở NN&MT", 5),
        ("Sở VH,TT&DL", 6), ("Phòng KT,HT&ĐT", 7), ("Ban TGDV", 8), ("Ban TG&DV HU", 8), ("UBND các xã, TT", 9), ("MTTQ huyện", 10),
        ("Hội CCB", 11), ("Phòng VHXH xã", 2), ("Phòng TC-KH huyện", 3),
    ],
)  # fmt: skip
def test_short_name_offers_its_unit_first(short: str, meant: int) -> None:
    assert [unit.name for unit in DIRECTORY.near(short)][:1] == [NAMES[meant]]


def test_another_unit_of_the_same_kind_is_not_offered() -> None:
    assert DIRECTORY.near("Sở Tài chính") == ()


@pytest.mark.parametrize(("name", "other"), [("Công an xã", "Công an tỉnh"), ("Trạm Y tế xã", "Trạm Y tế phường")])
def test_a_unit_of_another_level_is_no_longer_form(name: str, other: str) -> None:
    assert left_away(name, other) is None
