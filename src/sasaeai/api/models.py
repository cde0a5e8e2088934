"""合いことば of other systems."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models

from sasaeai.people.models import User
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Tokens of the viewer's town."""
        return self.filter(town=viewer.town_id)

    def good_on(self, day: date) -> Self:
        """Those that still open the door on the day."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=day)


class ApiToken(models.Model):
    """連携用の合いことば: lets another system read the register in the name of a person. Only its hash is kept."""

    privacy: ClassVar[Privacy] = Privacy.none("システム連携の合いことば（控えは残さない）")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    user = models.ForeignKey(
        User, models.CASCADE, related_name="api_tokens", verbose_name="だれの権限で"
    )
    name = models.CharField("使いみち", max_length=80)
    token_hash = models.CharField("合いことばの印", max_length=64, unique=True, editable=False)
    ending = models.CharField("終わりの4文字", max_length=4, editable=False)
    made_at = models.DateTimeField("作った日時")
    expires_on = models.DateField("いつまで")
    revoked_at = models.DateTimeField("使えなくした日時", null=True, blank=True)
    used_on = models.DateField("最後に使った日", null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "連携用の合いことば"
        verbose_name_plural = "連携用の合いことば"
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.name}（…{self.ending}）"
