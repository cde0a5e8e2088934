"""The register for other systems of the town: a token stands for a person, whose rights hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponseBase, JsonResponse

from sasaeai.api.asking import Wrong, asked_of, cut, page_of, read_moment, read_page, told
from sasaeai.people.requests import SignedInRequest
from sasaeai.resources.exporting.register import in_parts, own_columns
from sasaeai.resources.models import Resource
from sasaeai.resources.queries.naming import area_names_of


def register(request: SignedInRequest) -> HttpResponseBase:
    """Every resource of the register with every column, a page at a time."""
    asked, user = asked_of(request), request.user
    try:
        page, after = read_page(asked), read_moment(asked, "modified_after")
    except Wrong as wrong:
        return told(str(wrong), 400)
    found = Resource.objects.visible_to(user).kept()
    if after is not None:
        found = found.filter(changed_at__gte=after)
    keys = list(found.order_by("sort_key", "pk").values_list("pk", flat=True))
    shown = list(cut(keys, page))
    names = area_names_of(user.town_id or 0)
    rows = {r.pk: r for r in in_parts(Resource.objects.filter(pk__in=shown))}
    contents = [_told(rows[key], names) for key in shown if key in rows]
    body = page_of(contents, total=len(keys), page=page)
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def _told(resource: Resource, names: dict[int, str]) -> dict[str, Any]:
    columns = own_columns(resource, names)
    told = {k: v.isoformat() if isinstance(v, date) else v for k, v in columns.items()}
    return told | {"changed_at": resource.changed_at.isoformat(), "extras": resource.extras}
