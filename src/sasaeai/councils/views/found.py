"""The record an address names: one the person may see, or 404; and what a deed refused."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from sasaeai.councils.models import Council, Meeting
from sasaeai.people.models import Organisation, User
from sasaeai.people.requests import SignedInRequest
from sasaeai.ui.access import NoRight

T = TypeVar("T")


WRITES = "councils.record"
READ_ONLY = "この協議体は見るだけです。第1層の協議体を書くのは、全市を受け持つ人です。"


def council_of(request: SignedInRequest, pk: int) -> Council:
    """The council: 404 where the person may not see it, 403 where the address writes and they only read."""
    known = Council.objects.visible_to(request.user)
    parts = known.select_related("town", "kind", "secretariat", "post", "counted_as", "function")
    found = get_object_or_404(parts.prefetch_related("areas"), pk=pk)
    _may_do(request, found)
    return found


def meeting_of(request: SignedInRequest, pk: int) -> Meeting:
    """The meeting: 404 where the person may not see its council, 403 where they only read it."""
    known = Meeting.objects.visible_to(request.user)
    parts = known.select_related("council__town", "council__post", "area", "activity")
    found = get_object_or_404(parts, pk=pk)
    _may_do(request, found.council)
    return found


def _may_do(request: SignedInRequest, council: Council) -> None:
    """Addresses that need the right to write are open only where the person writes in this council.

    :raises NoRight: if they only read it
    """
    here = request.resolver_match
    asked = getattr(here.func, "permission", "") if here else ""
    if asked == WRITES and not may_write(request.user, council):
        raise NoRight(READ_ONLY)


def may_write(viewer: User, council: Council) -> bool:
    """Whether the person writes in the council."""
    mine = Council.objects.workable_by(viewer)
    return viewer.may(WRITES) and mine.filter(pk=council.pk).exists()


def partner_names(request: SignedInRequest) -> list[str]:
    """What a box for a partner's name offers."""
    mine = Organisation.objects.visible_to(request.user).open()
    return list(mine.order_by("kana", "name").values_list("name", flat=True)[:1000])


def may_of(request: SignedInRequest, council: Council | None = None) -> dict[str, bool]:
    """Which buttons a page shows; without a council, those of the lists."""
    user = request.user
    may = may_write(user, council) if council else user.may(WRITES)
    return {"record": may}


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
