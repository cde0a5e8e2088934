"""Keeping what was typed: every few seconds, and after the time to be signed in ran out.

The page carries a signed word that says for whom it was made. Who sends it with a form but is no longer signed in
gets the form kept as a draft, and the sign-in page; nothing else can be done with it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sasaeai.activities import actions
from sasaeai.activities.models import Activity, Draft
from sasaeai.people.models import User
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

SALT = "sasaeai.activities.keeper"
KEPT_FOR_SECONDS = 24 * 3600


def keeper_of(user: User) -> str:
    """The signed word of a page made for this person."""
    return signing.dumps(user.pk, salt=SALT)


@require_POST
def entry_autosave(request: SignedInRequest) -> HttpResponse:
    """The draft of what is being written; the part under the form says when it was kept."""
    activity = _about(request, request.user)
    draft = _keep(request, request.user, activity)
    return render(request, "activities/_kept.html", {"kept": draft, "about": activity})


def kept_when_signed_out(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Guard a writing page: who is signed out meanwhile finds the text again after signing in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        there = request.get_full_path()
        writer = _writer(request) if request.method == "POST" else None
        if writer is not None:
            draft = _keep(request, writer, _about(request, writer))
            if request.headers.get("HX-Request"):
                known = {"kept": draft, "signed_out": True}
                return render(request, "activities/_kept.html", known)
            if draft is not None and not draft.about:
                there = f"{reverse('activities:new')}?draft={draft.pk}"
            messages.warning(
                request,
                "ログインの時間が切れました。書いたものは下書きに残してあります。"
                "もう一度ログインすると、つづきから書けます。",
            )
        return redirect_to_login(there)

    opened: Callable[..., HttpResponseBase] = login_not_required(guarded)
    # The limit of idle sessions lets such a page answer instead of throwing away what was typed.
    opened.keeps_typed = True  # type: ignore[attr-defined]
    return opened


def _writer(request: HttpRequest) -> User | None:
    try:
        key = signing.loads(request.POST.get("keeper", ""), salt=SALT, max_age=KEPT_FOR_SECONDS)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()


def _about(request: HttpRequest, user: User) -> Activity | None:
    """The record being mended. Its content is not read, so that only its town is asked."""
    about = request.POST.get("about", "")
    if not about.isdecimal():
        return None
    return Activity.objects.filter(town=user.town_id, pk=int(about)).first()


def _keep(request: HttpRequest, user: User, about: Activity | None) -> Draft | None:
    draft = request.POST.get("draft", "")
    return actions.keep_draft(
        by=user,
        at=clock.now(),
        typed=dict(request.POST.lists()),
        draft_id=int(draft) if draft.isdecimal() else None,
        about=about,
    )
