"""A town's own tables and forms."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sasaeai.people.models import User
from sasaeai.reports.rules import FormKind
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class TownLayoutQuerySet(models.QuerySet["TownLayout"]):
    """A town's own tables."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Shared ones of the town, and one's own."""
        mine = Q(owner_key=viewer.doer_key)
        return self.filter(Q(is_shared=True) | mine, town=viewer.town_id)


class TownLayout(models.Model):
    """町の表: a table that a town made itself. `text` is the layout in TOML, checked when saved."""

    privacy: ClassVar[Privacy] = Privacy.none("表の様式と作った人")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    code = models.SlugField("コード", max_length=60)
    title = models.CharField("表の名前", max_length=100)
    text = models.TextField("様式（TOML）")
    owner = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="作った人"
    )
    owner_key = models.CharField("作った人の番号", max_length=60)
    is_shared = models.BooleanField("庁内で共有する", default=False)
    copied_from = models.CharField("もとの表", max_length=60, blank=True)
    order = models.PositiveSmallIntegerField("並び", default=0)
    changed_at = models.DateTimeField("最後に変えた日時")

    objects = TownLayoutQuerySet.as_manager()

    class Meta:
        verbose_name = "町の表"
        verbose_name_plural = "町の表"
        ordering = ("order", "title", "id")
        constraints = (
            models.UniqueConstraint(fields=("town", "code"), name="reports_layout_code_once"),
        )

    def __str__(self) -> str:
        return self.title


class TownFormQuerySet(models.QuerySet["TownForm"]):
    """A town's own forms."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Of the viewer's town."""
        return self.filter(town=viewer.town_id)


class TownForm(models.Model):
    """町の様式: an uploaded workbook or document with placeholders, and what fills each of them."""

    privacy: ClassVar[Privacy] = Privacy.none("様式のファイル")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    name = models.CharField("様式の名前", max_length=100)
    kind = models.CharField("種類", max_length=4, choices=FormKind.choices)
    file_name = models.CharField("ファイル名", max_length=200)
    content = models.BinaryField("中身")
    placeholders = models.JSONField("差し込み口", default=list)
    mapping = models.JSONField("差し込むもの", default=dict, blank=True)
    uploaded_at = models.DateTimeField("登録した日時")
    uploaded_by = models.CharField("登録した人", max_length=120)

    objects = TownFormQuerySet.as_manager()

    class Meta:
        verbose_name = "町の様式"
        verbose_name_plural = "町の様式"
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("town", "name"), name="reports_form_name_once"),
        )

    def __str__(self) -> str:
        return self.name
