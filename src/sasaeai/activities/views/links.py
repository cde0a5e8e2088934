"""関連: anything registered that the person may find, to be tied to an entry."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sasaeai.people.requests import SignedInRequest
from sasaeai.search.queries import found
from sasaeai.ui import slots

EACH_KIND = 5


@dataclass(frozen=True)
class Findable:
    """Something that could be tied: `people.Organisation:12|みどり町会`."""

    value: str
    label: str
    kind: str


@require_GET
def link_pick(request: SignedInRequest) -> HttpResponse:
    """What the typed words find, as checkboxes of the entry form."""
    words = request.GET.get("link_q", "").strip()
    known = {"findable": findable(request, words), "words": words}
    return render(request, "activities/_links_found.html", known)


def findable(request: SignedInRequest, words: str) -> list[Findable]:
    """The five newest of each kind that holds the words, as far as the person may see them."""
    sources = {
        s.key: s for s in slots.search_sources.all() if request.user.may(s.permission) and words
    }
    hits = found(viewer=request.user, text=words, kinds=list(sources), limit=EACH_KIND)
    return [
        Findable(f"{hit.kind}:{line.key}|{line.title}", line.title, sources[hit.kind].label)
        for hit in hits
        for line in sources[hit.kind].lines(request, list(hit.keys))
    ]
