"""実践カード: what went well somewhere, so that others can carry it over."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from sasaeai.places.models import Area
from sasaeai.resources.models.bodies import ActivityBody
from sasaeai.resources.models.resource import Resource
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Practice cards."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Cards of the viewer's town."""
        return self.filter(town=viewer.town_id)


class Practice(models.Model):
    """実践カード: a success told so that it can be done elsewhere (横展開)."""

    privacy: ClassVar[Privacy] = Privacy.none("活動の事例")

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    public_id = models.UUIDField("公開の番号", default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("題", max_length=120)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="生まれた区域"
    )
    where = models.CharField("どこで", max_length=120, blank=True, help_text="町会・団体の名前")
    resource = models.ForeignKey(
        Resource,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name="地域資源",
    )
    body = models.ForeignKey(
        ActivityBody,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name="活動体",
    )
    since = models.DateField("いつから", null=True, blank=True)
    trouble = models.TextField("困っていたこと", blank=True)
    deed = models.TextField("したこと", blank=True)
    why_it_worked = models.TextField("うまくいったわけ", blank=True)
    needed = models.TextField("要るもの（人・物・お金）", blank=True)
    advice = models.TextField("まねるときの助言", blank=True)
    on_booklet = models.BooleanField("事例集にのせる", default=True)
    is_public = models.BooleanField("公開する", default=False)
    changed_at = models.DateTimeField("直した日時")

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = "実践カード"
        verbose_name_plural = "実践カード"
        ordering = ("-since", "-id")

    def __str__(self) -> str:
        return self.title


class CarriedOver(models.Model):
    """横展開: a place that took a practice over, and what it changed."""

    privacy: ClassVar[Privacy] = Privacy.none("事例を取り入れた場所")

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="carried", verbose_name="実践カード"
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    where = models.CharField("どこで", max_length=120)
    body = models.ForeignKey(
        ActivityBody,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="活動体",
    )
    on = models.DateField("いつから")
    changed = models.CharField("変えたところ", max_length=300, blank=True)
    result = models.CharField("その後", max_length=300, blank=True)

    class Meta:
        verbose_name = "横展開"
        verbose_name_plural = "横展開"
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.practice} → {self.where}"
