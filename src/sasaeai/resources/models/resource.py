"""地域資源: one place or offer."""

from __future__ import annotations

import secrets
import uuid
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from sasaeai.analysis.words.folding import search_key
from sasaeai.people.models import Organisation
from sasaeai.people.rules import match_key
from sasaeai.places.models import Area
from sasaeai.places.queries import areas_within
from sasaeai.resources.rules.freshness import Freshness, How, freshness
from sasaeai.resources.rules.keys import address_key
from sasaeai.resources.rules.publishing import HIDEABLE, Publishing, shown_fields
from sasaeai.resources.rules.states import MatchLevel, Source, State, Steps, Toilet, Trial
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term, TermField

LATITUDES = [MinValueValidator(20.0), MaxValueValidator(46.0)]
LONGITUDES = [MinValueValidator(122.0), MaxValueValidator(154.0)]


def new_token() -> str:
    """A word that nobody guesses, for the QR of an operator."""
    return secrets.token_urlsafe(16)


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Resources, spoken of as coordinators do."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The register is the whole town's: a salon across the border of an area is of use as well."""
        return self.filter(town=viewer.town_id)

    def kept(self) -> Self:
        """Without those merged into another or taken out as written by mistake."""
        return self.filter(merged_into__isnull=True, removed_at__isnull=True)

    def alive(self) -> Self:
        """What is there or coming: not ended."""
        return self.kept().exclude(state=State.ENDED)

    def public(self, today: date) -> Self:
        """What residents are shown on the day: published, not ended, confirmed not too long ago."""
        return self.alive().filter(
            publishing__in=(Publishing.PUBLIC, Publishing.ASK), leaves_public_on__gt=today
        )

    def was_public(self) -> Self:
        """Whatever residents were ever shown: the change feed tells of those that left."""
        return self.filter(first_public_at__isnull=False)

    def within(self, *areas: Area) -> Self:
        """Lying in the areas or anything within them, or serving them (one more query)."""
        keys = areas_within(a.pk for a in areas)
        served = self.model.more_areas.through.objects.filter(area__in=keys)
        return self.filter(Q(area__in=keys) | Q(pk__in=served.values("resource")))

    def to_confirm(self, today: date) -> Self:
        """Alive and not confirmed lately."""
        return self.alive().filter(Q(due_on__isnull=True) | Q(due_on__lte=today))

    def with_parts(self) -> Self:
        """Everything a full page of one resource shows."""
        return self.select_related(
            "town", "kind", "operator__partner_type", "area", "merged_into", "gathering"
        ).prefetch_related(
            "functions", "more_kinds", "more_areas", "schedules", "unusual_days", "contacts",
            "photos", "codes", "state_lines", "fundings", "supports",
        )  # fmt: skip


class Resource(models.Model):
    """地域資源: a place, group, service, shop, room, vehicle or other offer of the community.

    `kind` is its main kind, `functions` the needs it answers. `state`, `assured_on`, `due_on` and
    `leaves_public_on` repeat what the dated lines say; only `resources.actions` writes them.
    """

    privacy: ClassVar[Privacy] = Privacy(
        ("notes", "entered_by_name", "changed_by_name", "assured_by_name"),
        why="地域の資源を住民と関係者に案内するため",
        keep_years=5,
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="resources", verbose_name="自治体")
    public_id = models.UUIDField("公開の番号", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("名称", max_length=120)
    kana = models.CharField("ふりがな", max_length=240, blank=True)
    other_names = models.CharField("別の呼び名", max_length=200, blank=True)
    kind = TermField("resource-kind", verbose_name="種別", null=True, blank=True)
    more_kinds = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name="ほかの種別",
        db_table="resources_more_kind",
    )
    functions = models.ManyToManyField(
        Term, blank=True, related_name="+", verbose_name="できること", db_table="resources_function"
    )
    operator = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name="運営",
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="区域",
        help_text="空欄は全市",
    )
    more_areas = models.ManyToManyField(
        Area, blank=True, related_name="+", verbose_name="ほかに利用できる区域"
    )

    description = models.TextField("内容", blank=True)
    easy_text = models.TextField("やさしい日本語", blank=True)
    venue = models.CharField("会場", max_length=120, blank=True)
    postcode = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    latitude = models.FloatField("緯度", null=True, blank=True, validators=LATITUDES)
    longitude = models.FloatField("経度", null=True, blank=True, validators=LONGITUDES)
    match_level = models.CharField(
        "位置の細かさ", max_length=12, choices=MatchLevel.choices, blank=True
    )
    schedule_note = models.CharField("日時の補足", max_length=200, blank=True)
    target = models.CharField("対象", max_length=200, blank=True)
    age_from = models.PositiveSmallIntegerField("何歳から", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("何歳まで", null=True, blank=True)
    fee = models.CharField("参加費・料金", max_length=200, blank=True)
    fee_yen = models.PositiveIntegerField(
        "1回の金額（円）", null=True, blank=True, help_text="無料は0"
    )
    capacity = models.PositiveIntegerField("定員（人）", null=True, blank=True)
    trial = models.CharField("見学・体験", max_length=10, choices=Trial.choices, blank=True)
    application = models.CharField("申し込み", max_length=200, blank=True)
    access = models.CharField("行き方", max_length=200, blank=True)
    transport = models.CharField("送迎", max_length=120, blank=True)
    parking = models.CharField("駐車場", max_length=120, blank=True)
    steps = models.CharField("段差", max_length=6, choices=Steps.choices, blank=True)
    toilet = models.CharField("トイレ", max_length=10, choices=Toilet.choices, blank=True)
    url = models.URLField("ホームページ", max_length=300, blank=True)
    notes = models.TextField("職員のメモ", blank=True)
    tags = models.CharField(
        "しるし", max_length=200, blank=True, help_text="読点（、）で区切ります"
    )

    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.ACTIVE)
    state_on = models.DateField("いつからその状態か", null=True, blank=True)
    started_on = models.DateField("始まった日", null=True, blank=True)
    ended_on = models.DateField("終わった日", null=True, blank=True)

    source = models.CharField("どこから知ったか", max_length=12, choices=Source.choices, blank=True)
    source_note = models.CharField("出典", max_length=200, blank=True)
    extras = models.JSONField("取り込み元のほかの列", default=dict, blank=True)

    publishing = models.CharField(
        "公開", max_length=6, choices=Publishing.choices, default=Publishing.STAFF
    )
    hidden = models.JSONField("公開しない項目", default=list, blank=True)
    first_public_at = models.DateTimeField("はじめて公開した日時", null=True, blank=True)

    review_months = models.PositiveSmallIntegerField(
        "確認の間隔（月）",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="空欄は町の設定",
    )
    assured_on = models.DateField("最終確認", null=True, blank=True)
    assured_by_name = models.CharField("確認した人", max_length=120, blank=True)
    assured_how = models.CharField("確認の方法", max_length=8, choices=How.choices, blank=True)
    due_on = models.DateField("次に確認する日", null=True, blank=True)
    leaves_public_on = models.DateField("公開から外れる日", null=True, blank=True)
    confirm_token = models.CharField(
        "確認用の合いことば", max_length=40, unique=True, default=new_token, editable=False
    )

    entered_at = models.DateTimeField("書いた日時")
    entered_by_name = models.CharField("書いた人", max_length=120, blank=True)
    changed_at = models.DateTimeField("直した日時")
    changed_by_name = models.CharField("直した人", max_length=120, blank=True)
    origin = models.CharField("もとの記録", max_length=80, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="統合先"
    )
    removed_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    name_key = models.CharField("名称の照合用", max_length=240, editable=False, default="")
    kana_key = models.CharField("ふりがなの照合用", max_length=240, editable=False, default="")
    address_key = models.CharField("住所の照合用", max_length=200, editable=False, default="")
    sort_key = models.CharField("並びの照合用", max_length=240, editable=False, default="")

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = "地域資源"
        verbose_name_plural = "地域資源"
        ordering = ("sort_key", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, match_level="")
                | (Q(latitude__isnull=False, longitude__isnull=False) & ~Q(match_level="")),
                name="resources_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    assured_on__isnull=True, due_on__isnull=True, leaves_public_on__isnull=True
                )
                | Q(assured_on__isnull=False, due_on__isnull=False, leaves_public_on__isnull=False),
                name="resources_confirmed_until",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="resources_days_in_order",
            ),
        )
        indexes = (
            models.Index(fields=("town", "sort_key", "id"), name="resources_order"),
            models.Index(fields=("town", "name_key"), name="resources_name"),
            models.Index(fields=("town", "kana_key"), name="resources_kana"),
            models.Index(fields=("town", "address_key"), name="resources_address"),
            models.Index(fields=("town", "state", "area"), name="resources_by_state"),
            models.Index(fields=("town", "due_on"), name="resources_due"),
            models.Index(fields=("town", "changed_at", "id"), name="resources_changes"),
            models.Index(fields=("latitude", "longitude"), name="resources_point"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the keys; everything of one town; a point has a level; only known fields are hidden."""
        self.set_keys()
        wrong: dict[str, str] = {}
        if self.area is not None and self.area.level.tree.town_id != self.town_id:
            wrong["area"] = "この町の区域から選んでください。"
        if self.kind is not None and self.kind.scheme.town_id != self.town_id:
            wrong["kind"] = "この町の種別から選んでください。"
        if self.operator is not None and self.operator.town_id != self.town_id:
            wrong["operator"] = "この町の連携先から選んでください。"
        if (self.latitude is None) != (self.longitude is None):
            wrong["latitude"] = "緯度と経度は両方入れるか、両方空欄にしてください。"
        if self.ended_on and self.started_on and self.ended_on < self.started_on:
            wrong["ended_on"] = "始まった日よりあとの日にしてください。"
        if self.age_from is not None and self.age_to is not None and self.age_to < self.age_from:
            wrong["age_to"] = "「何歳から」より大きい数にしてください。"
        if unknown := set(self.hidden) - set(HIDEABLE):
            wrong["hidden"] = (
                f"公開しない項目に知らない名前があります：{'、'.join(sorted(unknown))}"
            )
        if wrong:
            raise ValidationError(wrong)

    def set_keys(self) -> None:
        """What the record is found and sorted by; bulk writers call it before `bulk_create`."""
        self.name_key = match_key(self.name)[:240]
        self.kana_key = match_key(self.kana)[:240]
        self.address_key = address_key(self.address)[:200]
        self.sort_key = search_key(self.kana or self.name)[:240]
        if self.latitude is None:
            self.match_level = ""
        elif not self.match_level:
            self.match_level = MatchLevel.GIVEN

    @property
    def state_now(self) -> State:
        """The state as a value of the rules."""
        return State(self.state)

    @property
    def area_name(self) -> str:
        """Where: 全市 when no area is named."""
        return self.area.name if self.area else "全市"

    def freshness_on(self, today: date) -> Freshness:
        """Whether what is written here may be told to people."""
        return freshness(today, self.due_on, self.leaves_public_on)

    def is_public_on(self, today: date) -> bool:
        """Whether residents are shown it on the day; the same as the QuerySet's `public`."""
        return (
            self.publishing != Publishing.STAFF
            and self.state != State.ENDED
            and self.merged_into_id is None
            and self.removed_at is None
            and self.leaves_public_on is not None
            and self.leaves_public_on > today
        )

    @property
    def shown_fields(self) -> frozenset[str]:
        """Names of the fields residents see (`rules.publishing.PUBLISHABLE`), whatever the day."""
        return shown_fields(self.publishing, self.hidden)


class StateLine(models.Model):
    """状態の変化: since when it was so, why, and under which conditions it reopened."""

    privacy: ClassVar[Privacy] = Privacy(("by_name",), why="状態の変化を確かめるため", keep_years=5)

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="state_lines", verbose_name="地域資源"
    )
    state = models.CharField("状態", max_length=10, choices=State.choices)
    on = models.DateField("いつから")
    reason = models.CharField("理由", max_length=300, blank=True)
    conditions = models.CharField(
        "再開の条件・続けていること",
        max_length=300,
        blank=True,
        help_text="例：人数を半分にして再開、休止中は電話と手紙でつながる",
    )
    expected_on = models.DateField("再開の見込み", null=True, blank=True)
    at = models.DateTimeField("書いた日時")
    by_name = models.CharField("書いた人", max_length=120)

    class Meta:
        verbose_name = "状態の変化"
        verbose_name_plural = "状態の変化"
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=(State.PAUSED, State.ENDED)) | ~Q(reason=""),
                name="resources_stopping_says_why",
            ),
        )
        indexes = (models.Index(fields=("resource", "-on"), name="resources_state_order"),)

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_state_display()}"
