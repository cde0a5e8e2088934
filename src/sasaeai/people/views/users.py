"""利用者の管理: accounts, temporary passwords, locks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.people import actions, rules
from sasaeai.people.forms.accounts import RoleForm, UserFilterForm, UserForm
from sasaeai.people.models import User
from sasaeai.people.queries import locked_out, posts_of, users_found
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

PER_PAGE = 50


@require_GET
def users(request: SignedInRequest) -> HttpResponse:
    """利用者の一覧, filtered by what stands in the address."""
    filters = UserFilterForm(request.GET)
    filters.is_valid()
    given = filters.cleaned_data
    found = users_found(
        request.user,
        clock.today(),
        words=given.get("q") or "",
        role=given.get("role") or "",
        state=given.get("state") or "active",
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    locked = locked_out([user.login for user in page], at=clock.now())
    known = {"filters": filters, "page": page, "locked": locked}
    return render(request, "people/users.html", known)


def its(request: SignedInRequest, pk: int) -> User:
    """The account, if it is of the administrator's town; 404 otherwise."""
    return get_object_or_404(User.objects.visible_to(request.user).select_related("town"), pk=pk)


def user(request: SignedInRequest, pk: int) -> HttpResponse:
    """One account: who it is, roles, locks."""
    person, day = its(request, pk), clock.today()
    roles = person.roles.select_related("area", "organisation").order_by("-valid_to", "role", "pk")
    known = {
        "person": person,
        "roles": [(given, rules.roles().get(given.role), _holds(given, day)) for given in roles],
        "posts": posts_of(person, day),
        "is_locked": bool(locked_out([person.login], at=clock.now())),
        "is_me": person.pk == request.user.pk,
    }
    return render(request, "people/user.html", known)


def _holds(given: Any, day: Any) -> bool:
    began = given.valid_from is None or given.valid_from <= day
    return began and (given.valid_to is None or given.valid_to >= day)


@require_http_methods(["GET", "POST"])
def user_new(request: SignedInRequest) -> HttpResponse:
    """Add an account with its first role; the temporary password is shown once."""
    day, town = clock.today(), request.user.town
    form = UserForm(request.POST or None)
    form.instance.town = town
    role = RoleForm(request.POST or None, of=User(town=town), day=day, prefix="role")
    if request.method == "POST" and form.is_valid() and role.is_valid():
        now = clock.now()
        first = actions.add_user(by=request.user, at=now, town=town, **form.facts())
        actions.give_role(by=request.user, at=now, user=first.user, **role.cleaned_data)
        return _shown_once(request, first, "利用者を登録しました")
    return render(request, "people/user_form.html", {"form": form, "role": role})


def _shown_once(request: SignedInRequest, first: actions.FirstPassword, title: str) -> HttpResponse:
    known = {"person": first.user, "password": first.password, "title": title}
    answer = render(request, "people/user_password.html", known)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def user_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct name, section, sign-in name."""
    person = its(request, pk)
    form = UserForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        actions.change_user(by=request.user, at=clock.now(), user=person, **form.facts())
        messages.success(request, "保存しました。")
        return redirect("people:user", pk=person.pk)
    return render(request, "people/user_form.html", {"form": form, "person": person})


DEEDS: dict[str, tuple[str, str]] = {
    "password": (
        "パスワードを新しくする",
        "仮のパスワードを作ります。いまのパスワードはすぐ使えなくなります。",
    ),
    "unlock": (
        "ロックを外す",
        "パスワードの間違いで止まっているログインを、すぐ使えるようにします。",
    ),
    "second-factor": (
        "二要素認証をやり直す",
        "スマートフォンをなくした・替えたときに、登録を消します。次のログインで登録し直せます。",
    ),
    "stop": (
        "利用を止める",
        "退職・異動などで使わなくなったとき。すぐにログインできなくなります。書いた記録は残ります。",
    ),
    "resume": ("利用を再開する", "もう一度ログインできるようにします。"),
}

DONE = {
    "unlock": "ロックを外しました。",
    "second-factor": "二要素認証の登録を消しました。次のログインで登録し直せます。",
    "stop": "利用を止めました。",
    "resume": "利用を再開しました。",
}


@require_http_methods(["GET", "POST"])
def user_deed(request: SignedInRequest, pk: int, deed: str) -> HttpResponse:
    """Something that changes how the person comes in: asked first, then done."""
    person = its(request, pk)
    if deed not in DEEDS:
        raise Http404
    title, explanation = DEEDS[deed]
    known = {"person": person, "title": title, "help": explanation}
    if request.POST.get("sure") != "1":
        return render(request, "people/user_deed.html", known)
    now, by = clock.now(), request.user
    if deed == "password":
        first = actions.reset_password(by=by, at=now, user=person)
        return _shown_once(request, first, "仮のパスワードを作りました")
    try:
        if deed == "unlock":
            actions.unlock_user(by=by, at=now, user=person)
        elif deed == "second-factor":
            actions.take_second_factor_away(by=by, at=now, user=person)
        elif deed == "stop":
            actions.stop_user(by=by, at=now, user=person)
        else:
            actions.resume_user(by=by, at=now, user=person)
    except ValidationError as why:
        messages.error(request, " ".join(why.messages))
    else:
        messages.success(request, f"{person.name}さんの{DONE[deed]}")
    return redirect("people:user", pk=person.pk)
