"""通いの場の調査: the month on the screen, and as a workbook with one button."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from sasaeai.documents.tables import table_to_xlsx
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.resources.queries.survey import survey_of, survey_tables
from sasaeai.towns import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _month(text: str, today: date) -> date:
    """The month asked for; without one the last March, which is what the ministry usually asks."""
    try:
        year, month = (int(part) for part in text.split("-")[:2])
        return date(year, month, 1)
    except (ValueError, TypeError):
        return date(today.year if today.month > 3 else today.year - 1, 3, 1)


@require_GET
def gathering(request: SignedInRequest) -> HttpResponse:
    """The counts of a month by every axis, the places left out and why."""
    month = _month(request.GET.get("month", ""), clock.today())
    survey = survey_of(request.user.town_id, month)
    tables = survey_tables(survey)
    if request.GET.get("sort") == "xlsx":
        now = clock.now()
        label = f"通いの場の調査 {month.year}年{month.month}月"
        history.exported(
            by=request.user, at=now, what="resources.survey_made", label=label,
            count=len(survey.counted),
        )  # fmt: skip
        data = table_to_xlsx(
            tables,
            made_by=request.user.doer_name,
            made_on=clock.today(),
            town=request.user.town.name,
        )
        answer = HttpResponse(data, content_type=XLSX)
        name = f"通いの場の調査_{month:%Y%m}.xlsx"
        header = content_disposition_header(as_attachment=True, filename=name)
        answer["Content-Disposition"] = header or "attachment"
        return answer
    known = {"survey": survey, "tables": tables[:6], "month": month}
    return render(request, "resources/gathering.html", known)
