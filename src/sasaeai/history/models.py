"""One line a deed, one line a look at personal data, each chained to the one before."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy


def key_of(record: models.Model | None) -> str:
    """`activities.Activity:12`; empty when a deed is about nothing in particular."""
    return "" if record is None else f"{record._meta.label}:{record.pk}"


class NeverChanged(RuntimeError):
    """A line of the history was about to be changed or deleted: a fault of ours."""

    def __init__(self) -> None:
        super().__init__("履歴の行は書き足すだけで、直すことも消すこともできません。")


class Kind(models.TextChoices):
    """What sort of line this is."""

    DEED = "deed", "変更"
    VIEW = "view", "閲覧"
    EXPORT = "export", "書き出し"
    PRINT = "print", "印刷"
    DENIED = "denied", "拒否"
    SIGN_IN = "sign-in", "ログイン"


class EventQuerySet(models.QuerySet["Event"]):
    """Lines that are only ever read."""

    def update(self, **values: Any) -> NoReturn:  # noqa: ARG002
        """Refused.

        :raises NeverChanged: always
        """
        raise NeverChanged

    def delete(self) -> NoReturn:
        """Refused.

        :raises NeverChanged: always
        """
        raise NeverChanged


class Event(models.Model):
    """履歴の1行. Written once, never changed; who and what are text, so it outlives both."""

    privacy: ClassVar[Privacy] = Privacy(
        ("by_name", "before", "after"), why="誰がいつ何をしたかを後から確かめるため", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    number = models.PositiveBigIntegerField("通し番号")
    at = models.DateTimeField("日時")
    by_key = models.CharField("した人の番号", max_length=60)
    by_name = models.CharField("した人", max_length=120)
    kind = models.CharField("種別", max_length=10, choices=Kind.choices, default=Kind.DEED)
    what = models.CharField("したこと", max_length=60)
    about = models.CharField("対象の番号", max_length=80, blank=True)
    about_label = models.CharField("対象", max_length=200, blank=True)
    before = models.JSONField("前", null=True, blank=True)
    after = models.JSONField("後", null=True, blank=True)
    previous_hash = models.CharField("前の行の印", max_length=64)
    hash = models.CharField("この行の印", max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "履歴"
        verbose_name_plural = "履歴"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("town", "number"), name="history_number_once"),
        )
        # One index a filter of the auditor's list, each ending in the order of the list.
        indexes = (
            models.Index(fields=("town", "about", "number"), name="history_about"),
            models.Index(fields=("town", "at", "number"), name="history_at"),
            models.Index(fields=("town", "by_key", "at", "number"), name="history_by"),
            models.Index(fields=("town", "kind", "at", "number"), name="history_kind"),
            models.Index(fields=("town", "what", "at", "number"), name="history_what"),
            models.Index(fields=("town", "about_label", "about"), name="history_label"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.what} {self.about_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line.

        :raises NeverChanged: if it is written already
        """
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Refused.

        :raises NeverChanged: always
        """
        raise NeverChanged


class Chain(models.Model):
    """The end of a town's chain: locked while a line is added, so that numbers never fork."""

    privacy: ClassVar[Privacy] = Privacy.none("履歴の最後の行の印")

    town = models.OneToOneField(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    last_number = models.PositiveBigIntegerField("最後の番号", default=0)
    last_hash = models.CharField("最後の印", max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "履歴のつながり"
        verbose_name_plural = "履歴のつながり"

    def __str__(self) -> str:
        return f"{self.town}: {self.last_number}"


class ChainCheck(models.Model):
    """つながりの確認: when the chain was walked, how far, and what was found."""

    privacy: ClassVar[Privacy] = Privacy(
        ("by_name",), why="履歴が書き換えられていないことを確かめた人の記録", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    at = models.DateTimeField("日時")
    by_name = models.CharField("確かめた人", max_length=120)
    first_number = models.PositiveBigIntegerField("何番から")
    last_number = models.PositiveBigIntegerField("何番まで")
    last_hash = models.CharField("最後の印", max_length=64)
    faults = models.JSONField("見つかったこと", default=list)

    class Meta:
        verbose_name = "つながりの確認"
        verbose_name_plural = "つながりの確認"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.town} {self.first_number}-{self.last_number}"


class Review(models.Model):
    """月の点検: who looked through the lines of a month, and when. The end of the chain stands beside it,
    so that a paper copy also proves what the history held on that day."""

    privacy: ClassVar[Privacy] = Privacy(
        ("by_name", "remark"), why="閲覧の記録を毎月点検した人の記録", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    month = models.DateField("どの月", help_text="月の1日")
    at = models.DateTimeField("点検した日時")
    by_key = models.CharField("点検した人の番号", max_length=60)
    by_name = models.CharField("点検した人", max_length=120)
    lines = models.PositiveIntegerField("行数")
    remark = models.CharField("気づいたこと", max_length=400, blank=True)
    last_number = models.PositiveBigIntegerField("そのときの最後の番号")
    last_hash = models.CharField("そのときの最後の印", max_length=64)

    class Meta:
        verbose_name = "月の点検"
        verbose_name_plural = "月の点検"
        ordering = ("-month", "-at")
        constraints = (
            models.UniqueConstraint(
                fields=("town", "month", "by_key"), name="history_review_once_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.month.year}年{self.month.month}月の点検"
