"""Public resources, filtered as HSDS asks. A filter never tells what a field that is held back says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Q

from sasaeai.analysis.words.folding import search_key
from sasaeai.people.models import Organisation
from sasaeai.places.queries import prefecture_of
from sasaeai.resources.exporting.hsds import (
    TAXONOMIES,
    organisation_uuid,
    part_uuid,
    taxonomy_uuid,
    term_uuid,
)
from sasaeai.resources.exporting.public import PublicRecord, public_record
from sasaeai.resources.exporting.register import in_parts
from sasaeai.resources.models import Resource, ResourceQuerySet
from sasaeai.resources.queries.naming import area_names_of
from sasaeai.resources.rules.publishing import shown_fields
from sasaeai.resources.rules.states import HSDS_STATUS, State
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Scheme, Term

SEARCHED = ("name", "kana", "description", "operator", "area", "venue", "address", "target")


@dataclass(frozen=True)
class Asked:
    """What a list is filtered by; empty = not filtered; all filters hold together.

    :param term, taxonomy, organization: UUIDs
    :param placed: only those of which a place is shown
    """

    search: str = ""
    term: str = ""
    taxonomy: str = ""
    organization: str = ""
    modified_after: datetime | None = None
    placed: bool = False


@dataclass(frozen=True)
class PublicTown:
    """The public part of a town on a day."""

    town: Town
    today: date
    names: dict[int, str] = field(default_factory=dict)
    prefecture: str = ""

    @classmethod
    def of(cls, town: Town, today: date) -> PublicTown:
        """With the names of its areas and of its prefecture (three queries at most)."""
        return cls(town, today, area_names_of(town.pk), prefecture_of(town.pk))

    def resources(self) -> ResourceQuerySet:
        """What residents are shown today."""
        return Resource.objects.filter(town=self.town).public(self.today)

    def keys(self, asked: Asked) -> list[int]:
        """Keys of the resources asked for, in the order of the register."""
        found, needed = _filtered(self.resources(), self.town, asked)
        rows = found.order_by("sort_key", "pk").values_list(
            "pk", "publishing", "hidden", "venue", "address", "latitude"
        )
        keys = []
        for pk, how, hidden, *place in rows:
            fields = shown_fields(how, hidden)
            seen = zip(("venue", "address", "point"), place, strict=True)
            lies = any(name in fields and value not in (None, "") for name, value in seen)
            if needed <= fields and (lies or not asked.placed):
                keys.append(pk)
        return self._with_words(keys, asked.search)

    def records(self, keys: Sequence[int]) -> Iterator[PublicRecord]:
        """The resources of the keys, in their order, as residents see them."""
        for start in range(0, len(keys), 500):
            part = list(keys[start : start + 500])
            known = {r.pk: r for r in in_parts(Resource.objects.filter(pk__in=part))}
            there = (known[key] for key in part if key in known)
            yield from (public_record(one, self.names, self.prefecture) for one in there)

    def bare(self, keys: Sequence[int]) -> Iterator[dict[str, str]]:
        """Number and moment of the last change, beside what a listed service may not lack."""
        for start in range(0, len(keys), 500):
            part = list(keys[start : start + 500])
            rows = Resource.objects.filter(pk__in=part)
            known = rows.only("pk", "public_id", "name", "state", "changed_at").in_bulk()
            for one in (known[key] for key in part if key in known):
                few = {"id": str(one.public_id), "name": one.name}
                at = one.changed_at.isoformat()
                few["status"] = HSDS_STATUS[State(one.state)]
                yield few | {"last_modified": at, "modified_date": at}

    def record(self, number: Any) -> PublicRecord | None:
        """One resource by its UUID."""
        keys = list(self.resources().filter(public_id=number).values_list("pk", flat=True))
        return next(self.records(keys), None)

    def key_of_place(self, number: str) -> int | None:
        """Key of the resource whose place has the number."""
        for one in self.resources().only("pk", "public_id"):
            if part_uuid(one, "service-at-location") == number.lower():
                return one.pk
        return None

    def _with_words(self, keys: list[int], search: str) -> list[int]:
        words = [key for word in search.split() if (key := search_key(word))]
        if not words:
            return keys
        told = (*SEARCHED, "kind", "functions")
        return [
            r.resource.pk
            for r in self.records(keys)
            if says([r.columns.get(name) for name in told], words)
        ]


def says(texts: Iterable[Any], words: Iterable[str]) -> bool:
    """Whether every folded word stands in one of the texts, however it is written there."""
    whole = "\n".join(search_key(str(text)) for text in texts if text)
    return all(word in whole for word in words)


def _filtered(
    found: ResourceQuerySet, town: Town, asked: Asked
) -> tuple[ResourceQuerySet, frozenset[str]]:
    """The filter as a query, and the fields that must be shown for it to be fair."""
    needed: set[str] = set()
    if asked.term:
        found = _by_terms(found, town, needed, [asked.term], [])
    if asked.taxonomy:
        found = _by_terms(found, town, needed, [], [asked.taxonomy])
    if asked.organization:
        operator = operator_of(town, asked.organization)
        needed.add("operator")
        found = found.filter(operator=operator) if operator else found.none()
    if asked.modified_after is not None:
        found = found.filter(changed_at__gte=asked.modified_after)
    return found, frozenset(needed)


def _by_terms(
    found: ResourceQuerySet,
    town: Town,
    needed: set[str],
    terms: Sequence[str],
    taxonomies: Sequence[str],
) -> ResourceQuerySet:
    known = [
        t for t in words_of(town) if term_uuid(t) in terms or taxonomy_uuid(t.scheme) in taxonomies
    ]
    kinds = [t.pk for t in known if t.scheme.code == "resource-kind"]
    needs = [t.pk for t in known if t.scheme.code == "need-kind"]
    through = Resource.functions.through.objects.filter(term__in=needs).values("resource")
    others = Resource.more_kinds.through.objects.filter(term__in=kinds).values("resource")
    if needs and not kinds:
        needed.add("functions")
    return found.filter(Q(kind__in=kinds) | Q(pk__in=others) | Q(pk__in=through))


def words_of(town: Town) -> list[Term]:
    """Terms of the two taxonomies (one query)."""
    terms = Term.objects.filter(scheme__town=town, scheme__code__in=TAXONOMIES)
    return list(terms.select_related("scheme", "parent__scheme").order_by("scheme", "order", "pk"))


def taxonomies_of(town: Town) -> list[Scheme]:
    """The two taxonomies, as far as the town has them."""
    return list(Scheme.objects.filter(town=town, code__in=TAXONOMIES).order_by("pk"))


def operators_of(keys: Sequence[int]) -> dict[int, list[int]]:
    """Operators that are shown → keys of their resources among the given."""
    found: dict[int, list[int]] = {}
    rest = iter(keys)
    while part := list(islice(rest, 500)):
        rows = Resource.objects.filter(pk__in=part, operator__isnull=False).order_by("pk")
        for pk, operator, how, hidden in rows.values_list("pk", "operator", "publishing", "hidden"):
            if operator and "operator" in shown_fields(how, hidden):
                found.setdefault(operator, []).append(pk)
    return found


def operator_of(town: Town, number: str) -> Organisation | None:
    """The organisation of a UUID."""
    used = Resource.objects.filter(town=town, operator__isnull=False).values("operator")
    for one in Organisation.objects.filter(pk__in=used):
        if organisation_uuid(one) == number.lower():
            return one
    return None
