"""運営者のページ: confirm or propose from a QR, without an account. Nothing only staff may see stands here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sasaeai.resources import actions
from sasaeai.resources.forms.freshness import OperatorForm
from sasaeai.resources.models import Resource
from sasaeai.resources.queries import settings_of
from sasaeai.resources.queries.proposals import proposable_values
from sasaeai.resources.rules.freshness import Answer
from sasaeai.resources.rules.proposing import PROPOSABLE, changed_fields
from sasaeai.towns import clock
from sasaeai.towns.viewer import PartOfSystem

STOPPED = (Answer.PAUSED, Answer.ENDED)


def _told(resource: Resource) -> Resource:
    """A printed QR of a merged record leads to the one that was kept."""
    return resource.merged_into or resource


@never_cache
@require_http_methods(["GET", "POST"])
def operator(request: HttpRequest, token: str) -> HttpResponse:
    """Is this right? 変わりなし, or what changed; then a page to look it over; then sent."""
    known = Resource.objects.filter(removed_at__isnull=True).select_related("merged_into", "town")
    one = _told(get_object_or_404(known, confirm_token=token))
    values = proposable_values(one)
    answer = request.POST.get("answer") or request.GET.get("answer", "")
    shown = [(PROPOSABLE[name], text) for name, text in values.items() if text]
    page = {"resource": one, "shown": shown, "settings": settings_of(one.town_id)}
    if answer not in Answer.values or answer == Answer.NO_ANSWER:
        return render(request, "resources/operator.html", page)
    form = OperatorForm(request.POST or None, values=values)
    page |= {"form": form, "answer": Answer(answer)}
    if request.method != "POST" or request.POST.get("back") or not form.is_valid():
        return render(request, "resources/operator_change.html", page)
    given = form.given() if answer == Answer.CHANGED else {}
    changed = changed_fields(values, given)
    if request.POST.get("send") == "1":
        return _send(request, one, page, form, given)
    page["changes"] = [(PROPOSABLE[n], values[n], text) for n, text in changed.items()]
    return render(request, "resources/operator_check.html", page)


def _send(
    request: HttpRequest,
    one: Resource,
    page: dict[str, object],
    form: OperatorForm,
    given: dict[str, str],
) -> HttpResponse:
    by = PartOfSystem("運営者のQR", one.town_id)
    said = {name: form.cleaned_data[name] for name in ("sender", "sender_contact", "remark")}
    answer = Answer(str(page["answer"]))
    try:
        actions.propose(by=by, at=clock.now(), resource=one, answer=answer, given=given, **said)
    except actions.ProposalRefused as refused:
        form.add_error(None, str(refused))
        return render(request, "resources/operator_change.html", page, status=422)
    return render(request, "resources/operator_thanks.html", page)
