"""公開: publish, take the file, decide what stands there, landmarks, views."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from sasaeai.documents.published import public_key
from sasaeai.documents.refusals import CannotRead
from sasaeai.people.requests import SignedInRequest
from sasaeai.portal import actions, queries
from sasaeai.portal.actions.publishing import publishing_key
from sasaeai.portal.forms.publishing import CountsForm, LandmarkForm, SettingsForm
from sasaeai.portal.models import Landmark, PortalSettings
from sasaeai.portal.site.models import PublicTown
from sasaeai.resources.queries import settings_of as register_settings
from sasaeai.towns import clock


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    """What is public, what changed since, and the way out."""
    user = request.user
    shown = PublicTown.objects.filter(code=user.town.code).first()
    about = {
        "waiting": queries.waiting(user, today=clock.today()),
        "shown": shown,
        "address": request.build_absolute_uri(reverse("site:home", args=[user.town.code])),
        "key": public_key(publishing_key())[:16],
        "office": register_settings(user.town_id),
    }
    return render(request, "portal/overview.html", about)


@require_POST
def publish(request: SignedInRequest) -> HttpResponse:
    """Show on this machine what the records say now."""
    made = actions.publish(by=request.user, at=clock.now(), town=request.user.town)
    messages.success(request, f"公開しました。住民のページに{made.places}か所が載っています。")
    return redirect("portal:overview")


@require_POST
def publish_file(request: SignedInRequest) -> HttpResponse:
    """The signed file, to be carried to the portal."""
    town, at = request.user.town, clock.now()
    data, _ = actions.publish_file(by=request.user, at=at, town=town)
    answer = HttpResponse(data, content_type="application/zip")
    name = f"koukai-{town.code}-{localtime(at):%Y%m%d-%H%M}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def settings(request: SignedInRequest) -> HttpResponse:
    """公開の決めごと"""
    town = request.user.town
    kept = PortalSettings.objects.filter(town=town).first() or PortalSettings(town=town)
    form = SettingsForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        actions.decide_settings(by=request.user, at=clock.now(), town=town, settings=form.instance)
        messages.success(request, "保存しました。「公開する」を押すと住民のページに出ます。")
        return redirect("portal:overview")
    return render(
        request, "portal/settings.html", {"form": form}, status=422 if form.errors else 200
    )


def landmarks(request: SignedInRequest) -> HttpResponse:
    """目印: the names, and one more."""
    town = request.user.town
    form = LandmarkForm(request.POST or None, instance=Landmark(town=town))
    if request.method == "POST" and form.is_valid():
        actions.add_landmark(by=request.user, at=clock.now(), landmark=form.instance)
        messages.success(request, "目印を加えました。")
        return redirect("portal:landmarks")
    rows = Landmark.objects.visible_to(request.user)
    about = {"form": form, "landmarks": rows}
    return render(request, "portal/landmarks.html", about, status=422 if form.errors else 200)


@require_POST
def landmark_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a name away."""
    one = get_object_or_404(Landmark.objects.visible_to(request.user), pk=pk)
    if request.POST.get("do") == "remove":
        actions.remove_landmark(by=request.user, at=clock.now(), landmark=one)
        messages.success(request, "目印を消しました。")
    return redirect("portal:landmarks")


def views(request: SignedInRequest) -> HttpResponse:
    """閲覧の数: twelve months, and taking in those of a portal elsewhere."""
    town = request.user.town
    form = CountsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = cast("bytes", form.cleaned_data["file"].read())
            read = actions.take_in_views(by=request.user, at=clock.now(), town=town, data=data)
        except CannotRead as reason:
            form.add_error("file", str(reason))
        else:
            messages.success(request, f"閲覧の数を{read}行取り込みました。")
            return redirect("portal:views")
    about = {"form": form, "table": queries.view_table(town.code, until=clock.today())}
    return render(request, "portal/views.html", about, status=422 if form.errors else 200)
