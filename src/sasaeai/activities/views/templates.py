"""ひな型: one's own templates of entries."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sasaeai.activities import actions
from sasaeai.activities.actions.entry import entry_of
from sasaeai.activities.forms import typed_of
from sasaeai.activities.models import EntryTemplate
from sasaeai.activities.queries.own import drafts_of, templates_of
from sasaeai.activities.views.found import activity_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_GET
def own(request: SignedInRequest) -> HttpResponse:
    """ひな型と下書き: what is one's own."""
    known = {"templates": templates_of(request.user), "drafts": drafts_of(request.user)}
    return render(request, "activities/own.html", known)


@require_POST
def template_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """The content of a record becomes a template; its day, counts and next step do not."""
    activity = activity_of(request, pk)
    name = request.POST.get("name", "").strip()[:40] or activity.heading[:40]
    actions.keep_template(
        by=request.user, at=clock.now(), name=name, typed=typed_of(entry_of(activity))
    )
    messages.success(request, f"ひな型「{name}」を作りました。「記録する」の上から選べます。")
    return redirect("activities:saved", pk=pk)


@require_POST
def template_drop(request: SignedInRequest) -> HttpResponse:
    """A template is not wanted any more (pressing twice is harmless)."""
    mine = EntryTemplate.objects.filter(user=request.user, pk=_key(request))
    for template in mine:
        actions.drop_template(by=request.user, at=clock.now(), template=template)
        messages.success(request, f"ひな型「{template.name}」を消しました。")
    return redirect("activities:own")


@require_POST
def draft_drop(request: SignedInRequest) -> HttpResponse:
    """A draft is not wanted any more (pressing twice is harmless)."""
    actions.drop_draft(by=request.user, at=clock.now(), draft_id=_key(request))
    messages.success(request, "下書きを消しました。")
    return redirect("activities:own")


def _key(request: SignedInRequest) -> int:
    given = request.POST.get("key", "")
    return int(given) if given.isdecimal() else 0
