"""How the terms of one scheme are read in another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Crosswalk, Scheme
from sasaeai.vocabulary.queries import readings_between
from sasaeai.vocabulary.rules.years import NotPossible


@transaction.atomic
def set_readings(
    *,
    by: Doer,
    at: datetime,
    scheme: Scheme,
    target: Scheme,
    lines: Mapping[int, tuple[int | None, frozenset[int]]],
) -> int:
    """Set how each term of a scheme is read in another, as the matrix on the page says.

    :param lines: term → (main target or None, all targets); a term that is not named keeps its readings
    :returns: how many terms changed
    :raises NotPossible: if the main target is not among the targets, or a term is of another scheme
    """
    own = set(scheme.terms.values_list("pk", flat=True))
    theirs = set(target.terms.values_list("pk", flat=True))
    if not set(lines) <= own or not {t for _, ts in lines.values() for t in ts} <= theirs:
        raise NotPossible("この2つの分類にない用語が含まれています。ページを開き直してください。")
    present = readings_between(scheme, target)
    changed = {t: new for t, new in lines.items() if present.get(t, (None, frozenset())) != new}
    for main, targets in changed.values():
        if (main is None) != (not targets) or (main is not None and main not in targets):
            raise NotPossible("「主」は、印を付けた読み替え先の中から1つ選んでください。")
    _rewrite(target, changed)
    if changed:
        before = {str(t): sorted(present.get(t, (None, frozenset()))[1]) for t in changed}
        after = {str(t): sorted(ts) for t, (_, ts) in changed.items()} | {"target": target.code}
        history.note(
            by=by, at=at, what="vocabulary.readings_set", about=scheme, before=before, after=after
        )
    return len(changed)


def _rewrite(target: Scheme, changed: Mapping[int, tuple[int | None, frozenset[int]]]) -> None:
    old = Crosswalk.objects.filter(term__in=changed, target__scheme=target)
    remarks = {(line.term_id, line.target_id): line.remark for line in old}
    old.delete()
    Crosswalk.objects.bulk_create(
        Crosswalk(
            term_id=term, target_id=each, is_main=each == main, remark=remarks.get((term, each), "")
        )
        for term, (main, targets) in changed.items()
        for each in sorted(targets)
    )
