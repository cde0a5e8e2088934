"""受付: what was told, in a minute; the rest below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from sasaeai.activities.forms.fields import FilesField, ManyFiles
from sasaeai.history.queries import Difference, changes_since, latest_number
from sasaeai.needs.actions import GivenCaller, GivenIntake, GivenNeed
from sasaeai.needs.forms.choices import offer_terms, one_of_terms
from sasaeai.needs.models import Caller, Need
from sasaeai.needs.rules.splitting import MOST, troubles_in
from sasaeai.needs.rules.states import Urgency
from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Post
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

_TOLD = {"rows": 2}
USUAL, LONGEST = 3, 10_000
# A slip of paper photographed between two visits is written out later.
ON_PHOTO = "（写真にあります。あとで書き起こしてください）"


class _OfOneCall(forms.Form):
    """When, where and how it came."""

    heard_on = forms.DateField(label="いつ", widget=day_input())
    area = forms.ModelChoiceField(
        label="どこで", queryset=Area.objects.none(), required=False, help_text="圏域・地区"
    )
    channel = one_of_terms("どうやって", widget=forms.RadioSelect)
    route = one_of_terms("どなたから")
    age_band = one_of_terms("年代", widget=forms.RadioSelect)
    households = forms.ModelMultipleChoiceField(
        label="世帯のようす",
        queryset=Term.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    urgency = forms.ChoiceField(
        label="急ぎ具合",
        choices=Urgency.choices,
        widget=forms.RadioSelect,
        initial=Urgency.ORDINARY,
    )
    wish = forms.CharField(
        label="どうしたいか", max_length=300, required=False, help_text="例：週に1回、送ってほしい"
    )
    wants_reply = forms.BooleanField(
        label="返事を待っている", required=False, help_text="返事をするまで「完了」にできません"
    )

    def __init__(self, *args: Any, town: Town, day: date, must_name_area: bool = False, **kw: Any):
        super().__init__(*args, **kw)
        self.must_name_area = must_name_area
        offer_terms(self, town, day)
        offer(self, "area", areas_of(town, day), empty="全市・わからない")

    def clean_area(self) -> Area | None:
        """Who is bound to areas and holds no post would not find it again without one."""
        area: Area | None = self.cleaned_data["area"]
        if self.must_name_area and area is None:
            raise forms.ValidationError(
                "区域を選んでください。選ばないと、あとで見つけられません。"
            )
        return area


class IntakeForm(_OfOneCall):
    """A call, a visit, a talk: one or several troubles."""

    wording = forms.CharField(
        label="困りごと",
        widget=forms.Textarea(attrs=_TOLD),
        required=False,
        help_text="聞いたことばのまま。名前や電話は書かないでください。",
    )
    photos = FilesField(
        label="写真",
        required=False,
        help_text="段差や声の用紙など。撮影した場所などの情報は消します。人の顔や表札は写さないでください",
        widget=ManyFiles(attrs={"accept": "image/*"}),
    )
    name = forms.CharField(label="氏名", max_length=60, required=False)
    phone = forms.CharField(label="電話", max_length=40, required=False)
    address = forms.CharField(label="住所", max_length=200, required=False)
    consented_on = forms.DateField(label="同意した日", required=False, widget=day_input())
    consent_how = forms.CharField(
        label="同意の取り方", max_length=60, required=False, help_text="例：電話で、口頭"
    )
    scope = forms.ChoiceField(
        label="だれに伝えてよいか",
        choices=Caller.Scope.choices,
        initial=Caller.Scope.OFFICE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, troubles: int = USUAL, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.further = [f"trouble{n}" for n in range(2, min(troubles, MOST) + 1)]
        for n, name in enumerate(self.further, start=2):
            self.fields[name] = forms.CharField(
                label=f"{n}つ目の困りごと", required=False, widget=forms.Textarea(attrs=_TOLD)
            )

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields of further troubles."""
        return [self[name] for name in self.further]

    @property
    def has_more(self) -> bool:
        """Whether anything stands in them."""
        return any(field.value() for field in self.more)

    def clean(self) -> dict[str, Any]:
        """A name or a telephone comes with its consent."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(given.get(name, "").strip() for name in ("wording", *self.further)):
            if given.get("photos"):
                given["wording"] = ON_PHOTO
            else:
                self.add_error("wording", "聞いたことばを書くか、写真を選んでください。")
        if given.get("name") or given.get("phone") or given.get("address"):
            for name, words in (
                ("name", "氏名を入れてください。預からないときは、電話と住所も消してください。"),
                (
                    "consented_on",
                    "本人が同意した日を入れてください。同意がなければ名前は預かれません。",
                ),
                ("consent_how", "どのように同意を得たか（口頭・書面）を書いてください。"),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return given

    def given(self, post: Post | None) -> GivenIntake:
        """What the deed takes."""
        said = self.cleaned_data
        return GivenIntake(
            heard_on=said["heard_on"],
            needs=tuple(self._needs()),
            area=said["area"],
            route=said["route"],
            channel=said["channel"],
            age_band=said["age_band"],
            households=tuple(said["households"]),
            post=post,
            wants_reply=said["wants_reply"],
            caller=self._caller(),
        )

    def _needs(self) -> Iterator[GivenNeed]:
        said = self.cleaned_data
        for name in ("wording", *self.further):
            if said[name].strip():
                wish = said["wish"] if name == "wording" else ""
                yield GivenNeed(said[name], wish, said["urgency"])

    def _caller(self) -> GivenCaller | None:
        said = self.cleaned_data
        if not said["name"]:
            return None
        names = ("name", "consented_on", "consent_how", "phone", "address", "scope")
        return GivenCaller(**{name: said[name] for name in names})


class MessageForm(forms.Form):
    """届いた文: what was written in an e-mail, a chat or a fax, whole."""

    text = forms.CharField(
        label="届いた文",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="メール・LINE・FAXなどの文を、そのまま貼り付けてください",
    )
    channel = one_of_terms("どうやって", widget=forms.RadioSelect)

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_terms(self, town, day)


def as_pieces(text: str) -> dict[str, str]:
    """The troubles proposed for a message, by the fields of an intake."""
    names = ["wording", *(f"trouble{n}" for n in range(2, MOST + 1))]
    return dict(zip(names, troubles_in(text), strict=False))


class CorrectForm(_OfOneCall):
    """Mending a trouble and what is known of its call."""

    wording = forms.CharField(label="困りごと", widget=forms.Textarea(attrs={"rows": 4}))
    post = forms.ModelChoiceField(label="担当の職", queryset=Post.objects.none(), required=False)

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("wording", "wish", "heard_on", "area", "post")

    def __init__(self, *args: Any, need: Need, town: Town, day: date, **kwargs: Any) -> None:
        intake = need.intake
        kept = {
            **{name: getattr(need, name) for name in ("wording", "wish", "urgency", "post")},
            **{
                name: getattr(intake, name)
                for name in ("heard_on", "area", "route", "channel", "age_band", "wants_reply")
            },
            "households": [term.pk for term in intake.households.all()],
        }
        kept["seen"] = latest_number(need)
        super().__init__(*args, town=town, day=day, initial=kept, **kwargs)
        offer(self, "post", Post.objects.filter(town=town), empty="（決めない）")
        self.need = need
        self.others: list[Difference] = []

    def clean(self) -> dict[str, Any]:
        """If somebody else saved meanwhile, it is shown first; a second press of the button saves."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        seen, now = given.pop("seen", None), latest_number(self.need)
        self.others = [] if seen in (None, now) else changes_since(self.need, seen)
        if self.others:
            sent = cast("QueryDict", self.data).copy()
            sent["seen"] = str(now)
            self.data = sent
            raise forms.ValidationError(
                "あなたが開いたあとに、ほかの人がこの困りごとを変えました。下の変更を確かめ、"
                "よければもう一度「保存」を押してください。",
                code="changed-meanwhile",
            )
        return given

    def facts(self) -> dict[str, Any]:
        """What the deed takes, without the households."""
        return {name: value for name, value in self.cleaned_data.items() if name != "households"}
