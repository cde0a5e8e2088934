"""What the town knows: words, areas, posts and people, by every writing that old logs use."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sasaeai.people.models import Organisation, Post, Tenure
from sasaeai.people.rules import match_key
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import FormerLabel, Term

SCHEMES = {"means": "means", "kind": "activity-kind", "result": "result"}
WHOLE_TOWN = frozenset(
    {"全市", "市全体", "市全域", "全域", "全地区", "全圏域", "全体", "市内", "市"}
)
AREA_ENDINGS = re.compile(r"(?:日常生活)?(?:圏域|地区|区域|地域|校区|エリア)$")
TITLES = re.compile(r"(?:さん|氏|様|SC|ｓｃ|推進員|コーディネーター)$", re.IGNORECASE)
# How people write the standard means, beside their labels.
ALSO_CALLED: dict[str, tuple[str, ...]] = {
    "visit": ("家庭訪問", "個別訪問", "訪問面談", "アウトリーチ", "現地訪問"),
    "visitor": ("来訪", "来館", "窓口", "来庁", "来所面談", "面談"),
    "phone": ("tel", "電話連絡", "電話相談", "架電", "受電"),
    "message": ("メール", "line", "fax", "ライン", "手紙", "文書", "ファックス", "e-mail", "mail"),
    "meeting_host": ("会議主催", "会議開催", "主催会議"),
    "meeting_attend": ("会議", "会議出席", "会議参加", "出席", "打合せ", "打ち合わせ"),
    "event": ("行事", "行事参加", "イベント", "活動参加", "参加", "行事・活動参加"),
    "course": ("講座", "研修", "講演", "講話"),
    "tour": ("視察", "見学"),
    "survey": ("アンケート", "聞き取り", "ヒアリング"),
    "publicity": ("広報", "資料作成", "チラシ作成", "取材"),
    "online": ("zoom", "web", "オンライン会議", "リモート", "ウェブ"),
    "office": ("事務作業", "事務処理", "内勤", "庶務"),
}


def folded(text: str) -> str:
    """A word without what differs by writer.

    >>> folded("　ニーズ・資源 の把握") == folded("ニーズ・資源の把握")
    True
    """
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


@dataclass
class Known:
    """Lookup tables of a town, made once a file.

    :param mapped: words a person has said the meaning of: (field, folded word) → key of a term or area
    """

    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    areas: dict[str, list[Area]] = field(default_factory=lambda: defaultdict(list))
    posts: dict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))
    tenures: dict[str, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    partners: dict[str, Organisation] = field(default_factory=dict)
    mapped: dict[tuple[str, str], int] = field(default_factory=dict)
    _by_key: dict[tuple[str, int], Term | Area] = field(default_factory=dict)

    def term(self, name: str, word: str) -> Term | None:
        """The term of a field that a word means."""
        key = folded(word)
        chosen = self._by_key.get((name, self.mapped.get((name, key), 0)))
        return chosen if isinstance(chosen, Term) else self.terms[name].get(key)

    def like(self, name: str, word: str) -> tuple[str, ...]:
        """Labels of a field that look like the word."""
        labels = {folded(t.label): t.label for t in self.terms[name].values()}
        near = difflib.get_close_matches(folded(word), labels, n=3, cutoff=0.4)
        return tuple(labels[n] for n in near)

    def area(self, word: str, on: date) -> list[Area]:
        """The areas a word may mean that exist on the day: by name, code or reading, then without 地区・圏域."""
        key = folded(word)
        chosen = self._by_key.get(("area", self.mapped.get(("area", key), 0)))
        if isinstance(chosen, Area):
            return [chosen]
        for form in (key, AREA_ENDINGS.sub("", key)):
            found = [a for a in self.areas.get(form, ()) if _exists(a, on)]
            if found:
                return found
        return []

    def post(self, word: str, on: date) -> list[Post]:
        """The posts a word may mean on the day: by the post's name, else by who held it then."""
        key = folded(word)
        if key in self.posts:
            return self.posts[key]
        for form in (key, folded(TITLES.sub("", word.strip()))):
            held = [t.post for t in self.tenures.get(form, ()) if t.covers(on)]
            if held:
                return list(dict.fromkeys(held))
        return []

    def knows_person(self, word: str) -> bool:
        """Whether anybody of the name ever held a post."""
        forms = (folded(word), folded(TITLES.sub("", word.strip())))
        return any(form in self.tenures for form in forms)


def known_of(town: Town, mapped: dict[tuple[str, str], int] | None = None) -> Known:
    """Everything the town knows (six queries)."""
    known = Known(mapped=mapped or {})
    _read_terms(known, town)
    _read_areas(known, town)
    _read_posts(known, town)
    partners = Organisation.objects.filter(town=town).select_related("merged_into")
    for partner in partners.order_by("-pk"):
        target = partner.merged_into or partner
        for name in (partner.name, partner.kana):
            if name:
                known.partners[match_key(name)] = target
    return known


def _read_terms(known: Known, town: Town) -> None:
    fields = {town.entry_scheme: "functions"} | {code: name for name, code in SCHEMES.items()}
    known.terms = {name: {} for name in fields.values()}
    terms = Term.objects.filter(scheme__town=town, scheme__code__in=list(fields))
    former = FormerLabel.objects.filter(term__in=terms).values_list("term_id", "label")
    old: dict[int, list[str]] = defaultdict(list)
    for key, label in former:
        old[key].append(label)
    for term in terms.select_related("scheme").order_by("order", "pk"):
        name = fields[term.scheme.code]
        known._by_key[name, term.pk] = term
        also = ALSO_CALLED.get(term.code, ()) if name == "means" else ()
        _put_first(known.terms[name], (term.label, term.short_label, term.code), term)
        _put_first(known.terms[name], (*old[term.pk], *also), term)


def _put_first(table: dict[str, Term], words: Iterable[str], term: Term) -> None:
    for word in words:
        if word:
            table.setdefault(folded(word), term)


def _read_areas(known: Known, town: Town) -> None:
    for area in Area.objects.of_town(town.pk).select_related("level__tree").defer("outline"):
        known._by_key["area", area.pk] = area
        forms = {folded(text) for text in (area.name, area.kana, area.code) if text}
        for form in forms | {AREA_ENDINGS.sub("", folded(area.name))} - {""}:
            known.areas[form].append(area)


def _read_posts(known: Known, town: Town) -> None:
    for post in Post.objects.filter(town=town).select_related("area__level__tree"):
        known.posts[folded(post.name)].append(post)
        known.posts[folded(post.name.replace("生活支援コーディネーター", "SC"))].append(post)
    held = Tenure.objects.filter(post__town=town).select_related("post__area", "holder")
    for tenure in held.order_by("-fte", "valid_from"):
        name = tenure.holder.name
        words = unicodedata.normalize("NFKC", name).split()
        for form in {folded(name), folded(tenure.holder.kana), folded(words[0] if words else "")}:
            if form:
                known.tenures[form].append(tenure)


def _exists(area: Area, on: date) -> bool:
    begun = area.valid_from is None or area.valid_from <= on
    return begun and (area.valid_to is None or on <= area.valid_to)
