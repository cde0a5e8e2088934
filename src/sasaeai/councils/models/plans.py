"""地区の活動計画: what residents wrote on cards, what was asked, what they set out to do, how far they are."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from sasaeai.councils.models.bodies import Council
from sasaeai.councils.models.raising import Issue
from sasaeai.councils.rules.plans import CardKind, PlanState, StepState, share_words
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class DistrictPlanQuerySet(models.QuerySet["DistrictPlan"]):
    """Plans of districts."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's: districts learn from each other's plans."""
        return self.filter(town=viewer.town_id)

    def workable_by(self, viewer: Viewer) -> Self:
        """Those the person may write: of the own areas."""
        mine, areas = self.visible_to(viewer), viewer.area_ids()
        return mine if areas is None else mine.filter(area__in=areas)


class DistrictPlan(models.Model):
    """地区の活動計画: made by the residents of one district."""

    privacy: ClassVar[Privacy] = Privacy.none("地区の計画の文")

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="地区")
    council = models.ForeignKey(
        *(Council, models.PROTECT),
        null=True,
        blank=True,
        related_name="plans",
        verbose_name="作った協議体",
    )
    title = models.CharField("計画の名前", max_length=120)
    aim = models.TextField("めざす姿", blank=True)
    background = models.TextField("地区のようす", blank=True)
    begins_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで")
    state = models.CharField(
        "状態", max_length=8, choices=PlanState.choices, default=PlanState.MAKING
    )
    is_model = models.BooleanField("モデル地区", default=False)
    changed_at = models.DateTimeField("直した日時")

    objects = DistrictPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "地区の活動計画"
        verbose_name_plural = "地区の活動計画"
        ordering = ("-begins_on", "area__order", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="councils_plan_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Everything of one town, and the days in order.

        :raises ValidationError: by field
        """
        if self.area_id and self.area.level.tree.town_id != self.town_id:
            raise ValidationError({"area": "この町の区域から選んでください。"})
        if self.begins_on and self.ends_on and self.ends_on < self.begins_on:
            raise ValidationError({"ends_on": "「いつから」よりあとの日にしてください。"})


class CardGroup(models.Model):
    """カードのまとまり: what the residents called a heap of cards."""

    privacy: ClassVar[Privacy] = Privacy.none("まとまりの名前")

    plan = models.ForeignKey(
        DistrictPlan, models.CASCADE, related_name="groups", verbose_name="計画"
    )
    name = models.CharField("名前", max_length=60)
    order = models.PositiveSmallIntegerField("並び", default=0)

    class Meta:
        verbose_name = "カードのまとまり"
        verbose_name_plural = "カードのまとまり"
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.name


class PlanCard(models.Model):
    """話し合いのカード: one note of a workshop."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording",), why="話し合いで出た声を計画に生かすため", keep_years=5
    )

    plan = models.ForeignKey(
        DistrictPlan, models.CASCADE, related_name="cards", verbose_name="計画"
    )
    group = models.ForeignKey(
        *(CardGroup, models.SET_NULL),
        null=True,
        blank=True,
        related_name="cards",
        verbose_name="まとまり",
    )
    kind = models.CharField(
        "種類", max_length=8, choices=CardKind.choices, default=CardKind.TROUBLE
    )
    wording = models.CharField(
        "カードのことば", max_length=200, help_text="個人の名前は書かないでください"
    )
    source = models.CharField("どの話し合いか", max_length=60, blank=True)
    order = models.PositiveIntegerField("並び", default=0)

    class Meta:
        verbose_name = "話し合いのカード"
        verbose_name_plural = "話し合いのカード"
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.wording


class PlanFigure(models.Model):
    """アンケートの数字: one answer, how many gave it, of how many who were asked."""

    privacy: ClassVar[Privacy] = Privacy.none("集計した人数")

    plan = models.ForeignKey(
        DistrictPlan, models.CASCADE, related_name="figures", verbose_name="計画"
    )
    question = models.CharField("たずねたこと", max_length=120)
    answer = models.CharField("答え", max_length=120)
    count = models.PositiveIntegerField("人数")
    base = models.PositiveIntegerField("この問いに答えた人数", null=True, blank=True)
    source = models.CharField("調査の名前・時期", max_length=120, blank=True)

    class Meta:
        verbose_name = "アンケートの数字"
        verbose_name_plural = "アンケートの数字"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(base__isnull=True) | Q(base__gte=F("count")),
                name="councils_plan_figure_within_base",
            ),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.answer}"

    @property
    def words(self) -> str:
        """300人／543人（55.2%）"""
        return share_words(self.count, self.base)


class PlanGoal(models.Model):
    """目標: what shall be different at the end of the plan."""

    privacy: ClassVar[Privacy] = Privacy.none("目標の文")

    plan = models.ForeignKey(
        DistrictPlan, models.CASCADE, related_name="goals", verbose_name="計画"
    )
    title = models.CharField("目標", max_length=120)
    why = models.TextField("なぜ・もとになった声", blank=True)
    measure = models.CharField("どうなったら届いたか", max_length=200, blank=True)
    issue = models.ForeignKey(
        *(Issue, models.PROTECT),
        null=True,
        blank=True,
        related_name="goals",
        verbose_name="もとの課題",
    )
    order = models.PositiveSmallIntegerField("並び", default=0)

    class Meta:
        verbose_name = "計画の目標"
        verbose_name_plural = "計画の目標"
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.title


class PlanStep(models.Model):
    """取り組み: who does what by when, and how far it is."""

    privacy: ClassVar[Privacy] = Privacy(
        ("owner",), why="だれが進めるかを地区で分かち合うため", keep_years=5
    )

    goal = models.ForeignKey(PlanGoal, models.CASCADE, related_name="steps", verbose_name="目標")
    title = models.CharField("取り組み", max_length=120)
    owner = models.CharField("だれが", max_length=120, help_text="団体や役の名前")
    due_on = models.DateField("いつまでに", null=True, blank=True)
    state = models.CharField(
        "進み具合", max_length=8, choices=StepState.choices, default=StepState.WAITING
    )
    remark = models.CharField("いまのようす", max_length=200, blank=True)
    state_on = models.DateField("いつのようすか", null=True, blank=True)
    order = models.PositiveSmallIntegerField("並び", default=0)

    class Meta:
        verbose_name = "計画の取り組み"
        verbose_name_plural = "計画の取り組み"
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.title


class PlanReview(models.Model):
    """ふりかえり: what went well, what was hard, what comes next."""

    privacy: ClassVar[Privacy] = Privacy(("by_name",), why="計画の見直しを残すため", keep_years=5)

    plan = models.ForeignKey(
        DistrictPlan, models.CASCADE, related_name="reviews", verbose_name="計画"
    )
    on = models.DateField("いつ")
    good = models.TextField("できたこと・よかったこと", blank=True)
    hard = models.TextField("むずかしかったこと", blank=True)
    following = models.TextField("これから", blank=True)
    by_name = models.CharField("書いた人", max_length=120)

    class Meta:
        verbose_name = "計画のふりかえり"
        verbose_name_plural = "計画のふりかえり"
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.plan}"


class PlanPhoto(models.Model):
    """計画の写真: the paper board as it hung on the wall."""

    privacy: ClassVar[Privacy] = Privacy(("file",), why="紙の話し合いの跡を残すため", keep_years=5)

    plan = models.ForeignKey(
        DistrictPlan, models.CASCADE, related_name="photos", verbose_name="計画"
    )
    file = models.FileField("画像", upload_to="plans/%Y/%m")
    caption = models.CharField("説明", max_length=100, blank=True)
    added_at = models.DateTimeField("加えた日時")

    class Meta:
        verbose_name = "計画の写真"
        verbose_name_plural = "計画の写真"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.caption or "話し合いの写真"
