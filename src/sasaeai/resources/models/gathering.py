"""通いの場: what the ministry's yearly survey asks of a place, and who came in a month."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from sasaeai.resources.models.resource import Resource
from sasaeai.towns.privacy import Privacy
from sasaeai.vocabulary.models import TermField


class GatheringPlace(models.Model):
    """通いの場: the attributes of the survey; a resource without this line is not asked about."""

    privacy: ClassVar[Privacy] = Privacy.none("通いの場の区分")

    resource = models.OneToOneField(
        Resource, models.CASCADE, related_name="gathering", verbose_name="地域資源"
    )
    main_activity = TermField("gathering-activity", verbose_name="主な活動", null=True, blank=True)
    operator_kind = TermField("gathering-operator", verbose_name="運営主体", null=True, blank=True)
    place_kind = TermField("gathering-place", verbose_name="場所", null=True, blank=True)
    funding_kind = TermField("gathering-funding", verbose_name="財源", null=True, blank=True)
    in_survey = models.BooleanField("調査に数える", default=True)
    why_not = models.CharField("数えない理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "通いの場の区分"
        verbose_name_plural = "通いの場の区分"
        constraints = (
            models.CheckConstraint(
                condition=Q(in_survey=True) | ~Q(why_not=""), name="resources_left_out_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.resource}の区分"


class Participation(models.Model):
    """月の参加: how often it was held in a month and who came, each person once."""

    privacy: ClassVar[Privacy] = Privacy.none("参加の人数")

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="participations", verbose_name="地域資源"
    )
    month = models.DateField("月（1日の日付）")
    held = models.PositiveSmallIntegerField("開いた回数", null=True, blank=True)
    total = models.PositiveIntegerField("延べ人数", null=True, blank=True)
    distinct = models.PositiveIntegerField("実人数", null=True, blank=True)
    supporters = models.PositiveIntegerField("担い手（実人数）", null=True, blank=True)
    remark = models.CharField("備考", max_length=200, blank=True)
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "月の参加"
        verbose_name_plural = "月の参加"
        ordering = ("-month", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("resource", "month"), name="resources_participation_once"
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="resources_participation_first_of_month"
            ),
        )
        indexes = (models.Index(fields=("month", "resource"), name="resources_participation_by"),)

    def __str__(self) -> str:
        return f"{self.resource} {self.month:%Y-%m}"

    @property
    def a_time(self) -> float | None:
        """People at one time on average, to one place; None where it is not known."""
        return round(self.total / self.held, 1) if self.total is not None and self.held else None

    def clean(self) -> None:
        """Nobody came when it was not held; each person was there at least once, at most every time."""
        if self.distinct is not None and self.total is not None and self.total < self.distinct:
            raise ValidationError({"total": "延べ人数は実人数より少なくなりません。"})
        if self.held == 0 and (self.total or self.distinct):
            raise ValidationError({"held": "開いた回数が0なのに人数があります。"})


class ParticipantCount(models.Model):
    """参加者の内訳: distinct persons of a sex and age band in a month."""

    privacy: ClassVar[Privacy] = Privacy.none("参加の人数")

    class Sex(models.TextChoices):
        """性別"""

        FEMALE = "f", "女"
        MALE = "m", "男"
        UNKNOWN = "", "分からない"

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="counts", verbose_name="月の参加"
    )
    sex = models.CharField("性別", max_length=1, choices=Sex.choices, blank=True)
    age_from = models.PositiveSmallIntegerField("何歳から", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("何歳まで", null=True, blank=True)
    people = models.PositiveIntegerField("実人数")

    class Meta:
        verbose_name = "参加者の内訳"
        verbose_name_plural = "参加者の内訳"
        ordering = (models.F("age_from").asc(nulls_last=True), "sex", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("participation", "sex", "age_from"),
                name="resources_participants_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_sex_display()} {self.people}人"
