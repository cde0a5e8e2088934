"""日時: when it is open, and when not."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from sasaeai.resources.models.resource import Resource
from sasaeai.resources.rules.recurrence import (
    ExceptionKind,
    Freq,
    Holidays,
    Recurrence,
    Unusual,
)
from sasaeai.towns.privacy import Privacy

BYDAY = RegexValidator(
    r"^((-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU))*)?$",
    "曜日の書き方が正しくありません。",
)
NUMBERS = RegexValidator(r"^(-?\d{1,2}(,-?\d{1,2})*)?$", "日の書き方が正しくありません。")

# The columns of a line in the order of `Recurrence`.
TIMES = (
    *("freq", "byday", "bymonthday", "bymonth", "interval", "starts_at", "ends_at"),
    *("valid_from", "valid_to", "holidays", "note"),
)


class Schedule(models.Model):
    """日時: one line of the timetable, as RFC 5545 names its parts (HSDS `schedule` reads the same)."""

    privacy: ClassVar[Privacy] = Privacy.none("日時")

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="schedules", verbose_name="地域資源"
    )
    order = models.PositiveSmallIntegerField("並び", default=0)
    freq = models.CharField("くり返し", max_length=8, choices=Freq.choices, default=Freq.WEEKLY)
    interval = models.PositiveSmallIntegerField(
        "間隔", default=1, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    byday = models.CharField("曜日", max_length=60, blank=True, validators=[BYDAY])
    bymonthday = models.CharField("日", max_length=60, blank=True, validators=[NUMBERS])
    bymonth = models.CharField("月", max_length=40, blank=True, validators=[NUMBERS])
    starts_at = models.TimeField("始まり", null=True, blank=True)
    ends_at = models.TimeField("終わり", null=True, blank=True)
    valid_from = models.DateField("いつから", null=True, blank=True)
    valid_to = models.DateField("いつまで", null=True, blank=True)
    holidays = models.CharField(
        "祝日", max_length=4, choices=Holidays.choices, default=Holidays.HELD
    )
    note = models.CharField("補足", max_length=100, blank=True)

    class Meta:
        verbose_name = "日時"
        verbose_name_plural = "日時"
        ordering = ("order", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(interval=1) | Q(valid_from__isnull=False),
                name="resources_interval_counts_from",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="resources_schedule_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.recurrence.words()

    def clean(self) -> None:
        """Ends after it starts; 隔週 says from when; the days fit the repetition."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "始まりよりあとの時刻にしてください。"})
        if self.ends_at and not self.starts_at:
            raise ValidationError({"starts_at": "始まりの時刻を入れてください。"})
        if self.interval > 1 and self.valid_from is None:
            raise ValidationError(
                {"valid_from": "隔週・隔月のときは、最初の日を「いつから」に入れてください。"}
            )
        if self.freq == Freq.WEEKLY and any(d[0] in "-12345" for d in self.byday.split(",") if d):
            raise ValidationError({"byday": "第2木曜などは「毎月」で選んでください。"})
        if self.freq == Freq.MONTHLY and not (self.byday or self.bymonthday):
            raise ValidationError({"byday": "第何曜日か、何日かを選んでください。"})

    @property
    def recurrence(self) -> Recurrence:
        """The line as the rules know it: `.words()`, `.rrule()`, `.days(first, last)`."""
        return recurrence_of(*(getattr(self, name) for name in TIMES))

    @classmethod
    def of(cls, resource: Resource, line: Recurrence, order: int = 0) -> Schedule:
        """A line of the rules as a row, not saved."""
        return cls(
            resource=resource,
            order=order,
            freq=line.freq,
            interval=line.interval,
            byday=",".join(line.byday),
            bymonthday=",".join(str(d) for d in line.bymonthday),
            bymonth=",".join(str(m) for m in line.bymonth),
            starts_at=line.starts_at,
            ends_at=line.ends_at,
            valid_from=line.valid_from,
            valid_to=line.valid_to,
            holidays=line.holidays,
            note=line.note,
        )


def recurrence_of(freq: str, byday: str, bymonthday: str, bymonth: str, *others: Any) -> Recurrence:
    """A line as the rules know it, from its columns `TIMES`."""
    return Recurrence(
        freq,
        tuple(byday.split(",")) if byday else (),
        _numbers(bymonthday),
        _numbers(bymonth),
        *others,
    )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",")) if text else ()


class UnusualDay(models.Model):
    """いつもと違う日: closed, or open out of turn."""

    privacy: ClassVar[Privacy] = Privacy.none("いつもと違う日時")

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="unusual_days", verbose_name="地域資源"
    )
    kind = models.CharField("種別", max_length=5, choices=ExceptionKind.choices)
    on = models.DateField("いつ")
    until = models.DateField("いつまで", null=True, blank=True, help_text="休みが続くとき")
    starts_at = models.TimeField("始まり", null=True, blank=True)
    ends_at = models.TimeField("終わり", null=True, blank=True)
    reason = models.CharField("理由・補足", max_length=100, blank=True)

    class Meta:
        verbose_name = "いつもと違う日"
        verbose_name_plural = "いつもと違う日"
        ordering = ("on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("on")),
                name="resources_unusual_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_kind_display()}"

    @property
    def unusual(self) -> Unusual:
        """The day as the rules know it."""
        return Unusual(self.kind, self.on, self.until, self.starts_at, self.ends_at, self.reason)
