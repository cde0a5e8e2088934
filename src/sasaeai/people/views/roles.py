"""役割: given, ended, changed for many at once; the whole table in words."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.people import actions, rules
from sasaeai.people.forms.accounts import BulkRoleForm, RoleForm, role_choices
from sasaeai.people.models import Assignment
from sasaeai.people.queries import held_on
from sasaeai.people.requests import SignedInRequest
from sasaeai.people.views.users import its
from sasaeai.towns import clock


@require_GET
def roles(request: SignedInRequest) -> HttpResponse:
    """役割の表: what each role may do, in words, to be read on paper."""
    table, words = list(rules.roles().values()), rules.permission_words()
    rows = [(text, [code in role.permissions for role in table]) for code, text in words.items()]
    return render(request, "people/roles.html", {"table": table, "rows": rows})


@require_http_methods(["GET", "POST"])
def role_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a person another role."""
    person, day = its(request, pk), clock.today()
    form = RoleForm(request.POST or None, of=person, day=day, initial={"valid_from": day})
    if request.method == "POST" and form.is_valid():
        given = actions.give_role(by=request.user, at=clock.now(), user=person, **form.cleaned_data)
        messages.success(request, f"{person.name}さんに「{given.title}」の役割をつけました。")
        return redirect("people:user", pk=person.pk)
    return render(request, "people/role_form.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a role today; asked first."""
    known = Assignment.objects.select_related("user__town", "area")
    given = get_object_or_404(known, user__town=request.user.town_id, pk=pk)
    if request.POST.get("sure") != "1":
        return render(request, "people/role_end.html", {"given": given, "person": given.user})
    day = clock.today()
    try:
        actions.end_role(by=request.user, at=clock.now(), given=given, on=day - timedelta(days=1))
    except ValidationError as why:
        messages.error(request, " ".join(why.messages))
    else:
        messages.success(request, f"「{given.title}」の役割を外しました。")
    return redirect("people:user", pk=given.user_id)


@require_http_methods(["GET", "POST"])
def roles_bulk(request: SignedInRequest) -> HttpResponse:
    """職種ごとの変更: choose a role, tick the people, say the new role and the day."""
    day, role = clock.today(), request.GET.get("role", "")
    people = (
        Assignment.objects.filter(held_on(day), role=role, user__town=request.user.town_id)
        .filter(user__is_active=True)
        .select_related("user__town", "area__level__tree", "organisation")
        .order_by("user__kana", "user__name")
    )
    form = BulkRoleForm(request.POST or None, people=people, initial={"valid_from": day})
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.change_roles(
                by=request.user,
                at=clock.now(),
                given=form.cleaned_data["given"],
                role=form.cleaned_data["to"],
                valid_from=form.cleaned_data["valid_from"],
            )
        except ValidationError as why:
            form.add_error(None, " ".join(why.messages))
        else:
            messages.success(request, f"{count}人の役割を変えました。")
            return redirect("people:users")
    known = {"form": form, "role": role, "choices": role_choices(), "people": people}
    return render(request, "people/roles_bulk.html", known)
