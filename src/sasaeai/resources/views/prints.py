"""Printing: lists A4/A3, the sheet of one resource, labels."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from sasaeai.documents.info_sheets import info_sheets_to_pdf
from sasaeai.documents.labels import SHAPES, labels_to_pdf
from sasaeai.documents.paper import Imprint, PaperName
from sasaeai.documents.tables import table_to_pdf
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.resources.forms.deeds import FilterForm
from sasaeai.resources.models import ResourceQuerySet
from sasaeai.resources.posters import MOST_ON_POSTER, poster
from sasaeai.resources.printing import list_table, resource_labels, wall_sheet
from sasaeai.resources.queries import resources_found, settings_of
from sasaeai.resources.queries.mapping import boundaries
from sasaeai.resources.views.found import resource_of
from sasaeai.towns import clock

MOST_ON_PAPER = 2000


def pdf_of(data: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser."""
    answer = HttpResponse(data, content_type="application/pdf")
    header = content_disposition_header(as_attachment=False, filename=name)
    answer["Content-Disposition"] = header or "inline"
    return answer


def imprint_of(request: SignedInRequest, *, confidential: bool) -> Imprint:
    """Who prints, and when."""
    user = request.user
    return Imprint(user.doer_name, clock.today(), town=user.town.name, confidential=confidential)


def _asked(request: SignedInRequest) -> tuple[ResourceQuerySet, str]:
    today = clock.today()
    filters = FilterForm(request.GET, town=request.user.town, day=today)
    found = resources_found(request.user, filters.asked(), today=today)
    rows = found.select_related("kind", "area", "operator", "town").prefetch_related(
        "schedules", "contacts"
    )
    return rows, filters.said()


@require_GET
def print_list(request: SignedInRequest) -> HttpResponse:
    """印刷: choose paper and sort, then the PDF."""
    rows, said = _asked(request)
    count = rows.count()
    sort = request.GET.get("sort", "")
    if sort not in ("list", "labels", "poster") or not count:
        known = {
            "count": count, "said": said, "shapes": SHAPES, "most": MOST_ON_PAPER,
            "public": rows.public(clock.today()).count(), "most_on_poster": MOST_ON_POSTER,
        }  # fmt: skip
        return render(request, "resources/print.html", known)
    if count > MOST_ON_PAPER:
        messages.warning(
            request,
            f"{count}件は一度に印刷できません。{MOST_ON_PAPER}件までに条件をしぼってください。",
        )
        return redirect("resources:list")
    if sort == "poster":
        return _poster(request, rows)
    label = f"{said}（{count}件）"
    line = history.printed(by=request.user, at=clock.now(), what="resources.printed", label=label)
    if sort == "labels":
        return _labels(request, rows)
    return _list(request, rows, f"{said}　通し番号 {line.number}")


def _list(request: SignedInRequest, rows: ResourceQuerySet, said: str) -> HttpResponse:
    paper = "A3" if request.GET.get("paper") == "A3" else "A4"
    imprint = imprint_of(request, confidential=True)
    table = list_table(
        "地域資源の一覧", rows, f"条件：{said}　職員用（公開しない連絡先を含みます）"
    )
    data = table_to_pdf(
        table,
        made_by=imprint.made_by,
        made_on=imprint.made_on,
        town=imprint.town,
        paper="A3" if paper == "A3" else "A4",
        landscape=True,
        confidential=True,
    )
    return pdf_of(data, f"地域資源の一覧_{paper}.pdf")


def _poster(request: SignedInRequest, rows: ResourceQuerySet) -> HttpResponse:
    """Only what residents may see, so nothing personal: no number of the history on it."""
    today, town = clock.today(), request.user.town
    public = rows.public(today)
    if not 0 < public.count() <= MOST_ON_POSTER:
        messages.warning(
            request,
            f"掲示用の地図は、公開している資源1〜{MOST_ON_POSTER}件で作ります。条件を変えてください。",
        )
        return redirect("resources:list")
    paper: PaperName = "A3" if request.GET.get("paper") == "A3" else "A4"
    title = request.GET.get("title", "").strip()[:60] or f"{town.name} 集いの場・助け合いの地図"
    level = request.GET.get("level", "")
    data = poster(
        title,
        public.with_parts(),
        boundaries(town.pk, today, int(level) if level.isdecimal() and level.isascii() else None),
        paper=paper,
        imprint=imprint_of(request, confidential=False),
        settings=settings_of(town.pk),
        today=today,
    )
    return pdf_of(data, f"{title}_{paper}.pdf")


def _labels(request: SignedInRequest, rows: ResourceQuerySet) -> HttpResponse:
    given = request.GET
    shape = SHAPES.get(given.get("shape", ""), SHAPES["21"])
    first = given.get("first", "1")
    place = int(first) if first.isdigit() and 1 <= int(first) <= 24 else 1
    data = labels_to_pdf(
        resource_labels(rows),
        shape=shape,
        made_on=clock.today(),
        first=place,
        grid=bool(given.get("grid")),
    )
    return pdf_of(data, "宛名ラベル.pdf")


@require_GET
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """One A4 of one resource, as residents may see it."""
    one = resource_of(request, pk)
    settings = settings_of(request.user.town_id)
    imprint = imprint_of(request, confidential=False)
    data = info_sheets_to_pdf([wall_sheet(one, settings)], title=one.name, imprint=imprint)
    return pdf_of(data, f"{one.name}.pdf")
