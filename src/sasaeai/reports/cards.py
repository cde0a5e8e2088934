"""What reports bring to the start page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from sasaeai.analysis.figures.periods import label
from sasaeai.reports.asking import last_month
from sasaeai.reports.models import Submission
from sasaeai.reports.packs import MONTHLY
from sasaeai.reports.rules import SubmissionState
from sasaeai.towns import clock


def month_card(request: HttpRequest) -> dict[str, Any]:
    """今月の報告: whether last month's report is handed in (one query)."""
    period = last_month(clock.today())
    town_id = request.user.town_id  # type: ignore[union-attr]
    handed_in = Submission.objects.filter(
        town=town_id,
        name=MONTHLY.code,
        first_day=period.first,
        last_day=period.last,
        state=SubmissionState.SUBMITTED,
    )
    return {
        "month": label(period),
        "written": f"{period.first:%Y-%m}",
        "submission": handed_in.only("pk", "submitted_at", "submitted_by").first(),
    }
