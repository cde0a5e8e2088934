"""困りごとを伝える: what a resident may tell. Nothing but the trouble itself has to be filled in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.safestring import SafeString

from sasaeai.portal.site.templatetags.site import digits, ruby

LONGEST: Final = 2000
Choice = tuple[str, str | SafeString]
# A code of the town's words → what a resident is asked, plainly and in easy Japanese.
ABOUT: Final = {
    "self": ("自分のこと", "わたしの こと"),
    "family": ("家族のこと", "家族《かぞく》の こと"),
    "neighbour": ("近所の人・知り合いのこと", "近《ちか》くの 人《ひと》の こと"),
    "other": ("そのほか", "ほかの こと"),
}
HOMES: Final = {
    "alone": ("ひとり暮らし", "ひとりで 住《す》んでいる"),
    "elderly_only": ("高齢者だけの世帯", "65歳《さい》より 上《うえ》の 人《ひと》だけ"),
    "alone_by_day": ("昼間はひとり", "昼《ひる》は ひとり"),
    "with_family": ("家族と住んでいる", "家族《かぞく》と 住《す》んでいる"),
    "carer": ("家族の介護をしている", "家族《かぞく》の 世話《せわ》を している"),
    "child": ("子どもがいる", "子《こ》どもが いる"),
    "support_level": (
        "要支援・要介護の人がいる",
        "介護《かいご》サービスを つかう 人《ひと》が いる",
    ),
}


class TellForm(forms.Form):
    """One trouble or several, in the resident's own words; name and telephone only under the tick."""

    use_required_attribute = False

    wording = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "困っていることを書いてください。ひとことでかまいません。"},
    )
    about = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    area = forms.ChoiceField(required=False)
    age_band = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    households = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    consent = forms.BooleanField(required=False)
    name = forms.CharField(max_length=60, required=False)
    phone = forms.CharField(
        max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    # No person sees it; machines fill every field they find.
    homepage = forms.CharField(
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: Mapping[str, Any], easy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.easy = easy
        for name, (plain, simple, plain_help, simple_help) in WORDS.items():
            self.fields[name].label = ruby(simple) if easy else plain
            self.fields[name].help_text = ruby(simple_help) if easy else plain_help
        self._offer("about", self._said(offered.get("routes", ()), ABOUT))
        self._offer("households", self._said(offered.get("households", ()), HOMES))
        self._offer("age_band", ((c, label) for c, label in offered.get("ages", ())))
        none = [("", "わからない・書かない")]
        self._offer("area", [*none, *((k, self._place(n, y)) for k, n, y in offered["areas"])])

    def _offer(self, name: str, choices: Iterable[Choice]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (narrowing for the type checker)
        field.choices = list(choices)

    def _said(
        self, offered: Iterable[tuple[str, str]], known: Mapping[str, tuple[str, str]]
    ) -> Iterable[Choice]:
        for code, label in offered:
            plain, simple = known.get(code, (label, label))
            yield code, ruby(simple) if self.easy else plain

    def _place(self, name: str, kana: str) -> str:
        return f"{name}（{kana}）" if self.easy and kana and kana != name else name

    def clean(self) -> dict[str, Any]:
        """A name goes out only under the tick; the tick asks for a way to answer."""
        given = self.cleaned_data
        if given.get("consent"):
            for name, words in (
                ("name", "お名前を書いてください。名字や呼び名でもかまいません。"),
                ("phone", "返事をする電話番号を書いてください。"),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, words)
        elif given.get("name") or given.get("phone"):
            self.add_error(
                "consent",
                "名前や電話を送るときは、ここに印を付けてください。送らないときは、下の名前と電話を消してください。",
            )
        return given

    def clean_phone(self) -> str:
        """Something that can be dialled; a number of this town may do without its area code."""
        said = unicodedata.normalize("NFKC", self.cleaned_data["phone"])
        if said and len(digits(said)) < 6:
            raise forms.ValidationError("電話番号を、数字で書いてください（例：090-1234-5678）。")
        return said

    def told(self) -> dict[str, Any]:
        """What is sealed for the office."""
        said = self.cleaned_data
        names = ("wording", "about", "area", "age_band", "households", "consent", "name", "phone")
        return {**{name: said[name] for name in names}, "by_machine": bool(said["homepage"])}

    def lines(self) -> list[tuple[str, str]]:
        """What will be sent, to be looked over: label and words."""
        found = []
        for name in ("wording", "about", "area", "age_band", "households", "name", "phone"):
            value, field = self.cleaned_data[name], self.fields[name]
            choices: dict[Any, Any] = dict(getattr(field, "choices", ()) or ())
            several = value if isinstance(value, list) else [value] if value else []
            text = "、".join(str(choices.get(one, one)) for one in several)
            found += [(str(field.label), SafeString(text) if choices else text)] if text else []
        return found


# Field → label, label in easy Japanese, help, help in easy Japanese.
WORDS: Final = {
    "wording": (
        "困っていること",
        "困《こま》っている ことを 書《か》いてください",
        "話すように書いてください。いくつ書いてもかまいません。",
        "短《みじか》くて いいです。たくさん 書《か》いても いいです。",
    ),
    "about": ("どなたのことですか", "だれの ことですか", "", ""),
    "area": (
        "どのあたりですか",
        "どこに 住《す》んでいますか",
        "番地はいりません。",
        "番地《ばんち》は いりません。",
    ),
    "age_band": ("困っている方の年代", "困《こま》っている 人《ひと》は 何歳《なんさい》ですか", "", ""),
    "households": (
        "暮らしのようす（いくつでも）",
        "どんな 暮《く》らしですか（いくつでも）",
        "",
        "",
    ),
    "consent": (
        "返事がほしいので、名前と電話を伝えます",
        "返事《へんじ》が ほしいです。名前《なまえ》と 電話《でんわ》を 教《おし》えます",
        "印を付けたときだけ送ります。見るのは、返事をする市と事務局の担当者だけです。",
        "印《しるし》を つけたときだけ 送《おく》ります。",
    ),
    "name": ("お名前", "名前《なまえ》", "", ""),
    "phone": ("電話番号", "電話《でんわ》", "", ""),
    "homepage": ("ここには何も書かないでください", "ここには 書《か》かないでください", "", ""),
}  # fmt: skip
