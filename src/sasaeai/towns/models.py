"""The municipality and its settings."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from sasaeai.towns.privacy import Privacy
from sasaeai.towns.rules import PersonTimes


class Town(models.Model):
    """自治体: whose records these are. One database may hold several; nobody sees another's."""

    privacy: ClassVar[Privacy] = Privacy.none("自治体の名前と設定")

    code = models.CharField(
        "全国地方公共団体コード", max_length=6, unique=True, validators=[RegexValidator(r"^\d{6}$")]
    )
    name = models.CharField("自治体名", max_length=60)
    is_demo = models.BooleanField("見本の町", default=False)
    entry_scheme = models.CharField(
        "業務項目に使う分類", max_length=40, default="function", help_text="用語の分類のコード"
    )
    person_times = models.CharField(
        "「回・人」の数え方",
        max_length=30,
        choices=PersonTimes.choices,
        default=PersonTimes.TIMES_BY_COORDINATORS,
        help_text="表の注に印刷されます",
    )
    small_count_limit = models.PositiveSmallIntegerField(
        "公開用の表で伏せる人数", default=5, help_text="この人数に満たない数は伏せます"
    )
    second_factor_required = models.BooleanField(
        "個人情報を見る人に二要素認証を必須にする", default=False
    )
    idle_minutes = models.PositiveSmallIntegerField(
        "操作がないとき自動でログアウトするまでの分数",
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(720)],
    )
    ready_on = models.DateField("使い始めた日", null=True, blank=True)

    class Meta:
        verbose_name = "自治体"
        verbose_name_plural = "自治体"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name
