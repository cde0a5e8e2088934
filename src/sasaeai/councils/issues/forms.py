"""Forms of issues: the issue itself, the next step, telling the answer, routes and settings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from sasaeai.councils.actions.issue_lines import Step
from sasaeai.councils.actions.moving import DECIDE
from sasaeai.councils.models import Council, Issue, IssueQuerySet, Meeting, RaisingSettings, Route
from sasaeai.councils.naming_nobody import NamesNobody, sure_field
from sasaeai.councils.rules import raising as rules
from sasaeai.councils.rules.meetings import MeetingState
from sasaeai.councils.rules.raising import FOR_THE_OFFICE, MOST_LEVELS, Level, Move, Stage
from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Post, User
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

MEETINGS_BACK = timedelta(days=400)


class IssueForm(NamesNobody, forms.ModelForm[Issue]):
    """An issue; a new one says when and on which way up."""

    use_required_attribute = False
    read_by_many = ("title", "wording", "wish")

    sure = sure_field()

    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label="区域",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="感じられている区域をいくつでも。選ばなければ全市です。",
    )
    route = forms.ModelChoiceField(
        Route.objects.none(), label="上げ方", help_text="どの会議を通って市まで上げるか"
    )
    on = forms.DateField(label="起案した日", widget=day_input())

    class Meta:
        model = Issue
        fields = ("title", "wording", "wish", "category", "areas", "council", "post", "raised_from")
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 4}),
            "wish": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, town: Town, day: date, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.town = town
        offer(
            self, "category", Term.objects.of(town.pk, "need-kind").in_use_in(fiscal_year_of(day))
        )
        offer(self, "council", Council.objects.visible_to(user).standing_on(day))
        offer(self, "post", Post.objects.filter(town=town, closed_on__isnull=True))
        cast(forms.ModelMultipleChoiceField[Area], self.fields["areas"]).queryset = areas_of(
            town, day
        )
        routes = Route.objects.filter(town=town, closed_on__isnull=True)
        offer(self, "route", routes)
        cast(forms.ModelChoiceField[Route], self.fields["route"]).empty_label = None
        if self.instance.pk:
            self.initial["areas"] = list(self.instance.areas.all())
            del self.fields["on"]
        if self.instance.pk or not routes.exists():
            del self.fields["route"]

    def facts(self) -> dict[str, Any]:
        """What the deeds take, but for route and day."""
        names = ("title", "wording", "wish", "category", "council", "post", "raised_from")
        given = {name: self.cleaned_data[name] for name in names}
        return given | {"areas": list(self.cleaned_data["areas"])}


class StepForm(NamesNobody, forms.Form):
    """The next step: only what is open from where the issue stands."""

    use_required_attribute = False
    read_by_many = ("wording",)

    sure = sure_field()

    move = forms.ChoiceField(label="次のこと", widget=forms.RadioSelect)
    on = forms.DateField(label="いつ", widget=day_input())
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="決めた会議", required=False, empty_label="（選ばない）"
    )
    meeting_words = forms.CharField(
        label="登録していない会議の名前", required=False, max_length=120
    )
    to_council = forms.ModelChoiceField(
        Council.objects.none(),
        label="次に話し合う協議体",
        required=False,
        empty_label="（選ばない）",
        help_text="選ぶと、その協議体の次の会議の議題に出ます。",
    )
    wording = forms.CharField(
        label="話し合ったこと・理由・回答の文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="個人の名前は書かないでください。回答の文は、そのまま回答書に印刷されます。",
    )
    budget_year = forms.IntegerField(
        label="予算・事業の年度", required=False, min_value=2000, max_value=2100
    )
    amount_yen = forms.IntegerField(label="金額（円）", required=False, min_value=0)
    route = forms.ModelChoiceField(
        Route.objects.none(), label="これからの上げ方", required=False, empty_label="（いまのまま）"
    )
    into = forms.ModelChoiceField(
        Issue.objects.none(),
        label="まとめる先の課題",
        required=False,
        empty_label="（選ばない）",
        help_text="同じことを扱う課題。その課題の回答が、この課題の回答にもなります。",
    )
    after = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, issue: Issue, user: User, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["move"])
        open_moves = moves_of(issue, user)
        field.choices = [
            (m.value, rules.move_name(m, issue.place, issue.levels)) for m in open_moves
        ]
        offer(
            self,
            "meeting",
            Meeting.objects.visible_to(user)
            .filter(state__in=(MeetingState.HELD, MeetingState.PLANNED))
            .in_period(max(issue.opened_on, day - MEETINGS_BACK), day)
            .select_related("council"),
        )
        offer(self, "to_council", Council.objects.filter(town=issue.town).standing_on(day))
        offer(self, "route", Route.objects.filter(town=issue.town, closed_on__isnull=True))
        offer(self, "into", joinable_to(issue))
        self._leave_out(open_moves)

    def _leave_out(self, open_moves: list[Move]) -> None:
        """Fields that no open step asks for."""
        asks = {
            "to_council": {Move.RAISE, Move.SEND_BACK},
            "budget_year": {Move.FUND},
            "amount_yen": {Move.FUND},
            "route": {Move.REOPEN},
            "into": {Move.JOIN},
        }
        for name, moves in asks.items():
            if not moves & set(open_moves):
                del self.fields[name]

    def step(self) -> Step:
        """What the deed takes."""
        given: dict[str, Any] = dict(self.cleaned_data)
        given.pop("sure")
        if given["move"] != Move.JOIN:
            given.pop("into", None)
        return Step(move=Move(given.pop("move")), **given)


def joinable_to(issue: Issue) -> IssueQuerySet:
    """Open issues of the town that the issue may be joined to."""
    found = Issue.objects.filter(town=issue.town_id).open().exclude(pk=issue.pk)
    return found.exclude(stage=Stage.JOINED)


def moves_of(issue: Issue, user: User) -> list[Move]:
    """What the person may do next with an issue."""
    found = rules.places_from(issue.place, len(issue.levels))
    return [move for move in found if move not in FOR_THE_OFFICE or user.may(DECIDE)]


class TellForm(forms.Form):
    """Somebody heard the answer."""

    on = forms.DateField(label="伝えた日", widget=day_input())
    how = forms.CharField(label="伝え方", required=False, max_length=60)
    wording = forms.CharField(label="相手のことば", required=False, max_length=300)


class RaisingForm(forms.ModelForm[RaisingSettings]):
    """What a town calls too long, and common."""

    class Meta:
        model = RaisingSettings
        fields = ("days", "tell_days", "common_areas")


class RouteForm(forms.ModelForm[Route]):
    """A route: its meetings one under the other, as many rows as there may be."""

    use_required_attribute = False

    class Meta:
        model = Route
        fields = ("name", "order", "closed_on")
        widgets = {"closed_on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.path if self.instance.pk else ()
        for n in range(1, MOST_LEVELS + 1):
            level = kept[n - 1] if n <= len(kept) else None
            self.fields[f"name_{n}"] = forms.CharField(
                label=f"{n}番目の会議",
                required=n == 1,
                max_length=60,
                initial=level.name if level else "",
            )
            self.fields[f"days_{n}"] = forms.IntegerField(
                label=f"{n}番目の待ちすぎの日数",
                required=False,
                min_value=1,
                max_value=999,
                initial=level.days if level else None,
            )
            self.fields[f"by_meeting_{n}"] = forms.BooleanField(
                label=f"{n}番目は会議の名前を必ず書く",
                required=False,
                initial=level.by_meeting if level else True,
            )

    def plain(self) -> list[forms.BoundField]:
        """The fields that are no part of the table."""
        return [self[name] for name in ("name", "order", "closed_on")]

    def rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The table: number, name, days, by meeting."""
        numbers = range(1, MOST_LEVELS + 1)
        return [(n, self[f"name_{n}"], self[f"days_{n}"], self[f"by_meeting_{n}"]) for n in numbers]

    def clean(self) -> dict[str, Any]:
        """No empty row between two meetings."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = [cleaned.get(f"name_{n}", "") for n in range(1, MOST_LEVELS + 1)]
        said = [name for name in names if name]
        if names[: len(said)] != said:
            raise ValidationError("会議は上の行から順に書いてください。間の行が空いています。")
        return cleaned

    def levels(self) -> list[Level]:
        """The meetings that were written."""
        given = self.cleaned_data
        return [
            Level(given[f"name_{n}"], given[f"by_meeting_{n}"], given[f"days_{n}"])
            for n in range(1, MOST_LEVELS + 1)
            if given[f"name_{n}"]
        ]
