"""Founding a town, and the checklist that follows."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.config.newtown.actions import (
    finish_preparing,
    found_town,
    take_up_preparing,
)
from sasaeai.config.newtown.forms import FoundingForm
from sasaeai.config.newtown.queries import ready_list
from sasaeai.people.requests import SignedInRequest, come_in
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

FOUNDER = PartOfSystem("はじめての設定")


@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """はじめての設定. Gone once a town exists."""
    if Town.objects.exists():
        raise Http404
    form = FoundingForm(request.POST or None)
    if form.is_valid():
        try:
            user = found_town(by=FOUNDER, at=clock.now(), **form.founding())
        except ValidationError as reason:
            form.show(reason)
        else:
            come_in(request, user, clock.now())
            return redirect("newtown:ready")
    return render(request, "newtown/found.html", {"form": form})


@require_GET
def ready(request: SignedInRequest) -> HttpResponse:
    """はじめの準備: what is done, what is missing, where to do it."""
    known = {"ready": ready_list(request.user), "town": request.user.town}
    return render(request, "newtown/ready.html", known)


@require_POST
def finish(request: SignedInRequest) -> HttpResponse:
    """準備を終える; what is missing may come later."""
    finish_preparing(by=request.user, at=clock.now(), town=request.user.town)
    messages.success(request, "準備を終えました。これからは「今日」のページから始まります。")
    return redirect("start")


@require_POST
def again(request: SignedInRequest) -> HttpResponse:
    """準備にもどる."""
    take_up_preparing(by=request.user, at=clock.now(), town=request.user.town)
    return redirect("newtown:ready")
