"""A file as an answer: its kind, and a name that any browser keeps."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
_UNFIT = re.compile(r'[\\/:*?"<>|\s]+')


def file_answer(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """The bytes as a download called `name` with the ending of its kind."""
    answer = HttpResponse(content, content_type=KINDS[kind])
    fit = _UNFIT.sub("_", name).strip("_")[:120] or "report"
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{fit}.{kind}") or ""
    )
    return answer
