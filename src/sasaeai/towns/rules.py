"""Rules of a municipality: how 回・人 is read, which labels the tiers carry, the code's check digit."""

from __future__ import annotations

from django.db.models import TextChoices


class PersonTimes(TextChoices):
    """回・人: the unit that towns print and nobody defines; the town chooses one reading."""

    TIMES = "times", "回（記録1件を1と数える）"
    TIMES_BY_COORDINATORS = "times-by-coordinators", "回×担当者数"
    TIMES_BY_PEOPLE = "times-by-people", "回×対象者数"


class Tier(TextChoices):
    """層: a label on work and on areas, not a depth (in half of the towns tier 1 and 2 are one area)."""

    FIRST = "1", "第1層"
    SECOND = "2", "第2層"
    BOTH = "12", "第1層・第2層"
    THIRD = "3", "第3層"


def check_digit(first_five: str) -> str:
    """Check digit of a 全国地方公共団体コード.

    Sum of digit × weight (6, 5, 4, 3, 2); 11 − (sum mod 11), last digit
    (総務省「全国地方公共団体コード仕様」).

    >>> check_digit("01202")
    '5'
    """
    total = sum(int(d) * w for d, w in zip(first_five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def full_municipality_code(given: str) -> str:
    """Five or six digits to six.

    :raises ValueError: in the reader's words, if it is not a municipality code
    """
    digits = given.strip()
    if not digits.isdigit() or len(digits) not in (5, 6):
        raise ValueError("自治体コードは5桁か6桁の数字で入れてください（例：函館市は012025）。")
    full = digits[:5] + check_digit(digits[:5])
    if len(digits) == 6 and digits != full:
        raise ValueError(
            f"自治体コード「{digits}」は検査数字が合いません。「{full}」ではありませんか。"
        )
    return full
