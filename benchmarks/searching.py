"""The search benchmark's work inside Django: fill, ask, compare."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date

from django.core.management import call_command
from django.db import connection

from sasaeai.analysis.words.asking import holds, query_phrases
from sasaeai.analysis.words.folding import search_key
from sasaeai.search.actions import put_many
from sasaeai.search.queries import matching, newest, synonyms_of
from sasaeai.search.rules import Line, Sight
from sasaeai.towns.models import Town

KIND = "places.Area"
AREAS = 20


class Bench:
    """Texts by key, in a fresh database."""

    def __init__(self, texts: Mapping[int, str], days: Sequence[date]) -> None:
        call_command("migrate", verbosity=0)
        self.town = Town.objects.create(code="999016", name="支合市")
        self.texts, self.days = texts, days

    def version(self) -> str:
        """The database and its version."""
        sql = "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
        with connection.cursor() as cursor:
            return f"{connection.display_name} {cursor.execute(sql).fetchone()[0]}"

    def fill(self) -> float:
        """Put all texts into the index; the seconds it took."""
        began = time.perf_counter()
        put_many(
            Line(
                town_id=self.town.pk,
                kind=KIND,
                key=key,
                text=text,
                area_id=key % AREAS + 1,
                day=self.days[key],
            )
            for key, text in self.texts.items()
        )
        return time.perf_counter() - began

    def megabytes(self) -> float:
        """The size of the index proper."""
        sql = (
            "SELECT sum(length(block)) FROM search_words_data"
            if connection.vendor == "sqlite"
            else "SELECT pg_total_relation_size('search_words')"
        )
        with connection.cursor() as cursor:
            return cursor.execute(sql).fetchone()[0] / 1e6

    def page(self, query: str, *, narrow: bool = False) -> object:
        """What a list asks: the newest fifty and the count up to a thousand."""
        period = {"first": date(2022, 4, 1), "last": date(2023, 3, 31)} if narrow else {}
        sight = Sight(areas=frozenset({7})) if narrow else Sight()
        return newest(kind=KIND, town_id=self.town.pk, text=query, sight=sight, **period)

    def keys(self, query: str) -> list[int]:
        """What a filter asks: all keys."""
        found = matching(KIND, self.town.pk, query)
        with connection.cursor() as cursor:
            cursor.execute(found.sql, found.params)
            return [row[0] for row in cursor.fetchall()]

    def missed(self, queries: Mapping[str, Sequence[str]]) -> int:
        """How many records were missed or found in excess, against a look through every text."""
        folded = {key: search_key(text) for key, text in self.texts.items()}
        wrong = 0
        for query in (q for group in queries.values() for q in group):
            asked = query_phrases(query, synonyms_of(self.town.pk))
            truth = {key for key, text in folded.items() if holds(text, asked)}
            wrong += len(truth ^ set(self.keys(query)))
        return wrong
