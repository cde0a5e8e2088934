"""Reading what was handed in, and how today's figures differ from it."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from sasaeai.reports.models import PackText, Submission
from sasaeai.towns.viewer import Viewer


def submissions_of(viewer: Viewer, *, name: str, first: date, last: date) -> list[Submission]:
    """What was handed in for these days, newest first, without its tables."""
    found = Submission.objects.visible_to(viewer).filter(name=name, first_day=first, last_day=last)
    return list(found.defer("tables", "words"))


def submission_or_404(viewer: Viewer, pk: int) -> Submission:
    """A submission of the viewer's town."""
    found = Submission.objects.visible_to(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404("その提出は見つかりません。")
    return found


def own_words(town_id: int, *, name: str, first: date) -> dict[str, str]:
    """The whole town's own words of a pack by heading."""
    kept = PackText.objects.filter(town=town_id, name=name, first_day=first, area=None)
    return {one.heading: one.text for one in kept}
