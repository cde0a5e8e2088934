"""まとめて直す: one field of the chosen records."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sasaeai.activities import actions
from sasaeai.activities.actions.bulk import AT_ONCE
from sasaeai.activities.forms.bulk import BulkForm
from sasaeai.activities.models import Activity
from sasaeai.activities.queries.asked import asked_of
from sasaeai.activities.queries.filters import filter_choices
from sasaeai.activities.views.found import words_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_POST
def bulk(request: SignedInRequest) -> HttpResponse:
    """First the question what to change, then the change, then what was refused and why."""
    asked = asked_of(request.POST)
    chosen = list(
        Activity.objects.visible_to(request.user)
        .filter(pk__in=asked.chosen)
        .with_parts()
        .order_by("-on", "-pk")
    )
    if not chosen:
        messages.error(request, "直す記録に印を付けてから押してください。")
        return redirect("activities:list")
    ready = request.POST.get("do") == "apply"
    form = BulkForm(
        request.POST if ready else None, choices=filter_choices(request.user, clock.today())
    )
    known = {"form": form, "chosen": chosen, "most": AT_ONCE}
    if not ready or not form.is_valid():
        return render(request, "activities/bulk.html", known, status=422 if ready else 200)
    try:
        refused = actions.bulk_edit(
            by=request.user,
            at=clock.now(),
            activities=chosen,
            field=form.cleaned_data["field"],
            value=form.value(),
        )
    except ValidationError as too_many:
        form.add_error(None, words_of(too_many))
        return render(request, "activities/bulk.html", known, status=422)
    done = len(chosen) - len(refused)
    messages.success(request, f"{done}件を直しました。")
    if refused:
        return render(request, "activities/bulk_refused.html", {"refused": refused, "done": done})
    return redirect(f"{reverse('activities:list')}?{asked.query()}")
