"""Reading terms: what may be chosen, what a term is read as, what it was called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import Combinable

from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Crosswalk, FormerLabel, Scheme, Term, TermSuccession
from sasaeai.vocabulary.rules.files import FileTerm
from sasaeai.vocabulary.rules.presets import OWNED, Change, Preset, changes_by
from sasaeai.vocabulary.rules.years import heirs, name_in


def terms_of(town_id: int | None, scheme: str, *, fiscal_year: int | None = None) -> list[Term]:
    """Terms of a scheme in printing order; with a year, those that may be chosen in it (one query)."""
    found = Term.objects.of(town_id, scheme).order_by("order", "id")
    return list(found if fiscal_year is None else found.in_use_in(fiscal_year))


def words_of_terms(
    town_id: int | None, asked: Mapping[str, int | None]
) -> dict[str, list[tuple[int, str]]]:
    """Key and words of the terms of several schemes, in printing order, for the choices of a filter (one query).

    :param asked: by scheme, the fiscal year its terms must be in use in, or None for all there ever were
    """
    found: dict[str, list[tuple[int, str]]] = {scheme: [] for scheme in asked}
    terms = Term.objects.filter(scheme__town=town_id, scheme__code__in=list(asked))
    columns = ("scheme__code", "pk", "label", "in_use_from", "retired_in")
    for scheme, key, words, since, until in terms.order_by("order", "pk").values_list(*columns):
        year = asked[scheme]
        if year is None or ((since is None or since <= year) and (until is None or until > year)):
            found[scheme].append((key, words))
    return found


def term_ids_by_code(town_id: int | None, scheme: str) -> dict[str, int]:
    """Key of every term of a scheme by its code (one query)."""
    return dict(Term.objects.of(town_id, scheme).values_list("code", "pk"))


def read_as(
    term_ids: Iterable[int],
    target_scheme: str,
    *,
    main_only: bool = False,
    fiscal_year: int | None = None,
) -> dict[int, tuple[Term, ...]]:
    """What each term is called in another scheme, its main reading first (one or two queries).

    A term of the target scheme itself reads as itself. A term without a reading gets an empty tuple: whoever
    prints must say so, because the rows of a many-to-many reading do not add up to the entries.

    :param main_only: only the one reading under which the entry is counted once
    :param fiscal_year: only targets in use in the year; without it those no longer in use come last
    """
    wanted = tuple(term_ids)
    found: dict[int, list[Term]] = defaultdict(list)
    lines = Crosswalk.objects.filter(term__in=wanted, target__scheme__code=target_scheme)
    order: list[str | Combinable] = ["-is_main", "target__order", "pk"]
    if fiscal_year is None:
        order.insert(0, F("target__retired_in").desc(nulls_first=True))
    else:
        lines = lines.filter(target__in=Term.objects.in_use_in(fiscal_year))
    for line in lines.select_related("target").order_by(*order):
        found[line.term_id].append(line.target)
    left = [key for key in wanted if key not in found]
    for term in Term.objects.filter(pk__in=left, scheme__code=target_scheme) if left else ():
        found[term.pk].append(term)
    return {key: tuple(found[key][:1] if main_only else found[key]) for key in wanted}


def labels_in(town_id: int | None, scheme: str, fiscal_year: int | None) -> dict[int, str]:
    """What each term of a scheme was called in the fiscal year (two queries)."""
    old: dict[int, list[tuple[int, str]]] = defaultdict(list)
    former = FormerLabel.objects.filter(term__scheme__town=town_id, term__scheme__code=scheme)
    for term, until, label in former.values_list("term_id", "until_year", "label"):
        old[term].append((until, label))
    terms = Term.objects.of(town_id, scheme).values_list("pk", "label")
    return {key: name_in(fiscal_year, label, old[key]) for key, label in terms}


@dataclass(frozen=True)
class TermLine:
    """One line of a scheme's page: the term, how deep it lies, and what it was called before."""

    term: Term
    depth: int
    former: tuple[FormerLabel, ...]
    is_first: bool
    is_last: bool


def schemes_of(viewer: Viewer) -> QuerySet[Scheme]:
    """Schemes of the viewer's town with `in_use` and `retired`, the numbers of their terms."""
    return Scheme.objects.visible_to(viewer).annotate(
        in_use=Count("terms", filter=Q(terms__retired_in=None)),
        retired=Count("terms", filter=Q(terms__retired_in__isnull=False)),
    )


def term_lines(scheme: Scheme) -> list[TermLine]:
    """All terms of a scheme as a tree in printing order (two queries)."""
    children: dict[int | None, list[Term]] = defaultdict(list)
    for term in scheme.terms.prefetch_related("former_labels").order_by("order", "id"):
        children[term.parent_id].append(term)
    found: list[TermLine] = []
    waiting = [(term, 0) for term in reversed(children[None])]
    while waiting:
        term, depth = waiting.pop()
        group = children[term.parent_id]
        former = tuple(term.former_labels.all())
        found.append(TermLine(term, depth, former, term == group[0], term == group[-1]))
        waiting += [(child, depth + 1) for child in reversed(children[term.pk])]
    return found


def readings_between(
    scheme: Scheme, target: Scheme
) -> dict[int, tuple[int | None, frozenset[int]]]:
    """Term → (main target, all targets) of one scheme read in another (one query)."""
    targets: dict[int, set[int]] = defaultdict(set)
    mains: dict[int, int] = {}
    lines = Crosswalk.objects.filter(term__scheme=scheme, target__scheme=target)
    for term, other, is_main in lines.order_by("id").values_list("term_id", "target_id", "is_main"):
        targets[term].add(other)
        if is_main:
            mains.setdefault(term, other)
    return {term: (mains.get(term), frozenset(others)) for term, others in targets.items()}


def read_in(scheme: Scheme) -> list[tuple[Scheme, int]]:
    """Every other scheme of the town with how many of this scheme's terms are read in it (two queries)."""
    lines = Crosswalk.objects.filter(term__scheme=scheme).values("target__scheme")
    counts = dict(lines.annotate(n=Count("term", distinct=True)).values_list("target__scheme", "n"))
    others = Scheme.objects.filter(town=scheme.town_id).exclude(pk=scheme.pk)
    return [(other, counts.get(other.pk, 0)) for other in others]


def heirs_in(
    town_id: int | None, term_ids: Iterable[int], fiscal_year: int
) -> dict[int, tuple[int, ...]]:
    """For each term: the terms that stand for it in a fiscal year (one query); several after a split."""
    handed: dict[int, list[tuple[int, int]]] = defaultdict(list)
    lines = TermSuccession.objects.filter(old__scheme__town=town_id).order_by("id")
    for old, new, since in lines.values_list("old_id", "new_id", "from_year"):
        handed[old].append((new, since))
    return heirs(term_ids, handed, fiscal_year)


def preset_changes(town_id: int | None, given: Preset) -> list[Change]:
    """What loading a preset would change in the town (one query)."""
    return changes_by(given, present_terms(town_id, given.code))


def present_terms(
    town_id: int | None, scheme: str
) -> dict[str, tuple[dict[str, Any], dict[str, Any] | None]]:
    """Per code: a term's fields as they are, and as a preset gave them."""
    terms = Term.objects.of(town_id, scheme).select_related("parent")
    return {t.code: (_fields(t), t.given) for t in terms}


def differs(term: Term, line: FileTerm) -> bool:
    """Whether a line of a file says something else than the term says now."""
    above = term.parent.code if term.parent else ""
    if line.parent is not None and line.parent != above:
        return True
    return any(getattr(term, name) != value for name, value in line.values.items())


def _fields(term: Term) -> dict[str, Any]:
    own = {name: getattr(term, name) for name in OWNED if name != "parent"}
    return {**own, "parent": term.parent.code if term.parent else ""}
