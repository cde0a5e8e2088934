"""What belongs to one person's way of working: drafts, own templates, saved filters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasaeai.people.models import User
from sasaeai.towns.privacy import Privacy


class Draft(models.Model):
    """下書き: what was typed, as it was typed, so that nothing is lost even while it is not yet right.

    `about` is the activity being mended (`activities.Activity:12`), or empty for a new one.
    """

    privacy: ClassVar[Privacy] = Privacy(
        ("typed",), why="書きかけの記録を失わないため", keep_years=1
    )

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="利用者")
    about = models.CharField("直している記録", max_length=80, blank=True)
    typed = models.JSONField("入力したもの")
    on = models.DateField("実施日", null=True, blank=True)
    saved_at = models.DateTimeField("残した日時")

    class Meta:
        verbose_name = "下書き"
        verbose_name_plural = "下書き"
        ordering = ("-saved_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "about"),
                condition=~models.Q(about=""),
                name="activities_one_draft_a_record",
            ),
        )
        indexes = (models.Index(fields=("user", "saved_at"), name="activities_drafts_of"),)

    def __str__(self) -> str:
        words = self.typed.get("title") or self.typed.get("wording") or ["（無題）"]
        return str(words[0])[:40] or "（無題）"


class EntryTemplate(models.Model):
    """ひな型: what one often writes, kept under a name."""

    privacy: ClassVar[Privacy] = Privacy(("typed",), why="くり返す記録を早く書くため", keep_years=1)

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="利用者")
    name = models.CharField("名前", max_length=40)
    typed = models.JSONField("内容")
    order = models.PositiveSmallIntegerField("並び", default=0)

    class Meta:
        verbose_name = "ひな型"
        verbose_name_plural = "ひな型"
        ordering = ("order", "name", "id")
        constraints = (
            models.UniqueConstraint(fields=("user", "name"), name="activities_template_name_once"),
        )

    def __str__(self) -> str:
        return self.name


class SavedFilter(models.Model):
    """しぼりこみ: a filter of the list, kept under a name."""

    privacy: ClassVar[Privacy] = Privacy.none("一覧のしぼりこみ")

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="利用者")
    name = models.CharField("名前", max_length=40)
    query = models.CharField("しぼりこみ", max_length=1000)

    class Meta:
        verbose_name = "しぼりこみ"
        verbose_name_plural = "しぼりこみ"
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("user", "name"), name="activities_filter_name_once"),
        )

    def __str__(self) -> str:
        return self.name
