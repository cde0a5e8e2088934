"""会議 and who took part in it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from sasaeai.activities.models import Activity
from sasaeai.councils.models.bodies import Council, Participant
from sasaeai.councils.rules.meetings import (
    NEEDS_REASON,
    TOOK_PART,
    MeetingState,
    Mode,
    Publication,
    Took,
)
from sasaeai.people.models import Post
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import TermField


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Meetings of the councils that the viewer may see."""
        return self.filter(council__in=Council.objects.visible_to(viewer))

    def held(self) -> Self:
        """What took place."""
        return self.filter(state=MeetingState.HELD)

    def planned(self) -> Self:
        """What is still to come, or was never marked."""
        return self.filter(state=MeetingState.PLANNED)

    def in_period(self, first: date | None, last: date | None) -> Self:
        """Meetings from the first to the last day, both included; None leaves that side open."""
        found = self if first is None else self.filter(on__gte=first)
        return found if last is None else found.filter(on__lte=last)


class Meeting(models.Model):
    """会議: one sitting of a council, planned, held, postponed or cancelled.

    `state`, `number` and `activity` are written by `councils.actions` only; what was held has one activity
    record if a coordinator was there, and is counted there.
    """

    privacy: ClassVar[Privacy] = Privacy(
        ("summary", "closed_by_name"), why="会議で話したことと責任の確認のため", keep_years=5
    )

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="meetings", verbose_name="協議体"
    )
    fiscal_year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField(
        "第何回", null=True, blank=True, help_text="中止した会議には番号がありません"
    )
    title = models.CharField("会議の名前", max_length=120, blank=True)
    state = models.CharField(
        "状態", max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    state_reason = models.CharField("中止・延期の理由", max_length=200, blank=True)
    on = models.DateField("日")
    starts_at = models.TimeField("開始", null=True, blank=True)
    ends_at = models.TimeField("終了", null=True, blank=True)
    mode = models.CharField(
        "開催の方法", max_length=10, choices=Mode.choices, default=Mode.IN_PERSON
    )
    place = models.CharField("場所", max_length=120, blank=True)
    online_address = models.CharField("オンラインの入り口", max_length=200, blank=True)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="どの区域の会議か",
        help_text="空欄は協議体の区域",
    )
    posts = models.ManyToManyField(
        Post,
        blank=True,
        related_name="meetings",
        verbose_name="出席した生活支援コーディネーター",
        db_table="councils_meeting_post",
    )
    others = models.PositiveSmallIntegerField(
        "名簿にない参加者（人）", default=0, help_text="傍聴の人など、名前を書かない人数"
    )
    next_on = models.DateField("次回の日", null=True, blank=True)
    next_words = models.CharField("次回について", max_length=200, blank=True)
    summary = models.TextField("まとめ", blank=True)
    publication = models.CharField(
        "会議録の公開", max_length=10, choices=Publication.choices, default=Publication.INTERNAL
    )
    activity = models.OneToOneField(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meeting",
        verbose_name="活動記録",
    )
    closed_at = models.DateTimeField("開催にした日時", null=True, blank=True)
    closed_by_name = models.CharField("開催にした人", max_length=120, blank=True)
    check_in_token = models.CharField(
        "受付の合いことば", max_length=40, blank=True, editable=False, help_text="QRの中の言葉"
    )
    origin = models.CharField("もとの記録", max_length=80, blank=True)
    changed_at = models.DateTimeField("直した日時")
    version = models.PositiveIntegerField("版", default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "会議"
        verbose_name_plural = "会議"
        ordering = ("-on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("council", "fiscal_year", "number"), name="councils_meeting_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(s) for s in NEEDS_REASON]) | ~Q(state_reason=""),
                name="councils_not_held_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.HELD, closed_at__isnull=False)
                & ~Q(closed_by_name="")
                | ~Q(state=MeetingState.HELD) & Q(closed_at__isnull=True, closed_by_name=""),
                name="councils_held_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(activity__isnull=True) | Q(state=MeetingState.HELD),
                name="councils_only_held_is_counted",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | Q(number__isnull=True),
                name="councils_cancelled_has_no_number",
            ),
        )
        indexes = (
            models.Index(fields=("council", "on"), name="councils_meetings_of"),
            models.Index(fields=("check_in_token",), name="councils_check_in"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The end after the start; the year is that of the day."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "終了は開始よりあとの時刻にしてください。"})
        if self.on:
            self.fiscal_year = fiscal_year_of(self.on)

    @property
    def name(self) -> str:
        """わがまち協議体 第2回, or the title that it was given."""
        count = f"第{self.number}回" if self.number else ""
        return " ".join(part for part in (self.council.name, count, self.title) if part)

    @property
    def state_now(self) -> MeetingState:
        """The state as a value of the rules."""
        return MeetingState(self.state)


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Attendances."""

    def took_part(self) -> Self:
        """Those who came, joined on-line, answered on paper or sent somebody."""
        return self.filter(took__in=sorted(TOOK_PART))


class Attendance(models.Model):
    """出欠: how somebody took part in a meeting, and as what kind of member."""

    privacy: ClassVar[Privacy] = Privacy(
        ("participant", "substitute_name"), why="会議の出欠の確認のため", keep_years=5
    )

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="attendances", verbose_name="会議"
    )
    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="attendances", verbose_name="参加者"
    )
    took = models.CharField("出欠", max_length=10, choices=Took.choices)
    substitute_name = models.CharField("代理の人", max_length=60, blank=True)
    kind = TermField("member-kind", verbose_name="立場", null=True, blank=True)
    is_member = models.BooleanField("構成員として", default=True)
    arrived_at = models.DateTimeField("来た時刻", null=True, blank=True)
    by_self = models.BooleanField("自分で受け付けた", default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "出欠"
        verbose_name_plural = "出欠"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "participant"), name="councils_attendance_once"
            ),
            models.CheckConstraint(
                condition=Q(substitute_name="") | Q(took=Took.SUBSTITUTE),
                name="councils_substitute_only_when_sent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} {self.get_took_display()}"
