"""住所の一覧: which lists of address points the town has, taking one in, trying an address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sasaeai.analysis.addresses.book import FINENESS_WORDS
from sasaeai.documents.refusals import CannotRead
from sasaeai.places import actions
from sasaeai.places.forms.addresses import AddressesForm, PostcodesForm, TryForm
from sasaeai.places.models import AddressBook, Postcode
from sasaeai.places.queries import locate
from sasaeai.places.rules.address_file import read_addresses
from sasaeai.places.rules.postcode_file import read_postcodes
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.ui.requests import StaffRequest


def address_books(request: StaffRequest) -> HttpResponse:
    """The lists; `?address=` tries one against them."""
    return _page(request, AddressesForm())


def addresses_import(request: StaffRequest) -> HttpResponse:
    """Take in a file."""
    if request.method != "POST":
        return _page(request, AddressesForm())
    town = get_object_or_404(Town, pk=request.user.town_id)
    form = AddressesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    try:
        file = read_addresses(
            given["file"].read(), filename=given["file"].name, town=town.name, also=given["also"]
        )
    except CannotRead as reason:
        form.add_error("file", str(reason))
        return _page(request, form, status=422)
    book = actions.load_addresses(
        by=request.user, at=clock.now(), town=town, file=file,
        edition=given["edition"], source=given["source"],
    )  # fmt: skip
    left = f"位置のない{file.unusable:,}行は除きました。" if file.unusable else ""
    messages.success(request, f"{book}の{book.count:,}か所を取り込みました。{left}")
    return redirect("places:addresses")


@require_POST
def addresses_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a list away."""
    book = get_object_or_404(AddressBook.objects.visible_to(request.user), pk=pk)
    if request.POST.get("do") == "remove":
        actions.remove_addresses(by=request.user, at=clock.now(), book=book)
        messages.success(request, f"「{book}」を消しました。")
    return redirect("places:addresses")


def postcodes_import(request: StaffRequest) -> HttpResponse:
    """Take in the list of postcodes, or take it away."""
    if request.method != "POST":
        return _page(request, AddressesForm())
    town = get_object_or_404(Town, pk=request.user.town_id)
    if request.POST.get("do") == "remove":
        actions.remove_postcodes(by=request.user, at=clock.now(), town=town)
        messages.success(request, "郵便番号の一覧を消しました。")
        return redirect("places:addresses")
    form = PostcodesForm(request.POST, request.FILES, auto_id="id_postcodes_%s")
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            file = read_postcodes(given.read(), filename=given.name, code=town.code, town=town.name)
        except CannotRead as reason:
            form.add_error("file", str(reason))
        else:
            count = actions.load_postcodes(by=request.user, at=clock.now(), town=town, file=file)
            messages.success(request, f"郵便番号 {count:,}件を取り込みました。")
            return redirect("places:addresses")
    return _page(request, AddressesForm(), postcodes=form, status=422)


def _page(
    request: StaffRequest,
    form: AddressesForm,
    *,
    postcodes: PostcodesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    tried = TryForm(request.GET if "address" in request.GET else None)
    found = None
    if tried.is_valid() and tried.cleaned_data["address"]:
        found = locate(request.user.town_id or 0, tried.cleaned_data["address"])
    known = {
        "form": form,
        "books": AddressBook.objects.visible_to(request.user),
        "tried": tried,
        "found": found,
        "postcodes": postcodes or PostcodesForm(auto_id="id_postcodes_%s"),
        "postcode_count": Postcode.objects.filter(town=request.user.town_id or 0).count(),
        "fineness": FINENESS_WORDS[found.fineness] if found else "",
        "may_import": request.user.may("places.import"),
    }
    return render(request, "places/addresses.html", known, status=status)
