"""人数: the lines of people counted on an entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from sasaeai.activities.forms.fields import NumberField
from sasaeai.activities.rules import Count, CountKind, Unit

COUNT_LINES = 4
MOST_LINES = 20


def lines_in(typed: Mapping[str, list[str]] | None) -> int:
    """How many lines to show: four, or as many as an entry has and one more."""
    filled = [n for n in range(MOST_LINES) if any((typed or {}).get(f"count{n}-number", []))]
    return max(COUNT_LINES, len(filled) + 1 if len(filled) >= COUNT_LINES else 0)


class CountForm(forms.Form):
    """One line: 12 人 延べ 参加者. A line without a number does not exist."""

    use_required_attribute = False

    number = NumberField(label="人数", required=False, min_value=0, max_value=999_999)
    unit = forms.ChoiceField(label="単位", choices=Unit.choices, required=False)
    kind = forms.ChoiceField(label="数え方", choices=CountKind.choices, required=False)
    label = forms.CharField(label="だれ・なに", max_length=30, required=False)
    part = forms.BooleanField(label="上の数のうち", required=False)

    def __init__(self, *args: Any, first: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.first = first
        for name in ("unit", "kind"):
            self.fields[name].initial = {"unit": Unit.PEOPLE, "kind": CountKind.TOTAL}[name]
        self.fields["label"].widget.attrs["placeholder"] = "参加者" if first else "初参加 など"
        if first:
            del self.fields["part"]

    def count(self) -> Count | None:
        """The line, if a number was typed."""
        given = self.cleaned_data
        if given.get("number") is None:
            return None
        return Count(
            number=given["number"],
            unit=given.get("unit") or Unit.PEOPLE,
            count_kind=given.get("kind") or CountKind.TOTAL,
            label=given.get("label", ""),
            part=given.get("part", False),
        )

    @staticmethod
    def typed_of(count: Count, prefix: str) -> dict[str, list[str]]:
        """The line as it would have been typed."""
        return {
            f"{prefix}-number": [str(count.number)],
            f"{prefix}-unit": [str(count.unit)],
            f"{prefix}-kind": [str(count.count_kind)],
            f"{prefix}-label": [count.label] if count.label else [],
            f"{prefix}-part": ["on"] if count.part else [],
        }
