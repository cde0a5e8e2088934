"""What was published, as rows that the public pages are made from. Nothing here is about a person of the office."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sasaeai.towns.privacy import Privacy

OPEN = "公開すると決めた内容だけ"


class PublicTown(models.Model):
    """公開の町: whose pages these are, as of when, and what stands on all of them.

    `about`: office (name, phone, fax), words of welcome, map background, kinds and functions.
    """

    privacy: ClassVar[Privacy] = Privacy.none(OPEN)

    code = models.CharField("自治体コード", max_length=6, unique=True)
    name = models.CharField("自治体名", max_length=60)
    made_at = models.DateTimeField("いつの内容か")
    taken_in_at = models.DateTimeField("受け取った日時")
    key = models.CharField("署名の確認番号", max_length=64)
    about = models.JSONField("町について", default=dict)

    class Meta:
        verbose_name = "公開の町"
        verbose_name_plural = "公開の町"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class PublicPlaceQuerySet(models.QuerySet["PublicPlace"]):
    """Public places."""

    def shown_on(self, day: date) -> Self:
        """Without those whose last confirmation is too old by now."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day))

    def within(self, area: int) -> Self:
        """Lying in an area or serving it."""
        return self.filter(areas__contains=f" {area} ")


class PublicPlace(models.Model):
    """公開の場: a place or service residents are shown. `content` holds every shown value by its name."""

    privacy: ClassVar[Privacy] = Privacy.none(OPEN)

    town = models.ForeignKey(PublicTown, models.CASCADE, related_name="places", verbose_name="町")
    public_id = models.UUIDField("公開の番号")
    order = models.PositiveIntegerField("並び")
    name = models.CharField("名称", max_length=120)
    kana = models.CharField("ふりがな", max_length=240, blank=True)
    kind = models.CharField("種別", max_length=60, blank=True)
    area_key = models.CharField("区域", max_length=20, blank=True)
    area_name = models.CharField("区域名", max_length=60, blank=True)
    areas = models.TextField("含まれる区域", blank=True)
    functions = models.TextField("できること", blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)
    latitude = models.FloatField("緯度", null=True, blank=True)
    longitude = models.FloatField("経度", null=True, blank=True)
    paused = models.BooleanField("休止中", default=False)
    until = models.DateField("いつまで公開するか", null=True, blank=True)
    words = models.TextField("さがすための文", blank=True)
    content = models.JSONField("内容", default=dict)

    objects = PublicPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "公開の場"
        verbose_name_plural = "公開の場"
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("town", "public_id"), name="site_place_once"),
        )
        indexes = (models.Index(fields=("town", "order"), name="site_place_order"),)

    def __str__(self) -> str:
        return self.name


class PublicTime(models.Model):
    """公開の日時: one time that people can come, after holidays and exceptions."""

    privacy: ClassVar[Privacy] = Privacy.none(OPEN)

    place = models.ForeignKey(
        PublicPlace, models.CASCADE, related_name="times", verbose_name="公開の場"
    )
    on = models.DateField("いつ")
    starts_at = models.TimeField("始まり", null=True, blank=True)
    ends_at = models.TimeField("終わり", null=True, blank=True)
    note = models.CharField("補足", max_length=100, blank=True)

    class Meta:
        verbose_name = "公開の日時"
        verbose_name_plural = "公開の日時"
        ordering = ("on", "starts_at", "id")
        indexes = (models.Index(fields=("place", "on"), name="site_time_of_place"),)

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class PublicArea(models.Model):
    """公開の区域: an area with its outline; `has_map` marks those that have a map of their own."""

    privacy: ClassVar[Privacy] = Privacy.none(OPEN)

    town = models.ForeignKey(PublicTown, models.CASCADE, related_name="areas", verbose_name="町")
    key = models.CharField("番号", max_length=20)
    name = models.CharField("区域名", max_length=60)
    kana = models.CharField("ふりがな", max_length=120, blank=True)
    level = models.CharField("段", max_length=40)
    order = models.PositiveIntegerField("並び")
    has_map = models.BooleanField("地図のページがある", default=False)
    latitude = models.FloatField("緯度", null=True, blank=True)
    longitude = models.FloatField("経度", null=True, blank=True)
    outline = models.JSONField("境界", null=True, blank=True)
    outline_source = models.CharField("境界の出典", max_length=200, blank=True)

    class Meta:
        verbose_name = "公開の区域"
        verbose_name_plural = "公開の区域"
        ordering = ("order", "id")
        constraints = (models.UniqueConstraint(fields=("town", "key"), name="site_area_once"),)

    def __str__(self) -> str:
        return self.name


class PublicMark(models.Model):
    """公開の目印: a name with a point near which people ask: station, district, town block, hall."""

    privacy: ClassVar[Privacy] = Privacy.none(OPEN)

    town = models.ForeignKey(PublicTown, models.CASCADE, related_name="marks", verbose_name="町")
    name = models.CharField("名前", max_length=120)
    sort = models.CharField("種類", max_length=20)
    key = models.CharField("照合用", max_length=240)
    kana_key = models.CharField("よみの照合用", max_length=240, blank=True)
    rank = models.PositiveSmallIntegerField("優先", default=9)
    latitude = models.FloatField("緯度")
    longitude = models.FloatField("経度")

    class Meta:
        verbose_name = "公開の目印"
        verbose_name_plural = "公開の目印"
        ordering = ("rank", "id")

    def __str__(self) -> str:
        return self.name


class PublicAddress(models.Model):
    """公開の住所: a point of an address, so that residents may ask by where they live.

    By the town's code: it outlives a publication that did not change it.
    """

    privacy: ClassVar[Privacy] = Privacy.none("国や町が公開している、住所を代表する点")

    town_code = models.CharField("自治体コード", max_length=6)
    city = models.CharField("市区町村", max_length=40)
    base = models.CharField("町名の照合用", max_length=80)
    chome = models.PositiveSmallIntegerField("丁目", null=True, blank=True)
    number = models.CharField("街区・地番", max_length=20, blank=True)
    name = models.CharField("住所", max_length=200)
    latitude = models.FloatField("緯度")
    longitude = models.FloatField("経度")

    class Meta:
        verbose_name = "公開の住所"
        verbose_name_plural = "公開の住所"
        ordering = ("id",)
        indexes = (models.Index(fields=("town_code", "base"), name="site_address_base"),)

    def __str__(self) -> str:
        return self.name


class PublicPiece(models.Model):
    """公開の読みもの: an issue of the newsletter, a notice of the board, or a practice card."""

    privacy: ClassVar[Privacy] = Privacy.none(OPEN)

    class Sort(models.TextChoices):
        """What it is."""

        NEWSLETTER = "newsletter", "たより"
        CALL = "call", "掲示板"
        PRACTICE = "practice", "事例"

    town = models.ForeignKey(PublicTown, models.CASCADE, related_name="pieces", verbose_name="町")
    sort = models.CharField("種別", max_length=10, choices=Sort.choices)
    key = models.CharField("番号", max_length=40)
    order = models.PositiveIntegerField("並び")
    title = models.CharField("題", max_length=160)
    content = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "公開の読みもの"
        verbose_name_plural = "公開の読みもの"
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("town", "sort", "key"), name="site_piece_once"),
        )

    def __str__(self) -> str:
        return self.title


class ViewCount(models.Model):
    """閲覧の数: how often a page was opened in a month, by no one in particular. It outlives every publication.

    `origin`: empty = counted by this very machine; otherwise the portal whose counts were taken in.
    """

    privacy: ClassVar[Privacy] = Privacy.none("ページが開かれた回数だけ。だれが見たかは持たない")

    class Page(models.TextChoices):
        """What was looked at."""

        HOME = "home", "はじめのページ"
        FIND = "find", "さがした結果"
        AREA = "area", "区域の地図"
        PLACE = "place", "場のページ"
        NEWSLETTER = "newsletter", "たより"
        BOARD = "board", "掲示板"
        TELL = "tell", "困りごとを伝える"

    town_code = models.CharField("自治体コード", max_length=6)
    month = models.DateField("月")
    page = models.CharField("ページ", max_length=10, choices=Page.choices)
    about = models.CharField("何のページ", max_length=40, blank=True)
    area_key = models.CharField("区域", max_length=20, blank=True)
    title = models.CharField("題", max_length=160, blank=True)
    origin = models.CharField("数えたところ", max_length=40, blank=True)
    count = models.PositiveIntegerField("閲覧", default=0)

    class Meta:
        verbose_name = "閲覧の数"
        verbose_name_plural = "閲覧の数"
        ordering = ("month", "page", "about", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("town_code", "origin", "month", "page", "about", "area_key"),
                name="site_views_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_page_display()} {self.count}"


class SealedLetter(models.Model):
    """封をした声: what a resident wrote, sealed for the office; this machine cannot open it.

    `content` is empty once the office on this machine has it; the line stays a day, so that a button pressed twice
    sends once.
    """

    privacy: ClassVar[Privacy] = Privacy.none("封をした中身だけ。事務局の鍵でしか開かない")

    town_code = models.CharField("自治体コード", max_length=6)
    key = models.UUIDField("封の番号", unique=True)
    number = models.CharField("受付番号", max_length=7)
    sent_at = models.DateTimeField("書かれた日時")
    content = models.BinaryField("封をした中身")

    class Meta:
        verbose_name = "封をした声"
        verbose_name_plural = "封をした声"
        ordering = ("sent_at", "id")
        indexes = (models.Index(fields=("town_code", "sent_at"), name="site_letters_of_town"),)

    def __str__(self) -> str:
        return f"受付番号 {self.number}"
