"""What the index knows, and which words mean the same. The index proper is a table that Django does not manage
(`search_words`, see `index`)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy


class Entry(models.Model):
    """索引の1件: the text by which one record of another capability is found, as it was given."""

    privacy: ClassVar[Privacy] = Privacy(
        ("text",), why="記録をことばで探すための写し。もとの記録とともに消える", keep_years=5
    )

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    kind = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name="種類")
    key = models.BigIntegerField("もとの記録の番号")
    day = models.DateField("日付", null=True, blank=True)
    sight = models.TextField("見てよい人", blank=True)
    folding = models.CharField("鍵の作り方", max_length=16)
    text = models.TextField("探す文")

    class Meta:
        verbose_name = "検索の索引"
        verbose_name_plural = "検索の索引"
        ordering = ("-day", "-key")
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="search_record_once"),)
        indexes = (models.Index(fields=("folding",), name="search_folding"),)

    def __str__(self) -> str:
        return f"{self.kind_id}:{self.key}"


class Wording(models.Model):
    """言い換え: words that a search takes for the same. A standard group that the town changed or switched off
    carries the group's code; a group of the town's own carries none."""

    privacy: ClassVar[Privacy] = Privacy.none("検索で同じとみなすことば")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    code = models.SlugField("標準の言い換えのコード", max_length=40, blank=True)
    words = models.CharField("同じとみなすことば", max_length=400)
    in_use = models.BooleanField("検索に使う", default=True)

    class Meta:
        verbose_name = "検索の言い換え"
        verbose_name_plural = "検索の言い換え"
        ordering = ("words", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("town", "code"), condition=~Q(code=""), name="search_standard_once"
            ),
        )

    def __str__(self) -> str:
        return self.words
