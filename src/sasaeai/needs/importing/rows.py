"""One row of an answer sheet: what was told, by what the town calls things."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sasaeai.activities.importing.known import Known, folded, known_of
from sasaeai.documents.reading import ReadRow, ReadTable
from sasaeai.documents.reading.refused_rows import RowProblem
from sasaeai.documents.reading.values import read_day
from sasaeai.documents.refusals import CellRefused
from sasaeai.needs.actions import GivenLabel
from sasaeai.needs.queries.categories import parents_of
from sasaeai.needs.rules.states import Urgency
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

SCHEMES = {
    "route": "referral-route",
    "channel": "need-channel",
    "age_band": "age-band",
    "households": "household",
    "labels": "need-kind",
    "details": "need-detail",
}
URGENCIES = {
    **{folded(one.label): one for one in Urgency},
    **dict.fromkeys(("1", "高", "緊急", "至急"), Urgency.NOW),
    **dict.fromkeys(("2", "中", "急ぎ"), Urgency.SOON),
    **dict.fromkeys(("3", "低", "通常"), Urgency.ORDINARY),
}
WHOLE_TOWN = frozenset(
    {"全市", "市全体", "市全域", "全域", "不明", "わからない", "無回答", "全市・不明"}
)
AGES = ((40, "under40"), (65, "40s"), (75, "65"), (85, "75"), (200, "85"))
SEVERAL = re.compile(r"[、,，/／\n]")


@dataclass
class Vocabulary:
    """The town's words and areas, by folded label and code."""

    places: Known
    terms: Mapping[str, Mapping[str, Term]]
    above: Mapping[int, Term]

    @classmethod
    def of(cls, town: Town) -> Vocabulary:
        """Read once a file (some ten queries)."""
        terms: dict[str, dict[str, Term]] = {}
        for name, scheme in SCHEMES.items():
            rows = Term.objects.of(town.pk, scheme).select_related("scheme")
            terms[name] = {}
            for term in rows:
                for word in (term.code, term.label, term.short_label):
                    if word:
                        terms[name].setdefault(folded(word), term)
        by_key = {term.pk: term for term in terms["labels"].values()}
        above = {
            detail: by_key[top] for detail, top in parents_of(town.pk).items() if top in by_key
        }
        return cls(known_of(town, {}), terms, above)


@dataclass
class Row:
    """A row being read; what is wrong is gathered, so that all of it is told at once."""

    table: ReadTable
    row: ReadRow
    words: Vocabulary
    problems: list[RowProblem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The cell as text."""
        return self.table.text(self.row, name)

    def refuse(self, name: str, reason: str, suggestions: tuple[str, ...] = ()) -> None:
        """Something is wrong with a cell."""
        self.problems.append(RowProblem(self.row.number, reason, name, suggestions))

    def day(self, usual: date, today: date) -> date:
        """The day it was heard; the one of the whole file where the row says none."""
        if not self.text("heard_on"):
            return usual
        value = self.table.value(self.row, "heard_on")
        try:
            day = read_day(value, fiscal_year=None, date1904=self.table.date1904)
        except CellRefused as refused:
            self.problems.append(RowProblem.of(self.row, "heard_on", refused))
            return usual
        if day is not None and day > today:
            self.refuse("heard_on", "まだ先の日です。聞いた日を確かめてください。")
        return day or usual

    def area(self, usual: Area | None, on: date) -> Area | None:
        """The area a word means."""
        word = self.text("area")
        if not word:
            return usual
        if folded(word) in WHOLE_TOWN:
            return None
        found = self.words.places.area(word, on)
        if len(found) == 1:
            return found[0]
        if found:
            names = "、".join(f"{a.level.name}の{a.name}" for a in found)
            self.refuse(
                "area", f"「{word}」は{names}のどれか分かりません。正式な名前にしてください。"
            )
        else:
            self.refuse(
                "area", f"「{word}」という区域は、この町にありません。", self._like_area(word)
            )
        return None

    def _like_area(self, word: str) -> tuple[str, ...]:
        return tuple(difflib.get_close_matches(word, list(self.words.places.areas), n=3))

    def term(self, name: str, usual: Term | None) -> Term | None:
        """The term of a scheme."""
        word = self.text(name)
        if not word:
            return usual
        found = self._term(name, word)
        if found is None and name == "age_band":
            found = self._age(word)
        if found is None:
            self._unknown(name, word)
        return found

    def terms(self, name: str) -> tuple[Term, ...]:
        """Several terms in one cell."""
        found: dict[int, Term] = {}
        for word in self._several(name):
            term = self._term(name, word)
            if term is None:
                self._unknown(name, word)
            else:
                found[term.pk] = term
        return tuple(found.values())

    def labels(self) -> tuple[GivenLabel, ...]:
        """Categories a person has given already, coarse or fine; the first is the main one."""
        found: dict[int, GivenLabel] = {}
        for word in self._several("labels"):
            top = self._term("labels", word)
            detail = None if top else self._term("details", word)
            top = top or self._above(detail)
            if top is None:
                self._unknown("labels", word)
            elif top.pk not in found:
                found[top.pk] = GivenLabel(top, detail)
        for word in self._several("details"):
            detail = self._term("details", word)
            top = self._above(detail)
            if top is None:
                self._unknown("details", word)
            else:
                found[top.pk] = GivenLabel(top, detail)
        return tuple(found.values())

    def _above(self, detail: Term | None) -> Term | None:
        """The category that a finer one belongs to."""
        return self.words.above.get(detail.pk) if detail else None

    def urgency(self) -> str:
        """How urgent."""
        word = self.text("urgency")
        found = URGENCIES.get(folded(word)) if word else Urgency.ORDINARY
        if found is None:
            self.refuse("urgency", f"「{word}」を急ぎ具合として読めません。", tuple(Urgency.labels))
        return found or Urgency.ORDINARY

    def _several(self, name: str) -> list[str]:
        """The words of a cell; many of ours hold a 「・」 themselves (移動・外出), so it parts only what is unknown."""
        found: list[str] = []
        for part in (part.strip() for part in SEVERAL.split(self.text(name))):
            known = self._term(name, part) or (name == "labels" and self._term("details", part))
            found += [part] if known else part.split("・")
        return [part.strip() for part in found if part.strip()]

    def _term(self, name: str, word: str) -> Term | None:
        return self.words.terms[name].get(folded(word))

    def _age(self, word: str) -> Term | None:
        figures = re.search(r"\d+", unicodedata.normalize("NFKC", word))
        if figures is None:
            return None
        code = next((code for below, code in AGES if int(figures[0]) < below), "unknown")
        return self._term("age_band", code)

    def _unknown(self, name: str, word: str) -> None:
        labels = {t.label for t in self.words.terms[name].values()}
        near = difflib.get_close_matches(word, sorted(labels), n=3, cutoff=0.3)
        self.refuse(name, f"「{word}」は、この町の用語にありません。", tuple(near))
