"""Forms of plans: periods, indicators, the grid of targets, corrections."""

from __future__ import annotations

from typing import Any

from django import forms

from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.places.models import Area
from sasaeai.reports.actions.plans import Aim
from sasaeai.reports.counting_ways import OWN, WAYS, measure_of, way_of
from sasaeai.reports.models import Correction, Indicator, PlanPeriod, Target
from sasaeai.reports.rules import NotATarget, read_target, target_text
from sasaeai.reports.toml_text import toml_text
from sasaeai.reports.years import year_label
from sasaeai.towns.rules import Tier

WAY_CHOICES = [(way.code, way.label) for way in WAYS]
TIERS: tuple[tuple[str, str], ...] = (("", "計"), (Tier.FIRST, "第1層"), (Tier.SECOND, "第2層"))


class PlanForm(forms.ModelForm[PlanPeriod]):
    """A plan period."""

    class Meta:
        model = PlanPeriod
        fields = ("name", "first_year", "last_year")
        help_texts = {
            "first_year": "西暦の年度（例：令和6年度は2024）",
            "last_year": "ふつうは3年目（例：令和8年度は2026）",
        }


class IndicatorForm(forms.ModelForm[Indicator]):
    """An indicator: its name, unit and how it is counted.

    `way` picks one of the usual ways of counting; `own_way` writes any measure of the layout language.
    """

    way = forms.ChoiceField(label="数え方", choices=WAY_CHOICES)
    own_way = forms.CharField(
        label="数え方（様式の書き方で）",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text='「自分で書く」を選んだときだけ使います。例：count = "events" と where = { kind = "会議" }',
    )

    field_order = ("name", "way", "own_way", "unit", "by_tier", "definition", "order")

    class Meta:
        model = Indicator
        fields = ("name", "unit", "definition", "by_tier", "order")
        help_texts = {
            "unit": "印刷される単位（回・人、回、事業 など）",
            "definition": "何をどう数えるかを一文で。表の注に印刷されます。",
            "order": "小さいほど上に並びます。",
        }

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        way = way_of(self.instance.measure) if self.instance.pk else ""
        if not way:  # a new one must be asked for: what nobody chose would count nothing
            self._offer_ways([("", "（選んでください）"), *WAY_CHOICES])
        self.initial.setdefault("way", way)
        if way == OWN:
            self.initial.setdefault("own_way", toml_text(self.instance.measure).strip())

    def _offer_ways(self, choices: list[tuple[str, str]]) -> None:
        field = self.fields["way"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """The measure, read as a layout would read it."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("way"):
            return cleaned
        try:
            cleaned["measure"] = measure_of(cleaned.get("way", ""), cleaned.get("own_way", ""))
        except FigureRefused as refusal:
            self.add_error("own_way", str(refusal))
        return cleaned


class TargetsForm(forms.Form):
    """The grid of an indicator's targets: a text field per year and tier.

    A field takes a number, `***` (対象外), `―` (未記入) or nothing.
    """

    def __init__(
        self, *args: Any, indicator: Indicator, years: range, area: Area | None = None, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.indicator, self.years, self.area = indicator, years, area
        self.tiers = TIERS if indicator.by_tier else TIERS[:1]
        kept = {
            (t.fiscal_year, t.tier): t
            for t in Target.objects.filter(indicator=indicator, area=area)
        }
        for tier, tier_name in self.tiers:
            for year in years:
                target = kept.get((year, tier))
                self.fields[f"t{tier}-{year}"] = forms.CharField(
                    label=f"{year_label(year)} {tier_name}",
                    required=False,
                    max_length=30,
                    initial=target_text(target.value, target.state) if target else "",
                    widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
                )

    def rows(self) -> list[dict[str, Any]]:
        """The grid as the template draws it: a row per tier, a field per year."""
        return [
            {"tier": name, "fields": [self[f"t{tier}-{year}"] for year in self.years]}
            for tier, name in self.tiers
        ]

    def clean(self) -> dict[str, Any]:
        """Read every field; each says for itself what is wrong."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.aims: list[Aim] = []
        for tier, _ in self.tiers:
            for year in self.years:
                name = f"t{tier}-{year}"
                try:
                    value, state = read_target(cleaned.get(name, ""), unit=self.indicator.unit)
                except NotATarget as refusal:
                    self.add_error(name, str(refusal))
                    continue
                self.aims.append(Aim(year, value, state, tier, self.area))
        return cleaned


class CorrectionForm(forms.ModelForm[Correction]):
    """A corrected actual with its reason."""

    class Meta:
        model = Correction
        fields = ("value", "reason")
        help_texts = {"reason": "表の注に印刷されます（例：2月分の報告もれ3件を加えた）。"}


class PlanFileForm(forms.Form):
    """A table of targets."""

    file = forms.FileField(
        label="目標の表",
        help_text="Excel・CSV。見出しは「指標・層・令和6年度・令和7年度…」。"
        "「Excel」で書き出した表に数字を入れて、そのまま読み込めます。",
    )
