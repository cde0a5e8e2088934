"""The record an address names: one the person may see, or 404; and what a deed refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404

from sasaeai.needs.actions import GivenLabel
from sasaeai.needs.models import Need
from sasaeai.needs.queries.categories import DETAIL, KIND, parents_of
from sasaeai.needs.queries.finding import one_need
from sasaeai.people.requests import SignedInRequest
from sasaeai.vocabulary.models import Term

T = TypeVar("T")


def need_of(request: SignedInRequest, pk: int) -> Need:
    """The trouble, if the person may see it; 404 otherwise."""
    need = one_need(request.user, pk)
    if need is None:
        raise Http404
    return need


def mays(request: SignedInRequest) -> dict[str, bool]:
    """Which deeds the person may do."""
    deeds = ("record", "import", "export", "words", "person")
    may = {name: request.user.may(f"needs.{name}") for name in deeds}
    return {**may, "tables": request.user.may("reports.see")}


def done(
    request: SignedInRequest, do: Callable[[], T], *, form: BaseForm | None = None
) -> T | None:
    """Do it; None if it was refused, with the reason told in the form or above the page."""
    try:
        return do()
    except ValidationError as refused:
        _tell(request, form, refused)
    except ValueError as refused:
        _tell(request, form, ValidationError(str(refused)))
    return None


def _tell(request: SignedInRequest, form: BaseForm | None, refused: ValidationError) -> None:
    if form is None:
        messages.error(request, " ".join(refused.messages))
    elif hasattr(refused, "error_dict"):
        for name, errors in refused.message_dict.items():
            form.add_error(name if name in form.fields else None, list(errors))
    else:
        form.add_error(None, refused.messages)


def labels_of(need: Need, codes: Sequence[str]) -> list[GivenLabel]:
    """Categories by the codes a page posts; a finer one brings its own category (three queries).

    What was suggested most strongly comes first, as the main one.
    """
    town_id = need.town_id
    known = {
        term.code: term
        for scheme in (KIND, DETAIL)
        for term in Term.objects.of(town_id, scheme).select_related("scheme")
    }
    above = parents_of(town_id)
    by_key = {term.pk: term for term in known.values()}
    found: dict[int, GivenLabel] = {}
    for code in dict.fromkeys(codes):
        term = known.get(code)
        if term is None:
            continue
        top = by_key.get(above.get(term.pk, 0)) if term.scheme.code == DETAIL else term
        if top is None:
            continue
        detail = term if term is not top else None
        if top.pk not in found or detail is not None:
            found[top.pk] = GivenLabel(top, detail)
    order = [code for code, _ in need.suggested.get("labels", ())]
    return sorted(
        found.values(), key=lambda one: order.index(one.term.code) if one.term.code in order else 99
    )
