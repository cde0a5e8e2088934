"""協議体: the list, one council, its members."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sasaeai.councils.queries.bodies import councils_found
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.towns.rules import Tier
from sasaeai.vocabulary.models import Term


@require_GET
def council_list(request: SignedInRequest) -> HttpResponse:
    """協議体の一覧."""
    given = request.GET
    kind = given.get("kind", "")
    found = councils_found(
        request.user,
        today=clock.today(),
        tier=given.get("tier", "") if given.get("tier") in Tier.values else "",
        kind=int(kind) if kind.isdigit() else None,
        words=given.get("q", ""),
    )
    known = {
        "page": Paginator(found, 50).get_page(given.get("page")),
        "tiers": Tier.choices,
        "kinds": Term.objects.of(request.user.town_id, "council-kind"),
        "asked": given,
    }
    return render(request, "councils/list.html", known)
