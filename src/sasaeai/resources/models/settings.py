"""町の決めごと of the register."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from sasaeai.resources.rules.freshness import LEAVE_MONTHS, YELLOW_MONTHS, Terms
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy


class RegisterSettings(models.Model):
    """台帳の決めごと: how long a confirmation holds, which age bands are asked, which telephone residents call."""

    privacy: ClassVar[Privacy] = Privacy.none("台帳の設定")

    town = models.OneToOneField(
        Town, models.CASCADE, related_name="register_settings", verbose_name="自治体"
    )
    yellow_months = models.PositiveSmallIntegerField(
        "何か月たったら「そろそろ確認」にするか",
        default=YELLOW_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    leave_months = models.PositiveSmallIntegerField(
        "何か月たったら公開から外すか",
        default=LEAVE_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    age_limits = models.CharField(
        "参加者の年齢の区切り", max_length=60, default="65,75,85", help_text="例：65,75,85"
    )
    office_name = models.CharField("住民の問い合わせ先", max_length=100, blank=True)
    office_phone = models.CharField("住民の問い合わせ先の電話", max_length=40, blank=True)
    office_fax = models.CharField("返信用のFAX", max_length=40, blank=True)

    class Meta:
        verbose_name = "台帳の決めごと"
        verbose_name_plural = "台帳の決めごと"

    def __str__(self) -> str:
        return f"{self.town}の台帳の決めごと"

    def clean(self) -> None:
        """It turns yellow before it leaves; ages rise."""
        if self.leave_months <= self.yellow_months:
            raise ValidationError({"leave_months": "「そろそろ確認」の月数より長くしてください。"})
        ages = self.age_limits.replace("、", ",").split(",")
        if not all(a.strip().isdigit() for a in ages):
            raise ValidationError(
                {"age_limits": "年齢を読点かコンマで区切ってください（65,75,85）。"}
            )
        if sorted({int(a) for a in ages}) != [int(a) for a in ages]:
            raise ValidationError({"age_limits": "若い順に、重なりなく並べてください。"})

    @property
    def terms(self) -> Terms:
        """The months as the rules take them."""
        return Terms(self.yellow_months, self.leave_months)

    @property
    def age_bands(self) -> tuple[tuple[int, int | None], ...]:
        """`((0, 64), (65, 74), (75, 84), (85, None))`"""
        limits = [0, *(int(a) for a in self.age_limits.replace("、", ",").split(","))]
        ends = [*(limit - 1 for limit in limits[1:]), None]
        return tuple(zip(limits, ends, strict=True))
