"""記録する: the entry form. What was typed is kept as lists of texts, the same for the request, a draft, a template
and a copy of an earlier record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from sasaeai.activities.actions import Entry
from sasaeai.activities.actions.entry import PLAIN as STORED
from sasaeai.activities.forms.counts import CountForm, lines_in
from sasaeai.activities.forms.fields import (
    DayField,
    FilesField,
    ManyFiles,
    NumberField,
    RowChoice,
    RowsChoice,
)
from sasaeai.activities.queries.choices import EntryChoices
from sasaeai.activities.rules import NEEDS_REASON, Happening
from sasaeai.people.models import Organisation
from sasaeai.places.models import Area
from sasaeai.towns.rules import Tier
from sasaeai.vocabulary.models import Term

Typed = Mapping[str, list[str]]


class EntryForm(forms.Form):
    """One activity. Only the day, who did it and one word of what was done are asked for."""

    use_required_attribute = False

    on = DayField(label="いつ")
    happening = forms.ChoiceField(
        label="状態", choices=Happening.choices, widget=forms.RadioSelect, required=False
    )
    happening_reason = forms.CharField(
        label="中止・延期の理由", max_length=200, required=False, help_text="中止・延期のときだけ"
    )
    starts_at = forms.TimeField(
        label="開始時刻",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "時刻は「10:30」のように入れてください。"},
    )
    minutes = NumberField(label="所要時間（分）", required=False, min_value=0, max_value=24 * 60)
    tier = forms.ChoiceField(
        label="層", choices=[("", "担当の職のとおり"), *Tier.choices], required=False
    )
    place = forms.CharField(label="場所の名前", max_length=100, required=False)
    title = forms.CharField(
        label="件名", max_length=120, required=False, help_text="表や報告書に出る短い名前"
    )
    wording = forms.CharField(
        label="ひとこと・内容",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "off"}),
    )
    result_text = forms.CharField(
        label="結果の説明", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    number = forms.CharField(
        label="号", max_length=30, required=False, help_text="たよりや広報紙を出したとき"
    )
    is_issue = forms.BooleanField(label="月報に課題・提案としてのせる", required=False)
    issue_text = forms.CharField(
        label="課題", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    proposal_text = forms.CharField(
        label="提案", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    next_step = forms.CharField(label="次にすること", max_length=200, required=False)
    due_on = DayField(label="いつまでに", required=False)
    photos = FilesField(
        label="写真",
        required=False,
        help_text="撮影した場所などの情報は消して保存します",
        widget=ManyFiles(attrs={"accept": "image/*"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    draft = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        typed: Typed | None,
        files: Any = None,
        *,
        choices: EntryChoices,
        today: date,
        partners: Sequence[Organisation] = (),
        kept: Entry | None = None,
    ) -> None:
        """:param partners: every partner that may be ticked: recent ones, found ones, those typed already
        :param kept: the stored entry being mended, whose retired words and areas stay choosable
        """
        super().__init__(MultiValueDict(dict(typed)) if typed is not None else None, files)
        self.choices, self.today, self.kept = choices, today, kept
        self.counts = [
            CountForm(self.data if self.is_bound else None, prefix=f"count{n}", first=n == 0)
            for n in range(lines_in(typed))
        ]
        self._offer_posts()
        self._offer_areas()
        self._offer_terms()
        self.fields["partners"] = RowsChoice(partners, label="だれと", required=False)

    def _offer_posts(self) -> None:
        posts = self.choices.posts
        self.fields["post"] = RowChoice(
            posts,
            label="担当",
            widget=forms.Select,
            error_messages={"required": "だれの活動か、担当を選んでください。"},
        )
        others = [p for p in posts if p != self.choices.post] if len(posts) > 1 else []
        self.fields["with_posts"] = RowsChoice(others, label="いっしょに動いた人", required=False)

    def _offer_areas(self) -> None:
        areas = self._with_kept(self.choices.areas, self.kept.area if self.kept else None)
        groups: dict[str, list[tuple[Any, str]]] = {}
        for area in areas:
            groups.setdefault(area.level.name, []).append((area.pk, area.name))
        recent = [("よく使う", [(a.pk, a.name) for a in self.choices.recent_areas])]
        listed = [("", "全市"), *(recent if self.choices.recent_areas else []), *groups.items()]
        self.fields["area"] = RowChoice(areas, choices=listed, label="どこで", required=False)

    def _offer_terms(self) -> None:
        terms, kept = self.choices.terms, self.kept
        functions = terms["function"]
        for term in kept.functions if kept else ():
            functions = self._with_kept(functions, term)
        chips = forms.RadioSelect
        self.fields["function"] = _terms(functions, "なにを（業務項目）", chips)
        self.fields["more_functions"] = RowsChoice(
            functions, label="ほかの業務項目", required=False
        )
        for name, scheme, label, widget in (
            ("means", "means", "手段", chips),
            ("kind", "activity-kind", "活動の種類", forms.Select),
            ("result", "result", "結果", forms.Select),
        ):
            rows = self._with_kept(terms[scheme], getattr(kept, name) if kept else None)
            self.fields[name] = _terms(rows, label, widget)

    @staticmethod
    def _with_kept(rows: Sequence[Any], kept: Area | Term | None) -> list[Any]:
        return [*rows] if kept is None or kept in rows else [*rows, kept]

    def unjudged(self) -> EntryForm:
        """The form as it was typed, before anybody asked whether it is right."""
        self._errors = ErrorDict()
        return self

    def clean(self) -> dict[str, Any]:
        """Rules over several fields."""
        given: dict[str, Any] = self.cleaned_data
        happening = Happening(given.get("happening") or Happening.HELD)
        given["happening"] = happening
        on = given.get("on")
        if on and on > self.today and happening == Happening.HELD:
            self.add_error(
                "on", "まだ先の日付です。これからのことは、状態で「予定」を選んでください。"
            )
        if happening in NEEDS_REASON and not given.get("happening_reason"):
            self.add_error(
                "happening_reason", f"{happening.label}の理由を書いてください（例：荒天のため）。"
            )
        if given.get("due_on") and not given.get("next_step"):
            self.add_error("next_step", "期限だけ入っています。次にすることも書いてください。")
        if not all(c.is_valid() for c in self.counts):
            self.add_error(None, "人数のところを確かめてください。")
        return given

    def entry(self) -> Entry:
        """The entry of a valid form."""
        given = self.cleaned_data
        functions = [given["function"], *given["more_functions"]]
        return Entry(
            on=given["on"],
            posts=tuple(dict.fromkeys([given["post"], *given["with_posts"]])),
            functions=tuple(dict.fromkeys(f for f in functions if f)),
            partners=tuple(given["partners"]),
            counts=tuple(c for form in self.counts if (c := form.count())),
            links=tuple(_links(self.data)),
            **{name: given[name] for name in PLAIN},
        )


PLAIN = (*(name for name in STORED if name != "on"), "tier", "next_step", "due_on")


def _terms(
    rows: Sequence[Term], label: str, widget: type[forms.Select | forms.RadioSelect]
) -> RowChoice:
    listed = [(t.pk, t.short_label or t.label) for t in rows]
    blank = [("", "（選ばない）")] if widget is forms.Select else []
    return RowChoice(rows, choices=[*blank, *listed], label=label, widget=widget, required=False)


def _links(data: Any) -> list[tuple[str, str]]:
    """`people.Organisation:12|みどり町会` for each link that is still ticked."""
    given = data.getlist("links") if hasattr(data, "getlist") else data.get("links", [])
    pairs = [str(text).partition("|") for text in given]
    return [(key[:80], label[:200]) for key, _, label in pairs if key and label]


def typed_of(entry: Entry) -> dict[str, list[str]]:
    """The entry as the form would have been typed."""
    typed: dict[str, list[str]] = {}
    for name in ("on", *PLAIN):
        value = getattr(entry, name)
        if hasattr(value, "pk"):
            value = value.pk
        if name == "starts_at" and value:
            value = f"{value:%H:%M}"
        typed[name] = [] if value in (None, "", False) else [str(value)]
    typed["post"] = [str(entry.posts[0].pk)]
    typed["with_posts"] = [str(p.pk) for p in entry.posts[1:]]
    typed["function"] = [str(f.pk) for f in entry.functions[:1]]
    typed["more_functions"] = [str(f.pk) for f in entry.functions[1:]]
    typed["partners"] = [str(o.pk) for o in entry.partners]
    typed["links"] = [f"{key}|{label}" for key, label in entry.links]
    for n, count in enumerate(entry.counts):
        typed |= CountForm.typed_of(count, f"count{n}")
    return typed
