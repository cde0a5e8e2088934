"""つながりの記録: how people were kept in touch with while a place was closed, or between its days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasaeai.resources.models.resource import Resource
from sasaeai.towns.privacy import Privacy
from sasaeai.vocabulary.models import TermField


class KeptInTouch(models.Model):
    """つながりの記録: a round of telephone calls, a letter, a message to those who usually come."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording", "by_name"), why="休止中の参加者とのつながりを続けるため", keep_years=2
    )

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="touches", verbose_name="地域資源"
    )
    on = models.DateField("いつ")
    means = TermField("means", verbose_name="手段", null=True, blank=True)
    people = models.PositiveIntegerField("つながった人数", null=True, blank=True)
    wording = models.CharField("内容", max_length=300, help_text="個人の名前は書かないでください")
    by_name = models.CharField("書いた人", max_length=120)
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "つながりの記録"
        verbose_name_plural = "つながりの記録"
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.wording[:20]}"
