"""協議体, those who take part, and their seats."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from sasaeai.councils.rules.seats import Channel, Seat
from sasaeai.people.models import Organisation, Post, User
from sasaeai.people.rules import match_key
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.rules import Tier
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term, TermField

WHOLE_TOWN_TIERS = (Tier.FIRST, Tier.BOTH)


class CouncilQuerySet(models.QuerySet["Council"]):
    """Councils."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's; for those bound to areas, the councils there and those of the whole town."""
        mine = self.filter(town=viewer.town_id)
        areas = viewer.area_ids()
        if areas is None:
            return mine
        lies = Council.areas.through.objects.filter(council=OuterRef("pk"))
        return mine.filter(
            Q(tier__in=WHOLE_TOWN_TIERS) | ~Exists(lies) | Exists(lies.filter(area__in=areas))
        )

    def workable_by(self, viewer: Viewer) -> Self:
        """Those the person may write in: for those bound to areas not the first tier's, which they only read."""
        seen = self.visible_to(viewer)
        areas = viewer.area_ids()
        if areas is None:
            return seen
        here = Council.areas.through.objects.filter(council=OuterRef("pk"), area__in=areas)
        return seen.filter(Exists(here) | ~Q(tier__in=WHOLE_TOWN_TIERS))

    def standing_on(self, day: date) -> Self:
        """Those that were founded by the day and not closed."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=day),
            Q(closed_on__isnull=True) | Q(closed_on__gt=day),
        )


class Council(models.Model):
    """協議体: a standing circle that talks things over; of any level, under the name the town gave it."""

    privacy: ClassVar[Privacy] = Privacy.none("協議体の名前と区域")

    town = models.ForeignKey(Town, models.PROTECT, related_name="councils", verbose_name="自治体")
    name = models.CharField("名称", max_length=120)
    kana = models.CharField("ふりがな", max_length=240, blank=True)
    kind = TermField("council-kind", verbose_name="会議の種類", null=True, blank=True)
    tier = models.CharField("層", max_length=2, choices=Tier.choices, blank=True)
    areas = models.ManyToManyField(
        Area,
        blank=True,
        related_name="+",
        verbose_name="区域",
        help_text="空欄は全市。いくつでも選べます。",
        db_table="councils_council_area",
    )
    founded_on = models.DateField("発足した日", null=True, blank=True)
    closed_on = models.DateField("終わった日", null=True, blank=True)
    secretariat = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="councils_kept",
        verbose_name="事務局",
    )
    post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="councils",
        verbose_name="担当の職",
        help_text="会議を開いたとき、活動記録の担当になる職",
    )
    counted_as = TermField(
        "activity-kind",
        verbose_name="活動の種類",
        null=True,
        blank=True,
        help_text="開いた会議を、どの種類の活動として数えるか",
    )
    function = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="業務項目",
        help_text="開いた会議の活動記録に付く業務項目",
    )
    purpose = models.TextField("目的", blank=True)
    notes = models.TextField("職員のメモ", blank=True)
    changed_at = models.DateTimeField("直した日時")
    name_key = models.CharField("名称の照合用", max_length=240, editable=False, default="")

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "協議体"
        verbose_name_plural = "協議体"
        ordering = ("tier", "founded_on", "kana", "name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(closed_on__gte=F("founded_on")),
                name="councils_founded_before_closed",
            ),
        )
        indexes = (models.Index(fields=("town", "name_key"), name="councils_name"),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Days in order, everything of one town; the key by which the same council is found."""
        self.name_key = match_key(self.name)[:240]
        if self.closed_on and self.founded_on and self.closed_on < self.founded_on:
            raise ValidationError({"closed_on": "発足した日よりあとの日にしてください。"})
        for name, town in (
            ("kind", self.kind and self.kind.scheme.town_id),
            ("counted_as", self.counted_as and self.counted_as.scheme.town_id),
            ("function", self.function and self.function.scheme.town_id),
            ("secretariat", self.secretariat and self.secretariat.town_id),
            ("post", self.post and self.post.town_id),
        ):
            if town not in (None, self.town_id):
                raise ValidationError({name: "この町のものから選んでください。"})

    @property
    def is_of_whole_town(self) -> bool:
        """Whether everybody of the town's staff may see it, whatever their areas."""
        return self.tier in WHOLE_TOWN_TIERS or not self.areas.all()

    @property
    def area_names(self) -> str:
        """Where: 全市 when no area is named."""
        return "、".join(area.name for area in self.areas.all()) or "全市"


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Those who take part."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Participants of the town; for those bound to areas, of the councils and meetings they may see."""
        mine = self.filter(town=viewer.town_id)
        if viewer.area_ids() is None:
            return mine
        seen = Council.objects.visible_to(viewer)
        return mine.filter(
            Exists(Membership.objects.filter(participant=OuterRef("pk"), council__in=seen))
            | Q(attendances__meeting__council__in=seen)
        ).distinct()


class Participant(models.Model):
    """参加者: one person who comes to councils, in however many of them and for whomever."""

    privacy: ClassVar[Privacy] = Privacy(
        ("name", "kana", "postal_code", "address", "phone", "fax", "mail", "notes"),
        why="会議の案内と出欠の確認のため",
        keep_years=5,
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    name = models.CharField("氏名", max_length=60)
    kana = models.CharField("ふりがな", max_length=120, blank=True)
    kind = TermField("member-kind", verbose_name="立場", null=True, blank=True)
    body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="council_participants",
        verbose_name="所属（連携先）",
    )
    body_name = models.CharField("所属", max_length=120, blank=True)
    user = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="利用者",
        help_text="ログインできる人のとき",
    )
    channel = models.CharField(
        "案内の方法", max_length=10, choices=Channel.choices, default=Channel.LETTER
    )
    postal_code = models.CharField("郵便番号", max_length=10, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)
    fax = models.CharField("FAX", max_length=40, blank=True)
    mail = models.EmailField("メール", blank=True)
    notes = models.CharField("メモ", max_length=200, blank=True)
    changed_at = models.DateTimeField("直した日時")
    name_key = models.CharField("氏名の照合用", max_length=120, editable=False, default="")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "参加者"
        verbose_name_plural = "参加者"
        ordering = ("kana", "name", "id")
        indexes = (models.Index(fields=("town", "name_key"), name="councils_participant_name"),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Everything of one town; the key by which the same person is found."""
        self.name_key = match_key(self.name)[:120]
        for name, town in (
            ("kind", self.kind and self.kind.scheme.town_id),
            ("body", self.body and self.body.town_id),
            ("user", self.user and self.user.town_id),
        ):
            if town not in (None, self.town_id):
                raise ValidationError({name: "この町のものから選んでください。"})

    @property
    def belongs_to(self) -> str:
        """The name of the body they come from."""
        return self.body.name if self.body else self.body_name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Seats."""

    def held_on(self, day: date) -> Self:
        """Seats that were held on the day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Membership(models.Model):
    """構成員: that somebody sits in a council, from–to, for which kind of body."""

    privacy: ClassVar[Privacy] = Privacy(
        ("participant",), why="協議体の構成と任期の確認のため", keep_years=5
    )

    council = models.ForeignKey(
        Council, models.CASCADE, related_name="memberships", verbose_name="協議体"
    )
    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="memberships", verbose_name="参加者"
    )
    kind = TermField("member-kind", verbose_name="立場", null=True, blank=True)
    stands_for = models.CharField("どこの代表か", max_length=120, blank=True)
    seat = models.CharField("役目", max_length=10, choices=Seat.choices, default=Seat.MEMBER)
    valid_from = models.DateField("任期の始め", null=True, blank=True)
    valid_to = models.DateField("任期の終わり", null=True, blank=True)
    order = models.PositiveSmallIntegerField("並び", default=0)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "構成員"
        verbose_name_plural = "構成員"
        ordering = ("order", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="councils_term_in_order",
            ),
        )
        indexes = (models.Index(fields=("council", "valid_to"), name="councils_seats_of"),)

    def __str__(self) -> str:
        return f"{self.participant}（{self.council}）"

    def clean(self) -> None:
        """Days in order, one town, and nobody twice in one council at a time."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "任期の始めよりあとの日にしてください。"})
        if self.participant.town_id != self.council.town_id:
            raise ValidationError({"participant": "この町の人から選んでください。"})
        same = Membership.objects.filter(council=self.council_id, participant=self.participant_id)
        if self.valid_from:
            same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from))
        if self.valid_to:
            same = same.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=self.valid_to))
        if same.exclude(pk=self.pk).exists():
            raise ValidationError(
                {
                    "participant": f"{self.participant.name}さんは同じ期間にもう構成員です。"
                    "任期を改めるときは、先に前の任期の終わりを入れてください。"
                }
            )
