"""Coming in, going out, one's own account and password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sasaeai.history.queries import sign_ins_of
from sasaeai.people import actions, rules
from sasaeai.people.forms.sign_in import OwnPasswordForm, SignInForm
from sasaeai.people.models import User
from sasaeai.people.queries import held_on, network_is_shut, posts_of
from sasaeai.people.requests import SEEN, SignedInRequest, client_address, start_session
from sasaeai.towns import clock

WHY = {
    "idle": "しばらく操作がなかったため、ログアウトしました。もう一度ログインすると、開いていたページに戻ります。",
    "long": "長い時間がたったため、ログアウトしました。もう一度ログインすると、開いていたページに戻ります。",
    "out": "ログアウトしました。",
}


class SignIn(LoginView):
    """ログイン: wrong passwords are counted for the name (by axes) and for the network."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse a network from which too many wrong passwords came."""
        network = rules.network_of(client_address(request))
        if network_is_shut(network, at=clock.now()):
            return render(request, "people/locked.html", {"network": True}, status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Come in: a new session key, the clock of the session started."""
        answer = super().form_valid(form)
        now = clock.now()
        start_session(self.request.session, now)
        actions.signed_in(by=form.get_user(), at=now)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Count it, say nothing about whether the name exists."""
        login = form.cleaned_data.get("username") or ""
        if login:
            network = rules.network_of(client_address(self.request))
            actions.sign_in_failed(at=clock.now(), login=login, network=network)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Why one was led here."""
        known: dict[str, Any] = super().get_context_data(**kwargs)
        return known | {"why": WHY.get(self.request.GET.get("why", ""), "")}


class SignOut(LogoutView):
    """ログアウト: the session ends, and the browser forgets the pages it kept."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go out."""
        if isinstance(request.user, User):
            actions.signed_out(by=request.user, at=clock.now())
        answer = super().post(request, *args, **kwargs)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer


sign_in = sensitive_post_parameters("password")(SignIn.as_view())
sign_out = SignOut.as_view()


@require_POST
def stay(request: SignedInRequest) -> HttpResponse:
    """Keep the session: the middleware has noted the operation already."""
    request.session[SEEN] = int(clock.now().timestamp())
    return HttpResponse(status=204)


def account(request: SignedInRequest) -> HttpResponse:
    """自分の設定: name, section, roles, posts, the second factor, when one came in."""
    user, day = request.user, clock.today()
    roles = user.roles.filter(held_on(day)).select_related("area", "organisation")
    known = {
        "roles": [(given, rules.roles().get(given.role)) for given in roles],
        "posts": posts_of(user, day),
        "sign_ins": sign_ins_of(user),
        "required": user.town.second_factor_required and user.sees_personal,
    }
    return render(request, "people/account.html", known)


def next_after(request: HttpRequest) -> str:
    """Where the person was going, if it is one of our own addresses."""
    there = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return there if safe else "/"


@require_http_methods(["GET", "POST"])
def password(request: SignedInRequest) -> HttpResponseBase:
    """パスワードの変更: by oneself, and at once after a temporary one."""
    form = OwnPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_password(
            by=request.user, at=clock.now(), password=form.cleaned_data["new_password1"]
        )
        update_session_auth_hash(request, request.user)
        messages.success(request, "パスワードを変えました。")
        return redirect(next_after(request))
    known = {"form": form, "next": next_after(request), "must": request.user.must_change_password}
    return render(request, "people/password.html", known)
