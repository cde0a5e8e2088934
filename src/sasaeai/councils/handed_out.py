"""Papers and files as answers of a page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from sasaeai.documents.paper import Imprint
from sasaeai.documents.report import Report
from sasaeai.documents.writing.pdf import report_to_pdf
from sasaeai.documents.writing.word import report_to_docx
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def file_answer(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file; what a browser can show is shown, the rest is saved."""
    answer = HttpResponse(data, content_type=kind)
    header = content_disposition_header(as_attachment=kind != PDF, filename=name)
    answer["Content-Disposition"] = header or "attachment"
    return answer


def report_answer(report: Report, kind: str, name: str) -> HttpResponse:
    """A report as PDF or Word.

    :raises Http404: for any other kind
    """
    if kind == "pdf":
        return file_answer(report_to_pdf(report), PDF, f"{name}.pdf")
    if kind == "docx":
        return file_answer(report_to_docx(report), WORD, f"{name}.docx")
    raise Http404("PDFかWordを選んでください。")


def imprint_of(request: SignedInRequest) -> Imprint:
    """Who prints, and when."""
    return Imprint(request.user.doer_name, clock.today(), town=request.user.town.name)
