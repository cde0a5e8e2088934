"""The categories of a town, and what is suggested of them for a trouble."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sasaeai.analysis.needs.personal.finding import personal_in
from sasaeai.analysis.needs.personal.kinds import PERSONAL_LABELS
from sasaeai.needs.models import Need
from sasaeai.needs.rules.helping import is_wish_to_help
from sasaeai.needs.rules.labels import SUGGESTED
from sasaeai.needs.rules.marking import Stretch, stretches
from sasaeai.vocabulary.models import Crosswalk, Term

KIND, DETAIL = "need-kind", "need-detail"


@dataclass(frozen=True)
class Category:
    """One category with its finer ones."""

    term: Term
    details: tuple[Term, ...]


@dataclass(frozen=True)
class Choice:
    """A category suggested: how sure (0 to 100), and whether it is one of those put forward."""

    term: Term
    percent: int
    put_forward: bool


@dataclass(frozen=True)
class Suggested:
    """What the page shows beside a trouble.

    :param text: the words told, cut where they led to the suggestion or may name a person
    :param personal: what was found of a person, in words (名前、電話番号)
    """

    choices: tuple[Choice, ...]
    confident: bool
    evidence: tuple[str, ...]
    text: tuple[Stretch, ...]
    personal: tuple[str, ...]
    wish_to_help: bool

    @property
    def codes(self) -> str:
        """What one tap accepts."""
        return ",".join(one.term.code for one in self.choices if one.put_forward)


def categories_of(town_id: int | None, fiscal_year: int) -> list[Category]:
    """Categories that may be chosen in the year, with their finer ones (three queries)."""
    tops = list(Term.objects.of(town_id, KIND).in_use_in(fiscal_year).select_related("scheme"))
    details = Term.objects.of(town_id, DETAIL).in_use_in(fiscal_year).select_related("scheme")
    above = parents_of(town_id)
    below: dict[int, list[Term]] = defaultdict(list)
    for detail in details:
        if detail.pk in above:
            below[above[detail.pk]].append(detail)
    return [Category(top, tuple(below[top.pk])) for top in tops]


def parents_of(town_id: int | None) -> dict[int, int]:
    """Finer category → the category it belongs to (one query)."""
    lines = Crosswalk.objects.filter(
        term__scheme__town=town_id, term__scheme__code=DETAIL, target__scheme__code=KIND
    )
    return dict(lines.order_by("is_main", "-pk").values_list("term_id", "target_id"))


def suggested_for(need: Need, categories: Iterable[Category]) -> Suggested:
    """The suggestion kept with a trouble; categories the town no longer uses are left out."""
    terms = {one.term.code: one.term for one in categories}
    kept = need.suggested
    choices = tuple(
        Choice(terms[code], round(score * 100), score >= SUGGESTED)
        for code, score in kept.get("labels", ())
        if code in terms
    )
    evidence = tuple(kept.get("evidence", ()))
    found = personal_in(need.wording)
    spans = [(one.start, one.end, PERSONAL_LABELS[one.kind]) for one in found]
    return Suggested(
        choices=choices,
        confident=bool(kept.get("confident")),
        evidence=evidence,
        text=tuple(stretches(need.wording, evidence, spans)),
        personal=tuple(dict.fromkeys(kind for _, _, kind in spans)),
        wish_to_help=is_wish_to_help(need.wording),
    )
