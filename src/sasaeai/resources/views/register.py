"""地域資源: the list, the page of one, entry and correction."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.analysis.addresses.postcodes import Postcodes
from sasaeai.people.actions import record_organisation
from sasaeai.people.models import Organisation
from sasaeai.people.requests import SignedInRequest
from sasaeai.places.queries import locate, postcodes_of
from sasaeai.resources import actions
from sasaeai.resources.forms.deeds import ConfirmForm, FilterForm, UnusualForm
from sasaeai.resources.forms.resource import ResourceForm, given_contacts
from sasaeai.resources.models import Resource
from sasaeai.resources.queries import Twin, alike, resources_found
from sasaeai.resources.queries.listing import page_of
from sasaeai.resources.queries.on_foot import walked_to
from sasaeai.resources.queries.page import page_of as page_of_one
from sasaeai.resources.queries.whereabouts import areas_around
from sasaeai.resources.rules.freshness import How
from sasaeai.resources.rules.placing import placed
from sasaeai.resources.rules.states import State
from sasaeai.resources.views.found import deed, resource_of
from sasaeai.resources.views.lines import Distances, rows_of
from sasaeai.towns import clock

MAY = ("edit", "publish", "import", "export", "settings")


def mays(request: SignedInRequest) -> dict[str, bool]:
    """Which deeds of the register the person may do."""
    return {name: request.user.may(f"resources.{name}") for name in MAY}


@require_GET
def resource_list(request: SignedInRequest) -> HttpResponse:
    """資源の一覧, filtered by what stands in the address."""
    today = clock.today()
    filters = FilterForm(request.GET, town=request.user.town, day=today)
    found = resources_found(request.user, filters.asked(), today=today)
    page = page_of(found, request.GET.get("page"))
    near = filters.near_point
    walked = walked_to(filters.streets, near.point, page) if near else {}
    rows = rows_of(list(page), today, Distances(near, walked))
    known = {"filters": filters, "page": page, "rows": rows, "may": mays(request)}
    part = request.headers.get("HX-Request") and request.headers.get("HX-Target") == "found"
    template = "resources/_found.html" if part else "resources/list.html"
    return render(request, template, known)


@require_GET
def resource(request: SignedInRequest, pk: int) -> HttpResponse:
    """One resource: what is known, whether it is true today, what it leads to."""
    one = resource_of(request, pk)
    if one.merged_into is not None:
        messages.info(request, f"「{one}」は「{one.merged_into}」に統合されました。")
        return redirect("resources:resource", pk=one.merged_into.pk)
    return render(request, "resources/resource.html", known_of(request, one))


def known_of(request: SignedInRequest, one: Resource) -> dict[str, Any]:
    """What the page of a resource is made of."""
    today = clock.today()
    return {
        "page": page_of_one(one, today=today),
        "resource": one,
        "confirm_form": ConfirmForm(initial={"on": today, "how": How.PHONE}),
        "unusual_form": UnusualForm(),
        "may": mays(request),
        "today": today,
    }


@require_http_methods(["GET", "POST"])
def resource_new(request: SignedInRequest) -> HttpResponse:
    """Add a resource; one that seems to be there already is shown first."""
    town, day = request.user.town, clock.today()
    form = ResourceForm(request.POST or None, town=town, day=day)
    known: dict[str, Any] = {"form": form, "partners": _partners(request), "twins": []}
    if request.method == "POST" and form.is_valid():
        twins = [] if form.cleaned_data["sure"] else _twins(request, form)
        if not twins:
            made = deed(form, lambda: _record(request, form))
            if made is not None:
                messages.success(request, f"「{made}」を登録しました。")
                _tell_where(request, form)
                return redirect("resources:resource", pk=made.pk)
        known |= {"twins": twins}
    return render(request, "resources/form.html", known)


def _tell_where(request: SignedInRequest, form: ResourceForm) -> None:
    for words in (form.posted, form.placed.words):
        if words:
            messages.info(request, words)


def _record(request: SignedInRequest, form: ResourceForm) -> Resource:
    how = form.cleaned_data.get("assured_how", "")
    at = clock.now()
    return actions.record_resource(
        by=request.user,
        at=at,
        town=request.user.town,
        given=form.given(_operator(request, form)),
        state=State(form.cleaned_data.get("state") or State.ACTIVE),
        assured_on=clock.today() if how else None,
        how=How(how) if how else How.ENTRY,
    )


def _operator(request: SignedInRequest, form: ResourceForm) -> Organisation | None:
    if not form.new_operator:
        return form.operator
    return record_organisation(
        by=request.user, at=clock.now(), town=request.user.town, name=form.new_operator
    )


def _twins(request: SignedInRequest, form: ResourceForm, but: int | None = None) -> list[Twin]:
    facts = form.cleaned_data
    return alike(
        request.user,
        name=facts["name"],
        kana=facts["kana"],
        address=facts["address"],
        phones=[c.phone for c in given_contacts(form.contacts)],
        latitude=facts["latitude"],
        longitude=facts["longitude"],
        but=but,
    )


def _partners(request: SignedInRequest) -> list[str]:
    mine = Organisation.objects.visible_to(request.user).open()
    return list(mine.order_by("kana", "name").values_list("name", flat=True)[:1000])


@require_http_methods(["GET", "POST"])
def resource_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is written of a resource. It does not count as a confirmation."""
    one = resource_of(request, pk)
    form = ResourceForm(
        request.POST or None, instance=one, town=request.user.town, day=clock.today()
    )
    if request.method == "POST" and form.is_valid():
        changed = deed(
            form,
            lambda: actions.change_resource(
                by=request.user,
                at=clock.now(),
                resource=one,
                given=form.given(_operator(request, form)),
            ),
        )
        if changed is not None:
            messages.success(request, "保存しました。")
            _tell_where(request, form)
            return redirect("resources:resource", pk=one.pk)
    known = {"form": form, "resource": one, "partners": _partners(request), "twins": []}
    return render(request, "resources/form.html", known)


@require_GET
def resource_where(request: SignedInRequest) -> HttpResponse:
    """While the address is typed: how finely it is known, and in which areas it lies."""
    town, address = request.user.town_id or 0, request.GET.get("address", "")[:200]
    number = request.GET.get("postcode", "")[:20]
    posts = postcodes_of(town) if address or number else Postcodes(())
    found = placed(
        typed=None, address=address, kept=None, kept_address="",
        locate=lambda text: locate(town, text),
    )  # fmt: skip
    areas = areas_around(town, found.spot, clock.today())
    known = {
        "words": found.words, "spot": found.spot, "areas": areas,
        "places": posts.places_of(number) if not address else [],
        "number": posts.of_address(address) if address and not number else "",
    }  # fmt: skip
    return render(request, "resources/_where.html", known)


@require_GET
def resource_alike(request: SignedInRequest) -> HttpResponse:
    """While the name is typed: what is there already."""
    name, kana, address = (request.GET.get(n, "") for n in ("name", "kana", "address"))
    twins: list[Twin] = []
    if len(name) >= 2:
        twins = alike(request.user, name=name, kana=kana, address=address)
    return render(request, "resources/_twins.html", {"twins": twins})
