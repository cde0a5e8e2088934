"""What the words bring to the frame."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from sasaeai.towns.models import Town
from sasaeai.ui import slots
from sasaeai.vocabulary.models import Scheme, Term

DEEDS = {
    "vocabulary.preset_loaded": "用語の見本を読み込んだ",
    "vocabulary.scheme_added": "分類を足した",
    "vocabulary.scheme_changed": "分類を直した",
    "vocabulary.entry_scheme_chosen": "記録に使う業務項目を決めた",
    "vocabulary.term_added": "用語を足した",
    "vocabulary.term_corrected": "用語を直した",
    "vocabulary.term_renamed": "用語の名前を年度から変えた",
    "vocabulary.term_retired": "用語を使わないことにした",
    "vocabulary.term_taken_up": "用語をまた使うことにした",
    "vocabulary.term_placed": "用語を並べかえた",
    "vocabulary.terms_merged": "用語を1つにした",
    "vocabulary.term_split": "用語を分けた",
    "vocabulary.readings_set": "読み替えを決めた",
}


def join() -> None:
    """Menu line, words of the history, links of its records, lines of the checklist."""
    slots.menu.fill(
        slots.MenuItem(
            "vocabulary", "用語・分類", "vocabulary:schemes", "vocabulary.see", 820,
            group="settings",
        )
    )  # fmt: skip
    slots.history_words.fill(slots.HistoryWords("vocabulary", DEEDS))
    slots.record_links.fill(
        slots.RecordLink("vocabulary.Scheme", scheme_url),
        slots.RecordLink("vocabulary.Term", term_url),
    )
    slots.ready_checks.fill(
        slots.ReadyCheck(
            "vocabulary.entry", "業務項目のことばを決める", 30, "vocabulary:schemes", has_entry_terms,
            why="見本が入っています。記録のときに選ぶことばを、町のことばに直せます（あとからでも直せます）。",
            permission="vocabulary.edit",
        )
    )  # fmt: skip


def has_entry_terms(town_id: int) -> bool:
    """Whether the town has terms to choose from on entry."""
    scheme = Town.objects.filter(pk=town_id).values("entry_scheme")[:1]
    return Term.objects.filter(
        scheme__town=town_id, scheme__code__in=scheme, retired_in=None
    ).exists()


def _sees(request: HttpRequest) -> bool:
    may = getattr(request.user, "may", None)
    return bool(may and may("vocabulary.see"))


def scheme_url(request: HttpRequest, key: int) -> str | None:
    """Address of a scheme, for those who may see it."""
    town = getattr(request.user, "town_id", None)
    there = _sees(request) and Scheme.objects.filter(pk=key, town=town).exists()
    return reverse("vocabulary:scheme", args=[key]) if there else None


def term_url(request: HttpRequest, key: int) -> str | None:
    """Address of a term, for those who may see it."""
    town = getattr(request.user, "town_id", None)
    there = _sees(request) and Term.objects.filter(pk=key, scheme__town=town).exists()
    return reverse("vocabulary:term", args=[key]) if there else None
