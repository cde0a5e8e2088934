"""What the town decided about its public pages, the names people ask near, and when it published."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.timezone import localtime

from sasaeai.places.models import Level
from sasaeai.resources.models.resource import LATITUDES, LONGITUDES
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class Background(models.TextChoices):
    """地図の背景"""

    NONE = "none", "なし（区域の境界だけ。外へつながない）"
    LOCAL = "pmtiles", "町の地図ファイル（PMTiles。外へつながない）"
    GSI = "gsi", "地理院タイル（見る人の画面が国土地理院につながる）"


class PortalSettings(models.Model):
    """公開の決めごと: what stands on the public pages besides the records."""

    privacy: ClassVar[Privacy] = Privacy.none("公開ページの設定")

    town = models.OneToOneField(
        Town, models.CASCADE, related_name="portal_settings", verbose_name="自治体"
    )
    welcome = models.TextField("はじめのページのことば", blank=True)
    background = models.CharField(
        "地図の背景", max_length=10, choices=Background.choices, default=Background.NONE
    )
    background_source = models.CharField(
        "地図ファイルの出典", max_length=120, blank=True, help_text="地図の下と印刷に出ます"
    )
    map_level = models.ForeignKey(
        Level,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="どの区域ごとに地図を作るか",
        help_text="空欄は地域包括支援センターの圏域（なければ第2層の区域）",
    )
    takes_letters = models.BooleanField(
        "困りごとを住民のページで受け付ける",
        default=False,
        help_text="届いた声を毎日読めるときに始めてください",
    )
    newsletter_title = models.CharField("たよりの名前", max_length=60, default="支え合いだより")
    publisher = models.CharField("たよりの発行元", max_length=100, blank=True)

    class Meta:
        verbose_name = "公開の決めごと"
        verbose_name_plural = "公開の決めごと"

    def __str__(self) -> str:
        return f"{self.town}の公開の決めごと"


class LandmarkQuerySet(models.QuerySet["Landmark"]):
    """Landmarks."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's."""
        return self.filter(town=viewer.town_id)


class Landmark(models.Model):
    """目印: a station or building by which residents say where they are."""

    privacy: ClassVar[Privacy] = Privacy.none("駅や建物の名前と位置")

    class Sort(models.TextChoices):
        """What it is."""

        STATION = "station", "駅・バス停"
        PUBLIC = "public", "公共施設"
        SHOP = "shop", "店"
        OTHER = "other", "その他"

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    name = models.CharField("名前", max_length=60)
    kana = models.CharField("ふりがな", max_length=120, blank=True)
    sort = models.CharField("種類", max_length=8, choices=Sort.choices, default=Sort.STATION)
    latitude = models.FloatField("緯度", validators=LATITUDES)
    longitude = models.FloatField("経度", validators=LONGITUDES)

    objects = LandmarkQuerySet.as_manager()

    class Meta:
        verbose_name = "目印"
        verbose_name_plural = "目印"
        ordering = ("sort", "kana", "name", "id")
        constraints = (
            models.UniqueConstraint(fields=("town", "name"), name="portal_landmark_once"),
        )

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """公開した記録: when the public pages were made, and how much they showed."""

    privacy: ClassVar[Privacy] = Privacy(
        ("by_name",), why="いつだれが公開したかを残すため", keep_years=5
    )

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    at = models.DateTimeField("公開した日時")
    by_name = models.CharField("公開した人", max_length=120)
    places = models.PositiveIntegerField("公開した場の数")
    to_file = models.BooleanField("公開ファイルに書き出した", default=False)

    class Meta:
        verbose_name = "公開した記録"
        verbose_name_plural = "公開した記録"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{localtime(self.at):%Y-%m-%d %H:%M} {self.places}か所"
