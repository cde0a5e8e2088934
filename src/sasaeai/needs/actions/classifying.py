"""What a trouble is about: a person says so. What was said teaches this town's suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.needs.actions.following import counted
from sasaeai.needs.actions.given import GivenLabel
from sasaeai.needs.models import Need, NeedLabel
from sasaeai.needs.rules.labels import SUGGESTED
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term


@transaction.atomic
def settle(*, by: Doer, at: datetime, need: Need, labels: Sequence[GivenLabel]) -> Need:
    """Say what a trouble is about; what was said before gives way. The first label is the main one.

    :raises ValidationError: without any label, or with one of another town or scheme
    """
    must_be_sound(need, labels)
    now = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    before = [str(line) for line in now.labels.select_related("term", "detail")]
    now.labels.all().delete()
    NeedLabel.objects.bulk_create(label_lines(now, labels))
    after = [str(label.detail or label.term) for label in labels]
    now.settled_at, now.settled_by_name = at, by.doer_name[:120]
    _keep(now, by=by, at=at)
    history.note(
        by=by,
        at=at,
        what="needs.settled",
        about=now,
        before={"分類": before} if before else None,
        after={"分類": after},
    )
    return now


@transaction.atomic
def unsettle(*, by: Doer, at: datetime, need: Need) -> Need:
    """Take back what was said: the suggestion waits again."""
    now = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    before = [str(line) for line in now.labels.select_related("term", "detail")]
    now.labels.all().delete()
    now.settled_at, now.settled_by_name = None, ""
    _keep(now, by=by, at=at)
    history.note(by=by, at=at, what="needs.unsettled", about=now, before={"分類": before})
    return now


def label_lines(need: Need, labels: Iterable[GivenLabel]) -> Iterator[NeedLabel]:
    """The lines of a need's labels, in their order."""
    suggested = {code for code, score in need.suggested.get("labels", ()) if score >= SUGGESTED}
    for place, label in enumerate(labels):
        yield NeedLabel(
            need=need,
            term=label.term,
            detail=label.detail,
            is_main=place == 0,
            was_suggested=label.term.code in suggested,
        )


def must_be_sound(need: Need, labels: Sequence[GivenLabel]) -> None:
    """At least one category, each once, all of the town's own schemes.

    :raises ValidationError: otherwise, saying which
    """
    if not labels:
        raise ValidationError({"labels": "分類を1つ以上選んでください。"})
    terms = [label.term for label in labels]
    if len(set(terms)) < len(terms):
        raise ValidationError({"labels": "同じ分類は1度だけ選んでください。"})
    for label in labels:
        for term, scheme in ((label.term, "need-kind"), (label.detail, "need-detail")):
            if term is not None and not _is_of(term, need, scheme):
                raise ValidationError({"labels": "この町の困りごとの分類から選んでください。"})


def _is_of(term: Term, need: Need, scheme: str) -> bool:
    return term.scheme.code == scheme and term.scheme.town_id == need.town_id


def _keep(need: Need, *, by: Doer, at: datetime) -> None:
    need.changed_at, need.changed_by_name = at, by.doer_name[:120]
    need.save(update_fields=["settled_at", "settled_by_name", "changed_at", "changed_by_name"])
    counted([need])
