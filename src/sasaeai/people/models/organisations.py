"""組織・連携先."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from sasaeai.people import rules
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import TermField


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, spoken of as coordinators do."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Partners are known to everybody in the town who may see partners at all."""
        return self.filter(town=viewer.town_id)

    def open(self) -> Self:
        """Those that still exist and were not merged into another."""
        return self.filter(closed_on__isnull=True, merged_into__isnull=True)

    def found_by(self, text: str) -> Self:
        """Name, reading or telephone contains what was typed, whatever the width, kana or spaces."""
        found = self
        for word in text.split():
            key, digits = rules.match_key(word), rules.phone_key(word)
            asked = Q(name_key__contains=key) | Q(kana_key__contains=key) if key else Q()
            if len(digits) >= 4:
                asked |= Q(phone_key__contains=digits)
            found = found.filter(asked)
        return found


class Organisation(models.Model):
    """組織・連携先: a body that coordinators meet, work with, or are employed by."""

    privacy: ClassVar[Privacy] = Privacy(
        ("contact_person", "phone", "mail"), why="連携先への連絡のため", keep_years=5
    )

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    name = models.CharField("名称", max_length=100)
    kana = models.CharField("ふりがな", max_length=200, blank=True)
    partner_type = TermField("partner-type", verbose_name="種別", null=True, blank=True)
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    address = models.CharField("所在地", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)
    fax = models.CharField("FAX", max_length=40, blank=True)
    mail = models.EmailField("メール", blank=True)
    contact_person = models.CharField("担当の方", max_length=100, blank=True)
    notes = models.TextField("メモ", blank=True)
    code = models.CharField("外部の番号", max_length=60, blank=True)
    closed_on = models.DateField("なくなった日", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="統合先"
    )
    name_key = models.CharField("名称の照合用", max_length=100, editable=False, default="")
    kana_key = models.CharField("ふりがなの照合用", max_length=200, editable=False, default="")
    phone_key = models.CharField("電話の照合用", max_length=40, editable=False, default="")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "連携先"
        verbose_name_plural = "連携先"
        ordering = ("kana", "name", "id")
        indexes = (
            models.Index(fields=("town", "name_key"), name="people_organisation_name"),
            models.Index(fields=("town", "kana", "name"), name="people_organisation_order"),
            models.Index(fields=("town", "phone_key"), name="people_organisation_phone"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the keys by which the same body is found again, and keep the towns apart."""
        self.name_key = rules.match_key(self.name)
        self.kana_key = rules.match_key(self.kana)
        self.phone_key = rules.phone_key(self.phone)
        if self.area is not None and self.area.level.tree.town_id != self.town_id:
            raise ValidationError({"area": "この町の区域から選んでください。"})
        if self.partner_type is not None and self.partner_type.scheme.town_id != self.town_id:
            raise ValidationError({"partner_type": "この町の種別から選んでください。"})
