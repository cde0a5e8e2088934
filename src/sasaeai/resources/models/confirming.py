"""確認: who said when that a record is true, rounds of asking, and what operators propose."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sasaeai.places.models import Area
from sasaeai.resources.models.resource import Resource
from sasaeai.resources.rules.freshness import Answer, How
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy


class ConfirmationRound(models.Model):
    """確認のひとまわり: resources to be asked after, by a day."""

    privacy: ClassVar[Privacy] = Privacy.none("確認のひとまわり")

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    name = models.CharField("名前", max_length=80)
    started_on = models.DateField("始めた日")
    due_on = models.DateField("いつまでに", null=True, blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    by_name = models.CharField("作った人", max_length=120)
    closed_on = models.DateField("終えた日", null=True, blank=True)

    class Meta:
        verbose_name = "確認のひとまわり"
        verbose_name_plural = "確認のひとまわり"
        ordering = ("-started_on", "-id")

    def __str__(self) -> str:
        return self.name


class RoundLine(models.Model):
    """確認する資源: one resource of a round, how often it was tried and what came of it."""

    privacy: ClassVar[Privacy] = Privacy.none("確認の進み")

    round = models.ForeignKey(
        ConfirmationRound, models.CASCADE, related_name="lines", verbose_name="確認"
    )
    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="+", verbose_name="地域資源"
    )
    order = models.PositiveIntegerField("順", default=0)
    answer = models.CharField("結果", max_length=10, choices=Answer.choices, blank=True)
    tries = models.PositiveSmallIntegerField("かけた回数", default=0)
    asked_at = models.DateTimeField("最後にたずねた日時", null=True, blank=True)

    class Meta:
        verbose_name = "確認する資源"
        verbose_name_plural = "確認する資源"
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("round", "resource"), name="resources_round_once"),
        )

    def __str__(self) -> str:
        return f"{self.resource} {self.get_answer_display() or '未'}"


class Confirmation(models.Model):
    """最終確認: that somebody asked, how, and what they were told. Not the same as the last edit."""

    privacy: ClassVar[Privacy] = Privacy(
        ("by_name", "told_by", "remark"), why="資源の情報が正しいか確かめるため", keep_years=5
    )

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="confirmations", verbose_name="地域資源"
    )
    on = models.DateField("いつ")
    how = models.CharField("方法", max_length=8, choices=How.choices)
    answer = models.CharField("結果", max_length=10, choices=Answer.choices)
    told_by = models.CharField("答えた人", max_length=60, blank=True)
    remark = models.CharField("ひとこと", max_length=300, blank=True)
    by_name = models.CharField("確認した人", max_length=120)
    at = models.DateTimeField("書いた日時")
    round = models.ForeignKey(
        ConfirmationRound,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="confirmations",
        verbose_name="確認のひとまわり",
    )

    class Meta:
        verbose_name = "確認"
        verbose_name_plural = "確認"
        ordering = ("-on", "-id")
        indexes = (models.Index(fields=("resource", "-on"), name="resources_confirmed"),)

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_answer_display()}"


class ProposalState(models.TextChoices):
    """提案の状態"""

    WAITING = "waiting", "確認待ち"
    TAKEN = "taken", "反映した"
    PARTLY = "partly", "一部を反映した"
    REFUSED = "refused", "反映しなかった"


class ChangeProposal(models.Model):
    """変更の提案: what an operator wrote from the QR; staff see it beside the approved state, field by field.

    `fields`: proposed texts by field name; `seen`: the same fields as the operator saw them.
    """

    privacy: ClassVar[Privacy] = Privacy(
        ("sender", "sender_contact", "fields", "seen", "remark"),
        why="運営者からの知らせを確かめるため",
        keep_years=2,
    )

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="proposals", verbose_name="地域資源"
    )
    at = models.DateTimeField("届いた日時")
    how = models.CharField("方法", max_length=8, choices=How.choices, default=How.QR)
    answer = models.CharField(
        "知らせ", max_length=10, choices=Answer.choices, default=Answer.CHANGED
    )
    sender = models.CharField("知らせた人", max_length=60, blank=True)
    sender_contact = models.CharField("連絡先", max_length=100, blank=True)
    fields = models.JSONField("提案された内容", default=dict)
    seen = models.JSONField("提案した人が見た内容", default=dict)
    remark = models.TextField("ひとこと", blank=True)
    state = models.CharField(
        "状態", max_length=8, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    taken = models.JSONField("反映した項目", default=list, blank=True)
    decided_at = models.DateTimeField("決めた日時", null=True, blank=True)
    decided_by_name = models.CharField("決めた人", max_length=120, blank=True)
    reason = models.CharField("反映しなかった理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "変更の提案"
        verbose_name_plural = "変更の提案"
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ProposalState.WAITING, decided_at__isnull=True)
                | ~Q(state=ProposalState.WAITING) & Q(decided_at__isnull=False),
                name="resources_proposal_decided",
            ),
        )
        indexes = (models.Index(fields=("state", "resource"), name="resources_proposals"),)

    def __str__(self) -> str:
        return f"{self.resource}への提案"
