"""Schemes and terms: adding, correcting, renaming from a year on, retiring, placing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import FormerLabel, Scheme, Term
from sasaeai.vocabulary.queries import differs, term_lines
from sasaeai.vocabulary.rules.files import FileTerm
from sasaeai.vocabulary.rules.years import NotPossible, next_code, year_words

CORRECTED = ("label", "short_label", "meaning", "shared_code", "parent", "in_use_from")


@transaction.atomic
def add_scheme(
    *, by: Doer, at: datetime, town: Town, code: str, name: str, purpose: str = ""
) -> Scheme:
    """A scheme of the town's own.

    :raises ValidationError: if the code is taken
    """
    scheme = Scheme(town=town, code=code, name=name, purpose=purpose)
    scheme.full_clean()
    scheme.save()
    after = {"code": code, "name": name}
    history.note(by=by, at=at, what="vocabulary.scheme_added", about=scheme, after=after)
    return scheme


@transaction.atomic
def change_scheme(
    *, by: Doer, at: datetime, scheme: Scheme, name: str, purpose: str, source: str
) -> Scheme:
    """Correct what a scheme is called and for."""
    before = {"name": scheme.name, "purpose": scheme.purpose, "source": scheme.source}
    scheme.name, scheme.purpose, scheme.source = name, purpose, source
    scheme.full_clean()
    scheme.save(update_fields=["name", "purpose", "source"])
    after = {"name": name, "purpose": purpose, "source": source}
    history.note(
        by=by, at=at, what="vocabulary.scheme_changed", about=scheme, before=before, after=after
    )
    return scheme


@transaction.atomic
def choose_entry_scheme(*, by: Doer, at: datetime, scheme: Scheme) -> Town:
    """From now on coordinators choose their 業務項目 from this scheme; what is recorded keeps its terms.

    :raises NotPossible: if the scheme has no term in use
    """
    if not scheme.terms.filter(retired_in=None).exists():
        raise NotPossible("この分類には使える用語がありません。先に用語を足してください。")
    town = scheme.town
    before = {"entry_scheme": town.entry_scheme}
    town.entry_scheme = scheme.code
    town.save(update_fields=["entry_scheme"])
    after = {"entry_scheme": scheme.code}
    history.note(
        by=by,
        at=at,
        what="vocabulary.entry_scheme_chosen",
        about=scheme,
        before=before,
        after=after,
    )
    return town


@transaction.atomic
def add_term(*, by: Doer, at: datetime, scheme: Scheme, label: str, **given: Any) -> Term:
    """A new term at the end of the scheme, or of its group.

    :param given: code (made up where empty), short_label, meaning, shared_code, parent, in_use_from
    :raises NotPossible: if a term in use has the label
    """
    _refuse_same_label(scheme, label)
    taken = list(scheme.terms.values_list("code", flat=True))
    given["code"] = given.get("code") or next_code(taken)
    last = scheme.terms.order_by("-order").first()
    term = Term(scheme=scheme, label=label, order=last.order + 10 if last else 10, **given)
    term.full_clean()
    term.save()
    after = {"label": label, "code": term.code, "in_use_from": term.in_use_from}
    history.note(by=by, at=at, what="vocabulary.term_added", about=term, after=after)
    return term


def _refuse_same_label(scheme: Scheme, label: str, besides: Sequence[int] = ()) -> None:
    there = scheme.terms.filter(label=label, retired_in=None).exclude(pk__in=besides)
    if there.exists():
        raise NotPossible(f"「{label}」はもうあります。その用語を使うか、別の名前にしてください。")


@transaction.atomic
def correct_term(*, by: Doer, at: datetime, term: Term, given: Mapping[str, Any]) -> Term:
    """Correct a term for all years: a misspelt label, its meaning, its group.

    :param given: any of `CORRECTED`
    :raises NotPossible: if another term has the label, or the term would lie in itself
    """
    fields = [name for name in CORRECTED if name in given]
    before = {name: getattr(term, name) for name in fields}
    for name in fields:
        setattr(term, name, given[name])
    _refuse_same_label(term.scheme, term.label, [term.pk])
    _refuse_circle(term)
    term.full_clean(exclude=["scheme", "given"])
    term.save(update_fields=fields)
    after = {name: getattr(term, name) for name in fields}
    if after != before:
        history.note(
            by=by, at=at, what="vocabulary.term_corrected", about=term, before=before, after=after
        )
    return term


def _refuse_circle(term: Term) -> None:
    above, seen = term.parent, {term.pk}
    while above is not None:
        if above.pk in seen:
            raise NotPossible(
                "用語を自分の下の用語へは入れられません。別の上の用語をお選びください。"
            )
        seen.add(above.pk)
        above = above.parent


@transaction.atomic
def rename_term(
    *, by: Doer, at: datetime, term: Term, label: str, short_label: str = "", from_year: int
) -> Term:
    """Another label from a fiscal year on; earlier years keep printing the old one.

    :raises NotPossible: if the term was renamed for that year or a later one, or the label is taken
    """
    if term.former_labels.filter(until_year__gte=from_year).exists():
        raise NotPossible("その年度より後に名前が変わっています。それより後の年度にしてください。")
    if term.in_use_from is not None and from_year <= term.in_use_from:
        raise NotPossible(
            f"この用語は{year_words(term.in_use_from)}からです。はじめから直すときは「直す」をお使いください。"
        )
    _refuse_same_label(term.scheme, label, [term.pk])
    FormerLabel.objects.create(term=term, label=term.label, until_year=from_year)
    before = {"label": term.label}
    term.label, term.short_label = label, short_label
    term.full_clean(exclude=["scheme", "given"])
    term.save(update_fields=["label", "short_label"])
    after = {"label": label, "from_year": from_year}
    history.note(
        by=by, at=at, what="vocabulary.term_renamed", about=term, before=before, after=after
    )
    return term


@transaction.atomic
def retire_term(*, by: Doer, at: datetime, term: Term, from_year: int) -> Term:
    """From the fiscal year on the term is not offered any more; what was recorded with it stays.

    :raises NotPossible: if it came into use only in that year or later
    """
    if term.in_use_from is not None and from_year <= term.in_use_from:
        raise NotPossible(
            f"この用語は{year_words(term.in_use_from)}からです。それより後の年度にしてください。"
        )
    before = {"retired_in": term.retired_in}
    term.retired_in = from_year
    term.save(update_fields=["retired_in"])
    after = {"retired_in": from_year}
    history.note(
        by=by, at=at, what="vocabulary.term_retired", about=term, before=before, after=after
    )
    return term


@transaction.atomic
def take_up_term(*, by: Doer, at: datetime, term: Term) -> Term:
    """A retired term is offered again; a merger or split that ended it is undone (its heirs stay)."""
    _refuse_same_label(term.scheme, term.label, [term.pk])
    before = {"retired_in": term.retired_in}
    term.retired_in = None
    term.save(update_fields=["retired_in"])
    term.became.all().delete()
    after = {"retired_in": None}
    history.note(
        by=by, at=at, what="vocabulary.term_taken_up", about=term, before=before, after=after
    )
    return term


@transaction.atomic
def place_term(*, by: Doer, at: datetime, term: Term, up: bool) -> Term:
    """Move a term one place up or down among those of its group. At the end nothing happens."""
    lines = term_lines(term.scheme)
    group = [line.term.pk for line in lines if line.term.parent_id == term.parent_id]
    here = group.index(term.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(group):
        return term
    group[here], group[there] = group[there], group[here]
    rank = {key: number for number, key in enumerate(group)}
    _renumber(term.scheme, rank, term.parent_id)
    after = {"place": there + 1}
    history.note(by=by, at=at, what="vocabulary.term_placed", about=term, after=after)
    return term


def _renumber(scheme: Scheme, rank: Mapping[int, int], parent: int | None) -> None:
    """Give every term an order that follows the tree, the one group in its new order."""
    terms = list(scheme.terms.order_by("order", "id"))
    of: dict[int | None, list[Term]] = {}
    for term in terms:
        of.setdefault(term.parent_id, []).append(term)
    of[parent] = sorted(of[parent], key=lambda term: rank[term.pk])
    placed: list[Term] = []
    waiting = list(reversed(of.get(None, [])))
    while waiting:
        term = waiting.pop()
        placed.append(term)
        waiting.extend(reversed(of.get(term.pk, [])))
    for number, term in enumerate(placed, start=1):
        term.order = number * 10
    Term.objects.bulk_update(placed, ["order"])


@transaction.atomic
def import_terms(
    *, by: Doer, at: datetime, scheme: Scheme, lines: Sequence[FileTerm]
) -> tuple[int, int]:
    """Add and correct terms as a file says; terms that the file does not name stay, and so do the groups
    where it has no column for them.

    :returns: how many were added, how many corrected
    :raises ValidationError: if a line cannot be kept (nothing is then changed)
    :raises NotPossible: if a label is taken, or a term would lie in itself (nothing is then changed)
    """
    added = corrected = 0
    for line in lines:
        there = {term.code: term for term in scheme.terms.select_related("parent")}
        values = dict(line.values)
        if line.parent is not None:
            values["parent"] = there.get(line.parent)
        term = there.get(line.code)
        if term is None:
            add_term(by=by, at=at, scheme=scheme, code=line.code, **values)
            added += 1
        elif differs(term, line):
            correct_term(by=by, at=at, term=term, given=values)
            corrected += 1
    return added, corrected
