"""The record an address names: one the person may see, or 404; and what a deed refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from sasaeai.councils.models import Council, Meeting
from sasaeai.people.models import Organisation
from sasaeai.people.requests import SignedInRequest

T = TypeVar("T")


def council_of(request: SignedInRequest, pk: int) -> Council:
    """The council, if the person may see it; 404 otherwise."""
    known = Council.objects.visible_to(request.user)
    parts = known.select_related("town", "kind", "secretariat", "post", "counted_as", "function")
    return get_object_or_404(parts.prefetch_related("areas"), pk=pk)


def meeting_of(request: SignedInRequest, pk: int) -> Meeting:
    """The meeting, if the person may see its council; 404 otherwise."""
    known = Meeting.objects.visible_to(request.user)
    parts = known.select_related("council__town", "council__post", "area", "activity")
    return get_object_or_404(parts, pk=pk)


def deed(form: BaseForm, do: Callable[[], T]) -> T | None:
    """Do it; None if it was refused, with the reason told in the form.

    :param do: calls the action
    """
    try:
        return do()
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            for name, errors in refused.message_dict.items():
                form.add_error(name if name in form.fields else None, list(errors))
        else:
            form.add_error(None, refused.messages)
        return None


def partner_names(request: SignedInRequest) -> list[str]:
    """What a box for a partner's name offers."""
    mine = Organisation.objects.visible_to(request.user).open()
    return list(mine.order_by("kana", "name").values_list("name", flat=True)[:1000])


def may_of(request: SignedInRequest) -> dict[str, bool]:
    """Which buttons a page shows."""
    return {"record": request.user.may("councils.record")}


def file_answer(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file: PDFs open in the browser, everything else is saved."""
    types = {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    answer = HttpResponse(data, content_type=types.get(kind, "application/octet-stream"))
    header = content_disposition_header(as_attachment=kind != "pdf", filename=name)
    answer["Content-Disposition"] = header or "attachment"
    return answer


def facts_of(form: Any, *names: str) -> dict[str, Any]:
    """Some of what a form was given."""
    return {name: form.cleaned_data[name] for name in names}
