"""取り込み: from which file imported activities came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy


class ImportBatch(models.Model):
    """取り込み: one file of old records, taken in once and whole."""

    privacy: ClassVar[Privacy] = Privacy(
        ("by_name",), why="取り込みの責任の確認のため", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    at = models.DateTimeField("取り込んだ日時")
    by_name = models.CharField("取り込んだ人", max_length=120)
    file_name = models.CharField("ファイル名", max_length=200)
    file_hash = models.CharField("ファイルの印", max_length=64)
    rows = models.PositiveIntegerField("取り込んだ行数")

    class Meta:
        verbose_name = "取り込み"
        verbose_name_plural = "取り込み"
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("town", "file_hash"), name="activities_batch_file"),)

    def __str__(self) -> str:
        return f"{self.file_name}（{self.rows:,}件）"
