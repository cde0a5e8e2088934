"""Building columns from values: each different value is read once, however often it occurs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sasaeai.analysis.figures.facts import fields
from sasaeai.analysis.figures.facts.columns import Amounts, Codes, Column, spread
from sasaeai.analysis.figures.facts.encoding import Encoded, EncodedLists, encoded_values
from sasaeai.analysis.figures.facts.table import UNDATED_FIRST, UNDATED_LAST, Days, Facts
from sasaeai.analysis.figures.quantities import kind_called
from sasaeai.analysis.figures.refusals import FactRefused

Pairs = tuple[tuple[str, str], ...]


def facts_from_rows(
    rows: Iterable[Mapping[str, Any]], *, lines: Sequence[int] | None = None
) -> Facts:
    """Facts from fact rows (docs/methods/facts.md), a mapping each.

    :raises FactRefused: naming line, field, reason and remedy
    """
    kept = list(rows)
    numbers = np.array(lines if lines is not None else range(1, len(kept) + 1), dtype=np.int64)
    given: dict[str, Encoded] = {}
    for key in dict.fromkeys(chain.from_iterable(kept)):
        encoded = encoded_values([row.get(key) for row in kept])
        if encoded.values:
            _checked_key(key, int(numbers[np.flatnonzero(encoded.codes >= 0)[0]]))
            given[key] = encoded
    return facts_from_columns(len(kept), given, lines=numbers)


def _checked_key(key: str, line: int) -> None:
    try:
        fields.field_named(key)
    except FactRefused as refusal:
        raise FactRefused(f"{line}行目：{refusal}") from None


def facts_from_columns(
    size: int,
    given: Mapping[str, Encoded],
    *,
    lines: NDArray[np.int64] | None = None,
    lists: Mapping[str, EncodedLists] | None = None,
) -> Facts:
    """Facts from encoded fields. `lists` are those whose elements are encoded one by one:

    partners, coordinators, or `subjects.TYPE`.

    :raises FactRefused: naming line, field, reason and remedy
    """
    builder = _Builder(size, given, lines)
    for name, encoded in (lists or {}).items():
        builder.entity_lists(name, encoded)
    return builder.build()


class _Builder:
    """Turns fields into columns one after another."""

    def __init__(
        self,
        size: int,
        given: Mapping[str, Encoded],
        lines: NDArray[np.int64] | None,
    ) -> None:
        self.size = size
        self.lines = lines
        self.columns: dict[str, Column] = {}
        self.late: dict[str, Callable[[], Column]] = {}
        self.counts: dict[str, Amounts] = {}
        self.attributes: dict[str, Encoded] = {}
        self.given: dict[str, Encoded] = {}
        for key, encoded in given.items():
            name = fields.field_named(key)
            self.given[name] = self._merged(key, self.given.get(name), encoded)

    def _merged(self, key: str, one: Encoded | None, other: Encoded) -> Encoded:
        """Two spellings of one field (date and period) as one field."""
        if one is None:
            return other
        mine, theirs = _written(one), _written(other)
        both = np.flatnonzero((mine >= 0) & (theirs >= 0))
        if len(both):
            why = "同じ意味の項目が一つの事実に二つあります。一つにしてください。"
            raise self._refused(int(both[0]), key, why)
        codes = np.where(theirs >= 0, theirs + len(one.values), mine)
        return Encoded(codes.astype(np.int32), [*one.values, *other.values])

    def build(self) -> Facts:
        first, last = self._days()
        for name, encoded in self.given.items():
            self._field(name, encoded)
        return Facts(
            size=self.size,
            first=first,
            last=last,
            columns=self.columns,
            counts=self.counts,
            value=self._amount("value"),
            target=self._amount("target"),
            ended=self._ended(),
            ids=self._ids(),
            lines=self.lines,
            late=self.late,
        )

    def _field(self, name: str, encoded: Encoded) -> None:
        if name in (*fields.DAYS, *fields.NUMBERS, "id"):
            return
        if name == "state":
            self._state(encoded)
        elif name == "tier":
            self.columns["tier"] = self._words(name, encoded, fields.read_tier)
        elif name in fields.WORDS:
            self.columns[fields.WORDS[name]] = self._words(name, encoded, fields.read_words)
            if name == "functions":
                self.late["main_function"] = lambda: main_of(self.columns["function"])
        elif name in fields.ENTITIES:
            self._entities(name, fields.ENTITIES[name], encoded)
        elif name == "area":
            self._areas(encoded)
        elif name == "counts":
            self._counts(encoded)
        elif name in ("subjects", "texts", "attributes"):
            self._group(name, encoded)
        else:
            self._attribute(name, name, encoded)

    def _read(self, name: str, encoded: Encoded, reader: Callable[[Any], Any]) -> list[Any]:
        found = []
        for code, value in enumerate(encoded.values):
            try:
                found.append(reader(value))
            except FactRefused as refusal:
                fact = int(np.flatnonzero(encoded.codes == code)[0])
                raise self._refused(fact, name, str(refusal)) from None
        return found

    def _refused(self, fact: int, name: str, why: str) -> FactRefused:
        where = f"{int(self.lines[fact])}行目" if self.lines is not None else f"{fact + 1}件目"
        return FactRefused(f"{where}「{name}」：{why}")

    def _days(self) -> tuple[Days, Days]:
        first = np.full(self.size, UNDATED_FIRST, dtype=np.int32)
        last = np.full(self.size, UNDATED_LAST, dtype=np.int32)
        for name in ("date", "from"):
            if name in self.given:
                starts, ends, having = self._period(name)
                first[having], last[having] = starts[having], ends[having]
        if "to" in self.given:
            _, ends, having = self._period("to")
            last[having] = ends[having]
            wrong = np.flatnonzero(having & ((first == UNDATED_FIRST) | (last < first)))
            if len(wrong):
                why = "from（始まり）がないか、to が from より前です。両方を確かめてください。"
                raise self._refused(int(wrong[0]), "to", why)
        return first, last

    def _period(self, name: str) -> tuple[Days, Days, NDArray[np.bool_]]:
        encoded = self.given[name]
        periods = self._read(name, encoded, fields.read_day)
        starts = [UNDATED_FIRST if p is None else fields.day_number(p.first) for p in periods]
        ends = [UNDATED_LAST if p is None else fields.day_number(p.last) for p in periods]
        table = np.array([*starts, UNDATED_FIRST], dtype=np.int32)
        return (
            table[encoded.codes],
            np.array([*ends, UNDATED_LAST], dtype=np.int32)[encoded.codes],
            table[encoded.codes] != UNDATED_FIRST,
        )

    def _ended(self) -> Days | None:
        return self._period("ended")[1] if "ended" in self.given else None

    def _ids(self) -> Sequence[str] | None:
        if "id" not in self.given:
            return None
        encoded = self.given["id"]
        written = encoded.codes[encoded.codes >= 0]
        if len(written) > len(encoded.values):
            code = int(np.flatnonzero(np.bincount(written) > 1)[0])
            again = int(np.flatnonzero(encoded.codes == code)[1])
            why = f"「{encoded.values[code]}」が二度あります。二重に数えるので、片方を消すか id を変えてください。"
            raise self._refused(again, "id", why)
        words = [*(str(value) for value in encoded.values), ""]
        return [words[code] for code in encoded.codes]

    def _state(self, encoded: Encoded) -> None:
        read = self._read("state", encoded, fields.read_state)
        self.columns["state"] = column_of(encoded.codes, [(state,) for state, _ in read])
        if any(value_state for _, value_state in read):
            words = [(s.value,) if s is not None else () for _, s in read]
            self.columns["value_state"] = column_of(encoded.codes, words)

    def _words(self, name: str, encoded: Encoded, reader: Callable[[Any], Any]) -> Column:
        return column_of(encoded.codes, self._read(name, encoded, reader))

    def _attribute(self, name: str, label: str, encoded: Encoded) -> None:
        """A town's own field, written by itself or among the attributes."""
        one = self.attributes[name] = self._merged(label, self.attributes.get(name), encoded)
        self.columns[f"attribute.{name}"] = self._words(label, one, fields.read_words)

    def _entities(self, name: str, dimension: str, encoded: Encoded) -> None:
        read: list[tuple[Pairs, ...]] = self._read(name, encoded, fields.read_entities)
        for full, words in _dimensions(dimension, read, named=name in fields.ENTITIES):
            self.columns[full] = column_of(encoded.codes, words)

    def entity_lists(self, name: str, given: EncodedLists) -> None:
        """Ids or objects whose elements are encoded one by one."""
        group, _, key = name.partition(".")
        dimension = fields.ENTITIES.get(group, f"subject.{key}")
        if all(isinstance(value, str) and value.strip() for value in given.values):
            self._plain_ids(dimension, given, named=group in fields.ENTITIES)
            return
        owners = np.repeat(np.arange(self.size, dtype=np.int64), given.lengths)
        read = []
        for code, value in enumerate(given.values):
            try:
                read.append(fields.read_entities(value))
            except FactRefused as refusal:
                fact = int(owners[given.codes == code][0])
                raise self._refused(fact, name, str(refusal)) from None
        own = np.array([*(len(entities) for entities in read), 0], dtype=np.int64)[given.codes]
        lengths = np.bincount(owners, weights=own, minlength=self.size).astype(np.int64)
        for full, words in _dimensions(dimension, read, named=group in fields.ENTITIES):
            flat = column_of(given.codes, words)
            self.columns[full] = _over_facts(flat, own, lengths)

    def _plain_ids(self, dimension: str, given: EncodedLists, *, named: bool) -> None:
        words = tuple(map(str.strip, given.values))
        codes, labels = given.codes, dict(zip(words, range(len(words)), strict=True))
        if len(labels) < len(words):  # the same word, written in two ways
            labels = {word: n for n, word in enumerate(dict.fromkeys(words))}
            codes = np.array([labels[word] for word in words], dtype=np.int32)[codes]
        flat = Column(codes, tuple(labels))
        one_each = np.ones(len(given.codes), dtype=np.int64)
        self.columns[dimension] = _over_facts(flat, one_each, given.lengths)
        if named:
            self.columns[f"{dimension}.name"] = self.columns[dimension]

    def _areas(self, encoded: Encoded) -> None:
        read: list[tuple[Pairs, ...]] = self._read("area", encoded, fields.read_area)
        every = [tuple(dict.fromkeys(n for path in paths for _, n in path)) for paths in read]
        self.late["area"] = lambda: column_of(encoded.codes, every)
        for level in dict.fromkeys(lv for paths in read for path in paths for lv, _ in path if lv):
            words = [
                tuple(dict.fromkeys(name for path in paths for lv, name in path if lv == level))
                for paths in read
            ]
            self.columns[f"area.{level}"] = column_of(encoded.codes, words)

    def _group(self, name: str, encoded: Encoded) -> None:
        read: list[Mapping[str, Any]] = self._read(name, encoded, fields.read_group)
        for key in dict.fromkeys(str(k) for group in read for k in group):
            inner = Encoded(encoded.codes, [group.get(key) for group in read])
            label = f"{name}.{key}"
            if name == "subjects":
                self._entities(label, f"subject.{key}", inner)
            elif name == "texts":
                self.columns[f"text.{key}"] = self._words(label, inner, fields.read_words)
            else:
                self._attribute(key, label, inner)

    def _counts(self, encoded: Encoded) -> None:
        read = self._read("counts", encoded, fields.read_counts)
        for name in dict.fromkeys(key for counts in read for key, _ in counts):
            numbers = [dict(counts).get(name) for counts in read]
            self.counts[name] = amounts_of(encoded.codes, numbers, name)

    def _amount(self, name: str) -> Amounts | None:
        if name not in self.given:
            return None
        encoded = self.given[name]
        amounts = amounts_of(encoded.codes, self._read(name, encoded, fields.read_number), name)
        indicators = self.columns.get("indicator")
        for fact in np.flatnonzero(amounts.present):
            if indicators is None or not indicators.present[fact]:
                why = "何の数か分かりません。indicator（指標の名前）を書いてください。"
                raise self._refused(int(fact), name, why)
        return amounts


def _dimensions(
    dimension: str, read: list[tuple[Pairs, ...]], *, named: bool
) -> Iterable[tuple[str, list[tuple[str, ...]]]]:
    """The dimensions of some persons or bodies: the id, the name, the type and further properties."""
    keys = dict.fromkeys(key for entities in read for entity in entities for key, _ in entity)
    if not named and not any(_is_named(entity) for entities in read for entity in entities):
        keys.pop("name", None)  # ids only, as subjects mostly are: the id is the name
    for key in keys or {"": None}:
        words = [tuple(dict(entity).get(key, "") for entity in entities) for entities in read]
        yield f"{dimension}.{key}" if key else dimension, words


def _over_facts(flat: Column, own: NDArray[np.int64], lengths: NDArray[np.int64]) -> Column:
    """A column over elements (`own` values each) as a column over the facts that have them."""
    codes = flat.codes if flat.several else flat.codes[own == 1]
    if lengths.max(initial=0) <= 1:
        single = np.full(len(lengths), -1, dtype=np.int32)
        single[lengths == 1] = codes
        return Column(single, flat.labels)
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return Column(codes, flat.labels, offsets)


def _is_named(entity: Pairs) -> bool:
    known = dict(entity)
    return known["name"] != known[""]


def column_of(codes: Codes, words: Sequence[tuple[str, ...]]) -> Column:
    """A column from a code per fact and the words each code stands for ("" = none there)."""
    labels: dict[str, int] = {}
    flat = [labels.setdefault(w, len(labels)) if w else -1 for ws in words for w in ws]
    lengths = np.array([*(len(ws) for ws in words), 0], dtype=np.int64)
    names = tuple(labels)
    if lengths.max(initial=0) <= 1:
        table = np.full(len(words) + 1, -1, dtype=np.int32)
        table[lengths == 1] = np.array(flat, dtype=np.int32)
        return Column(table[codes], names)
    starts = np.cumsum(lengths) - lengths
    own = lengths[codes]
    offsets = np.zeros(len(codes) + 1, dtype=np.int64)
    np.cumsum(own, out=offsets[1:])
    return Column(np.array(flat, dtype=np.int32)[spread(starts[codes], own)], names, offsets)


def _written(encoded: Encoded) -> Codes:
    """The codes, without those of values that are the same as nothing."""
    says = [not (v is None or v is False or v in ("", [])) for v in encoded.values]
    return np.where(np.array([*says, False])[encoded.codes], encoded.codes, -1)


def main_of(column: Column) -> Column:
    """The first of each fact's values: the main function."""
    if column.offsets is None:
        return column
    having = column.present
    codes = np.full(column.size, -1, dtype=np.int32)
    codes[having] = column.codes[column.offsets[:-1][having]]
    return Column(codes, column.labels)


def amounts_of(codes: Codes, numbers: Sequence[Decimal | None], name: str) -> Amounts:
    """Exact numbers from a code per fact and the number each code stands for."""
    digits = max((-_exponent(n) for n in numbers if n is not None), default=0)
    digits = max(digits, 0)
    scaled = [0 if n is None else int(n.scaleb(digits)) for n in numbers]
    having = [n is not None for n in numbers]
    return Amounts(
        kind=kind_called(name),
        scaled=np.array([*scaled, 0], dtype=np.int64)[codes],
        present=np.array([*having, False], dtype=np.bool_)[codes],
        digits=digits,
    )


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
