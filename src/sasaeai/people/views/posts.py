"""職と任期: the list on a day, the page of one with everybody who held it, and the hand-over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.people import actions
from sasaeai.people.forms.posts import EndForm, PostFilterForm, PostForm, TenureForm
from sasaeai.people.models import Post, Tenure
from sasaeai.people.queries import deployment_on, holders_on, overloaded_on, posts_on
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui import slots

EDIT = "people.posts-edit"
PER_PAGE = 50


@require_GET
def posts(request: SignedInRequest) -> HttpResponse:
    """職の一覧 on a day: who sits where, what is vacant, how many full times a tier."""
    filters = PostFilterForm(request.GET)
    filters.is_valid()
    day = filters.cleaned_data.get("on") or clock.today()
    closed = filters.cleaned_data.get("state") == "closed"
    found = posts_on(request.user, day, tier=filters.cleaned_data.get("tier") or "", closed=closed)
    known = {
        "filters": filters,
        "day": day,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "deployment": [] if closed else deployment_on(request.user, day),
        "overloaded": overloaded_on(request.user, day),
        "may_edit": request.user.may(EDIT),
    }
    return render(request, "people/posts.html", known)


def _its(request: SignedInRequest, pk: int) -> Post:
    known = Post.objects.visible_to(request.user).select_related("town", "area__level__tree")
    return get_object_or_404(known, pk=pk)


def post(request: SignedInRequest, pk: int) -> HttpResponse:
    """One post: who holds it, who held it."""
    seat, day = _its(request, pk), clock.today()
    tenures = list(seat.tenures.select_related("holder", "employer").order_by("-valid_from", "-pk"))
    panels = [p for p in slots.post_panels.all() if request.user.may(p.permission)]
    filled = [(p.template, p.context(request, seat)) for p in panels]
    known = {
        "post": seat,
        "tenures": [(tenure, tenure.covers(day)) for tenure in tenures],
        "held": [tenure for tenure in tenures if tenure.covers(day)],
        "panels": [{"template": t, "panel": found} for t, found in filled if found is not None],
        "is_closed": seat.closed_on is not None and seat.closed_on < day,
        "may_edit": request.user.may(EDIT),
    }
    return render(request, "people/post.html", known)


@require_http_methods(["GET", "POST"])
def post_new(request: SignedInRequest) -> HttpResponse:
    """Set up a post."""
    town = request.user.town
    form = PostForm(request.POST or None, town=town, day=clock.today())
    if request.method == "POST" and form.is_valid():
        made = actions.set_up_post(by=request.user, at=clock.now(), town=town, **form.facts())
        messages.success(request, f"「{made}」を登録しました。つづけて担当者を決めてください。")
        return redirect("people:post", pk=made.pk)
    return render(request, "people/post_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def post_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a post."""
    seat = _its(request, pk)
    form = PostForm(request.POST or None, instance=seat, town=seat.town, day=clock.today())
    if request.method == "POST" and form.is_valid():
        actions.change_post(by=request.user, at=clock.now(), post=seat, **form.facts())
        messages.success(request, "保存しました。")
        return redirect("people:post", pk=seat.pk)
    return render(request, "people/post_form.html", {"form": form, "post": seat})


@require_http_methods(["GET", "POST"])
def post_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a post up."""
    seat = _its(request, pk)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        try:
            actions.close_post(by=request.user, at=clock.now(), post=seat, on=on)
        except ValidationError as why:
            _say_why(form, why)
        else:
            messages.success(request, f"「{seat}」を{on:%Y年%-m月%-d日}でなくしました。")
            return redirect("people:post", pk=seat.pk)
    known = {"form": form, "post": seat, "title": "職をなくす", "help": CLOSING}
    return render(request, "people/post_deed.html", known)


CLOSING = "この日を最後に職をなくします。担当者の任期も同じ日までになります。記録は職に残ります。"
PUTTING_IN = "いまの担当者はそのままで、もう1人が担当になります。"
HANDING_OVER = (
    "いまの担当者の任期は前の日まで、新しい担当者の任期はこの日からになります。記録は職に残ります。"
)


@require_http_methods(["GET", "POST"])
def tenure_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand the post over; put somebody in if nobody holds it, or beside the holder (`how=beside`)."""
    seat, day = _its(request, pk), clock.today()
    held = holders_on(seat.pk, day)
    handing = bool(held) and request.GET.get("how") != "beside"
    start = {"valid_from": day, "fte": Decimal(1)}
    if handing:
        start |= {"fte": held[0].fte, "employer": held[0].employer_id}
    form = TenureForm(request.POST or None, post=seat, initial=start)
    if request.method == "POST" and form.is_valid():
        deed = actions.hand_over if handing else actions.put_in
        made = deed(by=request.user, at=clock.now(), post=seat, **form.cleaned_data)
        messages.success(request, f"{made.holder}さんを「{seat}」の担当にしました。")
        return redirect("people:post", pk=seat.pk)
    known = {
        "form": form,
        "post": seat,
        "title": "引き継ぐ" if handing else "担当者を決める",
        "help": HANDING_OVER if handing else PUTTING_IN if held else "",
    }
    return render(request, "people/post_deed.html", known)


@require_http_methods(["GET", "POST"])
def tenure_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct who held the post how, or end it."""
    known_ones = Tenure.objects.select_related("post__town", "holder", "employer")
    tenure = get_object_or_404(known_ones, post__town=request.user.town_id, pk=pk)
    form = TenureForm(request.POST or None, instance=tenure, post=tenure.post)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = form.cleaned_data
        actions.change_tenure(by=request.user, at=clock.now(), tenure=tenure, **facts)
        messages.success(request, "保存しました。")
        return redirect("people:post", pk=tenure.post_id)
    known = {"form": form, "post": tenure.post, "title": "任期を直す", "help": ""}
    return render(request, "people/post_deed.html", known)


def _say_why(form: forms.BaseForm, why: ValidationError) -> None:
    for message in why.messages:
        form.add_error(None, message)
