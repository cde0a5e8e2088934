"""町のことば: words by which this town's troubles are recognised."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasaeai.analysis.needs.codes import LABELS
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy


class TownWord(models.Model):
    """町のことば: a word of the town's own for a code, or one of the product's that it does not want."""

    privacy: ClassVar[Privacy] = Privacy.none("分類に使う言葉")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    code = models.CharField(
        "分類", max_length=20, choices=[(code.value, label) for code, label in LABELS.items()]
    )
    word = models.CharField("ことば", max_length=40)
    is_removed = models.BooleanField("使わない", default=False)
    by_name = models.CharField("決めた人", max_length=120)
    at = models.DateTimeField("決めた日時")

    class Meta:
        verbose_name = "町のことば"
        verbose_name_plural = "町のことば"
        ordering = ("code", "word")
        constraints = (
            models.UniqueConstraint(fields=("town", "code", "word"), name="needs_word_once"),
        )

    def __str__(self) -> str:
        return self.word
