"""Papers of issues: proposal and answer as PDF or Word, the list printed or as a workbook."""

from __future__ import annotations

import io

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from sasaeai.councils.handed_out import PDF, XLSX, file_answer, imprint_of, report_answer
from sasaeai.councils.issues.asked import asked_filter, asked_level, asked_period, levels_of
from sasaeai.councils.issues.papers import (
    LIST_HEADS,
    answer_letter,
    list_rows,
    list_table,
    matrix_table,
    proposal,
)
from sasaeai.councils.issues.views.reading import issue_of
from sasaeai.councils.queries.matrix import matrix
from sasaeai.councils.queries.raising import heard, issues_found, settings_of, steps_of
from sasaeai.documents.tables import table_to_pdf, table_to_xlsx
from sasaeai.documents.writing.lists import list_to_xlsx
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

WIDTHS = (10, 40, 14, 24, 24, 18, 14, 40)
PAPERS = {"proposal": ("提案書", proposal), "answer": ("回答書", answer_letter)}


@require_GET
def issue_sheet(request: SignedInRequest, pk: int, sort: str, kind: str) -> HttpResponse:
    """提案書 and 回答書."""
    one = issue_of(request, pk)
    if sort not in PAPERS or (sort == "answer" and one.answered_on is None):
        raise Http404("その書類はまだありません。")
    words, make = PAPERS[sort]
    report = make(one, steps_of(one), heard(request.user, one), imprint_of(request))
    history.printed(
        by=request.user, at=clock.now(), what="councils.issue_printed", label=f"{words} {one}"
    )
    return report_answer(report, kind, f"{words}_{one.number_words}")


@require_GET
def print_list(request: SignedInRequest) -> HttpResponse:
    """The list on A4, laid across."""
    found = issues_found(request.user, asked_filter(request), today=clock.today())
    imprint = imprint_of(request)
    data = table_to_pdf(
        list_table(found[:2000], f"{found.count()}件"),
        made_by=imprint.made_by,
        made_on=imprint.made_on,
        town=imprint.town,
        landscape=True,
    )
    return file_answer(data, PDF, "課題の一覧.pdf")


@require_GET
def print_matrix(request: SignedInRequest) -> HttpResponse:
    """区域×分類 on paper (`?kind=xlsx`: as a workbook)."""
    level = asked_level(request, levels_of(request))
    if level is None:
        raise Http404("区域がまだありません。")
    first, last = asked_period(request)
    common = settings_of(request.user.town_id).common_areas
    found = matrix(request.user, level=level, first=first, last=last, common=common)
    imprint = imprint_of(request)
    book = request.GET.get("kind") == "xlsx"
    data = (table_to_xlsx if book else table_to_pdf)(
        matrix_table(found), made_by=imprint.made_by, made_on=imprint.made_on, town=imprint.town
    )
    name = f"困りごとと課題_区域×分類.{'xlsx' if book else 'pdf'}"
    return file_answer(data, XLSX if book else PDF, name)


@require_GET
def export_list(request: SignedInRequest) -> HttpResponse:
    """The list as a workbook."""
    found = issues_found(request.user, asked_filter(request), today=clock.today())
    file = io.BytesIO()
    list_to_xlsx(
        LIST_HEADS,
        list_rows(found[:5000]),
        into=file,
        title="課題の一覧",
        widths=WIDTHS,
        imprint=imprint_of(request),
    )
    return file_answer(file.getvalue(), XLSX, "課題の一覧.xlsx")
