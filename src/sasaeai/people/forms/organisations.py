"""Forms of partners and of what was said with them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.history.forms import SeenForm
from sasaeai.people.forms.choices import areas_of, day_input, offer, offer_words
from sasaeai.people.models import ContactLog, Organisation
from sasaeai.people.queries import Asked, partner_types
from sasaeai.people.rules import fiscal_year_of
from sasaeai.towns.models import Town
from sasaeai.ui.filters import ALL, LightFilter, one_of
from sasaeai.vocabulary.models import Term


class OrganisationForm(SeenForm):
    """A partner. With `sure` ticked it is added although a similar one exists."""

    sure = forms.BooleanField(
        label="似た連携先とは別の組織として登録する", required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Organisation
        fields = (
            "name",
            "kana",
            "partner_type",
            "area",
            "contact_person",
            "phone",
            "fax",
            "mail",
            "address",
            "code",
            "notes",
        )
        widgets = {
            "phone": forms.TextInput(attrs={"inputmode": "tel"}),
            "fax": forms.TextInput(attrs={"inputmode": "tel"}),
        }
        help_texts = {
            "area": "1つの区域で活動しているときに選びます。全市のときは空欄です。",
            "code": "法人番号や町会番号など、ほかの台帳の番号があるとき。",
        }

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.town = town
        year = fiscal_year_of(day)
        types = partner_types(town.pk, fiscal_year=year)
        if self.instance.partner_type_id:
            types = types | partner_types(town.pk).filter(pk=self.instance.partner_type_id)
        offer(self, "partner_type", types)
        offer(self, "area", areas_of(town, day))

    def facts(self) -> dict[str, Any]:
        """What the deed takes: the fields of the partner and nothing else."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class FilterForm(LightFilter):
    """What the list of partners is filtered by; it lives in the address."""

    q = forms.CharField(label="名称・ふりがな・電話", required=False, max_length=100)
    type = one_of("種別")
    area = one_of("区域")
    state = forms.ChoiceField(
        label="状態",
        required=False,
        choices=(("", "活動中"), ("closed", "なくなった"), ("all", ALL)),
    )

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_words(self, "type", partner_types(town.pk), "label", empty=ALL)
        offer_words(self, "area", areas_of(town, day), "name", empty=ALL)

    def asked(self) -> Asked:
        """The filter; what makes no sense is left out rather than refused."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            words=given.get("q", ""),
            partner_type=given.get("type"),
            area=given.get("area"),
            state=given.get("state") or "open",
        )


class UploadForm(forms.Form):
    """A table of partners."""

    file = forms.FileField(label="ファイル", help_text="20MBまで")

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > 20 * 1024 * 1024:
            raise forms.ValidationError("20MBを超えています。使わない列や画像を除いてください。")
        return file


class CloseForm(forms.Form):
    """When a partner ceased to be."""

    on = forms.DateField(label="なくなった日", widget=day_input())


class QuickOrganisationForm(forms.ModelForm[Organisation]):
    """Just enough of a partner to go on writing: the rest can be filled in later."""

    prefix = "quick"
    use_required_attribute = False

    class Meta:
        model = Organisation
        fields = ("name", "kana", "partner_type", "phone")

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.town = town
        offer(self, "partner_type", partner_types(town.pk, fiscal_year=fiscal_year_of(day)))


class ContactForm(forms.ModelForm[ContactLog]):
    """One entry of the contact log."""

    class Meta:
        model = ContactLog
        fields = ("on", "means", "wording", "next_step", "due_on")
        widgets = {
            "on": day_input(),
            "due_on": day_input(),
            "wording": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self, *args: Any, town: Town, day: date, of: Organisation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if of is not None:
            self.instance.organisation = of
        means = Term.objects.of(town.pk, "means").in_use_in(fiscal_year_of(day))
        offer(self, "means", means)
