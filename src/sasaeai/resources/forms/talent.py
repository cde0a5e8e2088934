"""Forms of people, companies, offers and wishes, cards, sheets, courses and money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, TypeVar

from django import forms
from django.db import models

from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Organisation
from sasaeai.people.rules import fiscal_year_of
from sasaeai.resources.forms.resource import say_nothing_chosen
from sasaeai.resources.models import (
    ActivityBody,
    ApproachStage,
    Call,
    CarriedOver,
    Company,
    Funding,
    MatchStage,
    OrganisationSheet,
    PersonResource,
    PersonRole,
    Practice,
    Resource,
    SupporterCourse,
)
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

M = TypeVar("M", bound=models.Model)
MANY = (forms.ModelMultipleChoiceField,)
_TWO = forms.Textarea(attrs={"rows": 2})
_THREE = forms.Textarea(attrs={"rows": 3})


class KeptForm(forms.ModelForm[M], Generic[M]):
    """A record of the town: its choices are the town's; `facts()` and `many()` are what the deed takes."""

    use_required_attribute = False

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in self.choices_of(town, day).items():
            if name in self.fields:
                offer(self, name, rows)
        say_nothing_chosen(self)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = day_input()
            if name == "area":
                offer(self, name, areas_of(town, day), empty="（全市）")

    def choices_of(self, town: Town, day: date) -> dict[str, Any]:
        """What each field chooses from; overridden where there is more."""
        mine = ActivityBody.objects.filter(town=town)
        return {
            "resource": Resource.objects.filter(town=town).alive(),
            "body": mine,
            "bodies": mine,
            "launched": mine,
            "trainings": SupporterCourse.objects.filter(town=town),
            "organisation": Organisation.objects.filter(town=town).open(),
            "skills": Term.objects.of(town.pk, "need-kind").in_use_in(fiscal_year_of(day)),
        }

    def _post_clean(self) -> None:
        """The deed checks the record; the form only reads what was typed."""

    def facts(self) -> dict[str, Any]:
        """The fields of the record."""
        lists = {n for n, f in self.fields.items() if isinstance(f, MANY)}
        return {n: self.cleaned_data[n] for n in self._meta.fields or () if n not in lists}

    def many(self) -> Mapping[str, Any]:
        """The lists of other records."""
        return {
            name: self.cleaned_data[name]
            for name, field in self.fields.items()
            if isinstance(field, MANY)
        }


class PersonForm(KeptForm[PersonResource]):
    """A person who agreed to be in the register."""

    role = forms.ChoiceField(label="どの名簿に", choices=PersonRole.Role.choices)
    number = forms.CharField(label="登録番号", required=False, max_length=30)

    class Meta:
        model = PersonResource
        fields = (
            *("name", "kana", "area", "birth_year", "sex", "phone", "mail", "address"),
            *("skills", "strengths", "limits", "already_in", "available"),
            *("consented_on", "consent_how", "scope", "trainings", "bodies", "notes"),
        )
        widgets = {
            "strengths": _TWO,
            "limits": _TWO,
            "notes": _TWO,
            "skills": forms.CheckboxSelectMultiple,
            "trainings": forms.SelectMultiple(attrs={"size": 4}),
            "bodies": forms.SelectMultiple(attrs={"size": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["role"], self.fields["number"]


class InterviewForm(forms.Form):
    """A talk with a person."""

    on = forms.DateField(label="いつ", widget=day_input())
    wording = forms.CharField(label="聞いたこと", widget=_THREE)
    next_step = forms.CharField(label="次にすること", required=False, max_length=200)
    due_on = forms.DateField(label="いつまでに", required=False, widget=day_input())


class CompanyForm(KeptForm[Company]):
    """What is known of a company; a new one is chosen among the partners."""

    class Meta:
        model = Company
        fields = ("organisation", "motives", "in_house_volunteers", "offers")
        widgets = {"offers": _THREE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]

    def facts(self) -> dict[str, Any]:
        """Without the organisation, which the deed takes by itself."""
        names = ("motives", "in_house_volunteers", "offers")
        return {name: self.cleaned_data[name] for name in names}


class ApproachForm(InterviewForm):
    """A talk with a company, and where the talks stand now."""

    stage = forms.ChoiceField(label="いまの段階", choices=ApproachStage.choices)

    field_order = ("on", "stage", "wording", "next_step", "due_on")


class CallForm(KeptForm[Call]):
    """An offer or a wish."""

    class Meta:
        model = Call
        fields = (
            *("side", "sort", "title", "wording", "area", "address", "days", "people", "fee"),
            *("conditions", "from_on", "to_on", "organisation", "body", "name", "phone", "mail"),
            *("consented_on", "entered_on", "follow_up_on", "state", "on_board", "notes"),
        )
        widgets = {"wording": _THREE, "notes": _TWO, "side": forms.RadioSelect}
        help_texts = {
            "on_board": "連絡先は出ません。問い合わせは事務局が受けます。",
            "days": "例：平日の昼、火・木 10時〜15時",
        }


class MatchForm(forms.Form):
    """The next stage of two that were brought together."""

    to = forms.ChoiceField(label="段階", choices=MatchStage.choices, widget=forms.RadioSelect)
    on = forms.DateField(label="いつから", widget=day_input())
    remark = forms.CharField(label="備考", required=False, max_length=300)


class PracticeForm(KeptForm[Practice]):
    """A practice card."""

    class Meta:
        model = Practice
        fields = (
            *("title", "area", "where", "since", "resource", "body", "trouble", "deed"),
            *("why_it_worked", "needed", "advice", "on_booklet", "is_public"),
        )
        widgets = dict.fromkeys(("trouble", "deed", "why_it_worked", "needed", "advice"), _THREE)


class CarriedForm(KeptForm[CarriedOver]):
    """A place that took a practice over."""

    class Meta:
        model = CarriedOver
        fields = ("area", "where", "on", "body", "changed", "result")


class SheetForm(KeptForm[OrganisationSheet]):
    """The comparison sheet of an organisation."""

    class Meta:
        model = OrganisationSheet
        fields = (
            *("organisation", "order", "legal_form", "purpose", "feature", "activities"),
            *("challenge", "first_tier_challenge", "first_tier_goal"),
        )
        widgets = dict.fromkeys(
            ("purpose", "feature", "activities", "challenge", "first_tier_challenge",
             "first_tier_goal"), _THREE,
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]

    def facts(self) -> dict[str, Any]:
        """Without the organisation, which the deed takes by itself."""
        names = [n for n in self._meta.fields or () if n != "organisation"]
        return {name: self.cleaned_data[name] for name in names}


class CourseForm(KeptForm[SupporterCourse]):
    """A course for supporters, and the groups that came of it."""

    class Meta:
        model = SupporterCourse
        fields = (
            *("name", "area", "started_on", "ended_on", "sessions", "attended"),
            *("became_supporters", "launched", "remark"),
        )
        widgets = {"launched": forms.SelectMultiple(attrs={"size": 6})}


class FundingForm(KeptForm[Funding]):
    """Money of a fiscal year."""

    class Meta:
        model = Funding
        fields = (
            *("fiscal_year", "sort", "name", "giver", "amount_yen", "resource", "body", "project"),
            *("sessions", "includes_planned", "remark"),
        )
        help_texts = {"project": "資源や活動体でなく、事業に付いたお金のとき"}
