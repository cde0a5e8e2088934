"""受付: one call, visit or answer sheet, in which one or several troubles were told."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate

from sasaeai.people.models import Post, User
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.vocabulary.models import Term, TermField


class NeedBatch(models.Model):
    """声の束: the answers of one survey, or of one file, worked through together."""

    privacy: ClassVar[Privacy] = Privacy(
        ("written_by_name",), why="集めた声の出どころを確かめるため", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    name = models.CharField("束の名前", max_length=120)
    file_name = models.CharField("ファイル", max_length=200, blank=True)
    written_by_name = models.CharField("入れた人", max_length=120)
    at = models.DateTimeField("入れた日時")

    class Meta:
        verbose_name = "声の束"
        verbose_name_plural = "声の束"
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("town", "name"), name="needs_batch_name_once"),
        )

    def __str__(self) -> str:
        return self.name


class Intake(models.Model):
    """受付: when, how and from where it came. Nobody's name: those are kept apart, under consent."""

    privacy: ClassVar[Privacy] = Privacy(
        ("age_band", "households"), why="困りごとに答え、足りない資源を知るため", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    heard_on = models.DateField("聞いた日")
    route = TermField("referral-route", verbose_name="どなたから", null=True, blank=True)
    channel = TermField("need-channel", verbose_name="どうやって", null=True, blank=True)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="圏域・地区",
        help_text="空欄は全市・不明",
    )
    age_band = TermField("age-band", verbose_name="年代", null=True, blank=True)
    households = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name="世帯のようす",
        db_table="needs_intake_household",
    )
    wants_reply = models.BooleanField("返事を待っている", default=False)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="受けた職"
    )
    written_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="書いた人"
    )
    written_by_name = models.CharField("書いた人の名前", max_length=120, blank=True)
    origin = models.CharField("もとの記録", max_length=80, blank=True)
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "困りごとの受付"
        verbose_name_plural = "困りごとの受付"
        ordering = ("-heard_on", "-id")

    def __str__(self) -> str:
        return f"{self.heard_on:%Y-%m-%d} 受付"

    def clean(self) -> None:
        """Everything of one town; not heard before it was said."""
        for name in ("area", "route", "channel", "age_band", "post"):
            town = town_of(getattr(self, name))
            if town is not None and town != self.town_id:
                raise ValidationError({name: "この町のものから選んでください。"})
        if self.at and self.heard_on and self.heard_on > localdate(self.at):
            raise ValidationError({"heard_on": "聞いた日が、まだ先の日です。"})


class Caller(models.Model):
    """話した人: name and telephone of whoever told it, kept only while the consent stands."""

    privacy: ClassVar[Privacy] = Privacy(
        ("name", "phone", "address", "consent_how"),
        why="本人の同意にもとづき、返事をし、専門職につなぐため",
        keep_years=1,
    )

    class Scope(models.TextChoices):
        """同意の範囲: to whom the person may be told."""

        OFFICE = "office", "コーディネーターと市だけ"
        SPECIALISTS = "specialists", "専門職（地域包括支援センターなど）にも"

    intake = models.OneToOneField(
        Intake, models.CASCADE, related_name="caller", verbose_name="困りごとの受付"
    )
    name = models.CharField("氏名", max_length=60)
    phone = models.CharField("電話", max_length=40, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    consented_on = models.DateField("同意した日")
    consent_how = models.CharField("同意の取り方", max_length=60)
    scope = models.CharField(
        "同意の範囲", max_length=12, choices=Scope.choices, default=Scope.OFFICE
    )

    class Meta:
        verbose_name = "話した人"
        verbose_name_plural = "話した人"

    def __str__(self) -> str:
        return self.name


def town_of(one: Area | Term | Post | None) -> int | None:
    """The town of an area, a term or a post; None if there is none."""
    if isinstance(one, Area):
        return one.level.tree.town_id
    if isinstance(one, Term):
        return one.scheme.town_id
    return one.town_id if one is not None else None
