"""The one search box, and the words that mean the same."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sasaeai.search.actions import remove_wording, save_wording, standard_words
from sasaeai.search.forms import WordingForm
from sasaeai.search.models import Wording
from sasaeai.search.queries import wordings_of
from sasaeai.search.results import results_of
from sasaeai.towns import clock
from sasaeai.towns.viewer import Viewer


def find(request: HttpRequest) -> HttpResponse:
    """さがす: everything the person may see, source by source."""
    results = results_of(
        request,
        at=clock.now(),
        asked=request.GET.get("q", "").strip()[:200],
        source=request.GET.get("in", ""),
        page=request.GET.get("page", "1"),
    )
    return render(request, "search/find.html", {"results": results})


def wordings(request: HttpRequest) -> HttpResponse:
    """検索のことば: the groups as the town has them."""
    return render(request, "search/wordings.html", {"wordings": wordings_of(_town_id(request))})


def wording_new(request: HttpRequest) -> HttpResponse:
    """A group of the town's own."""
    return _edit(request, Wording(town_id=_town_id(request), in_use=True))


def wording_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or remove a group of the town's own."""
    mine = Wording.objects.filter(town=_town_id(request), code="")
    return _edit(request, get_object_or_404(mine, pk=pk))


def wording_standard(request: HttpRequest, code: str) -> HttpResponse:
    """Change a standard group for this town, switch it off, or take the change back."""
    if not standard_words(code):
        raise Http404
    town_id = _town_id(request)
    changed = Wording.objects.filter(town=town_id, code=code).first()
    return _edit(
        request, changed or Wording(town_id=town_id, code=code, words=standard_words(code))
    )


def _town_id(request: HttpRequest) -> int:
    """The town of the signed-in person; who has none has no words either."""
    town_id = cast(Viewer, request.user).town_id
    if town_id is None:
        raise Http404
    return town_id


def _edit(request: HttpRequest, wording: Wording) -> HttpResponse:
    doer = cast(Viewer, request.user)
    if request.method == "POST" and "remove" in request.POST and wording.pk:
        remove_wording(by=doer, at=clock.now(), wording=wording)
        messages.success(request, "標準に戻しました。" if wording.code else "取り消しました。")
        return redirect("search:wordings")
    kept = {"words": wording.words, "in_use": wording.in_use}
    form = WordingForm(request.POST or None, initial=kept)
    if form.is_valid():
        save_wording(by=doer, at=clock.now(), wording=wording, **form.cleaned_data)
        messages.success(request, "保存しました。次の検索から使われます。")
        return redirect("search:wordings")
    shown = {"form": form, "wording": wording, "standard": standard_words(wording.code)}
    return render(request, "search/wording.html", shown)
