"""議題, what was said and decided, and what follows from it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from sasaeai.activities.models import Todo
from sasaeai.councils.models.meetings import Meeting
from sasaeai.people.models import Post
from sasaeai.towns.privacy import Privacy


class AgendaItem(models.Model):
    """議題: one item of a meeting, and the minutes of it. `about` names the record it came from."""

    privacy: ClassVar[Privacy] = Privacy(
        ("digest", "full_text", "internal", "decision"),
        why="会議で話したことと決めたことを残すため",
        keep_years=5,
    )

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="会議")
    order = models.PositiveSmallIntegerField("並び", default=0)
    title = models.CharField("議題", max_length=200)
    about = models.CharField("もとの記録", max_length=80, blank=True)
    presenter = models.CharField("話す人", max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField("時間（分）", null=True, blank=True)
    digest = models.TextField("要旨", blank=True)
    full_text = models.TextField("全文（発言の記録）", blank=True)
    internal = models.TextField("内部のメモ（外に出さない）", blank=True)
    decision = models.TextField("決まったこと", blank=True)
    version = models.PositiveIntegerField("版", default=1)
    changed_at = models.DateTimeField("直した日時")
    changed_by_name = models.CharField("直した人", max_length=120, blank=True)
    noted_at = models.DateTimeField("履歴に書いた日時", null=True, blank=True)

    class Meta:
        verbose_name = "議題"
        verbose_name_plural = "議題"
        ordering = ("order", "id")
        indexes = (models.Index(fields=("about",), name="councils_agenda_about"),)

    def __str__(self) -> str:
        return self.title


class MeetingTaskQuerySet(models.QuerySet["MeetingTask"]):
    """Tasks."""

    def open(self) -> Self:
        """What is not done yet."""
        return self.filter(done_on__isnull=True)


class MeetingTask(models.Model):
    """会議で決めた用件: who does what until when. Of a coordinator, it is one of their やること as well."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording", "owner_name"), why="会議で決めたことを実行するため", keep_years=5
    )

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="tasks", verbose_name="会議")
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="議題",
    )
    wording = models.CharField("すること", max_length=200)
    owner_name = models.CharField("だれが", max_length=60, blank=True)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="担当の職"
    )
    due_on = models.DateField("いつまでに", null=True, blank=True)
    todo = models.OneToOneField(
        Todo,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meeting_task",
        verbose_name="やること",
    )
    done_on = models.DateField("済んだ日", null=True, blank=True)
    result = models.CharField("どうなったか", max_length=200, blank=True)

    objects = MeetingTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "会議で決めた用件"
        verbose_name_plural = "会議で決めた用件"
        ordering = (F("due_on").asc(nulls_last=True), "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(owner_name="") | Q(post__isnull=False),
                name="councils_task_of_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.wording

    @property
    def owner(self) -> str:
        """Who does it."""
        return self.owner_name or str(self.post or "")


class Handout(models.Model):
    """配布資料: a file that is handed out at a meeting."""

    privacy: ClassVar[Privacy] = Privacy(("file",), why="会議の資料を残すため", keep_years=5)

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="handouts", verbose_name="会議"
    )
    title = models.CharField("資料の名前", max_length=120)
    file = models.FileField("ファイル", upload_to="councils/%Y/%m")
    may_publish = models.BooleanField("公開してよい", default=False)
    added_at = models.DateTimeField("加えた日時")

    class Meta:
        verbose_name = "配布資料"
        verbose_name_plural = "配布資料"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class PublicMinutes(models.Model):
    """公開の会議録: the minutes as a person read them through for everybody, names taken out."""

    privacy: ClassVar[Privacy] = Privacy.none("個人が分からないように直した文")

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, related_name="public_minutes", verbose_name="会議"
    )
    text = models.TextField("公開する文")
    confirmed_at = models.DateTimeField("確かめた日時")
    confirmed_by_name = models.CharField("確かめた人", max_length=120)

    class Meta:
        verbose_name = "公開の会議録"
        verbose_name_plural = "公開の会議録"

    def __str__(self) -> str:
        return f"{self.meeting}の会議録"
