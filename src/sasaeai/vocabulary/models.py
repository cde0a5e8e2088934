"""Schemes and terms a town names itself: versioned by fiscal year, retired, never deleted."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class SchemeQuerySet(models.QuerySet["Scheme"]):
    """Schemes."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Schemes of the viewer's town."""
        return self.filter(town=viewer.town_id)


class Scheme(models.Model):
    """分類: a named set of terms (業務項目, 手段, 連携先の種別 …)."""

    privacy: ClassVar[Privacy] = Privacy.none("分類の名前")

    town = models.ForeignKey(Town, models.CASCADE, related_name="schemes", verbose_name="自治体")
    code = models.SlugField("コード", max_length=40)
    name = models.CharField("分類の名前", max_length=60)
    purpose = models.CharField("何に使うか", max_length=200, blank=True)
    source = models.CharField("出典", max_length=200, blank=True)
    preset = models.SlugField("もとの見本", max_length=40, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "分類"
        verbose_name_plural = "分類"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("town", "code"), name="vocabulary_scheme_code_once"),
        )

    def __str__(self) -> str:
        return self.name


class TermQuerySet(models.QuerySet["Term"]):
    """Terms, by scheme and year."""

    def of(self, town_id: int | None, scheme: str) -> Self:
        """Terms of one scheme of the town."""
        return self.filter(scheme__town=town_id, scheme__code=scheme)

    def in_use_in(self, fiscal_year: int) -> Self:
        """Terms that may be chosen for a record of the fiscal year (`in_use_from` ≤ year < `retired_in`)."""
        return self.filter(
            Q(in_use_from__isnull=True) | Q(in_use_from__lte=fiscal_year),
            Q(retired_in__isnull=True) | Q(retired_in__gt=fiscal_year),
        )

    def visible_to(self, viewer: Viewer) -> Self:
        """Terms of the viewer's town."""
        return self.filter(scheme__town=viewer.town_id)


class Term(models.Model):
    """用語: one choice of a scheme."""

    privacy: ClassVar[Privacy] = Privacy.none("用語の名前")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="terms", verbose_name="分類")
    code = models.SlugField("コード", max_length=60)
    label = models.CharField("名前", max_length=100)
    short_label = models.CharField("短い名前", max_length=30, blank=True)
    meaning = models.CharField("意味・数え方", max_length=300, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="上の用語"
    )
    order = models.PositiveSmallIntegerField("並び", default=0)
    shared_code = models.CharField(
        "共通コード", max_length=60, blank=True, help_text="ほかの町とくらべるためのコード"
    )
    in_use_from = models.PositiveSmallIntegerField("何年度から", null=True, blank=True)
    retired_in = models.PositiveSmallIntegerField("何年度から使わないか", null=True, blank=True)
    given = models.JSONField(
        "見本が決めた値", null=True, blank=True, help_text="空欄は町が自分で足した用語"
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "用語"
        verbose_name_plural = "用語"
        ordering = ("scheme", "order", "id")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "code"), name="vocabulary_term_code_once"),
            models.CheckConstraint(
                condition=Q(in_use_from__isnull=True)
                | Q(retired_in__isnull=True)
                | Q(retired_in__gt=F("in_use_from")),
                name="vocabulary_term_years_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.label


class FormerLabel(models.Model):
    """前の名前: what a term was called before a fiscal year, so that an old year prints as it was."""

    privacy: ClassVar[Privacy] = Privacy.none("用語の前の名前")

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="former_labels", verbose_name="用語"
    )
    label = models.CharField("前の名前", max_length=100)
    until_year = models.PositiveSmallIntegerField("何年度から使わないか")

    class Meta:
        verbose_name = "用語の前の名前"
        verbose_name_plural = "用語の前の名前"
        ordering = ("term", "until_year")
        constraints = (
            models.UniqueConstraint(
                fields=("term", "until_year"), name="vocabulary_former_label_once"
            ),
        )

    def __str__(self) -> str:
        return self.label


class TermChange(models.TextChoices):
    """What became of a term."""

    MERGED = "merged", "統合"
    SPLIT = "split", "分割"


class TermSuccession(models.Model):
    """用語の引き継ぎ: which term took over, from which fiscal year."""

    privacy: ClassVar[Privacy] = Privacy.none("用語の統合・分割の記録")

    old = models.ForeignKey(Term, models.CASCADE, related_name="became", verbose_name="前の用語")
    new = models.ForeignKey(Term, models.CASCADE, related_name="came_from", verbose_name="後の用語")
    kind = models.CharField("種別", max_length=10, choices=TermChange.choices)
    from_year = models.PositiveSmallIntegerField("何年度から")

    class Meta:
        verbose_name = "用語の引き継ぎ"
        verbose_name_plural = "用語の引き継ぎ"
        constraints = (
            models.UniqueConstraint(fields=("old", "new"), name="vocabulary_succession_once"),
        )

    def __str__(self) -> str:
        return f"{self.old}→{self.new}"


class Crosswalk(models.Model):
    """読み替え: one line of a many-to-many map from a scheme's term to another scheme's term."""

    privacy: ClassVar[Privacy] = Privacy.none("用語どうしの読み替え")

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="read_as", verbose_name="もとの用語"
    )
    target = models.ForeignKey(
        Term, models.CASCADE, related_name="read_from", verbose_name="読み替え先"
    )
    is_main = models.BooleanField(
        "主な読み替え先", default=True, help_text="1つだけに数えるときはこちらに数えます"
    )
    remark = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = "読み替え"
        verbose_name_plural = "読み替え"
        constraints = (
            models.UniqueConstraint(fields=("term", "target"), name="vocabulary_crosswalk_once"),
        )

    def __str__(self) -> str:
        return f"{self.term}→{self.target}"


class TermField(models.ForeignKey[Any, Any]):
    """A key to a term of one scheme: `means = TermField("means", verbose_name="手段")`."""

    def __init__(self, scheme: str = "", **given: Any) -> None:
        self.scheme_code = scheme
        given.setdefault("to", "vocabulary.Term")
        given.setdefault("on_delete", models.PROTECT)
        given.setdefault("related_name", "+")
        super().__init__(**given)

    def deconstruct(self) -> Any:
        """Migrations know the scheme, so that a renamed scheme is a visible change."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "scheme": self.scheme_code}
