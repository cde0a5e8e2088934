"""The Japanese profile of HSDS for people, the description for machines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from sasaeai.api.description import openapi
from sasaeai.resources.exporting.hsds.nested import KEPT
from sasaeai.resources.rules.columns import OWN
from sasaeai.resources.rules.quality import CRITERIA
from sasaeai.resources.rules.states import HSDS_STATUS
from sasaeai.towns.queries import public_town


def profile(request: HttpRequest) -> HttpResponse:
    """What our fields mean in HSDS, and which names the attributes have."""
    known = {
        "town": public_town(),
        "states": [(state.label, status) for state, status in HSDS_STATUS.items()],
        "kept": [OWN[name] for name in KEPT],
        "criteria": CRITERIA,
        "base": request.build_absolute_uri(reverse("api:about")),
    }
    return render(request, "api/profile.html", known)


def description(request: HttpRequest) -> HttpResponseBase:
    """OpenAPI."""
    address = request.build_absolute_uri(reverse("api:profile")).removesuffix("profile/")
    return JsonResponse(openapi(address), json_dumps_params={"ensure_ascii": False})
