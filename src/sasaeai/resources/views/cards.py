"""実践カードと事例集・社会資源の比較・養成の連なり・財源."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.documents.report import Report
from sasaeai.documents.tables import table_to_pdf, table_to_xlsx
from sasaeai.documents.writing.pdf import report_to_pdf
from sasaeai.documents.writing.word import report_to_docx
from sasaeai.people.requests import SignedInRequest
from sasaeai.resources.actions import partners as partner_deeds
from sasaeai.resources.actions import practices as deeds
from sasaeai.resources.forms.talent import (
    CarriedForm,
    CourseForm,
    FundingForm,
    PracticeForm,
    SheetForm,
)
from sasaeai.resources.models import Funding, OrganisationSheet, Practice, SupporterCourse
from sasaeai.resources.queries.cards import (
    CARD_PARTS,
    booklet,
    chains,
    comparison_table,
    funding_by_year,
    practices_of,
    sheets_of,
)
from sasaeai.resources.views.prints import imprint_of, pdf_of
from sasaeai.resources.views.register import mays
from sasaeai.resources.views.writing import form_page
from sasaeai.towns import clock

OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX, DOCX = f"{OFFICE}spreadsheetml.sheet", f"{OFFICE}wordprocessingml.document"


def _crumbs(words: str, name: str) -> list[tuple[str, str]]:
    return [("地域資源", reverse("resources:list")), (words, reverse(f"resources:{name}"))]


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    header = content_disposition_header(as_attachment=True, filename=name)
    answer["Content-Disposition"] = header or "attachment"
    return answer


@require_GET
def practice_list(request: SignedInRequest) -> HttpResponse:
    """実践カードの一覧; `sort=pdf|docx` gives the booklet."""
    found = practices_of(request.user)
    sort = request.GET.get("sort", "")
    if sort in ("pdf", "docx"):
        cards = list(found.filter(on_booklet=True).prefetch_related("carried"))
        imprint = imprint_of(request, confidential=False)
        report = Report(
            title=f"{imprint.town}　支え合いの事例集",
            made_by=imprint.made_by,
            made_on=imprint.made_on,
            sections=tuple(booklet(cards)),
            town=imprint.town,
        )
        if sort == "pdf":
            return pdf_of(report_to_pdf(report), "事例集.pdf")
        return _file(report_to_docx(report), DOCX, "事例集.docx")
    return render(request, "resources/practices.html", {"practices": found, "may": mays(request)})


def _practice_of(request: SignedInRequest, pk: int) -> Practice:
    mine = Practice.objects.visible_to(request.user)
    return get_object_or_404(mine.select_related("town", "area", "resource", "body"), pk=pk)


@require_GET
def practice(request: SignedInRequest, pk: int) -> HttpResponse:
    """One card, and where it was carried over."""
    one = _practice_of(request, pk)
    parts = [(label, getattr(one, name)) for name, label in CARD_PARTS if getattr(one, name)]
    carried = one.carried.select_related("area", "body")
    known = {"practice": one, "parts": parts, "carried": carried, "may": mays(request)}
    return render(request, "resources/practice.html", known)


@require_http_methods(["GET", "POST"])
def practice_new(request: SignedInRequest) -> HttpResponse:
    """Write a practice card."""
    return _practice_form(request, None)


@require_http_methods(["GET", "POST"])
def practice_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a practice card."""
    return _practice_form(request, _practice_of(request, pk))


def _practice_form(request: SignedInRequest, one: Practice | None) -> HttpResponse:
    town = request.user.town
    form = PracticeForm(request.POST or None, instance=one, town=town, day=clock.today())
    return form_page(
        request,
        form,
        title=f"{one}を直す" if one else "実践カードを書く",
        crumbs=_crumbs("実践カード", "practices"),
        do=lambda: deeds.keep_practice(
            by=request.user, at=clock.now(), town=town, practice=one, facts=form.facts()
        ),
        to=lambda made: reverse("resources:practice", args=[made.pk]),
    )


@require_http_methods(["GET", "POST"])
def practice_carried(request: SignedInRequest, pk: int) -> HttpResponse:
    """A place took it over."""
    one = _practice_of(request, pk)
    today = clock.today()
    form = CarriedForm(request.POST or None, town=one.town, day=today, initial={"on": today})
    url = reverse("resources:practice", args=[one.pk])
    return form_page(
        request,
        form,
        title=f"「{one}」を取り入れた場所",
        crumbs=[*_crumbs("実践カード", "practices"), (str(one), url)],
        do=lambda: deeds.carry_over(
            by=request.user, at=clock.now(), practice=one, facts=form.facts()
        ),
        to=lambda _: url,
    )


@require_GET
def comparison(request: SignedInRequest) -> HttpResponse:
    """社会資源の比較, on the screen and as paper."""
    sheets = list(sheets_of(request.user))
    table = comparison_table(sheets)
    sort = request.GET.get("sort", "")
    imprint = imprint_of(request, confidential=False)
    given: dict[str, Any] = {
        "made_by": imprint.made_by,
        "made_on": imprint.made_on,
        "town": imprint.town,
    }
    if sheets and sort == "pdf":
        data = table_to_pdf(table, landscape=True, **given)
        return pdf_of(data, "社会資源の比較.pdf")
    if sheets and sort == "xlsx":
        return _file(table_to_xlsx(table, **given), XLSX, "社会資源の比較.xlsx")
    known = {"sheets": sheets, "table": table, "may": mays(request)}
    return render(request, "resources/comparison.html", known)


@require_http_methods(["GET", "POST"])
def sheet_new(request: SignedInRequest) -> HttpResponse:
    """Write the sheet of an organisation."""
    form = SheetForm(request.POST or None, town=request.user.town, day=clock.today())
    return form_page(
        request,
        form,
        title="社会資源シートを書く",
        crumbs=_crumbs("社会資源の比較", "comparison"),
        do=lambda: partner_deeds.keep_sheet(
            by=request.user,
            at=clock.now(),
            organisation=form.cleaned_data["organisation"],
            facts=form.facts(),
        ),
        to=lambda _: reverse("resources:comparison"),
    )


@require_http_methods(["GET", "POST"])
def sheet_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the sheet of an organisation."""
    mine = OrganisationSheet.objects.filter(organisation__town=request.user.town_id)
    one = get_object_or_404(mine.select_related("organisation"), pk=pk)
    form = SheetForm(request.POST or None, instance=one, town=request.user.town, day=clock.today())
    return form_page(
        request,
        form,
        title=f"{one}の社会資源シート",
        crumbs=_crumbs("社会資源の比較", "comparison"),
        do=lambda: partner_deeds.keep_sheet(
            by=request.user, at=clock.now(), organisation=one.organisation, facts=form.facts()
        ),
        to=lambda _: reverse("resources:comparison"),
    )


@require_GET
def course_list(request: SignedInRequest) -> HttpResponse:
    """講座 → 担い手 → 立ち上がった活動体."""
    known = {"courses": chains(request.user), "may": mays(request)}
    return render(request, "resources/courses.html", known)


@require_http_methods(["GET", "POST"])
def course_new(request: SignedInRequest) -> HttpResponse:
    """Write down a course."""
    return _course_form(request, None)


@require_http_methods(["GET", "POST"])
def course_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a course."""
    mine = SupporterCourse.objects.filter(town=request.user.town_id)
    return _course_form(request, get_object_or_404(mine, pk=pk))


def _course_form(request: SignedInRequest, one: SupporterCourse | None) -> HttpResponse:
    town = request.user.town
    form = CourseForm(request.POST or None, instance=one, town=town, day=clock.today())
    return form_page(
        request,
        form,
        title=f"{one}を直す" if one else "養成講座を書く",
        crumbs=_crumbs("養成の連なり", "courses"),
        do=lambda: partner_deeds.keep_course(
            by=request.user,
            at=clock.now(),
            town=town,
            course=one,
            facts=form.facts(),
            many=form.many(),
        ),
        to=lambda _: reverse("resources:courses"),
    )


@require_GET
def funding_list(request: SignedInRequest) -> HttpResponse:
    """財源 by fiscal year."""
    known = {"years": funding_by_year(request.user), "may": mays(request)}
    return render(request, "resources/fundings.html", known)


@require_http_methods(["GET", "POST"])
def funding_new(request: SignedInRequest) -> HttpResponse:
    """Write down money of a year."""
    return _funding_form(request, None)


@require_http_methods(["GET", "POST"])
def funding_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a line of money."""
    mine = Funding.objects.filter(town=request.user.town_id)
    return _funding_form(request, get_object_or_404(mine, pk=pk))


def _funding_form(request: SignedInRequest, one: Funding | None) -> HttpResponse:
    town, today = request.user.town, clock.today()
    year = today.year if today.month >= 4 else today.year - 1
    form = FundingForm(
        request.POST or None, instance=one, town=town, day=today, initial={"fiscal_year": year}
    )
    return form_page(
        request,
        form,
        title="財源を直す" if one else "財源を書く",
        crumbs=_crumbs("財源", "fundings"),
        do=lambda: partner_deeds.keep_funding(
            by=request.user, at=clock.now(), town=town, funding=one, facts=form.facts()
        ),
        to=lambda _: reverse("resources:fundings"),
    )
