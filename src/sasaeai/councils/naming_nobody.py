"""What many will read should name nobody: words that may tell who somebody is are shown; a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from sasaeai.analysis.needs.personal.finding import personal_in


def personal_words(*texts: str) -> list[str]:
    """The stretches that may name a person, each once."""
    return list(
        dict.fromkeys(text[one.start : one.end] for text in texts for one in personal_in(text))
    )


def warning_about(words: Iterable[str]) -> str:
    """「髙橋」は個人のことのようです。"""
    return f"「{'」「'.join(words)}」は、個人のことのようです。"


class NamesNobody(forms.BaseForm):
    """A form whose texts are read by many. What was found is asked about once: reworded, or marked as meant so."""

    read_by_many: tuple[str, ...] = ()
    asks_sure = False

    def clean(self) -> dict[str, Any]:
        """Refuse words that may name a person, unless somebody said that they do not."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found = personal_words(*(str(cleaned.get(name) or "") for name in self.read_by_many))
        self.asks_sure = bool(found)
        if found and not cleaned.get("sure"):
            words = f"{warning_about(found)}言いかえるか、個人のことでなければ「このまま書く」に印を付けてください。"
            self.add_error(None, words)
        return cleaned


def sure_field() -> forms.BooleanField:
    """The mark that words are meant so."""
    return forms.BooleanField(label="個人のことではないので、このまま書く", required=False)
