"""Reading the index: which records hold the words a person typed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from sasaeai.analysis.words.asking import Phrases, query_phrases
from sasaeai.analysis.words.folding import fingerprint
from sasaeai.search import index
from sasaeai.search.models import Entry, Wording
from sasaeai.search.rules import (
    KEY_MASK,
    KEY_SHIFT,
    OPEN,
    PERSONAL,
    SEVERAL,
    Sight,
    area_word,
    first_number,
    whose,
)
from sasaeai.towns.viewer import Viewer

# Nobody reads more; counting on costs time. Shown as 「1,000件以上」.
MOST_COUNTED = 1_000
# A long record lies in several rows: so many rows are read to be sure of `MOST_COUNTED` records.
ROWS_READ = MOST_COUNTED + MOST_COUNTED // 4

FINDS_PERSONAL = "search.personal"
WHOLE_TOWN = Sight()

# The number of a row without the piece, and the record's key within it.
RECORD = f"{{0}} >> {KEY_SHIFT}"
KEY = f"({{0}} >> {KEY_SHIFT}) & {KEY_MASK}"

Period = tuple[date | None, date | None]


@dataclass(frozen=True)
class Found:
    """Keys of found records, newest first: one page of them, and how many there are.

    :param more: there are more than `count`, which is `MOST_COUNTED` then
    """

    kind: str
    keys: tuple[int, ...]
    count: int
    more: bool


@dataclass(frozen=True)
class Standard:
    """A standard group of words that mean the same, shipped with the product."""

    code: str
    words: tuple[str, ...]


def matching(kind: str, town_id: int, text: str) -> RawSQL:
    """Keys of the town's records of a kind that hold the words, for `Activity.objects.filter(pk__in=…)`.

    Who may see them is the caller's part (`visible_to`). A text without a letter to look for finds nothing.
    """
    phrases = phrases_of(town_id, text)
    if not phrases:
        return RawSQL("SELECT key FROM search_entry WHERE 1 = 0", [])
    sql, parameters = _select(KEY, _wanted(kind, town_id, phrases))
    if len(phrases) > 1:
        long, more = _across_rows(KEY, kind, town_id, phrases)
        sql = f"{sql} UNION SELECT * FROM ({long}) AS long"  # noqa: S608  (both of `_select`)
        parameters += more
    return RawSQL(sql, parameters)  # noqa: S611  (what was typed goes in as parameters)


def newest(
    *,
    kind: str,
    town_id: int,
    text: str,
    sight: Sight = WHOLE_TOWN,
    first: date | None = None,
    last: date | None = None,
    offset: int = 0,
    limit: int = 50,
) -> Found:
    """A page of found records, newest first, with a count that stops at `MOST_COUNTED`.

    :param first: from this day on; `last`: to this day; records without a date are outside every period
    """
    phrases = phrases_of(town_id, text)
    return _newest(kind, town_id, phrases, sight, (first, last), slice(offset, offset + limit))


def found(
    *, viewer: Viewer, text: str, kinds: Sequence[str], offset: int = 0, limit: int = 5
) -> list[Found]:
    """What the viewer may find, kind by kind; kinds without a find are left out."""
    if viewer.town_id is None:
        return []
    phrases = phrases_of(viewer.town_id, text)
    sight = sight_of(viewer)
    page = slice(offset, offset + limit)
    each = (_newest(kind, viewer.town_id, phrases, sight, (None, None), page) for kind in kinds)
    return [one for one in each if one.count]


def sight_of(viewer: Viewer) -> Sight:
    """What a viewer may find: the areas, and whether personal data as well."""
    return Sight(areas=viewer.area_ids(), personal=viewer.may(FINDS_PERSONAL))


def texts_of(kind: str, keys: Iterable[int]) -> dict[int, tuple[str, bool]]:
    """The kept text of records and whether it is personal, by key."""
    kept = Entry.objects.filter(kind=kind_number(kind), key__in=list(keys))
    rows = kept.values_list("key", "text", "sight")
    return {key: (text, PERSONAL in sight.split()) for key, text, sight in rows}


def phrases_of(town_id: int, text: str) -> Phrases:
    """The typed words with the town's synonyms (no query when nothing was typed)."""
    return query_phrases(text, synonyms_of(town_id)) if text.strip() else ()


@cache
def standard_wordings() -> tuple[Standard, ...]:
    """The standard groups, from `presets/wordings.toml`."""
    text = files("sasaeai.search").joinpath("presets/wordings.toml").read_text("utf-8")
    return tuple(
        Standard(code, tuple(words)) for code, words in tomllib.loads(text)["groups"].items()
    )


def wordings_of(town_id: int) -> list[Wording]:
    """The groups as the town has them: its own, then the standard ones as it left or changed them (one query)."""
    kept = list(Wording.objects.filter(town=town_id))
    changed = {w.code: w for w in kept if w.code}
    standard = [
        changed.get(s.code) or Wording(town_id=town_id, code=s.code, words="、".join(s.words))
        for s in standard_wordings()
    ]
    return [w for w in kept if not w.code] + standard


def synonyms_of(town_id: int) -> list[tuple[str, ...]]:
    """The groups that the town's searches use."""
    return [tuple(w.words.split("、")) for w in wordings_of(town_id) if w.in_use]


def is_outdated() -> bool:
    """Whether some entries were folded by other rules than today's (after an update): they must be made again."""
    today = fingerprint()
    return Entry.objects.filter(Q(folding__lt=today) | Q(folding__gt=today)).exists()


def _newest(
    kind: str,
    town_id: int,
    phrases: Phrases,
    sight: Sight,
    period: Period,
    page: slice,
) -> Found:
    if not phrases:
        return Found(kind, (), 0, more=False)
    sql, parameters = _select(RECORD, _wanted(kind, town_id, phrases, sight), period)
    records = _fetch(f"{sql} ORDER BY {index.number()} DESC LIMIT {ROWS_READ}", parameters)
    full = len(records) == ROWS_READ
    if len(phrases) > 1:
        also = _fetch(*_across_rows(RECORD, kind, town_id, phrases, sight, period))
        records = sorted({*records, *also}, reverse=True)
    keys = tuple(record & KEY_MASK for record in dict.fromkeys(records))
    more = full or len(keys) > MOST_COUNTED
    return Found(kind, keys[:MOST_COUNTED][page], min(len(keys), MOST_COUNTED), more=more)


def _across_rows(
    what: str,
    kind: str,
    town_id: int,
    phrases: Phrases,
    sight: Sight = WHOLE_TOWN,
    period: Period = (None, None),
) -> tuple[str, list[str | int]]:
    """Long records lie in several rows, and the words of a query may stand in different ones."""
    each = [_wanted(kind, town_id, (word,), sight, SEVERAL) for word in phrases]
    selects = [_select(what, wanted, period) for wanted in each]
    return " INTERSECT ".join(sql for sql, _ in selects), [p for _, ps in selects for p in ps]


def _select(
    what: str, wanted: index.Wanted, period: Period = (None, None)
) -> tuple[str, list[str | int]]:
    number = index.number()
    holds, parameter = index.condition(wanted)
    first, last = period
    sql = f"SELECT {what.format(number)} FROM search_words WHERE {holds}"  # noqa: S608  (names of ours)
    parameters: list[str | int] = [parameter]
    if first is not None or last is not None:
        sql += f" AND {number} >= %s"
        parameters.append(first_number(first or date.min))
    if last is not None:
        sql += f" AND {number} < %s"
        parameters.append(first_number(last + timedelta(days=1)))
    return sql, parameters


def _fetch(sql: str, parameters: list[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]


def _wanted(
    kind: str, town_id: int, phrases: Phrases, sight: Sight = WHOLE_TOWN, *also: str
) -> index.Wanted:
    areas = () if sight.areas is None else (OPEN, *map(area_word, sorted(sight.areas)))
    return index.Wanted(
        every=(whose(town_id, kind_number(kind)), *also),
        phrases=phrases,
        any_of=areas,
        none_of=() if sight.personal else (PERSONAL,),
    )


def kind_number(kind: str) -> int:
    """The number of a kind such as `activities.Activity` (Django's own, kept in memory by Django)."""
    label, _, model = kind.partition(".")
    return int(ContentType.objects.get_by_natural_key(label, model.lower()).pk)
