"""企業: companies that may help and how far the talks are. The talks themselves are `people.ContactLog`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasaeai.people.models import Organisation
from sasaeai.towns.privacy import Privacy


class ApproachStage(models.TextChoices):
    """働きかけの段階"""

    CANDIDATE = "candidate", "候補"
    CALLED = "called", "連絡した"
    MET = "met", "会った"
    AGREED = "agreed", "協力の約束"
    HELPING = "helping", "協力中"
    LATER = "later", "見送り"


class Company(models.Model):
    """企業: what may move a company to help (SDGs, image, volunteers in house) and how far the talks are."""

    privacy: ClassVar[Privacy] = Privacy.none("企業との話の進み")

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="company", verbose_name="連携先"
    )
    stage = models.CharField(
        "段階", max_length=10, choices=ApproachStage.choices, default=ApproachStage.CANDIDATE
    )
    stage_on = models.DateField("いつからその段階か", null=True, blank=True)
    motives = models.CharField(
        "関心", max_length=200, blank=True, help_text="SDGs、地域での印象、社員の参加など"
    )
    in_house_volunteers = models.PositiveSmallIntegerField(
        "社内のボランティア登録（人）", null=True, blank=True
    )
    offers = models.TextField("出してもらえること", blank=True)
    approached_by = models.CharField("働きかけた人", max_length=120, blank=True)
    changed_at = models.DateTimeField("直した日時")

    class Meta:
        verbose_name = "企業"
        verbose_name_plural = "企業"
        ordering = ("organisation__kana", "organisation__name", "id")

    def __str__(self) -> str:
        return str(self.organisation)


class ApproachStep(models.Model):
    """働きかけ: from which day the talks with a company stood at a stage."""

    privacy: ClassVar[Privacy] = Privacy(("by_name",), why="企業との話を引き継ぐため", keep_years=5)

    company = models.ForeignKey(Company, models.CASCADE, related_name="steps", verbose_name="企業")
    stage = models.CharField("段階", max_length=10, choices=ApproachStage.choices)
    on = models.DateField("いつ")
    wording = models.CharField("したこと・言われたこと", max_length=300, blank=True)
    by_name = models.CharField("働きかけた人", max_length=120)
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "企業への働きかけ"
        verbose_name_plural = "企業への働きかけ"
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_stage_display()}"


class OrganisationSheet(models.Model):
    """社会資源シート: what the comparison sheet says of an organisation."""

    privacy: ClassVar[Privacy] = Privacy.none("団体の特徴と協働の課題")

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="sheet", verbose_name="連携先"
    )
    order = models.PositiveSmallIntegerField("並び", default=0)
    legal_form = models.CharField("法人格", max_length=100, blank=True)
    purpose = models.TextField("目的等", blank=True)
    feature = models.TextField("特徴", blank=True)
    activities = models.TextField("活動内容（事業）", blank=True)
    challenge = models.TextField("SC側の共働に当たっての課題", blank=True)
    first_tier_challenge = models.TextField("第1層の課題", blank=True)
    first_tier_goal = models.TextField("第1層の目標（活動）", blank=True)
    changed_at = models.DateTimeField("直した日時")

    class Meta:
        verbose_name = "社会資源シート"
        verbose_name_plural = "社会資源シート"
        ordering = ("order", "organisation__name", "id")

    def __str__(self) -> str:
        return str(self.organisation)
