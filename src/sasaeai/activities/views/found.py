"""Finding the record an address names: what the person may not see answers 404."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from sasaeai.activities.models import Activity
from sasaeai.people.requests import SignedInRequest


def activity_of(request: SignedInRequest, pk: int) -> Activity:
    """The activity with all its parts."""
    return get_object_or_404(Activity.objects.visible_to(request.user).with_parts(), pk=pk)


def not_yours(request: SignedInRequest, activity: Activity) -> HttpResponse:
    """Back to the page of the record, with the reason why it cannot be mended."""
    messages.warning(
        request,
        "この記録を直せるのは、担当の職の人か、代理入力のできる人です。担当の人に伝えてください。",
    )
    return redirect("activities:show", pk=activity.pk)


def words_of(refused: ValidationError) -> str:
    """All the words of a refusal, one after another."""
    return " ".join(refused.messages)


def whole_number(request: HttpRequest, name: str) -> int | None:
    """A number of the address, or None if it is no number."""
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 18 else None
