"""活動体: groups that grew out of councils and coordinators' work, and how they grew."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery

from sasaeai.people.models import Organisation
from sasaeai.people.rules import match_key
from sasaeai.places.models import Area
from sasaeai.resources.models.resource import Resource
from sasaeai.resources.rules.states import AT_WORK, Stage
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import TermField


class ActivityBodyQuerySet(models.QuerySet["ActivityBody"]):
    """Activity bodies."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Bodies of the viewer's town."""
        return self.filter(town=viewer.town_id)

    def with_stage_on(self, day: date) -> Self:
        """Each with `stage_then`, the stage it stood at on the day (None: nobody had spoken of it yet)."""
        lines = BodyStage.objects.filter(body=OuterRef("pk"), on__lte=day).order_by("-on", "-pk")
        return self.annotate(stage_then=Subquery(lines.values("stage")[:1]))

    def at_work_on(self, day: date) -> Self:
        """Those that did what they are for on the day (試行・活動・自立)."""
        return self.with_stage_on(day).filter(stage_then__in=sorted(AT_WORK))


class ActivityBody(models.Model):
    """活動体: something that does, continually, what residents decided to do. `stage` repeats its last line."""

    privacy: ClassVar[Privacy] = Privacy(
        ("notes",), why="活動体の立ち上げと継続を支えるため", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    public_id = models.UUIDField("公開の番号", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("名称", max_length=120)
    kana = models.CharField("ふりがな", max_length=240, blank=True)
    category = TermField("body-type", verbose_name="区分", null=True, blank=True)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="区域",
        help_text="空欄は全市",
    )
    council = models.CharField(
        "生まれた協議体", max_length=120, blank=True, help_text="表の列になります"
    )
    operator = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activity_bodies",
        verbose_name="団体",
    )
    resources = models.ManyToManyField(
        Resource,
        blank=True,
        related_name="bodies",
        verbose_name="行っている場・サービス",
        db_table="resources_body_resource",
    )
    description = models.TextField("活動の内容", blank=True)
    notes = models.TextField("職員のメモ", blank=True)
    stage = models.CharField("段階", max_length=12, choices=Stage.choices, default=Stage.TALK)
    stage_on = models.DateField("いつからその段階か", null=True, blank=True)
    origin = models.CharField("もとの記録", max_length=80, blank=True)
    changed_at = models.DateTimeField("直した日時")
    name_key = models.CharField("名称の照合用", max_length=240, editable=False, default="")

    objects = ActivityBodyQuerySet.as_manager()

    class Meta:
        verbose_name = "活動体"
        verbose_name_plural = "活動体"
        ordering = ("kana", "name", "id")
        indexes = (
            models.Index(fields=("town", "stage"), name="resources_body_stage_of"),
            models.Index(fields=("town", "name_key"), name="resources_body_name"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Everything of one town; the key by which the same body is found."""
        self.name_key = match_key(self.name)[:240]
        if self.area is not None and self.area.level.tree.town_id != self.town_id:
            raise ValidationError({"area": "この町の区域から選んでください。"})
        if self.category is not None and self.category.scheme.town_id != self.town_id:
            raise ValidationError({"category": "この町の区分から選んでください。"})

    @property
    def stage_now(self) -> Stage:
        """The stage as a value of the rules."""
        return Stage(self.stage)

    @property
    def area_name(self) -> str:
        """Where: 全市 when no area is named."""
        return self.area.name if self.area else "全市"

    @property
    def way_so_far(self) -> str:
        """あゆみ: `相談 2022/4 → 準備 2022/9` (one query unless the stages were fetched)."""
        stages = ((Stage(line.stage).label, line.on) for line in self.stages.all())
        return " → ".join(f"{label} {on.year}/{on.month}" for label, on in stages)


class BodyStage(models.Model):
    """段階: from which day the body stood at it."""

    privacy: ClassVar[Privacy] = Privacy(("by_name",), why="活動体の歩みを残すため", keep_years=5)

    body = models.ForeignKey(
        ActivityBody, models.CASCADE, related_name="stages", verbose_name="活動体"
    )
    stage = models.CharField("段階", max_length=12, choices=Stage.choices)
    on = models.DateField("いつから")
    remark = models.CharField("できごと", max_length=200, blank=True)
    at = models.DateTimeField("書いた日時")
    by_name = models.CharField("書いた人", max_length=120)

    class Meta:
        verbose_name = "活動体の段階"
        verbose_name_plural = "活動体の段階"
        ordering = ("on", "id")
        indexes = (models.Index(fields=("body", "on"), name="resources_body_stages"),)

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_stage_display()}"


class SupporterCourse(models.Model):
    """養成講座: a course whose participants became supporters, who launched groups."""

    privacy: ClassVar[Privacy] = Privacy.none("講座の名前と人数")

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    name = models.CharField("講座名", max_length=120)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    started_on = models.DateField("始まった日")
    ended_on = models.DateField("終わった日", null=True, blank=True)
    sessions = models.PositiveSmallIntegerField("回数", default=1)
    attended = models.PositiveIntegerField("受講した人（実人数）", null=True, blank=True)
    became_supporters = models.PositiveIntegerField(
        "担い手になった人（名前のない人も含む）", null=True, blank=True
    )
    remark = models.CharField("備考", max_length=200, blank=True)
    launched = models.ManyToManyField(
        ActivityBody,
        blank=True,
        related_name="trainings",
        verbose_name="立ち上がった活動体",
        db_table="resources_training_body",
    )

    class Meta:
        verbose_name = "養成講座"
        verbose_name_plural = "養成講座"
        ordering = ("-started_on", "-id")

    def __str__(self) -> str:
        return self.name
