"""What was handed in, and the words beside the figures."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from sasaeai.places.models import Area
from sasaeai.reports.rules import TOWN_OR_AREA, SubmissionState
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.rules import Tier
from sasaeai.towns.viewer import Viewer


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Of the viewer's town: what was handed in is no secret inside it."""
        return self.filter(town=viewer.town_id)


class Submission(models.Model):
    """提出: tables and words as they were handed in. Never changed; a new one may replace it.

    `tables` holds each table as printed, with how it was asked for (layout text and choices), so that
    today's figures can be laid beside it even after the layout is gone.
    """

    privacy: ClassVar[Privacy] = Privacy(
        ("submitted_by", "words"), why="提出した報告をあとから示すため", keep_years=10
    )

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    name = models.CharField("報告の種類", max_length=60)
    title = models.CharField("題名", max_length=120)
    period = models.CharField("期間", max_length=40)
    first_day = models.DateField("期間の最初の日")
    last_day = models.DateField("期間の最後の日")
    as_of = models.DateField("いつ現在")
    tables = models.JSONField("表")
    words = models.JSONField("文", default=list, blank=True)
    facts_hash = models.CharField("もとの事実の印", max_length=64)
    state = models.CharField(
        "状態",
        max_length=12,
        choices=SubmissionState.choices,
        default=SubmissionState.SUBMITTED,
    )
    submitted_by_key = models.CharField("提出した人の番号", max_length=60)
    submitted_by = models.CharField("提出した人", max_length=120)
    submitted_at = models.DateTimeField("提出した日時")
    note = models.CharField("提出のときのひとこと", max_length=200, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "提出"
        verbose_name_plural = "提出"
        ordering = ("-submitted_at", "-id")
        indexes = (
            models.Index(fields=("town", "name", "first_day"), name="reports_submission_period"),
        )

    def __str__(self) -> str:
        return self.title


class PackText(models.Model):
    """報告の文: what a coordinator adds to a month's pack in own words (まとめ・課題・提案)."""

    privacy: ClassVar[Privacy] = Privacy(("text",), why="報告書に載せる文のため", keep_years=10)

    class Heading(models.TextChoices):
        """Which part of the pack."""

        SUMMARY = "summary", "まとめ"
        ISSUE = "issue", "課題"
        PROPOSAL = "proposal", "提案"

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    name = models.CharField("報告の種類", max_length=60)
    first_day = models.DateField("期間の最初の日")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    tier = models.CharField("層", max_length=2, choices=Tier.choices, blank=True)
    heading = models.CharField("見出し", max_length=12, choices=Heading.choices)
    text = models.TextField("文", blank=True)
    written_by = models.CharField("書いた人", max_length=120)
    changed_at = models.DateTimeField("最後に変えた日時")

    objects = models.Manager["PackText"]()

    class Meta:
        verbose_name = "報告の文"
        verbose_name_plural = "報告の文"
        ordering = ("area", "heading")
        constraints = (
            models.UniqueConstraint(
                "town",
                "name",
                "first_day",
                TOWN_OR_AREA,
                "heading",
                name="reports_pack_text_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_day} {self.get_heading_display()}"
