"""What the fields of a fact mean: each reader turns one JSON value into plain, checked parts.

A reader raises FactRefused with the reason and the remedy; the caller adds line and field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.analysis.figures.periods import Period
from sasaeai.analysis.figures.printing import rounded
from sasaeai.analysis.figures.refusals import FactRefused, FigureRefused
from sasaeai.analysis.figures.states import CellState, state_called

# Fields whose value is one word or a list of words, and the dimension they fill.
WORDS: dict[str, str] = {
    "kind": "kind",
    "category": "category",
    "means": "means",
    "tier": "tier",
    "council": "council",
    "route": "route",
    "result": "result",
    "source": "source",
    "functions": "function",
    "number": "number",
    "indicator": "indicator",
    "unit": "unit",
    "count_kind": "count_kind",
    "note": "note",
}
# Fields whose value is an id, an object {id, name, type, …}, or a list of these.
ENTITIES: dict[str, str] = {"coordinators": "coordinator", "partners": "partner"}
DAYS = ("date", "from", "to", "ended")
GROUPS = ("subjects", "texts", "attributes", "counts")
NUMBERS = ("value", "target")
OTHERS = ("id", "state", "area", "areas")
KNOWN: frozenset[str] = frozenset(
    (
        *(*WORDS, *ENTITIES, *DAYS, *GROUPS, *NUMBERS, *OTHERS),
        *("function", "coordinator", "partner", "subject", "text", "count", "period"),
    )
)
# A singular is read as its plural; nothing else is guessed.
SPELLINGS = {
    "function": "functions",
    "coordinator": "coordinators",
    "partner": "partners",
    "subject": "subjects",
    "text": "texts",
    "count": "counts",
    "areas": "area",
    "period": "date",
}

HELD, PLANNED, CANCELLED, FORECAST = "held", "planned", "cancelled", "forecast"
STANDINGS = {
    HELD: HELD, "実施": HELD, "実施済": HELD, "済": HELD, "実績": HELD,
    PLANNED: PLANNED, "予定": PLANNED, "計画": PLANNED,
    CANCELLED: CANCELLED, "canceled": CANCELLED, "中止": CANCELLED, "取消": CANCELLED,
    FORECAST: FORECAST, "見込": FORECAST, "見込み": FORECAST,
}  # fmt: skip
# A value may be known to exist without being known, or be known only roughly.
_VALUE_STATES = (
    CellState.TALLYING,
    CellState.NOT_FILLED,
    CellState.NO_AMOUNT,
    CellState.SUPPRESSED,
    CellState.NOT_APPLICABLE,
    CellState.AT_LEAST,
    CellState.ABOUT,
    CellState.PARTIAL,
)


def field_named(name: str) -> str:
    """The field a key fills: a known field, or itself (kept as an attribute).

    :raises FactRefused: for a key so near a known field that it is likely a slip of the pen
    """
    if name in KNOWN:
        return SPELLINGS.get(name, name)
    near = get_close_matches(name.lower(), KNOWN, n=1, cutoff=0.84) if name.isascii() else []
    if near:
        raise FactRefused(
            f"「{name}」という項目はありません。「{near[0]}」の書き間違いではありませんか。"
            "町だけの項目なら attributes の中に書いてください。"
        )
    return name


def read_words(value: Any) -> tuple[str, ...]:
    """One word or a list of words; numbers are kept as their text, false is the same as nothing."""
    if value is None or value == "" or value is False:
        return ()
    if isinstance(value, list):
        return tuple(word for one in value for word in read_words(one))
    if isinstance(value, dict):
        raise FactRefused('文字か文字の並びを書いてください（例："訪問" や ["訪問", "電話"]）。')
    return (_word(value),)


def _word(value: Any) -> str:
    if value is True:
        return "true"
    if isinstance(value, (int, float, Decimal)):
        return str(_plain(Decimal(str(value))))
    return str(value).strip()


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def read_tier(value: Any) -> tuple[str, ...]:
    """第1層, 1 or "１層": written alike, so that one tier is not counted as two."""
    found = []
    for word in read_words(value):
        narrow = unicodedata.normalize("NFKC", word)
        bare = narrow.removeprefix("第").removesuffix("層").removesuffix("相当")
        bare = bare.translate(str.maketrans("一二三", "123"))
        found.append(
            f"第{bare.removesuffix('層')}層" if bare.removesuffix("層").isdigit() else word
        )
    return tuple(found)


def read_day(value: Any) -> Period | None:
    """A day or a longer period a fact is known for: "2022-04-05", "令和4年度", "2022-04"."""
    if value is None or value == "":
        return None
    if isinstance(value, list) and len(value) == 2:
        value = f"{value[0]}..{value[1]}"
    try:
        return parse_period(str(value))
    except FigureRefused as refusal:
        raise FactRefused(str(refusal)) from None


def read_state(value: Any) -> tuple[str, CellState | None]:
    """planned/held/cancelled/forecast (予定・実施・中止・見込), or the state of a value (集計中 …)."""
    if value is None or value == "":
        return HELD, None
    word = str(value).strip()
    if word in STANDINGS:
        return STANDINGS[word], CellState.FORECAST if STANDINGS[word] == FORECAST else None
    state = state_called(word)
    if state in _VALUE_STATES:
        return HELD, state
    raise FactRefused(
        f"状態「{value}」は使えません。held（実施）、planned（予定）、cancelled（中止）、forecast（見込）、"
        "数がまだ・書けないときは tallying（集計中）、not_filled（未記入）、no_amount（量の記載なし）、"
        "not_applicable（対象外）、at_least（超）、about（約）のどれかにしてください。"
    )


# Sums are kept exact in whole numbers of 64 bits, so numbers have a limit of size,
# and what stands behind the sixth decimal (most often the noise of a float) is rounded away.
LARGEST = 10**12
FINEST = 6


def read_number(value: Any) -> Decimal | None:
    """A number; text such as "1,959" or "１，９５９" is read as well."""
    if value is None or value == "":
        return None
    text = unicodedata.normalize("NFKC", str(value)).strip()
    text = text.replace(",", "").replace("△", "-").replace("▲", "-").replace("−", "-")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise FactRefused(
            f"「{_shortened(text)}」は数ではありません。数だけを書き、単位は unit に、"
            "集計中などは state に書いてください。"
        )
    if abs(number) >= LARGEST:
        raise FactRefused(
            f"「{_shortened(text)}」は大きすぎます。1兆より小さく書いてください（大きな金額は千円などの単位で）。"
        )
    if number.as_tuple().exponent < -FINEST:  # type: ignore[operator] # finite, so a number
        number = rounded(number, FINEST)
    return _plain(number)


def _shortened(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"


def read_counts(value: Any) -> tuple[tuple[str, Decimal], ...]:
    """Counts by unit or count kind: {"人": 12, "実人数": 8} or {"人": {"value": 12, "kind": "実人数"}}."""
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        raise FactRefused('単位ごとの数を書いてください（例：{"人": 12, "食": 30}）。')
    found = []
    for name, given in value.items():
        key, number = str(name).strip(), given
        if isinstance(given, Mapping):
            key, number = str(given.get("kind", name)), given.get("value")
        try:
            read = read_number(number)
        except FactRefused as refusal:
            raise FactRefused(f"「{name}」：{refusal}") from None
        if read is not None:
            found.append((key, read))
    return tuple(found)


def read_area(value: Any) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Areas as paths of (level, name). A bare name has the level ""; a list names several areas."""
    if value is None or value == "":
        return ()
    if isinstance(value, Mapping):
        pairs = tuple(
            (str(level).strip(), _word(name))
            for level, names in value.items()
            for name in (names if isinstance(names, list) else [names])
            if name not in (None, "")
        )
        return (pairs,) if pairs else ()
    if isinstance(value, list):
        return tuple(path for one in value for path in read_area(one))
    return ((("", _word(value)), ("name", _word(value))),)


def read_entities(value: Any) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Ids, or objects with id, name, type …; a name alone serves as the id."""
    if value is None or value == "":
        return ()
    if isinstance(value, list):
        return tuple(entity for one in value for entity in read_entities(one))
    if not isinstance(value, Mapping):
        return ((("", _word(value)), ("name", _word(value))),)
    parts = {str(k): _word(v) for k, v in value.items() if v not in (None, "")}
    identity = parts.pop("id", None) or parts.get("name")
    if identity is None:
        raise FactRefused('id か name を書いてください（例：{"id": "p1", "name": "港町会"}）。')
    parts.setdefault("name", identity)
    return ((("", identity), *sorted(parts.items())),)


def read_group(value: Any) -> Mapping[str, Any]:
    """An object of further fields (subjects, texts, attributes)."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise FactRefused('名前と値の組を書いてください（例：{"person": ["u1", "u2"]}）。')
    return value


def day_number(day: date) -> int:
    """Days since 1970-01-01, as numpy counts them."""
    return day.toordinal() - _EPOCH


_EPOCH = date(1970, 1, 1).toordinal()
