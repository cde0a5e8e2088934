"""Forms of councils and of their members."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from sasaeai.councils.models import Council, Membership, Participant
from sasaeai.councils.rules.counting import usual_kind
from sasaeai.councils.rules.seats import Channel, Seat
from sasaeai.history.forms import SeenForm
from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Organisation, Post
from sasaeai.people.rules import fiscal_year_of, match_key
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term


def partner_input() -> forms.TextInput:
    """A box that offers the names of partners."""
    return forms.TextInput(attrs={"list": "partners", "autocomplete": "off"})


def partner_named(town: Town, name: str) -> Organisation | None:
    """The partner of the town with this name, if there is one."""
    mine = Organisation.objects.filter(town=town).open()
    return mine.filter(name_key=match_key(name)).first() if name.strip() else None


class CouncilForm(SeenForm):
    """A council."""

    use_required_attribute = False

    secretariat_name = forms.CharField(
        label="事務局（連携先の名前）", required=False, max_length=100, widget=partner_input()
    )

    class Meta:
        model = Council
        fields = (
            *("name", "kana", "kind", "tier", "areas", "founded_on", "closed_on"),
            *("post", "counted_as", "function", "purpose", "notes"),
        )
        widgets = {
            "founded_on": day_input(),
            "closed_on": day_input(),
            "areas": forms.CheckboxSelectMultiple,
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "notes": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "counted_as": "空欄なら、会議の種類と層から決めます。協議体の開催回数の表で使います。",
        }

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.town = town
        self.secretariat: Organisation | None = None
        year = fiscal_year_of(day)
        words = Term.objects.filter(scheme__town=town).in_use_in(year)
        offer(self, "kind", words.of(town.pk, "council-kind"))
        offer(
            self, "counted_as", words.of(town.pk, "activity-kind"), empty="（種類と層から決める）"
        )
        functions = words.of(town.pk, town.entry_scheme)
        offer(self, "function", functions)
        areas = cast("forms.ModelMultipleChoiceField[Area]", self.fields["areas"])
        areas.queryset = areas_of(town, day)
        offer(self, "post", Post.objects.filter(town=town, closed_on=None))
        if self.instance.pk:
            kept = self.instance.secretariat
            self.initial["secretariat_name"] = kept.name if kept else ""
        else:
            self.initial["function"] = functions.filter(code="build_network").first()

    def clean(self) -> dict[str, Any]:
        """The secretariat is found by name; how the meetings count follows from kind and tier."""
        cleaned = super().clean()
        if name := cleaned.get("secretariat_name", "").strip():
            self.secretariat = partner_named(self.instance.town, name)
            if self.secretariat is None:
                self.add_error(
                    "secretariat_name",
                    f"「{name}」は連携先にありません。先に「連携先」で登録してください。",
                )
        kind = cleaned.get("kind")
        if kind is not None and cleaned.get("counted_as") is None:
            code = usual_kind(kind.code, cleaned.get("tier", ""))
            mine = Term.objects.of(self.instance.town_id, "activity-kind")
            cleaned["counted_as"] = mine.filter(code=code).first()
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return facts | {"secretariat": self.secretariat, "areas": list(facts["areas"])}


class MemberForm(forms.Form):
    """Somebody and their seat; a person who is known already is found by name."""

    use_required_attribute = False

    name = forms.CharField(label="氏名", max_length=60)
    kana = forms.CharField(label="ふりがな", max_length=120, required=False)
    body_name = forms.CharField(
        label="所属（連携先の名前、なければそのまま）",
        max_length=120,
        required=False,
        widget=partner_input(),
    )
    kind = forms.ModelChoiceField(Term.objects.none(), label="立場", required=False)
    seat = forms.ChoiceField(label="役目", choices=Seat.choices, initial=Seat.MEMBER)
    valid_from = forms.DateField(label="任期の始め", required=False, widget=day_input())
    valid_to = forms.DateField(label="任期の終わり", required=False, widget=day_input())
    channel = forms.ChoiceField(label="案内の方法", choices=Channel.choices)
    postal_code = forms.CharField(label="郵便番号", max_length=10, required=False)
    address = forms.CharField(label="住所", max_length=200, required=False)
    phone = forms.CharField(
        label="電話", max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    fax = forms.CharField(
        label="FAX", max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    mail = forms.EmailField(label="メール", required=False)
    notes = forms.CharField(label="メモ", max_length=200, required=False)
    known = forms.ModelChoiceField(
        Participant.objects.none(),
        label="同じ名前の人がもういます。同じ人ですか",
        required=False,
        widget=forms.RadioSelect,
        empty_label="別の人として登録する",
    )

    CONTACT = ("channel", "postal_code", "address", "phone", "fax", "mail", "notes")
    PERSON = ("kana", "kind", "body_name", *CONTACT)

    def __init__(
        self, *args: Any, town: Town, day: date, membership: Membership | None = None, **kwargs: Any
    ) -> None:
        if membership is not None:
            person = membership.participant
            kwargs["initial"] = {
                **{name: getattr(person, name) for name in ("name", *self.PERSON)},
                "body_name": person.belongs_to,
                "kind": membership.kind or person.kind,
                **{n: getattr(membership, n) for n in ("seat", "valid_from", "valid_to")},
            }
        super().__init__(*args, **kwargs)
        self.town = town
        kinds = Term.objects.of(town.pk, "member-kind").in_use_in(fiscal_year_of(day))
        offer(self, "kind", kinds)
        self.twins = Participant.objects.none()
        if membership is None and self.is_bound:
            key = match_key(self.data.get("name", ""))[:120]
            mine = Participant.objects.filter(town=town, name_key=key).exclude(name_key="")
            self.twins = mine.select_related("body")
        offer(self, "known", self.twins, empty="別の人として登録する")

    def asks_who(self) -> bool:
        """Whether somebody of this name is known and nobody said yet whether it is the same person."""
        return bool(self.twins) and "known" not in self.data

    def person(self) -> dict[str, Any]:
        """What is said of the person."""
        facts = {name: self.cleaned_data[name] for name in self.PERSON}
        body = partner_named(self.town, facts["body_name"])
        return facts | {"name": self.cleaned_data["name"], "body": body}

    def chair(self) -> dict[str, Any]:
        """What is said of the seat."""
        given = self.cleaned_data
        names = ("kind", "seat", "valid_from", "valid_to")
        return {name: given[name] for name in names} | {"stands_for": given["body_name"]}
