"""協議体: the list, one council, and writing it down."""

from __future__ import annotations

import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.councils import actions
from sasaeai.councils.forms.bodies import CouncilForm
from sasaeai.councils.models import Council
from sasaeai.councils.printing.lists import HEADS, council_rows
from sasaeai.councils.queries.bodies import council_page, councils_found
from sasaeai.councils.queries.earlier import MOST, earlier_records
from sasaeai.councils.refused import deed
from sasaeai.councils.views.found import council_of, file_answer, may_of, partner_names
from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.lists import list_to_xlsx
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.towns.rules import Tier
from sasaeai.vocabulary.models import Term


def _found(request: SignedInRequest) -> QuerySet[Council]:
    """The councils that the filters in the address leave."""
    given, kind = request.GET, request.GET.get("kind", "")
    return councils_found(
        request.user,
        today=clock.today(),
        tier=given.get("tier", "") if given.get("tier") in Tier.values else "",
        kind=int(kind) if kind.isdigit() else None,
        words=given.get("q", ""),
    )


@require_GET
def council_export(request: SignedInRequest) -> HttpResponse:
    """The filtered list as Excel: no names of people in it."""
    found, user, now = list(_found(request)), request.user, clock.now()
    history.exported(
        by=user, at=now, what="councils.exported", label="協議体の一覧", count=len(found)
    )
    file = io.BytesIO()
    imprint = Imprint(user.doer_name, clock.today(), town=user.town.name)
    list_to_xlsx(HEADS, council_rows(found), into=file, title="協議体", imprint=imprint)
    return file_answer(file.getvalue(), "xlsx", f"協議体_{localtime(now):%Y%m%d}.xlsx")


@require_GET
def council_list(request: SignedInRequest) -> HttpResponse:
    """協議体の一覧."""
    given, found = request.GET, _found(request)
    known = {
        "query": given.urlencode(),
        "page": Paginator(found, 50).get_page(given.get("page")),
        "tiers": Tier.choices,
        "kinds": Term.objects.of(request.user.town_id, "council-kind"),
        "asked": given,
        "may": may_of(request),
    }
    return render(request, "councils/list.html", known)


@require_GET
def council(request: SignedInRequest, pk: int) -> HttpResponse:
    """One council: who sits in it, when it met and will meet."""
    one = council_of(request, pk)
    known = {
        "council": one,
        "found": council_page(one, today=clock.today(), past=bool(request.GET.get("past"))),
        "earlier": earlier_records(request.user, one).count(),
        "may": may_of(request, one),
    }
    return render(request, "councils/council.html", known)


@require_http_methods(["GET", "POST"])
def council_new(request: SignedInRequest) -> HttpResponse:
    """Add a council."""
    town = request.user.town
    form = CouncilForm(request.POST or None, town=town, day=clock.today())
    if request.method == "POST" and form.is_valid():
        made = deed(
            form,
            lambda: actions.record_council(
                by=request.user, at=clock.now(), town=town, **form.facts()
            ),
        )
        if made is not None:
            messages.success(request, f"「{made}」を登録しました。つぎに構成員を加えてください。")
            return redirect("councils:council", pk=made.pk)
    known = {"form": form, "partners": partner_names(request)}
    return render(request, "councils/council_form.html", known)


@require_http_methods(["GET", "POST"])
def council_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is written of a council."""
    one = council_of(request, pk)
    form = CouncilForm(request.POST or None, instance=one, town=one.town, day=clock.today())
    if request.method == "POST" and form.is_valid():
        done = deed(
            form,
            lambda: actions.change_council(
                by=request.user, at=clock.now(), council=one, **form.facts()
            ),
        )
        if done is not None:
            messages.success(request, "保存しました。")
            return redirect("councils:council", pk=one.pk)
    known = {"form": form, "council": one, "partners": partner_names(request)}
    return render(request, "councils/council_form.html", known)


@require_http_methods(["GET", "POST"])
def earlier(request: SignedInRequest, pk: int) -> HttpResponse:
    """Records that coordinators wrote of this council before: chosen, they become its meetings."""
    one = council_of(request, pk)
    records = earlier_records(request.user, one)
    chosen = [key for key in request.POST.getlist("chosen") if key.isdigit()]
    if request.method == "POST" and not chosen:
        messages.warning(request, "会議にする記録を選んでください。")
    elif request.method == "POST":
        try:
            made = actions.make_meetings_of(
                by=request.user,
                at=clock.now(),
                council=one,
                records=records.filter(pk__in=chosen)[:MOST],
            )
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, f"{len(made)}回の会議にしました。数は二重になりません。")
            return redirect("councils:council", pk=one.pk)
    known = {"council": one, "records": list(records[:MOST]), "most": MOST}
    return render(request, "councils/earlier.html", known)
