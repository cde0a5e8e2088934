"""連絡の記録."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from sasaeai.people.models.accounts import User
from sasaeai.people.models.organisations import Organisation
from sasaeai.towns.privacy import Privacy
from sasaeai.vocabulary.models import TermField


class ContactLog(models.Model):
    """連絡の記録: what was said with an organisation, and what comes next."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording",), why="連携先とのやりとりを引き継ぐため", keep_years=5
    )

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contacts", verbose_name="連携先"
    )
    on = models.DateField("いつ")
    means = TermField("means", verbose_name="手段", null=True, blank=True)
    wording = models.TextField("内容")
    next_step = models.CharField("次にすること", max_length=200, blank=True)
    due_on = models.DateField("いつまでに", null=True, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="書いた人")
    written_at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "連絡の記録"
        verbose_name_plural = "連絡の記録"
        ordering = ("-on", "-id")
        indexes = (models.Index(fields=("organisation", "-on"), name="people_contact_order"),)

    def __str__(self) -> str:
        return f"{self.organisation} {self.on}"

    def clean(self) -> None:
        """A step with a date says what is to be done; the next step lies after the talk."""
        if self.due_on and not self.next_step:
            raise ValidationError({"next_step": "いつまでに何をするかを書いてください。"})
        if self.due_on and self.due_on < self.on:
            raise ValidationError({"due_on": "連絡した日よりあとの日にしてください。"})
