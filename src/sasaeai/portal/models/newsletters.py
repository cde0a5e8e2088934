"""たより: an issue of the newsletter, drafted from the records, edited, numbered."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile

from sasaeai.analysis.figures.periods import fiscal_year, label
from sasaeai.places.models import Area
from sasaeai.resources.models import Resource, ResourcePhoto
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class NewsletterQuerySet(models.QuerySet["Newsletter"]):
    """Issues."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's; for those bound to areas, those of their areas and of the whole town."""
        mine = self.filter(town=viewer.town_id)
        areas = viewer.area_ids()
        return mine if areas is None else mine.filter(Q(area__in=areas) | Q(area__isnull=True))

    def issued(self) -> Self:
        """Those that were given out."""
        return self.filter(issued_on__isnull=False)


class Newsletter(models.Model):
    """たより: one issue. It has its number from the start, and counts as 号 from the day it is issued."""

    privacy: ClassVar[Privacy] = Privacy(
        ("made_by_name",), why="たよりをだれが作ったかを残すため", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    fiscal_year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("号")
    month = models.DateField("何月号", help_text="月の初日")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域",
        help_text="空欄は全市",
    )  # fmt: skip
    title = models.CharField("題", max_length=100)
    lead = models.TextField("はじめのことば", blank=True)
    issued_on = models.DateField("発行した日", null=True, blank=True)
    made_by_name = models.CharField("作った人", max_length=120)
    changed_at = models.DateTimeField("直した日時")

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        verbose_name = "たより"
        verbose_name_plural = "たより"
        ordering = ("-fiscal_year", "-number", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("town", "fiscal_year", "number"), name="portal_newsletter_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number_words}"

    @property
    def number_words(self) -> str:
        """令和8年度 第7号"""
        return f"{label(fiscal_year(self.fiscal_year))} 第{self.number}号"

    @property
    def area_name(self) -> str:
        """Where: 全市 when no area is named."""
        return self.area.name if self.area else "全市"

    @property
    def key(self) -> str:
        """How its public page is called: `2026-7`."""
        return f"{self.fiscal_year}-{self.number}"


class ItemSort(models.TextChoices):
    """記事の種類"""

    NEW = "new", "新しくできた"
    CHANGED = "changed", "変わった"
    COMING = "coming", "これからの予定"
    INTRODUCED = "introduced", "場の紹介"
    PRACTICE = "practice", "事例"
    NOTICE = "notice", "お知らせ"


class NewsletterItem(models.Model):
    """たよりの記事: one piece of an issue; those not taken stay as proposals."""

    privacy: ClassVar[Privacy] = Privacy(
        ("picture",), why="了解を得た写真をたよりに載せるため", keep_years=5
    )

    newsletter = models.ForeignKey(
        Newsletter, models.CASCADE, related_name="items", verbose_name="たより"
    )
    order = models.PositiveSmallIntegerField("並び")
    sort = models.CharField("種類", max_length=10, choices=ItemSort.choices)
    heading = models.CharField("見出し", max_length=100)
    text = models.TextField("本文", blank=True)
    taken = models.BooleanField("載せる", default=True)
    resource = models.ForeignKey(
        Resource, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="地域資源"
    )
    photo = models.ForeignKey(
        ResourcePhoto, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="写真"
    )
    picture = models.FileField("この記事だけの写真", upload_to="newsletters/%Y/%m", blank=True)
    caption = models.CharField("写真の説明", max_length=100, blank=True)

    class Meta:
        verbose_name = "たよりの記事"
        verbose_name_plural = "たよりの記事"
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.heading

    @property
    def shown_picture(self) -> tuple[FieldFile | None, str]:
        """The picture that is printed, with its words: the piece's own before one of the register."""
        if self.picture:
            return self.picture, self.caption
        return (self.photo.file, self.photo.caption) if self.photo else (None, "")
