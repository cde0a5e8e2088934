"""困りごとを伝える: write, look it over, send; the answer is a number. No cookie, no account, no script needed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sasaeai.analysis.needs.personal.finding import personal_in
from sasaeai.analysis.needs.personal.kinds import PERSONAL_LABELS
from sasaeai.portal.site import counting, queries
from sasaeai.portal.site.forms import TellForm
from sasaeai.portal.site.letters import BoxFull, keep_letter
from sasaeai.portal.site.models import PublicTown, ViewCount
from sasaeai.portal.site.views.page import is_easy, shown
from sasaeai.towns import clock


# Nothing here rests on who is signed in: what another site could make a browser send, anyone may send.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, town: str) -> HttpResponse:
    """The form; then what will be sent; then its number."""
    kept = queries.town_of(town)
    offered = kept.about.get("letters")
    if not offered:
        return shown(request, kept, "site/tell_closed.html", {})
    counting.seen(request, kept, ViewCount.Page.TELL, today=clock.today())
    form = TellForm(
        request.POST or None, offered=offered, easy=is_easy(request), initial={"key": uuid4()}
    )
    page: dict[str, Any] = {"form": form}
    if request.method != "POST" or request.POST.get("back"):
        form.errors.clear()
        return shown(request, kept, "site/tell.html", page)
    if not form.is_valid():
        return shown(request, kept, "site/tell.html", page, status=422)
    if request.POST.get("send") == "1":
        return _sent(request, kept, form)
    found = [] if form.cleaned_data["consent"] else personal_in(form.cleaned_data["wording"])
    page["personal"] = list(dict.fromkeys(PERSONAL_LABELS[one.kind] for one in found))
    return shown(request, kept, "site/tell_check.html", page)


def _sent(request: HttpRequest, town: PublicTown, form: TellForm) -> HttpResponse:
    try:
        number = keep_letter(
            town,
            form.told(),
            key=form.cleaned_data["key"],
            whence=counting.whence(request),
            at=clock.now(),
        )
    except BoxFull:
        page = {"form": form, "full": True}
        return shown(request, town, "site/tell_check.html", page, status=429)
    said = {"number": number, "wants_reply": form.cleaned_data["consent"]}
    return shown(request, town, "site/tell_sent.html", said)
