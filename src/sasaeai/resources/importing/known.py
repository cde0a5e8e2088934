"""What the town knows: words, areas, partners and resources, by every writing that lists use."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sasaeai.people.models import Organisation
from sasaeai.people.rules import match_key
from sasaeai.places.models import Area
from sasaeai.resources.queries.naming import area_names
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import FormerLabel, Term

SCHEMES = {
    "kind": "resource-kind",
    "functions": "need-kind",
    "main_activity": "gathering-activity",
    "operator_kind": "gathering-operator",
    "place_kind": "gathering-place",
    "funding_kind": "gathering-funding",
}
AREA_ENDINGS = re.compile(r"(?:日常生活)?(?:圏域|地区|区域|地域|校区|エリア)$")
WHOLE_TOWN = frozenset(
    {"全市", "市全体", "市全域", "全域", "市内全域", "全地区", "市内", "町内全域"}
)
# Words of open data for our kinds, beside their labels.
ALSO_CALLED: dict[str, tuple[str, ...]] = {
    "salon": ("サロン", "通いの場", "ふれあいサロン", "いきいきサロン", "高齢者サロン"),
    "exercise": ("体操教室", "介護予防体操", "いきいき百歳体操", "百歳体操"),
    "cafe": ("カフェ",),
    "dementia_cafe": ("オレンジカフェ",),
    "meals_together": ("子ども食堂", "こども食堂", "会食会", "地域食堂"),
    "shopping": (
        *("移動販売", "買い物支援", "飲食料品小売業", "百貨店、総合スーパー", "スーパーマーケット", "スーパー"),
        *("コンビニエンスストア", "野菜果物販売業", "魚介類販売業", "食肉販売業", "その他の食料・飲料販売業"),
        *("食料品店", "総合スーパー"),
    ),
    "meal_delivery": ("配食サービス", "弁当宅配", "宅配弁当"),
    "life_support": ("生活支援", "有償ボランティア", "助け合い"),
    "transport": ("移動支援", "送迎", "福祉有償運送"),
    "hobby": ("趣味", "サークル", "趣味活動"),
    "venue": ("集会所", "公民館", "会場", "施設", "コミュニティセンター"),
    "consultation": ("相談", "地域包括支援センター"),
}  # fmt: skip


def folded(text: str) -> str:
    """A word without what differs by writer.

    >>> folded("　通いの場・ サロン") == folded("通いの場・サロン")
    True
    """
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


@dataclass
class Known:
    """Lookup tables of a town, made once a file.

    :param mapped: words a person has said the meaning of: (field, folded word) → key of a term or area
    """

    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    codes: dict[str, dict[str, Term]] = field(default_factory=dict)
    areas: dict[str, list[Area]] = field(default_factory=lambda: defaultdict(list))
    area_names: dict[int, str] = field(default_factory=dict)
    mapped: Mapping[tuple[str, str], int] = field(default_factory=dict)
    _by_key: dict[tuple[str, int], Term | Area] = field(default_factory=dict)

    def term(self, name: str, word: str) -> Term | None:
        """The term of a field that a word means."""
        key = folded(word)
        chosen = self._by_key.get((name, self.mapped.get((name, key), 0)))
        return chosen if isinstance(chosen, Term) else self.terms.get(name, {}).get(key)

    def labels(self, name: str) -> tuple[str, ...]:
        """Labels of a field's terms."""
        return tuple({t.pk: t.label for t in self.terms.get(name, {}).values()}.values())

    def like(self, name: str, word: str) -> tuple[str, ...]:
        """Labels of a field that look like the word."""
        labels = {folded(label): label for label in self.labels(name)}
        near = difflib.get_close_matches(folded(word), labels, n=3, cutoff=0.4)
        return tuple(labels[n] for n in near)

    def area(self, word: str) -> list[Area]:
        """The areas a word may mean: by name, code or reading, then without 地区・圏域."""
        key = folded(word)
        chosen = self._by_key.get(("area", self.mapped.get(("area", key), 0)))
        if isinstance(chosen, Area):
            return [chosen]
        for form in (key, AREA_ENDINGS.sub("", key)):
            if found := self.areas.get(form):
                return found
        return []


def known_of(town: Town, mapped: Mapping[tuple[str, str], int] | None = None) -> Known:
    """Everything the town knows (three queries)."""
    known = Known(mapped=mapped or {})
    _read_terms(known, town)
    _read_areas(known, town)
    return known


def _read_terms(known: Known, town: Town) -> None:
    fields = {scheme: name for name, scheme in SCHEMES.items()}
    known.terms = {name: {} for name in SCHEMES}
    known.codes = {name: {} for name in SCHEMES}
    terms = Term.objects.filter(scheme__town=town, scheme__code__in=list(fields))
    old: dict[int, list[str]] = defaultdict(list)
    for key, label in FormerLabel.objects.filter(term__in=terms).values_list("term_id", "label"):
        old[key].append(label)
    found = list(terms.select_related("scheme").order_by("order", "pk"))
    for term in found:
        name = fields[term.scheme.code]
        known._by_key[name, term.pk] = term
        known.codes[name][term.code] = term
        for word in (term.label, term.short_label, term.code):
            _put_first(known, name, word, term)
    for term in found:
        name = fields[term.scheme.code]
        also = ALSO_CALLED.get(term.code, ()) if name == "kind" else ()
        for word in (*old[term.pk], *also):
            _put_first(known, name, word, term)


def _put_first(known: Known, name: str, word: str, term: Term) -> None:
    if word:
        known.terms[name].setdefault(folded(word), term)


def _read_areas(known: Known, town: Town) -> None:
    areas = list(Area.objects.of_town(town.pk).select_related("level__tree").defer("outline"))
    known.area_names = area_names(areas)
    for area in areas:
        known._by_key["area", area.pk] = area
        own = known.area_names[area.pk]
        forms = {folded(text) for text in (area.name, area.kana, area.code, own) if text}
        for form in forms | {AREA_ENDINGS.sub("", folded(area.name))} - {""}:
            known.areas[form].append(area)


def partners_of(town: Town) -> dict[str, Organisation]:
    """Every partner by the key of its name and reading (one query)."""
    found: dict[str, Organisation] = {}
    partners = Organisation.objects.filter(town=town).select_related("merged_into")
    for partner in partners.order_by("-pk"):
        for name in (partner.name, partner.kana):
            if name:
                found[match_key(name)] = partner.merged_into or partner
    return found
