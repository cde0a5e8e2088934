"""The index itself: the same rows and the same answers on SQLite (FTS5) and PostgreSQL (tsvector with GIN).

Each row is a list of words: who may see it (`rules.sight_words`) and the bigrams of the text, in order. The measured
reasons for this way are in docs/methods/search.md. Only this module and the migration know the dialects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.db import connection, transaction

from sasaeai.analysis.words.asking import Phrases, shortest
from sasaeai.analysis.words.bigrams import pairs
from sasaeai.search.rules import Kept

# Rows of one statement; a whole import stays one transaction of its caller.
BATCH = 2_000


class Row(NamedTuple):
    """One row: its number (`rules.row_number`), the words of sight, the bigrams."""

    number: int
    sight: str
    bigrams: Sequence[str]


@dataclass(frozen=True)
class Wanted:
    """What a row must hold: all of `every`, one of `any_of` (if given), none of `none_of`, and every phrase."""

    every: tuple[str, ...]
    phrases: Phrases
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


# Numbers from the first up to, not including, the last; None: without end.
Within = tuple[int | None, int | None]
EVER: Within = (None, None)

# A SELECT and its parameters.
Select = tuple[str, list[str | int]]


def on_postgresql() -> bool:
    """Which dialect this database speaks."""
    return connection.vendor == "postgresql"


def keep(entries: Iterable[Kept]) -> None:
    """Write new entries. An import brings a hundred thousand: Django's objects would cost twice the index itself."""
    columns = ", ".join(Kept._fields)
    places = ", ".join(["%s"] * len(Kept._fields))
    given = list(entries)
    if given:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO search_entry ({columns}) VALUES ({places})",  # noqa: S608  (names of ours)
                given,
            )


def add(rows: Iterable[Row]) -> None:
    """Put new rows into the index."""
    if on_postgresql():
        _execute_with(
            rows,
            _as_tsvector,
            "INSERT INTO search_words (id, words)"
            " SELECT n, t::tsvector FROM unnest(%s::bigint[], %s::text[]) AS given (n, t)"
            " ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words",
        )
    else:
        _execute_each(rows, "INSERT INTO search_words (rowid, words) VALUES (%s, %s)")


def take_out(rows: Iterable[Row]) -> None:
    """Remove rows. SQLite keeps no text, so it must be told the very words that were put in."""
    if on_postgresql():
        _execute_with(
            rows,
            lambda _: "",
            "DELETE FROM search_words USING unnest(%s::bigint[], %s::text[]) AS given (n, t)"
            " WHERE id = n",
        )
    else:
        _execute_each(
            rows, "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', %s, %s)"
        )


def _execute_with(rows: Iterable[Row], words: Callable[[Row], str], sql: str) -> None:
    given = [(row.number, words(row)) for row in rows]
    if given:
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(column) for column in zip(*given, strict=True)])


def _execute_each(rows: Iterable[Row], sql: str) -> None:
    given = [(row.number, _as_words(row)) for row in rows]
    if given:
        with connection.cursor() as cursor:
            cursor.executemany(sql, given)


def clear() -> None:
    """Empty the whole index."""
    with connection.cursor() as cursor:
        if on_postgresql():
            cursor.execute("DELETE FROM search_words")
        else:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")


def settle() -> None:
    """After many new rows, once they are kept: PostgreSQL merges what it put aside, counts, and marks the rows as
    seen, which would otherwise be the work of the next searches."""
    if on_postgresql():
        transaction.on_commit(_vacuum)


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) search_words")


def number() -> str:
    """The column that holds the number of a row."""
    return "id" if on_postgresql() else "rowid"


def every(what: str, wanted: Wanted, within: Within = EVER) -> Select:
    """All wanted rows, in no order.

    :param what: what to give of each, in SQL with `{}` for its number
    """
    bounds, given = _bounds(within)
    holds, words = _condition(wanted)
    sql = f"SELECT {what.format(number())} FROM search_words WHERE {bounds} AND {holds}"  # noqa: S608  (names of ours)
    return sql, [*given, words]


def newest(what: str, wanted: Wanted, within: Within, *, limit: int) -> Select:
    """The wanted rows with the largest numbers, the largest first. `what` as in `every`."""
    if not on_postgresql():
        sql, given = every(what, wanted, within)
        return f"{sql} ORDER BY rowid DESC LIMIT {limit}", given
    bounds, given = _bounds(within)
    holds, words = _condition(wanted)
    sql = _NEWEST.format(what=what.format("id"), bounds=bounds, holds=holds, limit=limit)
    return sql, [*given, words] * 3


# Rows with a frequent word are found by walking from the newest row, those with a rare one by the GIN index. PostgreSQL
# cannot tell which is which (it takes the bigrams of a word for independent of each other), so the newest 512 rows are
# asked. With N rows, of which a share s holds the words, a walk reads limit/s rows and the index s*N, each about 2.2
# times as dear: equal where s = sqrt(limit/2.2N). No walk goes much farther than that share promises. OFFSET 0 keeps
# PostgreSQL from walking after all. Figures in docs/methods/search.md.
_NEWEST = """
WITH asked AS MATERIALIZED (
  SELECT count(*) / 512.0 AS share FROM (
    SELECT words FROM search_words WHERE {bounds} ORDER BY id DESC LIMIT 512) AS newest WHERE {holds}
), enough AS MATERIALIZED (
  SELECT sqrt({limit} / 2.2 / greatest(reltuples, 1)) AS share
  FROM pg_class WHERE oid = 'search_words'::regclass
), walked AS MATERIALIZED (
  SELECT id FROM (
    SELECT id, words FROM search_words WHERE {bounds} ORDER BY id DESC
    LIMIT (SELECT CASE WHEN asked.share > enough.share THEN 1.5 * {limit} / enough.share ELSE 0 END
           FROM asked, enough)) AS newest
  WHERE {holds} LIMIT {limit}
), fetched AS (
  SELECT id FROM search_words WHERE {bounds} AND {holds}
  AND (SELECT count(*) FROM walked) < {limit} OFFSET 0
)
SELECT {what} FROM walked WHERE (SELECT count(*) FROM walked) = {limit}
UNION ALL (SELECT {what} FROM fetched ORDER BY id DESC LIMIT {limit})
"""


def _bounds(within: Within) -> tuple[str, list[str | int]]:
    """SQL that holds for numbers from the first up to, not including, the last."""
    signs = zip((">=", "<"), within, strict=True)
    bounds = [(f"{number()} {sign} %s", bound) for sign, bound in signs if bound is not None]
    return " AND ".join(["1 = 1", *(sql for sql, _ in bounds)]), [bound for _, bound in bounds]


def _condition(wanted: Wanted) -> tuple[str, str]:
    """SQL that holds for the wanted rows of `search_words`, and its one parameter."""
    if on_postgresql():
        return "words @@ %s::tsquery", _as_tsquery(wanted)
    return "search_words MATCH %s", _as_match(wanted)


def _as_words(row: Row) -> str:
    return f"{row.sight} {' '.join(row.bigrams)}"


def _as_tsvector(row: Row) -> str:
    words = " ".join([f"'{pair}':{place}" for place, pair in enumerate(row.bigrams, start=1)])
    return f"{words} {row.sight}"


def _as_match(wanted: Wanted) -> str:
    """The query in the language of FTS5."""
    parts = [f'"{word}"' for word in wanted.every]
    if wanted.any_of:
        parts.append("(" + " OR ".join(f'"{word}"' for word in wanted.any_of) + ")")
    parts += ["(" + " OR ".join(map(_fts_phrase, shortest(word))) + ")" for word in wanted.phrases]
    hidden = "".join(f' NOT "{word}"' for word in wanted.none_of)
    return f"({' AND '.join(parts)}){hidden}"


def _fts_phrase(key: str) -> str:
    return f'"{" ".join(pairs(key)[:-1])}"' if len(key) > 1 else f'"{key}"*'


def _as_tsquery(wanted: Wanted) -> str:
    """The query in the language of PostgreSQL."""
    parts = [f"'{word}'" for word in wanted.every]
    if wanted.any_of:
        parts.append("(" + " | ".join(f"'{word}'" for word in wanted.any_of) + ")")
    parts += ["(" + " | ".join(map(_ts_phrase, shortest(word))) + ")" for word in wanted.phrases]
    parts += [f"!'{word}'" for word in wanted.none_of]
    return " & ".join(parts)


def _ts_phrase(key: str) -> str:
    """Every second pair at its distance says the same as every pair, at half the cost."""
    if len(key) == 1:
        return f"'{key}':*"
    places = [*range(0, len(key) - 2, 2), len(key) - 2]
    words = [f"'{key[place : place + 2]}'" for place in places]
    steps = [f" <{later - place}> " for place, later in pairwise(places)]
    return "".join(
        [words[0], *(f"{step}{word}" for step, word in zip(steps, words[1:], strict=True))]
    )
