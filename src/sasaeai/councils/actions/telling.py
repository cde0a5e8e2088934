"""回答を伝える: who is to hear the answer of an issue, and that they heard it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.councils.models import Issue, IssueStep, Telling
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.history import actions as history
from sasaeai.needs.actions.moving import take_step
from sasaeai.needs.rules.states import CLOSED
from sasaeai.people.models import Post
from sasaeai.towns.viewer import Doer


def tellings_of(issue: Issue, answer: IssueStep) -> list[Telling]:
    """Everybody the answer goes back to: the councils on its way, the post that keeps it, those who told it.

    Who waits for a reply is told one by one; of the others the post that heard them is told once.
    """
    lines = [*_councils(issue), *_hearers(issue)]
    if not lines:
        lines = [Telling(to_words=issue.raised_from or "課題を出した人")]
    for line in lines:
        line.issue, line.answer = issue, answer
    return lines


def _councils(issue: Issue) -> list[Telling]:
    found = {issue.council.pk: issue.council} if issue.council is not None else {}
    steps = issue.steps.filter(round=issue.round).select_related("meeting__council", "to_council")
    for step in steps:
        met = step.meeting.council if step.meeting is not None else None
        for council in (met, step.to_council):
            if council is not None:
                found.setdefault(council.pk, council)
    return [Telling(council=one, to_words=f"{one}の皆さん"[:120]) for one in found.values()]


def _hearers(issue: Issue) -> list[Telling]:
    made: list[Telling] = []
    others: Counter[Post] = Counter()
    for line in issue.made_of.select_related("need__intake", "need__post", "need__area"):
        need = line.need
        if need.intake.wants_reply:
            words = f"{need.area_name}で話してくれた人（{need.heard_on:%Y年%m月%d日}）"
            made.append(Telling(need=need, to_words=words))
        elif need.post is not None:
            others[need.post] += 1
    posts = {post: f"{post}（困りごと{count}件を聞いた）" for post, count in others.items()}
    if issue.post is not None:
        posts.setdefault(issue.post, str(issue.post))
    return made + [Telling(post=post, to_words=words[:120]) for post, words in posts.items()]


@transaction.atomic
def tell(
    *, by: Doer, at: datetime, telling: Telling, on: date, how: str = "", wording: str = ""
) -> Telling:
    """Somebody heard the answer.

    :raises StepNotAllowed: if they heard it before, or the day cannot be
    """
    kept = (
        Telling.objects.select_for_update(of=("self",))
        .select_related("issue", "answer", "need")
        .get(pk=telling.pk)
    )
    if kept.told_on is not None:
        raise StepNotAllowed(f"{kept.told_on:%Y年%m月%d日}に伝えています。")
    if not kept.answer.on <= on <= localdate(at):
        raise StepNotAllowed("回答した日から今日までの日にしてください。")
    kept.told_on, kept.how, kept.wording = on, how.strip()[:60], wording.strip()[:300]
    kept.by_name = by.doer_name[:120]
    kept.save()
    if kept.need is not None and kept.need.state not in CLOSED:
        words = f"課題「{kept.issue}」の回答を伝えた。{kept.wording}"
        take_step(by=by, at=at, need=kept.need, on=on, wording=words, told_back=True)
    after = {"だれに": kept.to_words, "伝えた日": on, "伝え方": kept.how}
    history.note(by=by, at=at, what="councils.answer_told", about=kept.issue, after=after)
    return kept
