"""How numbers are printed: rounding half up, thousands, △, full-width digits."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PARTS = re.compile(r"\{(?:h|mm|m)\}")
_WIDE = str.maketrans("0123456789,.-+%/()", "０１２３４５６７８９，．－＋％／（）")
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Rounded half away from zero (四捨五入), as Japanese offices round: 0.5 → 1, 2.5 → 3, -0.5 → -1.

    >>> rounded(Decimal("12.345"), 2)
    Decimal('12.35')
    """
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number_text(
    value: Decimal,
    *,
    decimals: int | None = None,
    thousands: bool = True,
    minus: str = "△",
    plus: str = "",
) -> str:
    """A number in digits.

    Without `decimals`, as many as the number has (30.0 prints 30).

    >>> number_text(Decimal("-1234.50"), decimals=1)
    '△1,234.5'
    """
    shown = rounded(value, decimals) if decimals is not None else _bare(value)
    digits = f"{abs(shown):,f}" if thousands else f"{abs(shown):f}"
    sign = minus if shown < 0 else plus if shown > 0 else ""
    return sign + digits


def duration(minutes: Decimal, form: str) -> str:
    """Minutes as hours and minutes; what stands in [ ] falls away when its number is 0.

    >>> duration(Decimal(125), "[{h}時間]{mm}分")
    '2時間05分'
    >>> duration(Decimal(45), "[{h}時間]{m}分")
    '45分'
    """
    hours, rest = divmod(int(rounded(minutes, 0)), 60)
    parts = {"{h}": f"{hours:,}", "{mm}": f"{rest:02d}", "{m}": str(rest)}
    zero = {"{h}": hours == 0, "{mm}": rest == 0, "{m}": rest == 0}
    kept = _OPTIONAL.sub(
        lambda found: "" if any(zero[p] and p in found[1] for p in zero) else found[1], form
    )
    return _PARTS.sub(lambda found: parts[found[0]], kept)


def _bare(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def full_width(text: str) -> str:
    """Digits and the signs of numbers in full width: １，９５９.

    >>> full_width("1,959")
    '１，９５９'
    """
    return text.translate(_WIDE)


def full_width_digits(text: str) -> str:
    """Only the digits in full width, for labels: 令和４年度."""
    return text.translate(_WIDE_DIGITS)
