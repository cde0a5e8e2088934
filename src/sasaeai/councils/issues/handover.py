"""課題 in the 引き継ぎ帳: what is under way and what was answered but not told yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from sasaeai.councils.models import Issue, IssueArea, IssueQuerySet, Telling
from sasaeai.documents.paper import japanese_day
from sasaeai.reports.handover_sources import HandoverAsked, HandoverPart


def handover_parts(asked: HandoverAsked) -> Iterator[HandoverPart]:
    """Open issues of the post or area, the longest waiting first; answers still to be told (four queries)."""
    mine = _issues_of(asked)
    lines = mine.open().filter(opened_on__lte=asked.as_of).with_parts().order_by("stage_on", "pk")
    yield HandoverPart(
        title="動いている課題",
        heads=("課題", "区域", "いまの段階", "いつから", "待っていること"),
        rows=tuple(
            (x.title, x.area_names, x.place_name, japanese_day(x.stage_on), x.waits_for)
            for x in lines
        ),
        empty="動いている課題はありません。",
    )
    untold = Telling.objects.untold().filter(issue__in=mine).select_related("issue", "answer")
    yield HandoverPart(
        title="まだ伝えていない回答",
        heads=("課題", "だれに", "回答した日"),
        rows=tuple((x.issue.title, x.to_words, japanese_day(x.answer.on)) for x in untold),
        empty="伝えていない回答はありません。",
    )


def _issues_of(asked: HandoverAsked) -> IssueQuerySet:
    found = Issue.objects.filter(town=asked.town_id)
    if asked.post_id is not None:
        return found.filter(post=asked.post_id)
    if asked.area_ids is None:
        return found
    here = IssueArea.objects.filter(area__in=asked.area_ids).values("issue")
    return found.filter(Q(pk__in=here) | Q(post__area__in=asked.area_ids))
