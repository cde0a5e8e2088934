"""Forms of activity bodies and of the months of a 通いの場."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Organisation
from sasaeai.people.rules import fiscal_year_of, match_key
from sasaeai.resources.actions import GivenParticipants
from sasaeai.resources.models import ActivityBody, ParticipantCount, Participation, Resource
from sasaeai.resources.rules.states import Stage, stage_may_follow
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

Bands = tuple[tuple[int, int | None], ...]


class BodyForm(forms.ModelForm[ActivityBody]):
    """An activity body; a new one says at which stage it stands."""

    use_required_attribute = False

    operator_name = forms.CharField(
        label="団体（連携先の名前）",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "partners", "autocomplete": "off"}),
    )
    on = forms.DateField(label="いつからその段階か", widget=day_input())

    class Meta:
        model = ActivityBody
        fields = (
            *("name", "kana", "category", "area", "council", "stage", "description"),
            *("resources", "notes"),
        )
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "notes": forms.Textarea(attrs={"rows": 2}),
            "resources": forms.SelectMultiple(attrs={"size": 6}),
        }
        help_texts = {"resources": "行っている場やサービスが台帳にあるとき。いくつでも選べます。"}

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.town = town
        self.operator: Organisation | None = None
        year = fiscal_year_of(day)
        offer(self, "category", Term.objects.of(town.pk, "body-type").in_use_in(year))
        offer(self, "area", areas_of(town, day), empty="（全市）")
        offer(self, "resources", Resource.objects.filter(town=town).alive())
        if self.instance.pk:
            del self.fields["stage"], self.fields["on"]
            kept = self.instance.operator
            self.initial["operator_name"] = kept.name if kept else ""

    def clean(self) -> dict[str, Any]:
        """The partner is found by name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if name := cleaned.get("operator_name", "").strip():
            mine = Organisation.objects.filter(town=self.instance.town).open()
            self.operator = mine.filter(name_key=match_key(name)).first()
            if self.operator is None:
                self.add_error(
                    "operator_name",
                    f"「{name}」は連携先にありません。先に「連携先」で登録してください。",
                )
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        names = ("name", "kana", "category", "area", "council", "description", "notes")
        facts = {name: self.cleaned_data[name] for name in names}
        return facts | {
            "operator": self.operator,
            "resources": list(self.cleaned_data["resources"]),
        }


class StageForm(forms.Form):
    """The next stage, and from when."""

    to = forms.ChoiceField(label="次の段階", widget=forms.RadioSelect)
    on = forms.DateField(label="いつから", widget=day_input())
    remark = forms.CharField(label="できごと", required=False, max_length=200)

    def __init__(self, *args: Any, body: ActivityBody, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["to"])
        now = body.stage_now
        field.choices = [(s.value, s.label) for s in Stage if stage_may_follow(now, s)]


class MonthForm(forms.ModelForm[Participation]):
    """A month of a place: how often, how many, who by sex and age."""

    use_required_attribute = False

    class Meta:
        model = Participation
        fields = ("held", "total", "distinct", "supporters", "remark")
        help_texts = {"distinct": "同じ人を1回だけ数えた人数。下の内訳を書けば空欄でかまいません。"}

    def __init__(self, *args: Any, bands: Bands, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bands = bands
        kept: dict[tuple[str, int | None], int] = {}
        if self.instance.pk:
            kept = {(c.sex, c.age_from): c.people for c in self.instance.counts.all()}
        for sex, _ in ParticipantCount.Sex.choices:
            for first, last in bands:
                self.fields[_name(sex, first)] = forms.IntegerField(
                    label=f"{_sex_word(sex)} {_band_word(first, last)}",
                    required=False,
                    min_value=0,
                    max_value=9999,
                    initial=kept.get((sex, first)),
                )

    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The grid of people: (age band, fields by sex)."""
        sexes = [sex for sex, _ in ParticipantCount.Sex.choices]
        return [
            (_band_word(first, last), [self[_name(sex, first)] for sex in sexes])
            for first, last in self.bands
        ]

    def plain(self) -> list[forms.BoundField]:
        """The fields that are no part of the grid."""
        return [self[name] for name in self._meta.fields or ()]

    def counts(self) -> list[GivenParticipants]:
        """The lines that say something."""
        given = self.cleaned_data
        return [
            GivenParticipants(given[_name(sex, first)], str(sex), first, last)
            for sex, _ in ParticipantCount.Sex.choices
            for first, last in self.bands
            if given.get(_name(sex, first))
        ]


def _name(sex: str, first: int) -> str:
    return f"people_{sex or 'u'}_{first}"


def _sex_word(sex: str) -> str:
    return ParticipantCount.Sex(sex).label


def _band_word(first: int, last: int | None) -> str:
    if last is None:
        return f"{first}歳以上"
    return f"{last}歳以下" if first == 0 else f"{first}〜{last}歳"
