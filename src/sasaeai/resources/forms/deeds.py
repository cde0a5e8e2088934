"""Small forms: filters, states, publishing, confirming, merging."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.people.forms.choices import areas_of, day_input, offer_words
from sasaeai.resources.models import RegisterSettings, Resource, UnusualDay
from sasaeai.resources.queries.finding import ALIVE, Asked
from sasaeai.resources.queries.near import Near, point_near
from sasaeai.resources.queries.on_foot import streets_of
from sasaeai.resources.rules.freshness import Answer, Freshness, How
from sasaeai.resources.rules.publishing import HIDEABLE, Publishing
from sasaeai.resources.rules.recurrence import WEEKDAY_WORDS
from sasaeai.resources.rules.states import FOLLOWS, State
from sasaeai.towns.models import Town
from sasaeai.ui.filters import ALL, LightFilter, offer_pairs, one_of
from sasaeai.vocabulary.queries import words_of_terms

EVERY = ("", ALL)
DISTANCES = (300, 500, 800, 1000, 2000, 5000)


class FilterForm(LightFilter):
    """What the list is filtered by; it lives in the address."""

    q = forms.CharField(
        label="ことば",
        required=False,
        max_length=100,
        help_text="名称・ふりがな・住所・運営・電話",
    )
    kind = one_of("種別")
    function = one_of("できること")
    area = one_of("区域")
    weekday = forms.ChoiceField(
        label="曜日",
        required=False,
        choices=(EVERY, *((code, f"{word}曜") for code, word in WEEKDAY_WORDS.items())),
    )
    hour = forms.ChoiceField(
        label="時間", required=False, choices=(EVERY, ("am", "午前"), ("pm", "午後"))
    )
    state = forms.ChoiceField(
        label="状態",
        required=False,
        choices=(("", "終了以外"), *State.choices, ("all", ALL)),
    )
    freshness = forms.ChoiceField(label="確認", required=False, choices=(EVERY, *Freshness.choices))
    publishing = forms.ChoiceField(
        label="公開", required=False, choices=(EVERY, *Publishing.choices)
    )
    near = forms.CharField(
        label="どこの近く",
        required=False,
        max_length=100,
        help_text="住所・町名・区域・施設の名前。近い順に並べます",
    )
    within = forms.TypedChoiceField(
        label="どこまで",
        required=False,
        coerce=int,
        empty_value=None,
        choices=(("", "近い順"), *((m, f"{m:,}mまで") for m in DISTANCES)),
    )

    on_foot = forms.BooleanField(
        label="歩く道のりで測る", required=False, help_text="道のデータで。直線より長くなります"
    )

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.streets = streets_of(town.code)
        if self.streets is None:
            del self.fields["on_foot"]
        terms = words_of_terms(town.pk, {"resource-kind": None, "need-kind": None})
        offer_pairs(self, "kind", terms["resource-kind"], empty=ALL)
        offer_pairs(self, "function", terms["need-kind"], empty=ALL)
        offer_words(self, "area", areas_of(town, day), "name", empty=ALL)
        self.town = town
        self.near_point: Near | None = None

    def asked(self) -> Asked:
        """The filter; what makes no sense is left out rather than refused."""
        self.is_valid()
        given = self.cleaned_data
        keys = {name: given.get(name) for name in ("kind", "function", "area")}
        plain = {n: given.get(n) or "" for n in ("weekday", "hour", "freshness", "publishing")}
        said: dict[str, Any] = {**keys, **plain, "words": given.get("q", "")}
        typed = given.get("near", "")
        self.near_point = point_near(self.town.pk, typed) if typed else None
        if self.near_point is not None:
            said |= {"near": self.near_point.point, "within": given.get("within")}
            said["streets"] = self.streets if given.get("on_foot") else None
        return Asked(state=given.get("state") or ALIVE, **said)


class StateForm(forms.Form):
    """From when it is in another state, and why."""

    to = forms.ChoiceField(label="どの状態にしますか", widget=forms.RadioSelect)
    on = forms.DateField(label="いつから", widget=day_input())
    reason = forms.CharField(
        label="理由", required=False, max_length=300, help_text="休止・終了のときは必ず"
    )
    conditions = forms.CharField(
        label="再開の条件・続けていること",
        required=False,
        max_length=300,
        help_text="例：人数を半分にして再開。休止中は電話・手紙でつながる。",
    )
    expected_on = forms.DateField(label="再開の見込み", required=False, widget=day_input())

    def __init__(self, *args: Any, resource: Resource, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            ways = FOLLOWS[resource.state_now]
            field.choices = [(s.value, s.label) for s in State if s in ways]


class PublishForm(forms.Form):
    """What residents are shown."""

    publishing = forms.ChoiceField(
        label="公開", choices=Publishing.choices, widget=forms.RadioSelect
    )
    hidden = forms.MultipleChoiceField(
        label="公開しない項目",
        required=False,
        choices=tuple(HIDEABLE.items()),
        widget=forms.CheckboxSelectMultiple,
    )


class ConfirmForm(forms.Form):
    """That somebody asked, and what they were told."""

    on = forms.DateField(label="いつ", widget=day_input())
    how = forms.ChoiceField(
        label="方法",
        choices=[(h.value, h.label) for h in How if h not in (How.QR, How.ENTRY)],
    )
    answer = forms.ChoiceField(
        label="結果", choices=Answer.choices, widget=forms.RadioSelect, initial=Answer.SAME
    )
    told_by = forms.CharField(label="答えた人", required=False, max_length=60)
    remark = forms.CharField(label="ひとこと", required=False, max_length=300)


class UnusualForm(forms.ModelForm[UnusualDay]):
    """A day that differs from the timetable."""

    class Meta:
        model = UnusualDay
        fields = ("kind", "on", "until", "starts_at", "ends_at", "reason")
        widgets = {
            "on": day_input(),
            "until": day_input(),
            "starts_at": forms.TimeInput(attrs={"type": "time"}),
            "ends_at": forms.TimeInput(attrs={"type": "time"}),
        }


class SettingsForm(forms.ModelForm[RegisterSettings]):
    """The town's months, ages and telephone."""

    class Meta:
        model = RegisterSettings
        fields = (
            *("yellow_months", "leave_months", "age_limits"),
            *("office_name", "office_phone", "office_fax"),
        )
