"""やること: the next step of an activity, or anything else to be done by a day."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sasaeai.activities.models.activity import Activity
from sasaeai.people.models import Post, Tenure, User
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class TodoQuerySet(models.QuerySet["Todo"]):
    """Things to do."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's; for those bound to areas or organisations, those of the posts there and of its
        staff, and what they wrote themselves."""
        mine = self.filter(town=viewer.town_id)
        areas, employers = viewer.area_ids(), viewer.organisation_ids()
        of_theirs = Q()
        if areas is not None:
            of_theirs &= Q(post__area__in=areas)
        if employers is not None:
            of_theirs &= Q(post__in=Tenure.objects.filter(employer__in=employers).values("post"))
        return mine.filter(of_theirs | Q(written_by_key=viewer.doer_key)) if of_theirs else mine

    def open(self) -> Self:
        """What is not done yet."""
        return self.filter(done_at__isnull=True)


class Todo(models.Model):
    """やること: belongs to a post, so that the successor finds it."""

    privacy: ClassVar[Privacy] = Privacy(("wording",), why="次の動きを忘れないため", keep_years=5)

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="担当"
    )
    activity = models.ForeignKey(
        Activity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="todos",
        verbose_name="もとの活動",
    )
    wording = models.CharField("次にすること", max_length=200)
    due_on = models.DateField("いつまでに", null=True, blank=True)
    written_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="書いた人"
    )
    written_by_key = models.CharField("書いた人の番号", max_length=60, blank=True)
    done_at = models.DateTimeField("済んだ日時", null=True, blank=True)
    done_by_name = models.CharField("済ませた人", max_length=120, blank=True)
    times_postponed = models.PositiveSmallIntegerField("のばした回数", default=0)

    objects = TodoQuerySet.as_manager()

    class Meta:
        verbose_name = "やること"
        verbose_name_plural = "やること"
        ordering = (models.F("due_on").asc(nulls_last=True), "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by_name="")
                | Q(done_at__isnull=False) & ~Q(done_by_name=""),
                name="activities_todo_done_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=("post", "done_at", "due_on"), name="activities_todo_of_post"),
            models.Index(fields=("town", "done_at", "due_on"), name="activities_todo_of_town"),
        )

    def __str__(self) -> str:
        return self.wording
