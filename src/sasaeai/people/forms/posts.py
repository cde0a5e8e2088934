"""Forms of posts and of who holds them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.history.forms import SeenForm
from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Organisation, Post, Tenure, User
from sasaeai.towns.models import Town
from sasaeai.towns.rules import Tier


class PostForm(SeenForm):
    """A seat of the programme."""

    class Meta:
        model = Post
        fields = ("name", "tier", "area", "set_up_on", "order")
        widgets = {"set_up_on": day_input()}
        help_texts = {
            "name": "例：第2圏域生活支援コーディネーター",
            "order": "小さいほど上に並びます。",
        }

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.town = town
        self.fields["order"].required = False
        offer(self, "area", areas_of(town, day), empty="全市")

    def clean_order(self) -> int:
        """Blank is first."""
        return self.cleaned_data.get("order") or 0

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class TenureForm(forms.ModelForm[Tenure]):
    """Who holds a post, from when, how."""

    class Meta:
        model = Tenure
        fields = ("holder", "valid_from", "valid_to", "employer", "fte", "concurrent_duty")
        widgets = {
            "valid_from": day_input(),
            "valid_to": day_input(),
            "fte": forms.NumberInput(attrs={"step": "0.05", "min": "0.05", "max": "1"}),
        }
        help_texts = {
            "fte": "常勤で1人なら1、週2.5日なら0.5のように入れます。",
            "concurrent_duty": "ほかの仕事と兼ねているとき、その名前（例：包括の社会福祉士）。",
            "valid_from": "これまでの記録も取り込むときは、その職についた日までさかのぼって入れます。",
            "valid_to": "決まっていないときは空欄。",
        }

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.post = post
        users = User.objects.filter(town=post.town_id, is_active=True).order_by("kana", "name")
        if self.instance.holder_id:
            users = users | User.objects.filter(pk=self.instance.holder_id)
        offer(self, "holder", users, empty="（選んでください）")
        partners = Organisation.objects.filter(town=post.town_id).open()
        offer(self, "employer", partners.order_by("kana", "name"))


class EndForm(forms.Form):
    """The last day."""

    on = forms.DateField(label="いつまで", widget=day_input(), help_text="この日までが任期です。")


class PostFilterForm(forms.Form):
    """What the list of posts is filtered by."""

    on = forms.DateField(label="いつ現在", required=False, widget=day_input())
    tier = forms.ChoiceField(label="層", required=False, choices=(("", "すべて"), *Tier.choices))
    state = forms.ChoiceField(
        label="状態", required=False, choices=(("", "いまある職"), ("closed", "なくした職"))
    )
