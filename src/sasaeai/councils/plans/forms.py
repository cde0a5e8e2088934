"""Forms of a district's plan and its parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.councils.models import (
    CardGroup,
    Council,
    DistrictPlan,
    Issue,
    PlanFigure,
    PlanGoal,
    PlanReview,
    PlanStep,
)
from sasaeai.councils.rules.plans import CardKind, StepState
from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import User
from sasaeai.towns.models import Town


class PlanForm(forms.ModelForm[DistrictPlan]):
    """The plan itself."""

    use_required_attribute = False

    class Meta:
        model = DistrictPlan
        fields = (
            *("title", "area", "council", "begins_on", "ends_on", "state", "is_model"),
            *("background", "aim"),
        )
        widgets = {
            "begins_on": day_input(),
            "ends_on": day_input(),
            "background": forms.Textarea(attrs={"rows": 3}),
            "aim": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, town: Town, day: date, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.town = town
        areas, mine = areas_of(town, day), user.area_ids()
        offer(self, "area", areas if mine is None else areas.filter(pk__in=mine))
        offer(self, "council", Council.objects.visible_to(user).standing_on(day))


class CardsForm(forms.Form):
    """Notes of a workshop, one a line."""

    use_required_attribute = False

    wordings = forms.CharField(
        label="カード（1行に1枚）",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="紙に書かれたことばのまま。個人の名前は書かないでください。",
    )
    kind = forms.ChoiceField(label="種類", choices=CardKind.choices)
    source = forms.CharField(label="どの話し合いか", required=False, max_length=60)


class GroupForm(forms.ModelForm[CardGroup]):
    """A heap's name."""

    class Meta:
        model = CardGroup
        fields = ("name",)


class GoalForm(forms.ModelForm[PlanGoal]):
    """A goal."""

    use_required_attribute = False

    class Meta:
        model = PlanGoal
        fields = ("title", "why", "measure", "issue")
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, plan: DistrictPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "issue", Issue.objects.filter(town=plan.town_id))


class StepForm(forms.ModelForm[PlanStep]):
    """A step: who does what by when."""

    use_required_attribute = False

    class Meta:
        model = PlanStep
        fields = ("title", "owner", "due_on")
        widgets = {"due_on": day_input()}


class FigureForm(forms.ModelForm[PlanFigure]):
    """One answer of a questionnaire."""

    use_required_attribute = False

    class Meta:
        model = PlanFigure
        fields = ("question", "answer", "count", "base", "source")


class ReviewForm(forms.ModelForm[PlanReview]):
    """A look back."""

    use_required_attribute = False

    class Meta:
        model = PlanReview
        fields = ("on", "good", "hard", "following")
        widgets = {
            "on": day_input(),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("good", "hard", "following")},
        }


class ReportForm(forms.Form):
    """How far a step is."""

    state = forms.ChoiceField(label="進み具合", choices=StepState.choices, widget=forms.RadioSelect)
    on = forms.DateField(label="いつのようすか", widget=day_input())
    remark = forms.CharField(label="いまのようす", required=False, max_length=200)


class PhotoForm(forms.Form):
    """A picture of the paper board."""

    file = forms.FileField(label="写真")
    caption = forms.CharField(label="説明", required=False, max_length=100)
