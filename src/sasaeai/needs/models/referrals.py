"""つなぎ: from where to where people were led, so that the paths can be counted."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from sasaeai.needs.models.intake import Caller, town_of
from sasaeai.needs.models.need import Need
from sasaeai.people.models import Organisation
from sasaeai.places.models import Area
from sasaeai.resources.models import Resource
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.vocabulary.models import TermField


class Referral(models.Model):
    """つなぎ: people led from one place (a care meeting, a class) to another (a council, an activity)."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording", "by_name"), why="つないだ先と、その後を知るため", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    need = models.ForeignKey(
        Need,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name="困りごと",
    )
    on = models.DateField("いつ")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="圏域・地区"
    )
    came_from = TermField("referral-from", verbose_name="どこから")
    led_to = TermField("referral-to", verbose_name="どこへ")
    people = models.PositiveSmallIntegerField("人数", default=1, validators=[MinValueValidator(1)])
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="相手"
    )
    resource = models.ForeignKey(
        Resource,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="地域資源",
    )
    names_given = models.BooleanField("名前や連絡先を伝えた", default=False)
    consented_on = models.DateField("伝えることに同意した日", null=True, blank=True)
    wording = models.CharField("伝えたこと", max_length=300, blank=True)
    by_name = models.CharField("つないだ人", max_length=120)
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "つなぎ"
        verbose_name_plural = "つなぎ"
        ordering = ("on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(names_given=False) | Q(consented_on__isnull=False),
                name="needs_names_are_given_under_consent",
            ),
        )
        indexes = (models.Index(fields=("town", "on"), name="needs_referral_days"),)

    def __str__(self) -> str:
        return f"{self.came_from}→{self.led_to}"

    def clean(self) -> None:
        """Names go on only under consent that reaches so far; everything of one town."""
        for name in ("area", "came_from", "led_to"):
            town = town_of(getattr(self, name))
            if town is not None and town != self.town_id:
                raise ValidationError({name: "この町のものから選んでください。"})
        if not self.names_given:
            return
        if self.consented_on is None:
            raise ValidationError(
                {"consented_on": "名前や連絡先を伝えるときは、本人が同意した日を入れてください。"}
            )
        caller = getattr(self.need.intake, "caller", None) if self.need else None
        if caller is not None and caller.scope != Caller.Scope.SPECIALISTS:
            raise ValidationError(
                {
                    "names_given": "同意の範囲は「コーディネーターと市だけ」です。"
                    "専門職に伝えてよいかを本人に聞き、同意の範囲を直してください。"
                }
            )
