"""写真・支援・つながり of a resource."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.documents.photos import clean_photo
from sasaeai.documents.refusals import CannotRead
from sasaeai.people.requests import SignedInRequest
from sasaeai.resources.actions import beside as deeds
from sasaeai.resources.forms.beside import PictureForm, SupportForm, TouchForm
from sasaeai.resources.models import Resource
from sasaeai.resources.views.found import resource_of
from sasaeai.resources.views.writing import form_page
from sasaeai.towns import clock
from sasaeai.ui.pictures import picture_answer


def _page(request: SignedInRequest, one: Resource, form: Any, title: str, do: Any) -> HttpResponse:
    url = reverse("resources:resource", args=[one.pk])
    crumbs = [("地域資源", reverse("resources:list")), (one.name, url)]
    return form_page(request, form, title=title, crumbs=crumbs, do=do, to=lambda _: url)


@require_GET
def picture(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The picture itself: a JPEG made by us, whatever was sent."""
    kept = get_object_or_404(resource_of(request, pk).photos, pk=number)
    return picture_answer(kept.file)


@require_http_methods(["GET", "POST"])
def picture_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a picture or a flyer."""
    one = resource_of(request, pk)
    form = PictureForm(request.POST or None, request.FILES or None)

    def do() -> Any:
        given = form.cleaned_data
        try:
            clean = clean_photo(given["file"].read())
        except CannotRead as refused:
            raise ValueError(str(refused)) from None
        return deeds.add_pictures(
            by=request.user,
            at=clock.now(),
            resource=one,
            pictures=[clean],
            sort=given["sort"],
            caption=given["caption"],
            may_publish=given["may_publish"],
        )

    return _page(request, one, form, "写真・チラシを加える", do)


@require_POST
def picture_remove(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Take a picture away."""
    one = resource_of(request, pk)
    kept = get_object_or_404(one.photos.select_related("resource"), pk=number)
    if request.POST.get("sure") != "1":
        return redirect("resources:resource", pk=one.pk)
    deeds.remove_picture(by=request.user, at=clock.now(), picture=kept)
    messages.success(request, "写真を消しました。")
    return redirect("resources:resource", pk=one.pk)


@require_http_methods(["GET", "POST"])
def support(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down support."""
    one = resource_of(request, pk)
    form = SupportForm(request.POST or None, initial={"on": clock.today()})
    return _page(
        request,
        one,
        form,
        "支援を書く",
        lambda: deeds.note_support(
            by=request.user, at=clock.now(), resource=one, **form.cleaned_data
        ),
    )


@require_http_methods(["GET", "POST"])
def touch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down how people were kept in touch with."""
    one = resource_of(request, pk)
    today = clock.today()
    form = TouchForm(request.POST or None, town=request.user.town, day=today, initial={"on": today})
    return _page(
        request,
        one,
        form,
        "つながりを書く",
        lambda: deeds.note_touch(
            by=request.user, at=clock.now(), resource=one, **form.cleaned_data
        ),
    )
