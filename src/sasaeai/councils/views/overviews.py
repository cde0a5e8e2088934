"""発足のあゆみ and 参加のひろがり: councils seen together."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sasaeai.councils.queries.founding import founding
from sasaeai.councils.queries.taking_part import taking_part
from sasaeai.councils.shown import founding_chart, founding_map, sharing
from sasaeai.people.requests import SignedInRequest
from sasaeai.people.rules import fiscal_year_of
from sasaeai.towns import clock
from sasaeai.towns.rules import Tier


@require_GET
def founding_page(request: SignedInRequest) -> HttpResponse:
    """Councils by founding year, their growth as a diagram, and the areas that have none yet."""
    tier = request.GET.get("tier", Tier.SECOND)
    tier = tier if tier in ("", *Tier.values) else Tier.SECOND
    found = founding(request.user, today=clock.today(), tier=tier)
    known = {
        "found": found,
        "chart": founding_chart(found),
        "map": founding_map(found),
        "tier": tier,
        "tiers": [("", "すべて"), *Tier.choices],
        "missing": sum(1 for _, councils in found.areas if not councils),
    }
    return render(request, "councils/founding.html", known)


@require_GET
def taking_part_page(request: SignedInRequest) -> HttpResponse:
    """Who takes part: first-timers, kinds of members, 「いつもの人」."""
    this = fiscal_year_of(clock.today())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2000 <= int(asked) <= this else this
    found = taking_part(request.user, first=date(year, 4, 1), last=date(year + 1, 3, 31))
    known = {
        "year": year,
        "years": range(this, this - 6, -1),
        "whole": sharing("全体", found.whole),
        "councils": [sharing(council.name, one) for council, one in found.councils],
    }
    return render(request, "councils/taking_part.html", known)
