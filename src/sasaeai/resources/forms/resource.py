"""資源の登録: the record itself, its timetable in words, its contacts, and what the survey asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from sasaeai.analysis.addresses.postcodes import shown
from sasaeai.history.forms import SeenForm
from sasaeai.people.forms.choices import areas_of, day_input, offer, offer_to_both
from sasaeai.people.models import Organisation
from sasaeai.people.rules import fiscal_year_of, match_key
from sasaeai.places.queries import address_of_postcode, locate, postcodes_of
from sasaeai.resources.actions import Given, GivenContact, GivenGathering, ResourceFacts
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.freshness import How
from sasaeai.resources.rules.placing import Placed, Spot, placed
from sasaeai.resources.rules.said_times import TimesRefused, read_times, written_times
from sasaeai.resources.rules.states import MatchLevel, State
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

GATHERING = {
    "main_activity": "gathering-activity",
    "operator_kind": "gathering-operator",
    "place_kind": "gathering-place",
    "funding_kind": "gathering-funding",
}
_LINES = forms.Textarea(attrs={"rows": 2})


class ResourceForm(SeenForm):
    """One resource. Only the name is asked for; the rest can be filled in at the next telephone call."""

    use_required_attribute = False

    times = forms.CharField(
        label="日時（1行に1つ）",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例：毎週火曜 10:00〜12:00（祝日休み）／毎月第2・4木曜 13:30〜15:00／"
        "2026-11-02から隔週月曜 10:00〜",
    )
    functions = forms.ModelMultipleChoiceField(
        label="できること（答える困りごと）",
        queryset=Term.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    url = forms.URLField(
        label="ホームページ", required=False, max_length=300, assume_scheme="https"
    )
    operator_name = forms.CharField(
        label="運営（連携先の名前）",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "partners", "autocomplete": "off"}),
    )
    operator_new = forms.BooleanField(label="連携先にないときは、新しく登録する", required=False)
    main_activity = forms.ModelChoiceField(
        label="主な活動", queryset=Term.objects.none(), required=False
    )
    operator_kind = forms.ModelChoiceField(
        label="運営主体", queryset=Term.objects.none(), required=False
    )
    place_kind = forms.ModelChoiceField(
        label="場所の種類", queryset=Term.objects.none(), required=False
    )
    funding_kind = forms.ModelChoiceField(
        label="財源", queryset=Term.objects.none(), required=False
    )
    why_not = forms.CharField(
        label="調査に数えない理由",
        required=False,
        max_length=200,
        help_text="数えるときは空欄",
    )
    state = forms.ChoiceField(
        label="状態",
        required=False,
        choices=((State.ACTIVE, State.ACTIVE.label), (State.PREPARING, State.PREPARING.label)),
    )
    assured_how = forms.ChoiceField(
        label="きょう、運営者に確かめましたか",
        required=False,
        choices=(
            ("", "まだ"),
            *((h.value, f"{h.label}で確かめた") for h in (How.PHONE, How.VISIT, How.MEETING)),
            (How.FILE, "資料で確かめた"),
        ),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Resource
        fields = (
            *("name", "kana", "other_names", "kind", "more_kinds", "area", "more_areas"),
            *("venue", "postcode", "address"),
            *("latitude", "longitude", "description", "easy_text", "schedule_note", "target"),
            *("age_from", "age_to", "fee", "fee_yen", "capacity", "trial", "application"),
            *("access", "transport", "parking", "steps", "toilet", "url", "started_on"),
            *("source", "source_note", "review_months", "tags", "notes"),
        )
        widgets = {
            "started_on": day_input(),
            "description": _LINES,
            "easy_text": _LINES,
            "notes": _LINES,
            "latitude": forms.NumberInput(attrs={"step": "any"}),
            "longitude": forms.NumberInput(attrs={"step": "any"}),
            "more_kinds": forms.CheckboxSelectMultiple,
            "more_areas": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "more_areas": "場所はほかの区域でも、その区域の人が使えるとき",
            "latitude": "空欄なら、住所から調べます",
            "postcode": "住所が空欄なら、ここから町名を入れます",
        }

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.town = town
        self.day = day
        self.operator: Organisation | None = None
        self.placed, self.posted = Placed(None), ""
        year = fiscal_year_of(day)
        kinds = Term.objects.of(town.pk, "resource-kind").in_use_in(year)
        offer_to_both(self, "kind", "more_kinds", kinds)
        offer_to_both(self, "area", "more_areas", areas_of(town, day), empty="（全市）")
        functions = cast(forms.ModelMultipleChoiceField, self.fields["functions"])  # type: ignore[type-arg]
        functions.queryset = Term.objects.of(town.pk, "need-kind").in_use_in(year)
        say_nothing_chosen(self)
        for name, scheme in GATHERING.items():
            offer(self, name, Term.objects.of(town.pk, scheme).in_use_in(year))
        if self.instance.pk:
            del self.fields["state"], self.fields["assured_how"]
            self._fill_from(self.instance)
        self.contacts = [
            ContactForm(self.data if self.is_bound else None, prefix=f"contact{n}", initial=initial)
            for n, initial in enumerate(self._kept_contacts())
        ]

    def _fill_from(self, kept: Resource) -> None:
        lines = [written_times(line.recurrence) for line in kept.schedules.all()]
        self.initial["times"] = "\n".join(lines)
        self.initial["functions"] = [t.pk for t in kept.functions.all()]
        self.initial["operator_name"] = kept.operator.name if kept.operator else ""
        place = getattr(kept, "gathering", None)
        if place is not None:
            known = {name: getattr(place, f"{name}_id") for name in GATHERING}
            self.initial = {**self.initial, **known, "why_not": place.why_not}

    def _kept_contacts(self) -> list[dict[str, Any]]:
        kept: list[dict[str, Any]] = []
        if self.instance.pk:
            names = ContactForm.base_fields
            kept = [{n: getattr(c, n) for n in names} for c in self.instance.contacts.all()]
        return [*kept, *({} for _ in range(max(1, 2 - len(kept))))]

    def clean_times(self) -> str:
        """The timetable is read at once, so that what cannot be read is told beside it."""
        text: str = self.cleaned_data["times"]
        try:
            self.lines = read_times(text)
        except TimesRefused as refused:
            raise ValidationError(str(refused)) from None
        return text

    def clean(self) -> dict[str, Any]:
        """The partner is found by name; contacts are whole."""
        cleaned = super().clean()
        name = cleaned.get("operator_name", "").strip()
        if name:
            mine = Organisation.objects.filter(town=self.instance.town).open()
            self.operator = mine.filter(name_key=match_key(name)).first()
            if self.operator is None and not cleaned.get("operator_new"):
                self.add_error(
                    "operator_name",
                    f"「{name}」は連携先にありません。名前を確かめるか、「新しく登録する」にしるしを付けてください。",
                )
        self._post(cleaned)
        self._place(cleaned)
        if not all([form.is_valid() for form in self.contacts]):  # noqa: C419 (every one tells its errors)
            raise ValidationError("問い合わせ先を確かめてください。")
        return cleaned

    def _post(self, cleaned: dict[str, Any]) -> None:
        """An address by its postcode, or a postcode by its address, where there is only one."""
        town, kept = self.instance.town.pk, self.instance
        number, address = cleaned.get("postcode", ""), cleaned.get("address", "")
        cleaned["postcode"] = number = shown(number) or number
        if number and not address:
            cleaned["address"] = address_of_postcode(town, number)
            if cleaned["address"]:
                self.posted = f"郵便番号から住所を「{cleaned['address']}」と入れました。番地を足してください。"
        elif address and not number and (not kept.postcode or kept.address != address):
            cleaned["postcode"] = postcodes_of(town).of_address(address)
            if cleaned["postcode"]:
                self.posted = f"住所から郵便番号 {cleaned['postcode']} を入れました。"

    def _place(self, cleaned: dict[str, Any]) -> None:
        """The point: as typed, as known, or by the address."""
        kept, town = self.instance, self.instance.town
        ends = (cleaned.get("latitude"), cleaned.get("longitude"))
        if (ends[0] is None) != (ends[1] is None):
            return  # told by the model
        spot = None
        if kept.latitude is not None and kept.longitude is not None:
            spot = Spot(kept.latitude, kept.longitude, MatchLevel(kept.match_level))
        self.placed = placed(
            typed=cast(tuple[float, float] | None, ends if ends[0] is not None else None),
            address=cleaned.get("address", ""),
            kept=spot,
            kept_address=kept.address,
            locate=lambda text: locate(town.pk, text),
        )
        found = self.placed.spot
        cleaned["latitude"] = found.latitude if found else None
        cleaned["longitude"] = found.longitude if found else None

    @property
    def new_operator(self) -> str:
        """The name of a partner that is to be registered first; empty if none is."""
        name: str = self.cleaned_data.get("operator_name", "").strip()
        return name if name and self.operator is None else ""

    def given(self, operator: Organisation | None) -> Given:
        """What the deed takes."""
        cleaned = self.cleaned_data
        facts = {name: cleaned[name] for name in self._meta.fields or ()}
        facts["operator"] = operator
        more = {name: list(facts.pop(name)) for name in ("more_kinds", "more_areas")}
        facts["match_level"] = self.placed.spot.level if self.placed.spot else ""
        kinds = {name: cleaned[name] for name in GATHERING}
        asked = any(kinds.values())
        why = cleaned["why_not"]
        return Given(
            facts=cast(ResourceFacts, facts),
            functions=list(cleaned["functions"]),
            more_kinds=more["more_kinds"],
            more_areas=more["more_areas"],
            schedules=self.lines,
            contacts=given_contacts(self.contacts),
            gathering=GivenGathering(**kinds, in_survey=not why, why_not=why) if asked else None,
        )


def say_nothing_chosen(form: forms.BaseForm) -> None:
    """（選ばない） instead of a row of dashes."""
    for field in form.fields.values():
        choices = list(getattr(field, "choices", ()) or ())
        plain = isinstance(field, forms.ChoiceField) and not hasattr(field, "queryset")
        if plain and choices and choices[0][0] == "" and set(str(choices[0][1])) == {"-"}:
            cast(forms.ChoiceField, field).choices = [("", "（選ばない）"), *choices[1:]]


class ContactForm(forms.Form):
    """One way to reach those who run it; an empty one is left out."""

    use_required_attribute = False

    role = forms.CharField(
        label="役", required=False, max_length=60, help_text="代表、世話人、事務局など"
    )
    name = forms.CharField(label="氏名・部署", required=False, max_length=100)
    phone = forms.CharField(
        label="電話",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    fax = forms.CharField(label="FAX", required=False, max_length=40)
    mail = forms.EmailField(label="メール", required=False)
    hours = forms.CharField(label="連絡のつく時間", required=False, max_length=80)
    is_public = forms.BooleanField(label="公開してよい", required=False)

    def clean(self) -> dict[str, Any]:
        """Somebody or some number is named, if anything is."""
        cleaned = super().clean() or self.cleaned_data
        reached = any(cleaned.get(n) for n in ("name", "phone", "fax", "mail"))
        if not reached and (cleaned.get("role") or cleaned.get("hours")):
            raise ValidationError("氏名、電話、FAX、メールのどれかを入れてください。")
        return cleaned


def given_contacts(contacts: Sequence[ContactForm]) -> list[GivenContact]:
    """Those that say something."""
    found = []
    for form in contacts:
        said = {name: form.cleaned_data.get(name, "") for name in ContactForm.base_fields}
        public = bool(said.pop("is_public"))
        if any(said.values()):
            found.append(GivenContact(**said, is_public=public))
    return found
