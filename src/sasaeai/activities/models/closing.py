"""月の締め: which months are closed where, and the sums a long list shows without counting again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sasaeai.activities.rules import ClosingState, Happening
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.rules import Tier


class MonthClosing(models.Model):
    """締め: a month of an area (with all within it) and a tier; both empty = everything."""

    privacy: ClassVar[Privacy] = Privacy.none("締めた月と区域")

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    month = models.DateField("月（1日の日付）")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="区域",
        help_text="空欄は全市のすべて",
    )
    tier = models.CharField("層", max_length=2, choices=Tier.choices, blank=True)
    state = models.CharField(
        "状態", max_length=10, choices=ClosingState.choices, default=ClosingState.CLOSED
    )

    class Meta:
        verbose_name = "月の締め"
        verbose_name_plural = "月の締め"
        ordering = ("-month", "area", "tier")
        constraints = (
            models.UniqueConstraint(
                fields=("town", "month", "area", "tier"),
                name="activities_closing_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="activities_closing_first_of_month"
            ),
        )

    def __str__(self) -> str:
        where = self.area.name if self.area else "全市"
        tier = f"・{self.get_tier_display()}" if self.tier else ""
        return f"{self.month.year}年{self.month.month}月 {where}{tier}"


class ClosingStep(models.Model):
    """締めと再開の記録: who closed or reopened, when and why."""

    privacy: ClassVar[Privacy] = Privacy(("by_name",), why="締めの責任の確認のため", keep_years=5)

    closing = models.ForeignKey(
        MonthClosing, models.CASCADE, related_name="steps", verbose_name="締め"
    )
    state = models.CharField("状態", max_length=10, choices=ClosingState.choices)
    at = models.DateTimeField("日時")
    by_name = models.CharField("した人", max_length=120)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "締めの記録"
        verbose_name_plural = "締めの記録"
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=ClosingState.REOPENED) | ~Q(reason=""),
                name="activities_reopening_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.closing}"


class MonthSum(models.Model):
    """月ごとの合計: entries and 延べ人数 of a month, area, tier and state.

    Kept beside the activities in the same transaction, so that the line above a list of a million
    rows is exact without counting them (`activities.actions.sums`).
    """

    privacy: ClassVar[Privacy] = Privacy.none("件数の合計")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    month = models.DateField("月（1日の日付）")
    area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    home_area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="担当の区域"
    )
    tier = models.CharField("層", max_length=2, choices=Tier.choices)
    happening = models.CharField("状態", max_length=10, choices=Happening.choices)
    entries = models.IntegerField("件数", default=0)
    person_times = models.IntegerField("延べ人数", default=0)

    class Meta:
        verbose_name = "月ごとの合計"
        verbose_name_plural = "月ごとの合計"
        ordering = ("town", "month")
        constraints = (
            models.UniqueConstraint(
                fields=("town", "month", "area", "home_area", "tier", "happening"),
                name="activities_sum_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(entries__gte=0), name="activities_sum_not_below_0"),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.area} {self.entries}"
