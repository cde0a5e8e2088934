"""Plan periods, indicators, targets and corrections."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sasaeai.places.models import Area
from sasaeai.reports.rules import TOWN_OR_AREA, TargetState
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.rules import Tier


class PlanPeriod(models.Model):
    """計画期間: 第8期 (R3–R5), 第9期 (R6–R8)."""

    privacy: ClassVar[Privacy] = Privacy.none("計画の名前と年度")

    town = models.ForeignKey(Town, models.CASCADE, related_name="plans", verbose_name="自治体")
    name = models.CharField("計画期間の名前", max_length=40, help_text="例：第9期計画")
    first_year = models.PositiveSmallIntegerField("最初の年度")
    last_year = models.PositiveSmallIntegerField("最後の年度")
    remark = models.CharField("備考", max_length=200, blank=True)

    objects = models.Manager["PlanPeriod"]()

    class Meta:
        verbose_name = "計画期間"
        verbose_name_plural = "計画期間"
        ordering = ("first_year",)
        constraints = (
            models.UniqueConstraint(fields=("town", "name"), name="reports_plan_name_once"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="reports_plan_years_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> range:
        """Fiscal years of the period."""
        return range(self.first_year, self.last_year + 1)


class Indicator(models.Model):
    """指標: what a plan promises and how it is counted.

    `measure` is one measure of the layout language (docs/methods/layouts.md); empty where the figure
    is not counted from records and only targets and corrections are kept.
    """

    privacy: ClassVar[Privacy] = Privacy.none("指標の名前と数え方")

    town = models.ForeignKey(Town, models.CASCADE, related_name="indicators", verbose_name="自治体")
    code = models.SlugField("コード", max_length=40)
    name = models.CharField("指標の名前", max_length=80)
    unit = models.CharField("単位", max_length=20)
    measure = models.JSONField("数え方", default=dict, blank=True)
    definition = models.CharField("数え方の説明", max_length=300, blank=True)
    by_tier = models.BooleanField("層ごとに目標を立てる", default=False)
    order = models.PositiveSmallIntegerField("並び", default=0)
    retired_in = models.PositiveSmallIntegerField("何年度から使わないか", null=True, blank=True)

    objects = models.Manager["Indicator"]()

    class Meta:
        verbose_name = "指標"
        verbose_name_plural = "指標"
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("town", "code"), name="reports_indicator_code_once"),
        )

    def __str__(self) -> str:
        return self.name


class OfIndicator(models.Model):
    """Where a target or a correction stands: an indicator's cell of the grid."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="%(class)ss", verbose_name="指標"
    )
    fiscal_year = models.PositiveSmallIntegerField("年度")
    tier = models.CharField("層", max_length=2, choices=Tier.choices, blank=True)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="区域",
        help_text="空欄は全市",
    )

    class Meta:
        abstract = True


class Target(OfIndicator):
    """目標: a value, or a state such as `***` and blank, for a year, tier and area."""

    privacy: ClassVar[Privacy] = Privacy.none("計画の目標値")

    value = models.DecimalField("目標値", max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(
        "状態", max_length=20, choices=TargetState.choices, default=TargetState.VALUE
    )
    remark = models.CharField("備考", max_length=200, blank=True)

    objects = models.Manager["Target"]()

    class Meta:
        verbose_name = "目標"
        verbose_name_plural = "目標"
        ordering = ("indicator", "fiscal_year", "tier")
        constraints = (
            models.UniqueConstraint(
                "indicator",
                "fiscal_year",
                "tier",
                TOWN_OR_AREA,
                name="reports_target_once",
            ),
            models.CheckConstraint(
                condition=Q(state="actual", value__isnull=False)
                | (~Q(state="actual") & Q(value__isnull=True)),
                name="reports_target_value_or_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.fiscal_year} {self.value}"


class Correction(OfIndicator):
    """実績の訂正: a printed figure that replaces the counted one, with the reason; the count stays visible."""

    privacy: ClassVar[Privacy] = Privacy(
        ("by_name",), why="だれが実績を訂正したかを確かめるため", keep_years=5
    )

    value = models.DecimalField("訂正後の値", max_digits=14, decimal_places=2)
    counted = models.DecimalField(
        "訂正したときの集計値", max_digits=14, decimal_places=2, null=True, blank=True
    )
    reason = models.CharField("理由", max_length=200)
    at = models.DateTimeField("訂正した日時")
    by_key = models.CharField("訂正した人の番号", max_length=60)
    by_name = models.CharField("訂正した人", max_length=120)
    withdrawn_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    objects = models.Manager["Correction"]()

    class Meta:
        verbose_name = "実績の訂正"
        verbose_name_plural = "実績の訂正"
        ordering = ("indicator", "fiscal_year", "at")
        constraints = (
            models.UniqueConstraint(
                "indicator",
                "fiscal_year",
                "tier",
                TOWN_OR_AREA,
                condition=Q(withdrawn_at__isnull=True),
                name="reports_correction_one_stands",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.fiscal_year} {self.value}"

    @property
    def words(self) -> str:
        """What stands under the table: year, tier, value, reason, when, by whom, and the count."""
        where = " ".join(filter(None, (f"{self.fiscal_year}年度", self.get_tier_display())))
        was = "" if self.counted is None else f"、記録からの集計は{self.counted.normalize():,f}"
        return (
            f"{where} {self.value.normalize():,f}：{self.reason}"
            f"（{timezone.localdate(self.at):%Y-%m-%d} {self.by_name}{was}）"
        )
