"""職と任期."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from sasaeai.people.models.accounts import User
from sasaeai.people.models.organisations import Organisation
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.rules import Tier
from sasaeai.towns.viewer import Viewer


class PostQuerySet(models.QuerySet["Post"]):
    """Posts."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Posts of the viewer's town."""
        return self.filter(town=viewer.town_id)


class Post(models.Model):
    """職: a seat of the programme (第2圏域の生活支援コーディネーター). Records belong to it."""

    privacy: ClassVar[Privacy] = Privacy.none("職の名前")

    town = models.ForeignKey(Town, models.CASCADE, related_name="posts", verbose_name="自治体")
    name = models.CharField("職名", max_length=80)
    tier = models.CharField("層", max_length=2, choices=Tier.choices, default=Tier.SECOND)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name="担当区域",
        help_text="空欄は全市",
    )
    set_up_on = models.DateField("置いた日", null=True, blank=True)
    closed_on = models.DateField("なくした日", null=True, blank=True)
    order = models.PositiveSmallIntegerField("並び", default=0)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "職"
        verbose_name_plural = "職"
        ordering = ("tier", "order", "id")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The area is of the same town; the post ends after it begins."""
        if self.area is not None and self.area.level.tree.town_id != self.town_id:
            raise ValidationError({"area": "この町の区域から選んでください。"})
        if self.closed_on and self.set_up_on and self.closed_on < self.set_up_on:
            raise ValidationError({"closed_on": "置いた日よりあとの日にしてください。"})


TWICE = (
    "この人は同じ期間にもうこの職を担当しています。"
    "任期を区切るときは、先に前の任期の「いつまで」を入れてください。"
)


class Tenure(models.Model):
    """任期: who holds a post, from–to, with employer, FTE and concurrent duty."""

    privacy: ClassVar[Privacy] = Privacy(
        ("holder",), why="担当者の確認と引き継ぎのため", keep_years=5
    )

    post = models.ForeignKey(Post, models.CASCADE, related_name="tenures", verbose_name="職")
    holder = models.ForeignKey(User, models.PROTECT, related_name="tenures", verbose_name="担当者")
    employer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="雇用主",
    )
    fte = models.DecimalField("常勤換算", max_digits=3, decimal_places=2, default=1)
    concurrent_duty = models.CharField("兼務", max_length=100, blank=True)
    valid_from = models.DateField("いつから")
    valid_to = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "任期"
        verbose_name_plural = "任期"
        ordering = ("post", "valid_from")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="people_tenure_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(fte__gt=0) & Q(fte__lte=1), name="people_tenure_fte_up_to_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.holder}"

    def clean(self) -> None:
        """Days in order, within the life of the post, and nobody twice in one post."""
        if not all(getattr(self, name) for name in ("valid_from", "post_id", "holder_id")):
            return
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "「いつから」よりあとの日にしてください。"})
        if self.holder.town_id != self.post.town_id:
            raise ValidationError({"holder": "この町の利用者から選んでください。"})
        if self.employer is not None and self.employer.town_id != self.post.town_id:
            raise ValidationError({"employer": "この町の組織から選んでください。"})
        first, last = self.post.set_up_on, self.post.closed_on
        if first and self.valid_from < first:
            raise ValidationError({"valid_from": f"この職は{first:%Y年%-m月%-d日}に置かれました。"})
        if last and (self.valid_to is None or self.valid_to > last):
            raise ValidationError({"valid_to": f"この職は{last:%Y年%-m月%-d日}になくなります。"})
        same = Tenure.objects.filter(post=self.post_id, holder=self.holder_id)
        same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from))
        if self.valid_to:
            same = same.filter(valid_from__lte=self.valid_to)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError({"holder": TWICE})

    def covers(self, day: date) -> bool:
        """Whether the post was held on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
