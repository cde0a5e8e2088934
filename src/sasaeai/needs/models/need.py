"""困りごと: one trouble, its classification, and every step until the answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from sasaeai.analysis.needs.personal.finding import masked, personal_in
from sasaeai.needs.models.intake import Intake, NeedBatch, town_of
from sasaeai.needs.rules.states import CLOSED, COUNTED, OPEN, NeedState, Urgency
from sasaeai.people.models import Organisation, Post, Tenure
from sasaeai.places.models import Area
from sasaeai.places.queries import areas_within
from sasaeai.resources.models import Resource
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term, TermField

ANYWHERE = "全市・不明"


class NeedQuerySet(models.QuerySet["Need"]):
    """Troubles, spoken of as coordinators do."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's; for those bound to areas, what was told there and what their posts have in hand; for
        those bound to organisations, what is in hand of a post whose holder the organisation employed."""
        mine = self.filter(town=viewer.town_id)
        employers = viewer.organisation_ids()
        if employers is not None:
            day = models.OuterRef("heard_on")
            held = Tenure.objects.filter(
                Q(valid_to__isnull=True) | Q(valid_to__gte=day),
                employer__in=employers,
                valid_from__lte=day,
                post=models.OuterRef("post"),
            )
            mine = mine.filter(models.Exists(held))
        areas = viewer.area_ids()
        if areas is None:
            return mine
        return mine.filter(Q(area__in=areas) | Q(post__area__in=areas))

    def heard_between(self, first: date | None, last: date | None) -> Self:
        """Heard from the first to the last day, both included; None leaves that side open."""
        found = self if first is None else self.filter(heard_on__gte=first)
        return found if last is None else found.filter(heard_on__lte=last)

    def within(self, *areas: Area) -> Self:
        """Told in the areas or in anything that lies within them (one more query)."""
        return self.filter(area__in=areas_within(a.pk for a in areas))

    def open(self) -> Self:
        """Not done, withdrawn or put aside."""
        return self.filter(state__in=OPEN)

    def counted(self) -> Self:
        """Those that stand in figures: neither withdrawn nor put aside."""
        return self.filter(state__in=COUNTED)

    def unsettled(self) -> Self:
        """Waiting for a person to say what they are about."""
        return self.counted().filter(settled_at__isnull=True)

    def unmet(self) -> Self:
        """Nobody answers them."""
        return self.counted().filter(unmet=True)

    def about(self, terms: Iterable[Term]) -> Self:
        """Classified by a person as one of these."""
        lines = NeedLabel.objects.filter(term__in=terms).values("need")
        return self.filter(pk__in=lines)


class Need(models.Model):
    """困りごと: belongs to the post that has it in hand, so that a hand-over loses nothing.

    `town`, `heard_on` and `area` repeat what the intake says, so that long lists need no join; only
    `needs.actions` writes them.
    """

    privacy: ClassVar[Privacy] = Privacy(
        ("wording", "wish", "example"),
        why="困りごとに答え、足りない資源を知るため",
        keep_years=5,
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="needs", verbose_name="自治体")
    intake = models.ForeignKey(
        Intake, models.PROTECT, related_name="needs", verbose_name="困りごとの受付"
    )
    heard_on = models.DateField("聞いた日")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="圏域・地区"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="担当の職"
    )
    wording = models.TextField("困りごと")
    wish = models.CharField("どうしたいか", max_length=300, blank=True)
    urgency = models.CharField(
        "急ぎ具合", max_length=1, choices=Urgency.choices, default=Urgency.ORDINARY
    )
    state = models.CharField(
        "状態", max_length=12, choices=NeedState.choices, default=NeedState.RECEIVED
    )
    state_on = models.DateField("いつから")
    closed_on = models.DateField("終えた日", null=True, blank=True)
    result = TermField("need-result", verbose_name="結果", null=True, blank=True)
    first_reply_on = models.DateField("はじめて返事をした日", null=True, blank=True)
    unmet = models.BooleanField("答える資源がない", default=False)
    terms = models.ManyToManyField(
        Term,
        through="needs.NeedLabel",
        through_fields=("need", "term"),
        related_name="+",
        verbose_name="分類",
    )
    settled_at = models.DateTimeField("分類を決めた日時", null=True, blank=True)
    settled_by_name = models.CharField("分類を決めた人", max_length=120, blank=True)
    suggested = models.JSONField("分類の案", default=dict, blank=True)
    text_key = models.CharField("同じ文の印", max_length=32, editable=False, default="")
    masked_at = models.DateTimeField("個人のことを伏せた日時", null=True, blank=True)
    example = models.CharField(
        "印刷する例", max_length=200, blank=True, help_text="個人が分からないように書いた言葉"
    )
    batch = models.ForeignKey(
        NeedBatch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name="声の束",
    )
    row_key = models.CharField("取り込んだ行の印", max_length=64, null=True, blank=True)
    changed_at = models.DateTimeField("直した日時")
    changed_by_name = models.CharField("直した人", max_length=120, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = "困りごと"
        verbose_name_plural = "困りごと"
        ordering = ("-heard_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=sorted(CLOSED), closed_on__isnull=False)
                | (~Q(state__in=sorted(CLOSED)) & Q(closed_on__isnull=True)),
                name="needs_closed_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(wording=""), name="needs_say_something"),
            models.CheckConstraint(
                condition=~Q(state=NeedState.NO_RESOURCE) | Q(unmet=True),
                name="needs_without_resource_are_unmet",
            ),
            models.UniqueConstraint(fields=("town", "row_key"), name="needs_imported_row_once"),
        )
        indexes = (
            models.Index(F("town"), F("heard_on").desc(), F("id").desc(), name="needs_newest"),
            models.Index(F("area"), F("heard_on").desc(), F("id").desc(), name="needs_by_area"),
            models.Index(fields=("town", "state", "heard_on"), name="needs_by_state"),
            models.Index(fields=("town", "settled_at"), name="needs_by_settling"),
            models.Index(fields=("town", "text_key"), name="needs_same_text"),
        )

    def __str__(self) -> str:
        """As the history calls it: nothing there may name a person."""
        return heading_of(masked(self.wording, personal_in(self.wording)))

    @property
    def heading(self) -> str:
        """What a line of a list calls it: the first words told."""
        return heading_of(self.wording)

    @property
    def state_now(self) -> NeedState:
        """The state as a value of the rules."""
        return NeedState(self.state)

    @property
    def area_name(self) -> str:
        """Where: 全市・不明 when no area is named."""
        return self.area.name if self.area else ANYWHERE

    @property
    def days_to_reply(self) -> int | None:
        """Days from being told to the first reply; None while there is none."""
        return (self.first_reply_on - self.heard_on).days if self.first_reply_on else None

    def clean(self) -> None:
        """Everything of one town."""
        for name in ("area", "post", "result"):
            town = town_of(getattr(self, name))
            if town is not None and town != self.town_id:
                raise ValidationError({name: "この町のものから選んでください。"})


def heading_of(text: str) -> str:
    """The first line of what was told, cut to 40 letters."""
    first = text.strip().splitlines()[0] if text.strip() else "困りごと"
    return first if len(first) <= 40 else first[:39] + "…"


class NeedLabel(models.Model):
    """困りごとの分類: what a person said it is about; the first is the main one."""

    privacy: ClassVar[Privacy] = Privacy.none("困りごとの分類")

    need = models.ForeignKey(Need, models.CASCADE, related_name="labels", verbose_name="困りごと")
    term = TermField("need-kind", verbose_name="分類")
    detail = TermField("need-detail", verbose_name="こまかい分類", null=True, blank=True)
    is_main = models.BooleanField("主な分類", default=False)
    was_suggested = models.BooleanField("案のとおり", default=False)

    class Meta:
        verbose_name = "困りごとの分類"
        verbose_name_plural = "困りごとの分類"
        ordering = ("-is_main", "id")
        constraints = (
            models.UniqueConstraint(fields=("need", "term"), name="needs_label_once"),
            models.UniqueConstraint(
                fields=("need",), condition=Q(is_main=True), name="needs_one_main_label"
            ),
        )
        indexes = (models.Index(fields=("term", "need"), name="needs_label_by_term"),)

    def __str__(self) -> str:
        return str(self.detail or self.term)


class NeedStep(models.Model):
    """困りごとの対応: one step on the way to the answer, with the state it led to."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording", "by_name"), why="困りごとへの答えを引き継ぐため", keep_years=5
    )

    need = models.ForeignKey(Need, models.CASCADE, related_name="steps", verbose_name="困りごと")
    on = models.DateField("いつ")
    state = models.CharField("状態", max_length=12, choices=NeedState.choices)
    result = TermField("need-result", verbose_name="結果", null=True, blank=True)
    wording = models.TextField("したこと・わけ", blank=True)
    told_back = models.BooleanField("話した方に返事をした", default=False)
    resource = models.ForeignKey(
        Resource,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="つないだ地域資源",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="つないだ先",
    )
    by_name = models.CharField("した人", max_length=120)
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "困りごとの対応"
        verbose_name_plural = "困りごとの対応"
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_state_display()}"
