"""Forms of accounts, roles and the town's settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.history.forms import SeenForm
from sasaeai.people import rules
from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Assignment, Organisation, User
from sasaeai.towns.models import Town


def role_choices(empty: str = "") -> list[tuple[str, str]]:
    """Roles by their titles."""
    roles = [(role.code, role.title) for role in rules.roles().values()]
    return [("", empty), *roles] if empty else roles


class UserFilterForm(forms.Form):
    """What the list of accounts is filtered by."""

    q = forms.CharField(label="氏名・所属・ログイン名", required=False, max_length=100)
    role = forms.ChoiceField(label="役割", required=False)
    state = forms.ChoiceField(
        label="状態",
        required=False,
        choices=(("", "使える"), ("stopped", "止めた"), ("all", "すべて")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = role_choices("すべて")


class UserForm(SeenForm):
    """Name, section, sign-in name."""

    class Meta:
        model = User
        fields = ("name", "kana", "section", "login")
        help_texts = {
            "section": "画面の右上と履歴に、氏名とならんで出ます。",
            "login": "半角の英数字をおすすめします。1人に1つ。何人かで使い回すことはできません。",
        }
        error_messages = {
            "login": {"unique": "このログイン名は使われています。別の名前にしてください。"}
        }

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class RoleForm(forms.ModelForm[Assignment]):
    """A role with its area, from–to."""

    class Meta:
        model = Assignment
        fields = ("role", "area", "organisation", "valid_from", "valid_to")
        widgets = {"valid_from": day_input(), "valid_to": day_input()}
        help_texts = {
            "area": "担当する区域の記録だけを見る役割では必ず選びます。全市の役割では空欄のままにします。",
            "organisation": "組織の記録だけを見るときに選びます。ふつうは空欄です。",
            "valid_from": "空欄ならすぐ使えます。",
            "valid_to": "決まっていないときは空欄。",
        }

    def __init__(self, *args: Any, of: User, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.user = of
        self.fields["role"] = forms.ChoiceField(
            label="役割", choices=role_choices("（選んでください）")
        )
        offer(self, "area", areas_of(of.town, day), empty="（全市）")
        mine = Organisation.objects.filter(town=of.town_id).open().order_by("kana", "name")
        offer(self, "organisation", mine)


class BulkRoleForm(forms.Form):
    """From a day on, the chosen people hold another role in the same area."""

    to = forms.ChoiceField(label="新しい役割")
    valid_from = forms.DateField(
        label="いつから", widget=day_input(), help_text="いまの役割は前の日までになります。"
    )
    given = forms.ModelMultipleChoiceField(
        label="対象の人",
        queryset=Assignment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "1人以上選んでください。"},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to, given = self.fields["to"], self.fields["given"]
        if isinstance(to, forms.ChoiceField) and isinstance(given, forms.ModelMultipleChoiceField):
            to.choices = role_choices("（選んでください）")
            given.queryset = people
            given.label_from_instance = _held_by  # type: ignore[method-assign,assignment]


def _held_by(given: Assignment) -> str:
    where = f"　{given.area}" if given.area else ""
    return f"{given.user.doer_name}{where}"


class TownForm(SeenForm):
    """町の設定."""

    class Meta:
        model = Town
        fields = (
            "name",
            "person_times",
            "small_count_limit",
            "idle_minutes",
            "second_factor_required",
        )
        help_texts = {
            "name": "画面・帳票・報告書に出る名前です。",
            "person_times": (
                "計画の「活動回数（回・人）」の読み方です。2人で1団体を訪ねた記録1件は、「回」なら1、"
                "「回×担当者数」なら2と数えます。「回×対象者数」は記録の人数を掛けます。表の注に印刷されます。"
            ),
            "second_factor_required": (
                "入れると、個人の記録を見る役割の人は、次に開いたときに認証アプリの登録が必要になります。"
            ),
            "idle_minutes": "5分から720分まで。共用のパソコンでは短くしてください。",
        }

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
