"""Reading the index: which records hold the words a person typed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, reduce
from importlib.resources import files
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In

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
    return holding(kind, town_id, phrases_of(town_id, text))


def holding(kind: str, town_id: int, phrases: Phrases) -> RawSQL:
    """As `matching`, for words already looked up."""
    if not phrases:
        return RawSQL("SELECT key FROM search_entry WHERE 1 = 0", [])
    sql, parameters = index.every(KEY, _wanted(kind, town_id, phrases))
    if len(phrases) > 1:
        long, more = _across_rows(KEY, kind, town_id, phrases)
        sql = f"{sql} UNION SELECT * FROM ({long}) AS long"  # noqa: S608  (both of `index`)
        parameters += more
    return RawSQL(sql, parameters)  # noqa: S611  (what was typed goes in as parameters)


class Among(In):
    """That a key is one of those of a select, which PostgreSQL is made to ask first, and then to look for each: left
    to itself it takes every record of the town to compare, at nearly twice the cost (docs/methods/search.md)."""

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """The comparison in SQL."""
        on_postgresql = connection.vendor == "postgresql"
        return f"= ANY(ARRAY{rhs})" if on_postgresql else str(super().get_rhs_op(connection, rhs))


def among(kind: str, town_id: int, phrases: Phrases) -> Among:
    """The condition that a record holds the words, where very many may: `Activity.objects.filter(among(…))`."""
    return Among(F("pk"), holding(kind, town_id, phrases))


def newest_holding(
    kind: str, town_id: int, phrases: Phrases, *, offset: int, limit: int
) -> list[int] | None:
    """The same keys, newest first, one page of them; None far from the newest, where a walk would be long."""
    end = offset + limit
    if end > MOST_COUNTED:
        return None
    # A long record lies in several rows.
    rows = end + end // 4
    asked = [index.newest(RECORD, _wanted(kind, town_id, phrases), index.EVER, limit=rows)]
    if len(phrases) > 1:
        asked.append(_across_rows(RECORD, kind, town_id, phrases))
    in_one, *across = _fetch(asked)
    if len(in_one) == rows and len(set(in_one)) < end:
        return None
    records = sorted({*in_one, *(record for each in across for record in each)}, reverse=True)
    return [record & KEY_MASK for record in records[offset:end]]


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
    page = slice(offset, offset + limit)
    return _newest([kind], town_id, phrases, sight, (first, last), page)[0]


def found(
    *, viewer: Viewer, text: str, kinds: Sequence[str], offset: int = 0, limit: int = 5
) -> list[Found]:
    """What the viewer may find, kind by kind; kinds without a find are left out."""
    if viewer.town_id is None:
        return []
    phrases = phrases_of(viewer.town_id, text)
    return found_by(viewer=viewer, phrases=phrases, kinds=kinds, offset=offset, limit=limit)


def found_by(
    *, viewer: Viewer, phrases: Phrases, kinds: Sequence[str], offset: int = 0, limit: int = 5
) -> list[Found]:
    """As `found`, for words already looked up: one statement however many kinds and words."""
    if viewer.town_id is None:
        return []
    page = slice(offset, offset + limit)
    each = _newest(kinds, viewer.town_id, phrases, sight_of(viewer), (None, None), page)
    return [one for one in each if one.count]


def sight_of(viewer: Viewer) -> Sight:
    """What a viewer may find: the areas, and whether personal data as well."""
    return Sight(areas=viewer.area_ids(), personal=viewer.may(FINDS_PERSONAL))


def texts_of(found: Iterable[Found]) -> dict[tuple[str, int], tuple[str, bool]]:
    """The kept text of found records and whether it is personal, by kind and key (one query)."""
    pages = {kind_number(one.kind): one for one in found if one.keys}
    if not pages:
        return {}
    which = (Q(kind=number, key__in=one.keys) for number, one in pages.items())
    rows = Entry.objects.filter(reduce(or_, which)).values_list("kind", "key", "text", "sight")
    return {
        (pages[kind].kind, key): (text, PERSONAL in sight.split())
        for kind, key, text, sight in rows
    }


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
    kinds: Sequence[str],
    town_id: int,
    phrases: Phrases,
    sight: Sight,
    period: Period,
    page: slice,
) -> list[Found]:
    """The kinds' pages, in their order."""
    if not phrases or not kinds:
        return [Found(kind, (), 0, more=False) for kind in kinds]
    within = _within(period)
    wanted = (_wanted(kind, town_id, phrases, sight) for kind in kinds)
    asked = [index.newest(RECORD, one, within, limit=ROWS_READ) for one in wanted]
    if len(phrases) > 1:
        asked += [_across_rows(RECORD, k, town_id, phrases, sight, within) for k in kinds]
    rows = _fetch(asked)
    in_one, across = rows[: len(kinds)], rows[len(kinds) :] or [[] for _ in kinds]
    return [_page_of(k, r, a, page) for k, r, a in zip(kinds, in_one, across, strict=True)]


def _page_of(kind: str, in_one: list[int], across: list[int], page: slice) -> Found:
    """A page of the records whose words stand in one row or across several."""
    records = sorted({*in_one, *across}, reverse=True)
    keys = tuple(record & KEY_MASK for record in records[:MOST_COUNTED])
    more = len(in_one) == ROWS_READ or len(records) > MOST_COUNTED
    return Found(kind, keys[page], len(keys), more=more)


def _across_rows(
    what: str,
    kind: str,
    town_id: int,
    phrases: Phrases,
    sight: Sight = WHOLE_TOWN,
    within: index.Within = index.EVER,
) -> index.Select:
    """Long records lie in several rows, and the words of a query may stand in different ones."""
    each = [_wanted(kind, town_id, (word,), sight, SEVERAL) for word in phrases]
    selects = [index.every(what, wanted, within) for wanted in each]
    return " INTERSECT ".join(sql for sql, _ in selects), [p for _, ps in selects for p in ps]


def _within(period: Period) -> index.Within:
    """The numbers of the days; things without a date have the smallest and are outside every period."""
    first, last = period
    if first is None and last is None:
        return index.EVER
    end = None if last is None else first_number(last + timedelta(days=1))
    return first_number(first or date.min), end


def _fetch(selects: Sequence[index.Select]) -> list[list[int]]:
    """What each of the selects gives, asked for in one statement."""
    each = (f"SELECT {n}, s.* FROM ({sql}) AS s" for n, (sql, _) in enumerate(selects))  # noqa: S608
    found: list[list[int]] = [[] for _ in selects]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), [p for _, given in selects for p in given])
        for n, record in cursor.fetchall():
            found[n].append(record)
    return found


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
