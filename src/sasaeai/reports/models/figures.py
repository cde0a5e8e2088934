"""Versions of the facts, and figures that come from outside."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from sasaeai.places.models import Area
from sasaeai.reports.rules import TOWN_OR_AREA
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class FactMonth(models.Model):
    """事実の版: which state of a source's facts of one calendar month is the present one.

    `version` is a random mark, not a counter: a restored backup must never meet a kept block of
    the same number made from other records.
    """

    privacy: ClassVar[Privacy] = Privacy.none("集計のもとの版")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    source = models.CharField("事実の種類", max_length=40)
    month = models.PositiveIntegerField("年月", help_text="202204 は2022年4月")
    version = models.PositiveBigIntegerField("版")

    class Meta:
        verbose_name = "事実の版"
        verbose_name_plural = "事実の版"
        constraints = (
            models.UniqueConstraint(
                fields=("town", "source", "month"), name="reports_fact_month_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.month}"


class StatisticQuerySet(models.QuerySet["Statistic"]):
    """Statistics."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Statistics of the viewer's town: they tell of areas, not of persons."""
        return self.filter(town=viewer.town_id)


class Statistic(models.Model):
    """外からの数字: a figure of a survey or of another office, with its area, date, unit and source."""

    privacy: ClassVar[Privacy] = Privacy.none("区域ごとの統計")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    item = models.CharField("項目", max_length=100)
    detail = models.CharField("内訳", max_length=100, blank=True)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="区域",
        help_text="空欄は全市",
    )
    on = models.DateField("いつ現在")
    value = models.DecimalField(
        "値",
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="秘匿・不明は空欄",
    )
    unit = models.CharField("単位", max_length=20)
    source = models.CharField("出典", max_length=200)
    remark = models.CharField("備考", max_length=200, blank=True)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = "外からの数字"
        verbose_name_plural = "外からの数字"
        ordering = ("item", "detail", "on", "area")
        constraints = (
            models.UniqueConstraint(
                "town",
                "item",
                "detail",
                TOWN_OR_AREA,
                "on",
                name="reports_statistic_once",
            ),
        )
        indexes = (models.Index(fields=("town", "on"), name="reports_statistic_day"),)

    def __str__(self) -> str:
        return f"{self.item} {self.on}"
