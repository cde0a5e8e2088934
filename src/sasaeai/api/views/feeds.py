"""Changes, calendars, news and open data of the public part."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from sasaeai.api.asking import asked_of, read_page, told
from sasaeai.api.queries.changes import events_after, read_cursor, written
from sasaeai.api.queries.public import PublicTown
from sasaeai.places.models import Area
from sasaeai.resources.exporting.files import FORMS, Wanted
from sasaeai.resources.exporting.hsds import service_full
from sasaeai.resources.models import Resource
from sasaeai.towns import clock
from sasaeai.towns.queries import public_town
from sasaeai.towns.viewer import PartOfSystem

OPEN_FORMS = {code: form for code, form in FORMS.items() if form.open}


def changes(request: HttpRequest) -> HttpResponseBase:
    """What happened since the cursor; `deleted` stands for what is public no more."""
    asked, town = asked_of(request), public_town()
    page, cursor = read_page(asked), read_cursor(asked.get("cursor", ""))
    found = events_after(town, cursor, today=clock.today(), most=page.size)
    more, events = len(found) > page.size, found[: page.size]
    latest = {event.resource: event for event in events}
    public = PublicTown.of(town, clock.today())
    keys = public.resources().filter(pk__in=list(latest)).values_list("pk", flat=True)
    alive = {r.resource.pk: r for r in public.records(list(keys))}
    gone = Resource.objects.select_related("merged_into").in_bulk(set(latest) - set(alive))
    items = []
    for key, event in latest.items():
        if key in alive:
            item = {"id": alive[key].columns["public_id"], "deleted": False}
            items.append(item | {"changed_at": event.at, "service": service_full(alive[key])})
        else:
            items.append(_tombstone(gone[key], event.at))
    behind = written(events[-1]) if events else asked.get("cursor", "")
    body = {"items": items, "more": more, "cursor": behind}
    if more:
        there = request.build_absolute_uri(reverse("api:changes"))
        body["next"] = f"{there}?cursor={behind}&per_page={page.size}"
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def _tombstone(resource: Resource, at: object) -> dict[str, object]:
    """Nothing of the record but its number, and the one it became part of."""
    stone: dict[str, object] = {"id": str(resource.public_id), "deleted": True, "changed_at": at}
    into = resource.merged_into
    if into is not None and into.is_public_on(clock.today()):
        stone["merged_into"] = str(into.public_id)
    return stone


def files(request: HttpRequest, form: str) -> HttpResponseBase:
    """The public part as a file: of the whole town, of an area (`area=`) or of one place (`id=`)."""
    sort, asked, town = OPEN_FORMS.get(form), asked_of(request), public_town()
    if sort is None:
        return told(f"形は {'、'.join(OPEN_FORMS)} のどれかです。", 404)
    found = Resource.objects.filter(town=town)
    if asked.get("area"):
        named = Area.objects.of_town(town.pk).filter(name=asked.get("area", ""))
        found = found.within(*named) if named else found.none()
    if asked.get("id"):
        found = found.filter(pk__in=_of_number(town.pk, asked.get("id", "")))
    at, by = clock.now(), PartOfSystem("公開データ", town.pk)
    made = sort.make(Wanted(found, town, by, at, request.get_host()))
    answer = HttpResponse(made.data, content_type=made.content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(False, made.name) or ""
    return answer


def _of_number(town_id: int, number: str) -> list[int]:
    rows = Resource.objects.filter(town=town_id).values_list("pk", "public_id")
    return [pk for pk, public_id in rows if str(public_id) == number.lower()]
