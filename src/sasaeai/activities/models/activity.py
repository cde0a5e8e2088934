"""活動記録: one row = one thing that coordinators did, or plan to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from sasaeai.activities.models.sources import ImportBatch
from sasaeai.activities.rules import NEEDS_REASON, Happening, heading_of
from sasaeai.people.models import Organisation, Post, Tenure, User
from sasaeai.places.models import Area
from sasaeai.places.queries import areas_within
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.rules import Tier
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term, TermField


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities, spoken of as coordinators do."""

    def visible_to(self, viewer: Viewer, *, at_once: bool = False) -> Self:
        """The town's activities; for those bound to areas, what was done there, what the posts of their
        areas did elsewhere, and what those posts joined in; for those bound to organisations, of these what
        was done by somebody whom the organisation employed on the day.

        :param at_once: many activities will be looked at, so what was joined in is gathered first
        """
        mine = self.filter(town=viewer.town_id)
        employers = viewer.organisation_ids()
        if employers is not None:
            mine = mine.filter(models.Exists(self._done_by_staff_of(employers)))
        areas = viewer.area_ids()
        if areas is None:
            return mine
        visits = self.model.doers.through.objects.filter(is_lead=False, post__area__in=areas)
        joined = (
            Q(pk__in=visits.values("activity"))
            if at_once
            else Q(models.Exists(visits.filter(activity=models.OuterRef("pk"))))
        )
        return mine.filter(Q(area__in=areas) | Q(home_area__in=areas) | joined)

    def _done_by_staff_of(self, employers: frozenset[int]) -> models.QuerySet[Tenure]:
        day = models.OuterRef("on")
        held = Tenure.objects.filter(employer__in=employers, valid_from__lte=day)
        held = held.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        return held.filter(
            post__in=self.model.doers.through.objects.filter(
                activity=models.OuterRef(models.OuterRef("pk"))
            ).values("post")
        )

    def in_period(self, first: date | None, last: date | None) -> Self:
        """Activities from the first to the last day, both included; None leaves that side open."""
        found = self if first is None else self.filter(on__gte=first)
        return found if last is None else found.filter(on__lte=last)

    def held(self) -> Self:
        """What took place."""
        return self.filter(happening=Happening.HELD)

    def planned(self) -> Self:
        """What is still to come, or was never marked."""
        return self.filter(happening=Happening.PLANNED)

    def within(self, *areas: Area) -> Self:
        """Activities in the areas or in anything that lies within them (one more query)."""
        return self.filter(area__in=areas_within(a.pk for a in areas))

    def of_posts(self, posts: Iterable[Post]) -> Self:
        """Activities that any of the posts did, alone or with others."""
        return self.filter(
            pk__in=self.model.doers.through.objects.filter(post__in=posts).values("activity")
        )

    def with_parts(self) -> Self:
        """Everything a full page of one activity shows."""
        return self.select_related(
            "area", "kind", "means", "result", "main_function", "lead_post", "written_by", "town"
        ).prefetch_related(
            "done_by__post",
            "done_by__holder",
            "function_lines__term",
            "partner_lines__organisation",
            "counts",
            "todos",
            "links",
        )


class Activity(models.Model):
    """活動: belongs to the posts that did it, so that a hand-over loses nothing.

    `home_area`, `main_function`, `lead_post` and `person_times` repeat what the detail lines say, so that a list
    of a million rows needs no join; only `activities.actions` writes them.
    """

    privacy: ClassVar[Privacy] = Privacy(
        ("title", "wording", "result_text", "issue_text", "proposal_text", "place"),
        why="生活支援体制整備事業の活動の記録と報告のため",
        keep_years=5,
    )

    # The indexes below begin with these four; Django's own would only be written twice.
    town = models.ForeignKey(
        Town, models.PROTECT, related_name="activities", verbose_name="自治体", db_index=False
    )
    on = models.DateField("実施日")
    starts_at = models.TimeField("開始時刻", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        "所要時間（分）", null=True, blank=True, validators=[MaxValueValidator(24 * 60)]
    )
    happening = models.CharField(
        "状態", max_length=10, choices=Happening.choices, default=Happening.HELD
    )
    happening_reason = models.CharField("中止・延期の理由", max_length=200, blank=True)
    tier = models.CharField("層", max_length=2, choices=Tier.choices)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="圏域・地区",
        help_text="空欄は全市",
        db_index=False,
    )
    home_area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="担当の区域",
        db_index=False,
    )
    place = models.CharField("場所", max_length=100, blank=True)
    kind = TermField("activity-kind", verbose_name="活動の種類", null=True, blank=True)
    title = models.CharField("件名", max_length=120, blank=True)
    means = TermField("means", verbose_name="手段", null=True, blank=True)
    wording = models.TextField("内容", blank=True)
    result = TermField("result", verbose_name="結果", null=True, blank=True)
    result_text = models.TextField("結果の説明", blank=True)
    number = models.CharField("号", max_length=30, blank=True, help_text="たより・広報紙の号数")
    is_issue = models.BooleanField("月報に課題・提案としてのせる", default=False)
    issue_text = models.TextField("課題", blank=True)
    proposal_text = models.TextField("提案", blank=True)
    main_function = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主な業務項目"
    )
    lead_post = models.ForeignKey(
        Post,
        models.PROTECT,
        related_name="led_activities",
        verbose_name="主な担当",
        db_index=False,
    )
    doers = models.ManyToManyField(
        Post, through="activities.DoneBy", related_name="activities", verbose_name="担当"
    )
    functions = models.ManyToManyField(
        Term, through="activities.ActivityFunction", related_name="+", verbose_name="業務項目"
    )
    partners = models.ManyToManyField(
        Organisation,
        through="activities.ActivityPartner",
        related_name="activities",
        verbose_name="連携先",
    )
    person_times = models.PositiveIntegerField("延べ人数", default=0)
    written_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="書いた人"
    )
    entered_at = models.DateTimeField("書いた日時")
    changed_at = models.DateTimeField("直した日時")
    changed_by_name = models.CharField("直した人", max_length=120, blank=True)
    version = models.PositiveIntegerField("版", default=1)
    origin = models.CharField("もとの記録", max_length=80, blank=True)
    batch = models.ForeignKey(
        ImportBatch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="取り込み",
    )
    row_key = models.CharField("取り込んだ行の印", max_length=64, null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    # Filled by `queries.listing` for a page of a list, which needs the names and nothing else.
    names_of_partners: Sequence[str] | None = None

    class Meta:
        verbose_name = "活動記録"
        verbose_name_plural = "活動記録"
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(happening__in=[str(h) for h in NEEDS_REASON])
                | ~Q(happening_reason=""),
                name="activities_not_held_says_why",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__lte=24 * 60),
                name="activities_at_most_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(title="", wording="", kind__isnull=True, means__isnull=True)
                | Q(main_function__isnull=False),
                name="activities_say_something",
            ),
            models.UniqueConstraint(
                fields=("town", "row_key"), name="activities_imported_row_once"
            ),
        )
        indexes = (
            models.Index(F("town"), F("on").desc(), F("id").desc(), name="activities_newest"),
            models.Index(F("area"), F("on").desc(), F("id").desc(), name="activities_by_area"),
            models.Index(F("home_area"), F("on").desc(), F("id").desc(), name="activities_by_home"),
            models.Index(F("lead_post"), F("on").desc(), F("id").desc(), name="activities_by_post"),
            models.Index(
                fields=("town", "happening", "on", "person_times"), name="activities_by_state"
            ),
            # What was found by words is counted on this alone, however wide the rows are.
            models.Index(
                fields=("town", "id", "happening", "person_times", "area", "home_area"),
                name="activities_of_found",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.heading}"

    @property
    def heading(self) -> str:
        """What a line of a list calls it: the title, else the first words, else the kind of work."""
        if self.title or self.wording.strip():
            return heading_of(self.title, self.wording)
        sorts = (self.kind, self.means, self.main_function)
        return heading_of("", "", *(one.label for one in sorts if one))

    @property
    def state(self) -> Happening:
        """The state as a value of the rules."""
        return Happening(self.happening)

    @property
    def area_name(self) -> str:
        """Where: 全市 when no area is named."""
        return self.area.name if self.area else "全市"
