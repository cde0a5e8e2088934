"""HSDS 3: services, organisations, places and taxonomies, read only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.http import (
    HttpRequest,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import reverse

from sasaeai.analysis.words.folding import search_key
from sasaeai.api.asking import (
    Page,
    asked_of,
    cut,
    page_of,
    read_form,
    read_moment,
    read_page,
    read_yes,
    told,
)
from sasaeai.api.distances import digits, metres_between, metres_of, middle_of, point_of
from sasaeai.api.queries.public import Asked, PublicTown, operators_of, says
from sasaeai.people.models import Organisation
from sasaeai.places.queries import point_of_postcode
from sasaeai.resources.exporting.hsds import (
    organization_basic,
    service_at_location_full,
    service_at_location_listed,
    service_full,
    service_listed,
)
from sasaeai.resources.exporting.hsds.numbers import organisation_uuid
from sasaeai.resources.exporting.public import PublicRecord
from sasaeai.towns import clock
from sasaeai.towns.queries import public_town

VERSION = "3.1.3"
Json = dict[str, Any]
NOWHERE = "この番号のものは公開されていません。"


def about(request: HttpRequest) -> HttpResponseBase:
    """Which version this is, its profile, and where it is described."""
    return _json(
        {
            "version": VERSION,
            "profile": request.build_absolute_uri(reverse("api:profile")),
            "openapi_url": request.build_absolute_uri(reverse("api:openapi")),
        }
    )


def services(request: HttpRequest) -> HttpResponseBase:
    """A list of services."""
    asked, public = asked_of(request), _public()
    minimal, full = read_yes(asked, "minimal"), read_yes(asked, "full")
    keys = public.keys(filters(asked))
    if minimal and not full:
        return _listed(request, keys, public.bare, short=True)
    show = service_full if full else service_listed
    return _listed(request, keys, lambda some: map(show, public.records(some)))


def service(request: HttpRequest, number: str) -> HttpResponseBase:
    """One service with everything."""
    del request
    record = _record(_public(), number)
    return _json(service_full(record)) if record else told(NOWHERE, 404)


def service_at_locations(request: HttpRequest) -> HttpResponseBase:
    """Where services are held."""
    asked, public = asked_of(request), _public()
    full = read_yes(asked, "full")
    keys = near(public, public.keys(filters(asked, placed=True)), asked)
    show = service_at_location_full if full else service_at_location_listed
    return _listed(
        request, keys, lambda some: (p for r in public.records(some) if (p := show(r)) is not None)
    )


def service_at_location(request: HttpRequest, number: str) -> HttpResponseBase:
    """One place of a service with everything."""
    del request
    public = _public()
    key = public.key_of_place(number)
    record = next(public.records([key] if key else []), None)
    place = service_at_location_full(record) if record else None
    return _json(place) if place else told(NOWHERE, 404)


def organizations(request: HttpRequest) -> HttpResponseBase:
    """Operators of public resources."""
    asked, public = asked_of(request), _public()
    full, whole = read_yes(asked, "full"), read_yes(asked, "full_service")
    words = filters(asked)
    found = operators_of(public.keys(Asked(term=words.term, taxonomy=words.taxonomy)))
    keys = _named(found, words.search)

    def contents(some: list[int]) -> Iterator[Json]:
        wanted = [key for pk in some for key in found[pk]] if full or whole else []
        records = {r.resource.pk: r for r in public.records(wanted)}
        chosen = Organisation.objects.select_related("partner_type").filter(pk__in=some)
        for one in sorted(chosen, key=lambda o: some.index(o.pk)):
            own = [records[key] for key in found[one.pk] if key in records]
            yield _organization(one, own, nested=full or whole, whole=whole)

    return _listed(request, keys, contents)


def _named(found: dict[int, list[int]], search: str) -> list[int]:
    rows = Organisation.objects.filter(pk__in=list(found)).order_by("kana", "name", "pk")
    words = [key for word in search.split() if (key := search_key(word))]
    names = rows.values_list("pk", "name", "kana", "partner_type__label")
    return [pk for pk, *told in names if says(told, words)]


def _organization(
    one: Organisation, records: Iterable[PublicRecord], *, nested: bool, whole: bool
) -> Json:
    basic = organization_basic(one)
    if not nested:
        return basic
    show: Callable[[PublicRecord], Json] = (
        (lambda r: service_full(r, with_organization=False)) if whole else _without_organization
    )
    return basic | {"services": [show(record) for record in records]}


def _without_organization(record: PublicRecord) -> Json:
    return {k: v for k, v in service_listed(record).items() if k != "organization"}


def organization(request: HttpRequest, number: str) -> HttpResponseBase:
    """One operator with its services."""
    public, whole = _public(), read_yes(asked_of(request), "full_service")
    found = operators_of(public.keys(Asked()))
    for one in Organisation.objects.select_related("partner_type").filter(pk__in=list(found)):
        if organisation_uuid(one) == number.lower():
            own = public.records(found[one.pk])
            return _json(_organization(one, own, nested=True, whole=whole))
    return told(NOWHERE, 404)


def filters(asked: Any, *, placed: bool = False) -> Asked:
    """The filters of a list.

    :raises Wrong: if one cannot be read
    """
    return Asked(
        search=asked.get("search", ""),
        term=asked.get("taxonomy_term_id", "").lower(),
        taxonomy=asked.get("taxonomy_id", "").lower(),
        organization=asked.get("organization_id", "").lower(),
        modified_after=read_moment(asked, "modified_after"),
        placed=placed,
    )


def near(public: PublicTown, keys: list[int], asked: Any) -> list[int]:
    """Those of a postcode, or within metres of its middle: of its 町域 by the town's lists, else of its public places.

    :raises Wrong: if the distance is no number
    """
    wanted = digits(asked.get("postcode", ""))
    limit = metres_of(asked)
    if not asked.get("postcode"):
        return keys
    records = list(public.records(keys))
    there = [r for r in records if digits(str(r.columns.get("postcode", ""))) == wanted and wanted]
    if limit is None:
        return [r.resource.pk for r in there]
    points = [p for r in there if (p := point_of(r))]
    middle = point_of_postcode(public.town.pk, wanted) or middle_of(points)
    if middle is None:
        return []
    return [
        r.resource.pk for r in records if (p := point_of(r)) and metres_between(p, middle) <= limit
    ]


def _listed(
    request: HttpRequest,
    keys: list[int],
    contents: Callable[[list[int]], Iterable[Json]],
    *,
    short: bool = False,
) -> HttpResponseBase:
    """A page of a list, or all of it as a line each."""
    asked = asked_of(request)
    form, page = read_form(asked), read_page(asked, short=short)
    if form == "ndjson":
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in contents(keys))
        return StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    return _page(list(contents(list(cut(keys, page)))), len(keys), page)


def _page(contents: list[Json], total: int, page: Page) -> JsonResponse:
    return _json(page_of(contents, total=total, page=page))


def _json(body: Json) -> JsonResponse:
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer


def _public() -> PublicTown:
    return PublicTown.of(public_town(), clock.today())


def _record(public: PublicTown, number: str) -> PublicRecord | None:
    try:
        return public.record(UUID(number))
    except ValueError:
        return None
