"""システム連携: tokens of the town, made and taken back; the token itself is shown once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sasaeai.api import actions
from sasaeai.api.forms import TokenForm
from sasaeai.api.models import ApiToken
from sasaeai.people.models import User
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_http_methods(["GET", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """The tokens of the town, and a form for a new one."""
    users = list(User.objects.filter(town=request.user.town, is_active=True).order_by("name"))
    form = TokenForm(request.POST or None, users=users, today=clock.today())
    plain = ""
    if request.method == "POST" and form.is_valid():
        try:
            _, plain = actions.make_token(
                by=request.user,
                at=clock.now(),
                user=form.person,
                name=form.cleaned_data["name"],
                expires_on=form.cleaned_data["expires_on"],
            )
            form = TokenForm(users=users, today=clock.today())
        except ValidationError as wrong:
            form.add_error(None, wrong.messages[0])
    found = ApiToken.objects.visible_to(request.user).select_related("user")
    known = {"form": form, "tokens": found, "plain": plain, "today": clock.today()}
    status = 422 if form.is_bound else 200
    return render(request, "api/tokens.html", known, status=status)


@require_POST
def token_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a token back."""
    token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
    actions.revoke_token(by=request.user, at=clock.now(), token=token)
    return redirect("api:tokens")
