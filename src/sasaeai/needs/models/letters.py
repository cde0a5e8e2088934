"""届いた声: what residents wrote on the public pages, until somebody of the office has read it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sasaeai.needs.models.need import Need
from sasaeai.needs.rules.states import LetterState
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term, TermField

OPEN = (LetterState.WAITING, LetterState.REFUSED)


class NeedLetterQuerySet(models.QuerySet["NeedLetter"]):
    """Letters."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's; for those bound to areas, what was written there; who is bound to an organisation alone
        sees none, for no post has them in hand yet."""
        mine = self.filter(town=viewer.town_id)
        areas = viewer.area_ids()
        if areas is not None:
            return mine.filter(area__in=areas)
        return mine if viewer.organisation_ids() is None else mine.none()

    def waiting(self) -> Self:
        """Nobody has read them yet."""
        return self.filter(state=LetterState.WAITING)


class NeedLetter(models.Model):
    """届いた声: once it has become a trouble, its words are there and no longer here."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording", "name", "phone", "decided_by_name"),
        why="住民のページから届いた困りごとを受け付け、同意のある方に返事をするため",
        keep_years=1,
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    key = models.UUIDField("封の番号")
    number = models.CharField("受付番号", max_length=7)
    sent_at = models.DateTimeField("書かれた日時")
    received_at = models.DateTimeField("受け取った日時")
    wording = models.TextField("困りごと", blank=True)
    route = TermField("referral-route", verbose_name="どなたのこと", null=True, blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="圏域・地区"
    )
    age_band = TermField("age-band", verbose_name="年代", null=True, blank=True)
    households = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name="世帯のようす",
        db_table="needs_letter_household",
    )
    name = models.CharField("氏名", max_length=60, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    by_machine = models.BooleanField("機械が書いたかもしれない", default=False)
    state = models.CharField(
        "状態", max_length=8, choices=LetterState.choices, default=LetterState.WAITING
    )
    need = models.ForeignKey(
        Need,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name="困りごと",
    )
    reason = models.CharField("受け付けなかったわけ", max_length=100, blank=True)
    decided_at = models.DateTimeField("決めた日時", null=True, blank=True)
    decided_by_name = models.CharField("決めた人", max_length=120, blank=True)

    objects = NeedLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "届いた声"
        verbose_name_plural = "届いた声"
        ordering = ("sent_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("town", "key"), name="needs_letter_once"),
            models.CheckConstraint(
                condition=Q(state=LetterState.WAITING, decided_at__isnull=True)
                | (~Q(state=LetterState.WAITING) & Q(decided_at__isnull=False)),
                name="needs_letter_decided_has_its_day",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=OPEN) & ~Q(wording=""))
                | (~Q(state__in=OPEN) & Q(wording="", name="", phone="")),
                name="needs_letter_words_stand_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.REFUSED) | Q(name="", phone=""),
                name="needs_letter_refused_has_no_name",
            ),
        )
        indexes = (models.Index(fields=("town", "state", "sent_at"), name="needs_letter_waiting"),)

    def __str__(self) -> str:
        """As the history calls it: nothing there may name a person."""
        return f"受付番号 {self.number}"

    @property
    def heading(self) -> str:
        """The first words, for a line of a list."""
        first = self.wording.strip().splitlines()[0] if self.wording.strip() else str(self)
        return first if len(first) <= 40 else first[:39] + "…"

    @property
    def area_name(self) -> str:
        """Where: わからない when none was chosen."""
        return self.area.name if self.area else "区域はわからない"
