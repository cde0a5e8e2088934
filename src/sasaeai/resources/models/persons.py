"""人: people who can do something, who agreed to be in the register."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from sasaeai.people.rules import match_key, phone_key
from sasaeai.places.models import Area
from sasaeai.resources.models.bodies import ActivityBody, SupporterCourse
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term


class PersonResourceQuerySet(models.QuerySet["PersonResource"]):
    """People of the register."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's; for those bound to areas, the people of their areas and those of no area."""
        mine = self.filter(town=viewer.town_id)
        areas = viewer.area_ids()
        return mine if areas is None else mine.filter(Q(area__in=areas) | Q(area__isnull=True))

    def agreed(self) -> Self:
        """Those whose consent stands."""
        return self.filter(consented_on__isnull=False, withdrawn_on__isnull=True)


class PersonResource(models.Model):
    """人材: a person with strengths and limits. Without standing consent only the withdrawal is kept."""

    privacy: ClassVar[Privacy] = Privacy(
        (
            *("name", "kana", "birth_year", "sex", "address", "phone", "mail", "strengths"),
            *("limits", "already_in", "available", "notes"),
        ),
        why="本人の同意にもとづき、地域の活動と結びつけるため",
        keep_years=1,
    )

    class Sex(models.TextChoices):
        """性別"""

        FEMALE = "f", "女"
        MALE = "m", "男"
        UNSAID = "", "聞いていない"

    class Scope(models.TextChoices):
        """同意の範囲: to whom the person may be told."""

        OFFICE = "office", "コーディネーターと市だけ"
        PARTNERS = "partners", "協議体・地域包括支援センターにも"
        ASKERS = "askers", "手伝いを頼む人・団体にも"

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    name = models.CharField("氏名", max_length=60)
    kana = models.CharField("ふりがな", max_length=120, blank=True)
    birth_year = models.PositiveSmallIntegerField("生まれた年（西暦）", null=True, blank=True)
    sex = models.CharField("性別", max_length=1, choices=Sex.choices, blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    address = models.CharField("住所", max_length=200, blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)
    mail = models.EmailField("メール", blank=True)
    skills = models.ManyToManyField(
        Term,
        blank=True,
        related_name="+",
        verbose_name="できること",
        db_table="resources_person_skill",
    )
    strengths = models.TextField("得意なこと", blank=True)
    limits = models.TextField("できないこと・気をつけること", blank=True)
    already_in = models.CharField("すでに参加している活動", max_length=200, blank=True)
    available = models.CharField("動ける曜日・時間", max_length=120, blank=True)
    notes = models.TextField("職員のメモ", blank=True)
    consented_on = models.DateField("同意した日", null=True, blank=True)
    consent_how = models.CharField(
        "同意の取り方", max_length=60, blank=True, help_text="書面、口頭（聞いた人）など"
    )
    scope = models.CharField(
        "同意の範囲", max_length=8, choices=Scope.choices, default=Scope.OFFICE
    )
    withdrawn_on = models.DateField("同意を取り下げた日", null=True, blank=True)
    trainings = models.ManyToManyField(
        SupporterCourse,
        blank=True,
        related_name="people",
        verbose_name="受けた講座",
        db_table="resources_person_training",
    )
    bodies = models.ManyToManyField(
        ActivityBody,
        blank=True,
        related_name="people",
        verbose_name="担っている活動体",
        db_table="resources_person_body",
    )
    entered_at = models.DateTimeField("書いた日時")
    changed_at = models.DateTimeField("直した日時")
    name_key = models.CharField("氏名の照合用", max_length=60, editable=False, default="")
    kana_key = models.CharField("ふりがなの照合用", max_length=120, editable=False, default="")
    phone_key = models.CharField("電話の照合用", max_length=40, editable=False, default="")

    objects = PersonResourceQuerySet.as_manager()

    class Meta:
        verbose_name = "人材"
        verbose_name_plural = "人材"
        ordering = ("kana", "name", "id")
        indexes = (models.Index(fields=("town", "kana"), name="resources_people_order"),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Consent comes before anything but a withdrawal; everything of one town."""
        self.name_key = match_key(self.name)[:60]
        self.kana_key = match_key(self.kana)[:120]
        self.phone_key = phone_key(self.phone)
        if self.consented_on is None:
            raise ValidationError(
                {
                    "consented_on": "本人の同意を得た日を入れてください。同意がない方は登録できません。"
                }
            )
        if self.withdrawn_on and self.withdrawn_on < self.consented_on:
            raise ValidationError({"withdrawn_on": "同意した日よりあとの日にしてください。"})
        if self.area is not None and self.area.level.tree.town_id != self.town_id:
            raise ValidationError({"area": "この町の区域から選んでください。"})


class PersonRole(models.Model):
    """人材の役: in which list a person stands, from when until when (人材バンク, なんでも相談員 …)."""

    privacy: ClassVar[Privacy] = Privacy.none("役の名前と期間")

    class Role(models.TextChoices):
        """役"""

        TALENT = "talent", "人材バンク"
        ADVISER = "adviser", "地域なんでも相談員"
        SUPPORTER = "supporter", "担い手・サポーター"
        LECTURER = "lecturer", "講師"

    person = models.ForeignKey(
        PersonResource, models.CASCADE, related_name="roles", verbose_name="人材"
    )
    role = models.CharField("役", max_length=10, choices=Role.choices)
    number = models.CharField("登録番号", max_length=30, blank=True)
    since = models.DateField("いつから")
    until = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "人材の役"
        verbose_name_plural = "人材の役"
        ordering = ("role", "since", "id")

    def __str__(self) -> str:
        return self.get_role_display()


class PersonInterview(models.Model):
    """聞き取り: a talk with a person of the register, and what comes next."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording", "next_step"), why="本人の希望を活動に結びつけるため", keep_years=1
    )

    person = models.ForeignKey(
        PersonResource, models.CASCADE, related_name="interviews", verbose_name="人材"
    )
    on = models.DateField("いつ")
    wording = models.TextField("聞いたこと")
    next_step = models.CharField("次にすること", max_length=200, blank=True)
    due_on = models.DateField("いつまでに", null=True, blank=True)
    done_on = models.DateField("済んだ日", null=True, blank=True)
    by_name = models.CharField("聞いた人", max_length=120)
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "聞き取り"
        verbose_name_plural = "聞き取り"
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.person}"
