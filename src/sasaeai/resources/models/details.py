"""What hangs on a resource: contacts, numbers in other lists, pictures, money, support."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from sasaeai.people.rules import phone_key
from sasaeai.resources.models.resource import Resource
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy


class ResourceContact(models.Model):
    """問い合わせ先: one way to reach those who run it; only those marked public are shown."""

    privacy: ClassVar[Privacy] = Privacy(
        ("name", "phone", "fax", "mail"),
        why="資源の運営者への連絡と、住民への案内のため",
        keep_years=5,
    )

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="contacts", verbose_name="地域資源"
    )
    order = models.PositiveSmallIntegerField("並び", default=0)
    name = models.CharField("氏名・部署", max_length=100, blank=True)
    role = models.CharField("役", max_length=60, blank=True, help_text="代表、世話人、事務局など")
    phone = models.CharField("電話", max_length=40, blank=True)
    fax = models.CharField("FAX", max_length=40, blank=True)
    mail = models.EmailField("メール", blank=True)
    hours = models.CharField("連絡のつく時間", max_length=80, blank=True)
    is_public = models.BooleanField("公開してよい", default=False)
    phone_key = models.CharField("電話の照合用", max_length=40, editable=False, default="")

    class Meta:
        verbose_name = "資源の問い合わせ先"
        verbose_name_plural = "資源の問い合わせ先"
        ordering = ("order", "id")
        indexes = (models.Index(fields=("phone_key",), name="resources_phone"),)

    def __str__(self) -> str:
        return (
            " ".join(part for part in (self.role, self.name, self.phone) if part) or "問い合わせ先"
        )

    def clean(self) -> None:
        """Says something, and keeps the key of the telephone."""
        self.phone_key = phone_key(self.phone)
        if not (self.name or self.phone or self.fax or self.mail):
            raise ValidationError("氏名、電話、FAX、メールのどれかを入れてください。")


class ResourceCode(models.Model):
    """外部の番号: what another list calls it, so that a second import finds the same record."""

    privacy: ClassVar[Privacy] = Privacy.none("ほかの台帳の番号")

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="codes", verbose_name="地域資源"
    )
    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    system = models.CharField("台帳", max_length=60)
    code = models.CharField("番号", max_length=120)

    class Meta:
        verbose_name = "資源の外部の番号"
        verbose_name_plural = "資源の外部の番号"
        ordering = ("system", "code")
        constraints = (
            models.UniqueConstraint(fields=("town", "system", "code"), name="resources_code_once"),
        )

    def __str__(self) -> str:
        return f"{self.system}：{self.code}"


class ResourcePhoto(models.Model):
    """写真・チラシ: a picture without its place and camera data."""

    privacy: ClassVar[Privacy] = Privacy(("file",), why="資源のようすの案内のため", keep_years=5)

    class Sort(models.TextChoices):
        """What it is."""

        PHOTO = "photo", "写真"
        FLYER = "flyer", "チラシ"

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="photos", verbose_name="地域資源"
    )
    sort = models.CharField("種別", max_length=6, choices=Sort.choices, default=Sort.PHOTO)
    file = models.FileField("画像", upload_to="resources/%Y/%m")
    caption = models.CharField("説明", max_length=100, blank=True)
    may_publish = models.BooleanField("公開してよい", default=False)
    added_at = models.DateTimeField("加えた日時")

    class Meta:
        verbose_name = "資源の写真"
        verbose_name_plural = "資源の写真"
        ordering = ("sort", "id")

    def __str__(self) -> str:
        return self.caption or self.get_sort_display()


class SupportGiven(models.Model):
    """支えたこと: what the town or a coordinator gave to a resource."""

    privacy: ClassVar[Privacy] = Privacy.none("資源への支援の内容")

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="supports", verbose_name="地域資源"
    )
    on = models.DateField("いつ")
    wording = models.CharField("したこと", max_length=200)

    class Meta:
        verbose_name = "支援"
        verbose_name_plural = "支援"
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.wording}"


class Funding(models.Model):
    """財源: money of a fiscal year for a resource, an activity body or a project."""

    privacy: ClassVar[Privacy] = Privacy.none("補助・助成などの金額")

    class Sort(models.TextChoices):
        """Where the money comes from."""

        CITY = "city", "市の補助・委託"
        INSURANCE = "insurance", "介護保険（総合事業・包括的支援事業）"
        GRANT = "grant", "民間の助成"
        CHEST = "chest", "共同募金・社協の助成"
        GIFT = "gift", "寄付"
        OWN = "own", "会費・参加費"
        OTHER = "other", "その他"

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    resource = models.ForeignKey(
        Resource,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="fundings",
        verbose_name="地域資源",
    )
    body = models.ForeignKey(
        "resources.ActivityBody",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="fundings",
        verbose_name="活動体",
    )
    project = models.CharField("事業名", max_length=120, blank=True)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    sort = models.CharField("種別", max_length=10, choices=Sort.choices)
    name = models.CharField("補助・助成の名前", max_length=120, blank=True)
    giver = models.CharField("出した団体", max_length=120, blank=True)
    amount_yen = models.PositiveBigIntegerField("金額（円）", null=True, blank=True)
    sessions = models.PositiveSmallIntegerField("実施回数", null=True, blank=True)
    includes_planned = models.BooleanField("予定を含む", default=False)
    remark = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = "財源"
        verbose_name_plural = "財源"
        ordering = ("-fiscal_year", "sort", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(resource__isnull=False) | Q(body__isnull=False) | ~Q(project=""),
                name="resources_funding_is_for_something",
            ),
        )
        indexes = (models.Index(fields=("town", "fiscal_year"), name="resources_funding_year"),)

    def __str__(self) -> str:
        return f"{self.fiscal_year}年度 {self.name or self.get_sort_display()}"
