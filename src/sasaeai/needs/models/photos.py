"""困りごとの写真: the slope, the step, the slip of paper; without the place and the camera."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasaeai.needs.models.need import Need
from sasaeai.towns.privacy import Privacy


class NeedPhoto(models.Model):
    """困りごとの写真: seen by who may see the trouble; it goes when the trouble must name nobody any more."""

    privacy: ClassVar[Privacy] = Privacy(
        ("file",), why="困りごとのようす（段差、声の用紙など）を伝えるため", keep_years=5
    )

    need = models.ForeignKey(Need, models.CASCADE, related_name="photos", verbose_name="困りごと")
    file = models.FileField("写真", upload_to="needs/%Y/%m")
    added_at = models.DateTimeField("加えた日時")

    class Meta:
        verbose_name = "困りごとの写真"
        verbose_name_plural = "困りごとの写真"
        ordering = ("id",)

    def __str__(self) -> str:
        return "困りごとの写真"
