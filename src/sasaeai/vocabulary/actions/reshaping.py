"""Merging and splitting terms from a fiscal year on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.actions.terms import add_term
from sasaeai.vocabulary.models import Crosswalk, Term, TermChange, TermSuccession
from sasaeai.vocabulary.rules.years import NotPossible


@transaction.atomic
def merge_terms(
    *,
    by: Doer,
    at: datetime,
    terms: Sequence[Term],
    from_year: int,
    into: Term | None = None,
    label: str = "",
) -> Term:
    """Several terms become one from a fiscal year on: a new one of the given label, or one of themselves.

    A new one is read in other schemes as all of them were; its main readings are those of the first.

    :raises NotPossible: fewer than two terms, of different schemes, or no longer in use
    """
    _refuse_unlike(terms, from_year, fewest=2)
    first = terms[0]
    new = into or add_term(
        by=by, at=at, scheme=first.scheme, label=_given(label), parent=first.parent,
        in_use_from=from_year,
    )  # fmt: skip
    if not into:
        _copy_readings(terms, [new])
    for old in terms:
        if old != new:
            _hand_over(old, [new], TermChange.MERGED, from_year)
    before = {"terms": [term.label for term in terms]}
    after = {"term": new.label, "from_year": from_year}
    history.note(
        by=by, at=at, what="vocabulary.terms_merged", about=new, before=before, after=after
    )
    return new


@transaction.atomic
def split_term(
    *, by: Doer, at: datetime, term: Term, labels: Sequence[str], from_year: int
) -> list[Term]:
    """One term becomes several from a fiscal year on, each read in other schemes as it was.

    :raises NotPossible: fewer than two labels, or the term is no longer in use
    """
    if len(labels) < 2:
        raise NotPossible("分けた後の用語の名前を2つ以上入れてください。")
    _refuse_unlike([term], from_year, fewest=1)
    new = [
        add_term(
            by=by, at=at, scheme=term.scheme, label=_given(label), parent=term.parent,
            in_use_from=from_year,
        )
        for label in labels
    ]  # fmt: skip
    _copy_readings([term], new)
    _hand_over(term, new, TermChange.SPLIT, from_year)
    after = {"terms": [each.label for each in new], "from_year": from_year}
    history.note(
        by=by, at=at, what="vocabulary.term_split", about=term, before={"term": term.label},
        after=after,
    )  # fmt: skip
    return new


def _given(label: str) -> str:
    if not label.strip():
        raise NotPossible("新しい用語の名前を入れてください。")
    return label.strip()


def _refuse_unlike(terms: Sequence[Term], from_year: int, fewest: int) -> None:
    if len({term.pk for term in terms}) < fewest:
        raise NotPossible("1つにする用語を2つ以上お選びください。")
    if len({term.scheme_id for term in terms}) > 1:
        raise NotPossible("同じ分類の用語どうしだけを1つにできます。")
    for term in terms:
        if term.retired_in is not None:
            raise NotPossible(f"「{term.label}」はもう使わないことになっています。")
        if term.in_use_from is not None and term.in_use_from >= from_year:
            raise NotPossible(f"「{term.label}」はその年度より前には使われていません。")


def _hand_over(old: Term, new: Sequence[Term], kind: TermChange, from_year: int) -> None:
    old.retired_in = from_year
    old.save(update_fields=["retired_in"])
    for each in new:
        TermSuccession.objects.create(old=old, new=each, kind=kind, from_year=from_year)


def _copy_readings(terms: Sequence[Term], new: Sequence[Term]) -> None:
    """Readings in both directions, each target once; the first term's main reading stays main."""
    order = {term.pk: number for number, term in enumerate(terms)}
    out = Crosswalk.objects.filter(term__in=terms).select_related("target__scheme")
    lines = sorted(out, key=lambda line: (order[line.term_id], not line.is_main, line.pk))
    targets: dict[int, Crosswalk] = {}
    mained: set[int] = set()
    for line in lines:
        targets.setdefault(line.target_id, line)
    for each in new:
        mained.clear()
        for target, line in targets.items():
            scheme = line.target.scheme_id
            is_main = line.is_main and scheme not in mained
            mained |= {scheme} if is_main else set()
            Crosswalk.objects.create(
                term=each, target_id=target, is_main=is_main, remark=line.remark
            )
    _copy_incoming(terms, new)


def _copy_incoming(terms: Sequence[Term], new: Sequence[Term]) -> None:
    incoming = Crosswalk.objects.filter(target__in=terms).order_by("-is_main", "id")
    once = {line.term_id: line for line in reversed(incoming)}
    for number, each in enumerate(new):
        for line in once.values():
            Crosswalk.objects.create(
                term_id=line.term_id, target=each, is_main=line.is_main and number == 0,
                remark=line.remark,
            )  # fmt: skip
