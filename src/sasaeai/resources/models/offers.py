"""貸したい・使いたい: what is offered, what is wished for, what came together, and looking after it."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from sasaeai.people.models import Organisation
from sasaeai.places.models import Area
from sasaeai.resources.models.bodies import ActivityBody
from sasaeai.resources.models.resource import LATITUDES, LONGITUDES
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class Side(models.TextChoices):
    """どちらか"""

    OFFER = "offer", "出せます"
    WISH = "wish", "ほしい"


class Sort(models.TextChoices):
    """何を"""

    SPACE = "space", "場所（空き家・空き室・店）"
    PEOPLE = "people", "人手・手伝い"
    GOODS = "goods", "物・車"
    COMPANIONS = "companions", "仲間"


class CallState(models.TextChoices):
    """状態"""

    OPEN = "open", "募集中"
    TALKING = "talking", "相談中"
    MATCHED = "matched", "決まった"
    CLOSED = "closed", "終えた"


class CallQuerySet(models.QuerySet["Call"]):
    """Offers and wishes."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's; for those bound to areas, those of their areas and of the whole town."""
        mine = self.filter(town=viewer.town_id)
        areas = viewer.area_ids()
        return mine if areas is None else mine.filter(Q(area__in=areas) | Q(area__isnull=True))

    def board(self) -> Self:
        """What residents may read on the board: moderated, open, contact only through the office."""
        return self.filter(on_board=True, state__in=(CallState.OPEN, CallState.TALKING))


class Call(models.Model):
    """申し出・希望: a room that stands empty, hands that would help; or somebody who looks for them."""

    privacy: ClassVar[Privacy] = Privacy(
        ("name", "phone", "mail", "address", "notes"),
        why="申し出と希望を結びつけるため",
        keep_years=2,
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    public_id = models.UUIDField("公開の番号", default=uuid.uuid4, unique=True, editable=False)
    side = models.CharField("どちらか", max_length=5, choices=Side.choices)
    sort = models.CharField("何を", max_length=10, choices=Sort.choices, default=Sort.SPACE)
    title = models.CharField("件名", max_length=120)
    wording = models.TextField("内容", blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="団体",
    )
    body = models.ForeignKey(
        ActivityBody,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="活動体",
    )
    name = models.CharField("氏名・連絡の相手", max_length=100, blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)
    mail = models.EmailField("メール", blank=True)
    consented_on = models.DateField("連絡先を預かる同意の日", null=True, blank=True)
    address = models.CharField("場所の住所", max_length=200, blank=True)
    latitude = models.FloatField("緯度", null=True, blank=True, validators=LATITUDES)
    longitude = models.FloatField("経度", null=True, blank=True, validators=LONGITUDES)
    days = models.CharField("曜日・時間", max_length=120, blank=True)
    people = models.PositiveSmallIntegerField("人数", null=True, blank=True)
    fee = models.CharField("費用", max_length=120, blank=True)
    conditions = models.CharField("条件", max_length=300, blank=True)
    from_on = models.DateField("いつから", null=True, blank=True)
    to_on = models.DateField("いつまで", null=True, blank=True)
    state = models.CharField(
        "状態", max_length=8, choices=CallState.choices, default=CallState.OPEN
    )
    follow_up_on = models.DateField("次に連絡する日", null=True, blank=True)
    on_board = models.BooleanField("掲示板にのせる", default=False)
    notes = models.TextField("職員のメモ", blank=True)
    entered_on = models.DateField("受けた日")
    changed_at = models.DateTimeField("直した日時")

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "申し出・希望"
        verbose_name_plural = "申し出・希望"
        ordering = ("-entered_on", "-id")
        indexes = (
            models.Index(fields=("town", "side", "sort", "state"), name="resources_calls"),
            models.Index(fields=("town", "follow_up_on"), name="resources_calls_due"),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A person's telephone is kept only with consent; everything of one town."""
        if (self.phone or self.mail) and not self.organisation_id and self.consented_on is None:
            raise ValidationError(
                {"consented_on": "個人の連絡先を預かるときは、同意を得た日を入れてください。"}
            )
        if self.area is not None and self.area.level.tree.town_id != self.town_id:
            raise ValidationError({"area": "この町の区域から選んでください。"})
        if self.to_on and self.from_on and self.to_on < self.from_on:
            raise ValidationError({"to_on": "「いつから」よりあとの日にしてください。"})


class MatchStage(models.TextChoices):
    """引き合わせの段階"""

    CANDIDATE = "candidate", "候補"
    VISITED = "visited", "見学・顔合わせ"
    AGREED = "agreed", "合意"
    STARTED = "started", "始まった"
    FAILED = "failed", "まとまらなかった"
    ENDED = "ended", "終わった"


class OfferMatch(models.Model):
    """引き合わせ: an offer and a wish brought together by a coordinator."""

    privacy: ClassVar[Privacy] = Privacy(
        ("remark",), why="引き合わせたあとを見守るため", keep_years=2
    )

    offer = models.ForeignKey(
        Call, models.CASCADE, related_name="matches_of_offer", verbose_name="申し出"
    )
    wish = models.ForeignKey(
        Call, models.CASCADE, related_name="matches_of_wish", verbose_name="希望"
    )
    stage = models.CharField(
        "段階", max_length=10, choices=MatchStage.choices, default=MatchStage.CANDIDATE
    )
    reason = models.CharField("合うと考えた理由", max_length=300, blank=True)
    made_on = models.DateField("引き合わせた日")
    started_on = models.DateField("始まった日", null=True, blank=True)
    remark = models.CharField("備考", max_length=300, blank=True)

    class Meta:
        verbose_name = "引き合わせ"
        verbose_name_plural = "引き合わせ"
        ordering = ("-made_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=("offer", "wish"), name="resources_match_once"),
            models.CheckConstraint(condition=~Q(offer=F("wish")), name="resources_match_of_two"),
        )

    def __str__(self) -> str:
        return f"{self.offer} ↔ {self.wish}"


class OfferFollowUp(models.Model):
    """その後の確認: when to ask how it goes, and what was answered."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording",), why="引き合わせたあとを見守るため", keep_years=2
    )

    match = models.ForeignKey(
        OfferMatch, models.CASCADE, related_name="follow_ups", verbose_name="引き合わせ"
    )
    due_on = models.DateField("いつ確認するか")
    done_on = models.DateField("確認した日", null=True, blank=True)
    wording = models.CharField("ようす", max_length=300, blank=True)
    by_name = models.CharField("確認した人", max_length=120, blank=True)

    class Meta:
        verbose_name = "その後の確認"
        verbose_name_plural = "その後の確認"
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return f"{self.match} {self.due_on:%Y-%m-%d}"
