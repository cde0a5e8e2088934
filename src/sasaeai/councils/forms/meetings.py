"""Forms of a meeting: planning it, moving it, closing it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from sasaeai.activities.models import Activity
from sasaeai.councils.models import Council, Meeting
from sasaeai.history.forms import SeenForm
from sasaeai.history.queries import Difference
from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Post


def time_input() -> forms.TimeInput:
    """A time, as the browser's own clock."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def offer_posts(form: forms.BaseForm, town_id: int) -> None:
    """Let a field of boxes to tick choose among the posts of the town."""
    field = cast("forms.ModelMultipleChoiceField[Post]", form.fields["posts"])
    field.queryset = Post.objects.filter(town=town_id, closed_on=None)


class MeetingForm(SeenForm):
    """A meeting of a council."""

    use_required_attribute = False

    posts = forms.ModelMultipleChoiceField(
        Post.objects.none(),
        label="出席する生活支援コーディネーター",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="出席した職の活動記録になります。だれも出ないときは、選びません。",
    )

    class Meta:
        model = Meeting
        fields = (
            *("on", "starts_at", "ends_at", "number", "title", "mode", "place"),
            *("online_address", "area", "others", "summary", "next_on", "next_words"),
        )
        widgets = {
            "on": day_input(),
            "next_on": day_input(),
            "starts_at": time_input(),
            "ends_at": time_input(),
            "summary": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "number": "空欄なら、年度の中のつぎの番号になります。",
            "title": "「研修会」など、とくに名前があるとき。",
            "summary": "活動記録と会議録のはじめに載ります。",
        }

    def __init__(self, *args: Any, council: Council, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.council = council
        self.fields["number"].required = self.fields["others"].required = False
        offer(self, "area", areas_of(council.town, day), empty="（協議体の区域）")
        offer_posts(self, council.town_id)
        if self.instance.pk:
            self.initial["posts"] = list(self.instance.posts.all())
        else:
            self.initial["posts"] = [council.post] if council.post else []
            for name in ("others", "summary", "next_on", "next_words"):
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        names = (name for name in self.Meta.fields if name in self.fields)
        facts = {name: self.cleaned_data[name] for name in names}
        if "others" in facts:
            facts["others"] = facts["others"] or 0
        return facts | {"posts": list(self.cleaned_data["posts"])}

    @property
    def differences(self) -> list[Difference]:
        """What somebody else changed meanwhile (`others` is a field of the meeting)."""
        return self.others

    def more(self) -> list[forms.BoundField]:
        """What is known after the meeting only."""
        return [self[name] for name in ("others", "next_on", "next_words")]

    def _post_clean(self) -> None:
        """The deed checks the meeting; the form only reads what was typed."""


class StateForm(forms.Form):
    """延期・中止・日の決めなおし."""

    use_required_attribute = False

    reason = forms.CharField(
        label="理由", max_length=200, required=False, help_text="例：大雪のため、会場の都合"
    )
    on = forms.DateField(label="新しい日", required=False, widget=day_input())

    def __init__(self, *args: Any, asks_why: bool, was_held: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_held:
            self.fields["reason"].help_text = "例：別の日の会議と取りちがえた、開かれなかった"
        del self.fields["on" if asks_why else "reason"]
        self.fields["reason" if asks_why else "on"].required = True


class CloseForm(forms.Form):
    """開催にする: how many besides the roster, which coordinators were there, what is known already."""

    use_required_attribute = False

    others = forms.IntegerField(
        label="名簿にない参加者（人）", min_value=0, max_value=2000, initial=0, required=False
    )
    posts = forms.ModelMultipleChoiceField(
        Post.objects.none(),
        label="出席した生活支援コーディネーター",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="選んだ職の活動記録が1件できます。だれも出ていないときは、選びません。",
    )
    summary = forms.CharField(
        label="まとめ", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_on = forms.DateField(label="次回の日", required=False, widget=day_input())
    known = forms.ModelChoiceField(
        Activity.objects.none(),
        label="この会議の活動記録がもうあるとき",
        required=False,
        help_text="選ぶと、新しく作らずにつなぎます。二重に数えないためです。",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "others": meeting.others,
            "summary": meeting.summary,
            "next_on": meeting.next_on,
            "posts": list(meeting.posts.all()),
        }
        super().__init__(*args, **kwargs)
        town = meeting.council.town_id
        offer_posts(self, town)
        same = Activity.objects.filter(town=town, on=meeting.on, meeting=None).held()
        offer(self, "known", same.select_related("kind", "means", "main_function", "area"))


class WalkInForm(forms.Form):
    """Somebody who is not on the roster came."""

    name = forms.CharField(label="名前", max_length=60)
    body_name = forms.CharField(label="所属", max_length=120, required=False)


class TaskForm(forms.Form):
    """Who does what until when."""

    use_required_attribute = False

    wording = forms.CharField(label="すること", max_length=200)
    owner_name = forms.CharField(label="だれが", max_length=60, required=False)
    post = forms.ModelChoiceField(Post.objects.none(), label="または担当の職", required=False)
    due_on = forms.DateField(label="いつまでに", required=False, widget=day_input())

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        town = meeting.council.town_id
        offer(self, "post", Post.objects.filter(town=town, closed_on=None))


class HandoutForm(forms.Form):
    """A file to hand out."""

    ENDS = (".pdf", ".docx", ".xlsx", ".pptx", ".jpg", ".jpeg", ".png")
    MOST_BYTES = 10 * 1024 * 1024

    title = forms.CharField(label="資料の名前", max_length=120, required=False)
    file = forms.FileField(label="ファイル（PDF・Word・Excel・PowerPoint・写真、10MBまで）")

    def clean_file(self) -> Any:
        """Only the kinds of files that offices hand out, and not too large."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(self.ENDS):
            raise forms.ValidationError(
                "PDF・Word・Excel・PowerPoint・写真（jpg・png）のどれかを選んでください。"
            )
        if file.size > self.MOST_BYTES:
            raise forms.ValidationError("10MBまでのファイルを選んでください。")
        return file
