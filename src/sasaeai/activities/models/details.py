"""What belongs to one activity: who did it, for which functions, with whom, for how many."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sasaeai.activities.models.activity import Activity
from sasaeai.activities.rules import Count, CountKind, Unit
from sasaeai.people.models import Organisation, Post, User
from sasaeai.towns.privacy import Privacy
from sasaeai.vocabulary.models import Term


class DoneBy(models.Model):
    """担当: a post that did it, and who held the post that day (a joint visit has several lines)."""

    privacy: ClassVar[Privacy] = Privacy(("holder",), why="活動の担当者の確認のため", keep_years=5)

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="done_by", verbose_name="活動"
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="職")
    holder = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="担当者"
    )
    is_lead = models.BooleanField("主な担当", default=False)

    class Meta:
        verbose_name = "担当"
        verbose_name_plural = "担当"
        ordering = ("-is_lead", "id")
        constraints = (
            models.UniqueConstraint(fields=("activity", "post"), name="activities_post_once"),
            models.UniqueConstraint(
                fields=("activity",), condition=Q(is_lead=True), name="activities_one_lead"
            ),
        )
        indexes = (
            models.Index(fields=("post", "activity"), name="activities_done_by_post"),
            models.Index(
                fields=("post", "activity"), condition=Q(is_lead=False), name="activities_joined_in"
            ),
        )

    def __str__(self) -> str:
        return f"{self.post}（{self.holder}）" if self.holder else str(self.post)


class ActivityFunction(models.Model):
    """業務項目: one function the activity served; exactly one is the main one."""

    privacy: ClassVar[Privacy] = Privacy.none("業務項目")

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="function_lines", verbose_name="活動"
    )
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name="業務項目")
    is_main = models.BooleanField("主", default=False)

    class Meta:
        verbose_name = "活動の業務項目"
        verbose_name_plural = "活動の業務項目"
        ordering = ("-is_main", "id")
        constraints = (
            models.UniqueConstraint(fields=("activity", "term"), name="activities_function_once"),
            models.UniqueConstraint(
                fields=("activity",), condition=Q(is_main=True), name="activities_one_main"
            ),
        )
        indexes = (models.Index(fields=("term", "activity"), name="activities_by_function"),)

    def __str__(self) -> str:
        return str(self.term)


class ActivityPartner(models.Model):
    """連携先: an organisation that was met or worked with."""

    privacy: ClassVar[Privacy] = Privacy.none("連携した組織")

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="partner_lines", verbose_name="活動"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="連携先"
    )

    class Meta:
        verbose_name = "活動の連携先"
        verbose_name_plural = "活動の連携先"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "organisation"), name="activities_partner_once"
            ),
        )
        indexes = (models.Index(fields=("organisation", "activity"), name="activities_by_partner"),)

    def __str__(self) -> str:
        return str(self.organisation)


class PeopleCount(models.Model):
    """人数など: one counted line, with its unit and how it was counted."""

    privacy: ClassVar[Privacy] = Privacy.none("人数")

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="counts", verbose_name="活動"
    )
    order = models.PositiveSmallIntegerField("並び", default=0)
    label = models.CharField("だれ・なに", max_length=30, blank=True)
    number = models.PositiveIntegerField("数")
    unit = models.CharField("単位", max_length=4, choices=Unit.choices, default=Unit.PEOPLE)
    count_kind = models.CharField(
        "数え方", max_length=2, choices=CountKind.choices, default=CountKind.TOTAL
    )
    part = models.BooleanField("上の数のうち", default=False)

    class Meta:
        verbose_name = "人数"
        verbose_name_plural = "人数"
        ordering = ("order", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(part=False) | Q(order__gt=0), name="activities_part_of_something"
            ),
        )

    def __str__(self) -> str:
        return self.as_count().words()

    def as_count(self) -> Count:
        """The line as the rules know it."""
        return Count(self.number, self.unit, self.count_kind, self.label, self.part)


class ActivityLink(models.Model):
    """関連: a link to anything registered, kept as text (`people.Organisation:12`) with its label."""

    privacy: ClassVar[Privacy] = Privacy.none("関連する記録の番号")

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="links", verbose_name="活動"
    )
    key = models.CharField("関連先の番号", max_length=80)
    label = models.CharField("関連先", max_length=200)

    class Meta:
        verbose_name = "関連"
        verbose_name_plural = "関連"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("activity", "key"), name="activities_link_once"),
        )
        indexes = (models.Index(fields=("key",), name="activities_linked_to"),)

    def __str__(self) -> str:
        return self.label


class Photo(models.Model):
    """写真・資料: a picture without its place and camera data, and whether it may be published."""

    privacy: ClassVar[Privacy] = Privacy(("file",), why="活動のようすの記録のため", keep_years=5)

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="photos", verbose_name="活動"
    )
    file = models.FileField("写真", upload_to="activities/%Y/%m")
    caption = models.CharField("説明", max_length=100, blank=True)
    may_publish = models.BooleanField("公開してよい", default=False)
    added_at = models.DateTimeField("加えた日時")

    class Meta:
        verbose_name = "写真"
        verbose_name_plural = "写真"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.caption or "写真"
