"""案内 and what was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasaeai.councils.models.bodies import Participant
from sasaeai.councils.models.meetings import Meeting
from sasaeai.councils.rules.replies import Reply
from sasaeai.councils.rules.seats import Channel
from sasaeai.towns.privacy import Privacy


class Invitation(models.Model):
    """案内: that somebody was told of a meeting, by what way, and what they answered by what way."""

    privacy: ClassVar[Privacy] = Privacy(
        ("participant", "remark"), why="会議の案内と出欠の返事の確認のため", keep_years=5
    )

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="invitations", verbose_name="会議"
    )
    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="invitations", verbose_name="参加者"
    )
    channel = models.CharField("案内の方法", max_length=10, choices=Channel.choices)
    sent_on = models.DateField("案内した日", null=True, blank=True)
    read_on = models.DateField("読んだと分かった日", null=True, blank=True)
    reply = models.CharField("返事", max_length=10, choices=Reply.choices, default=Reply.NONE)
    replied_on = models.DateField("返事の日", null=True, blank=True)
    replied_by = models.CharField("返事の方法", max_length=10, choices=Channel.choices, blank=True)
    remark = models.CharField("ひとこと", max_length=100, blank=True)

    class Meta:
        verbose_name = "案内"
        verbose_name_plural = "案内"
        ordering = ("participant__kana", "participant__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "participant"), name="councils_invited_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} {self.get_reply_display()}"
