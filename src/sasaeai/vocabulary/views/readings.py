"""読み替え: a matrix of terms × terms of another scheme."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sasaeai.towns import clock
from sasaeai.ui.requests import StaffRequest
from sasaeai.vocabulary import actions
from sasaeai.vocabulary.forms import matrix_of
from sasaeai.vocabulary.models import Scheme
from sasaeai.vocabulary.queries import readings_between, term_lines
from sasaeai.vocabulary.rules.years import NotPossible
from sasaeai.vocabulary.views.schemes import the_scheme


def readings(request: StaffRequest, pk: int, target_pk: int) -> HttpResponse:
    """How the terms of one scheme are read in another; with the right, as a form."""
    scheme, target = the_scheme(request, pk), the_scheme(request, target_pk)
    may_edit = request.user.may("vocabulary.edit")
    if request.method == "POST" and may_edit:
        return _save(request, scheme, target)
    present = readings_between(scheme, target)
    rows = [
        (line.term, line.depth, *present.get(line.term.pk, (None, frozenset())))
        for line in term_lines(scheme)
    ]
    targets = [line.term for line in term_lines(target)]
    unread = sum(1 for term, _, _, read in rows if not read and term.retired_in is None)
    shown = {"scheme": scheme, "target": target, "rows": rows, "targets": targets}
    extra = {"may_edit": may_edit, "unread": unread}
    return render(request, "vocabulary/readings.html", shown | extra)


def _save(request: StaffRequest, scheme: Scheme, target: Scheme) -> HttpResponse:
    terms = list(scheme.terms.values_list("pk", flat=True))
    lines = matrix_of(dict(request.POST.lists()), terms)
    try:
        changed = actions.set_readings(
            by=request.user, at=clock.now(), scheme=scheme, target=target, lines=lines
        )
        messages.success(request, f"保存しました（{changed}件の用語が変わりました）。")
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect("vocabulary:readings", scheme.pk, target.pk)
