"""Character classes of Vietnamese letters for patterns: capitals and small ones lie mixed in Unicode, ranges do not tell them."""

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
SMALL = "a-zđ" + "".join(c for c in _VOWELS if not c.isascii())
"""The inside of a class of small letters."""
CAPITAL = "A-ZĐ" + "".join(c for c in _VOWELS.upper() if not c.isascii())
"""The inside of a class of capitals."""
