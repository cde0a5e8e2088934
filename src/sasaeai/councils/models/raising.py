"""課題: what several people's troubles have in common, and the way it goes up and the answer comes back."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from sasaeai.councils.models.bodies import Council
from sasaeai.councils.models.meetings import Meeting
from sasaeai.councils.rules import raising as rules
from sasaeai.councils.rules.raising import Move, Place, Stage
from sasaeai.needs.models import Need
from sasaeai.people.models import Post
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import TermField


class RaisingSettings(models.Model):
    """引き上げの決めごと: when an issue waits too long, and from how many areas on it is common to all."""

    privacy: ClassVar[Privacy] = Privacy.none("町の決めごと")

    town = models.OneToOneField(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    days = models.PositiveSmallIntegerField(
        "待ちすぎとする日数",
        default=rules.DAYS,
        help_text="会議ごとの日数があれば、そちらを使います",
    )
    tell_days = models.PositiveSmallIntegerField("回答を伝えるまでの日数", default=14)
    common_areas = models.PositiveSmallIntegerField(
        "いくつの区域から「共通」とするか", default=3, help_text="困りごとと課題の一覧表で使います"
    )
    changed_at = models.DateTimeField("直した日時")

    class Meta:
        verbose_name = "引き上げの決めごと"
        verbose_name_plural = "引き上げの決めごと"

    def __str__(self) -> str:
        return f"{self.town}の引き上げの決めごと"


class Route(models.Model):
    """上げ方: through which meetings an issue goes, from the first to the one that speaks for the town.

    An issue keeps the route as it was when it set out, so that a route may be changed at any time.
    """

    privacy: ClassVar[Privacy] = Privacy.none("会議の順番")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    name = models.CharField("名前", max_length=60)
    levels = models.JSONField("会議の順番")
    order = models.PositiveSmallIntegerField(
        "並び", default=0, help_text="いちばん上がふだんの上げ方"
    )
    closed_on = models.DateField("使わなくなった日", null=True, blank=True)
    changed_at = models.DateTimeField("直した日時")

    class Meta:
        verbose_name = "課題の上げ方"
        verbose_name_plural = "課題の上げ方"
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=("town", "name"), name="councils_route_name_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> rules.Path:
        """The levels as values of the rules."""
        return rules.read_path(self.levels)


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Issues name nobody: the whole town reads them, so that what is common can be seen."""
        return self.filter(town=viewer.town_id)

    def workable_by(self, viewer: Viewer) -> Self:
        """Those whose trail the person may write: of the own areas, or of the whole town."""
        mine, areas = self.visible_to(viewer), viewer.area_ids()
        if areas is None:
            return mine
        here = IssueArea.objects.filter(area__in=areas).values("issue")
        anywhere = IssueArea.objects.values("issue")
        return mine.filter(Q(pk__in=here) | ~Q(pk__in=anywhere))

    def open(self) -> Self:
        """Not answered yet."""
        return self.exclude(stage=Stage.ANSWERED)

    def with_parts(self) -> Self:
        """With what every line of a list tells."""
        parts = self.select_related("town", "category", "council", "with_council", "post")
        return parts.prefetch_related("areas")


class Issue(models.Model):
    """課題: raised from a district or by a coordinator. `stage` and `level` repeat the last step."""

    privacy: ClassVar[Privacy] = Privacy.none("個人の名前を書かない課題の文")

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", verbose_name="自治体")
    fiscal_year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("番号")
    title = models.CharField("課題", max_length=120)
    wording = models.TextField(
        "どんなことが起きているか", blank=True, help_text="個人の名前や住所は書かないでください"
    )
    wish = models.TextField("どうなるとよいか・提案", blank=True)
    category = TermField("need-kind", verbose_name="分類", null=True, blank=True)
    areas: models.ManyToManyField[Area, IssueArea] = models.ManyToManyField(
        Area, through="IssueArea", related_name="+", verbose_name="区域", blank=True
    )
    needs: models.ManyToManyField[Need, IssueNeed] = models.ManyToManyField(
        Need, through="IssueNeed", related_name="issues", verbose_name="もとの困りごと", blank=True
    )
    council = models.ForeignKey(
        *(Council, models.PROTECT),
        null=True,
        blank=True,
        related_name="raised_issues",
        verbose_name="起案した協議体",
    )
    post = models.ForeignKey(
        *(Post, models.PROTECT),
        null=True,
        blank=True,
        related_name="+",
        verbose_name="受け持つ職",
        help_text="後任に引き継がれます",
    )
    raised_from = models.CharField(
        "どこから出たか", max_length=120, blank=True, help_text="例：高齢者アンケート、地区の懇談会"
    )
    route_name = models.CharField("上げ方", max_length=60)
    path = models.JSONField("会議の順番")
    stage = models.CharField("段階", max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    level = models.PositiveSmallIntegerField("何番目の会議か", null=True, blank=True)
    stage_on = models.DateField("いつからその段階か")
    last_on = models.DateField("最後の歩みの日")
    with_council = models.ForeignKey(
        *(Council, models.PROTECT),
        null=True,
        blank=True,
        related_name="issues_here",
        verbose_name="いま話し合う協議体",
    )
    joined_to = models.ForeignKey(
        *("self", models.PROTECT),
        null=True,
        blank=True,
        related_name="joined",
        verbose_name="まとめた先の課題",
    )
    round = models.PositiveSmallIntegerField("何回目の取り上げか", default=1)
    opened_on = models.DateField("起案した日")
    answered_on = models.DateField("回答した日", null=True, blank=True)
    changed_at = models.DateTimeField("直した日時")

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "課題"
        verbose_name_plural = "課題"
        ordering = ("-fiscal_year", "-number", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("town", "fiscal_year", "number"), name="councils_issue_number_once"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.TALK, level__isnull=False)
                | (~Q(stage=Stage.TALK) & Q(level__isnull=True)),
                name="councils_issue_level_while_talked_about",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.JOINED) | Q(joined_to__isnull=False),
                name="councils_joined_issue_says_to_which",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.ANSWERED, answered_on__isnull=False)
                | (~Q(stage=Stage.ANSWERED) & Q(answered_on__isnull=True)),
                name="councils_issue_answered_has_its_day",
            ),
        )
        indexes = (models.Index(fields=("town", "stage", "stage_on"), name="councils_issue_stage"),)

    def __str__(self) -> str:
        return self.title

    @property
    def number_words(self) -> str:
        """課題 令和4年度-3 in short: 2022-3."""
        return f"{self.fiscal_year}-{self.number}"

    @property
    def levels(self) -> rules.Path:
        """The route as values of the rules."""
        return rules.read_path(self.path)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(Stage(self.stage), self.level)

    @property
    def place_name(self) -> str:
        """What people call where it stands."""
        return rules.place_name(self.place, self.levels)

    @property
    def waits_for(self) -> str:
        """What it waits for, in a sentence."""
        return rules.waits_for(self.place, self.levels)

    @property
    def area_names(self) -> str:
        """全市 when no area is named (the areas are loaded with the list)."""
        return "・".join(area.name for area in self.areas.all()) or "全市"

    def clean(self) -> None:
        """Everything of one town.

        :raises ValidationError: by field
        """
        for name in ("council", "with_council", "post"):
            part: Any = getattr(self, name)
            if part is not None and part.town_id != self.town_id:
                raise ValidationError({name: "この町のものから選んでください。"})
        if self.category is not None and self.category.scheme.town_id != self.town_id:
            raise ValidationError({"category": "この町の分類から選んでください。"})


class IssueArea(models.Model):
    """課題の区域: where the issue is felt."""

    privacy: ClassVar[Privacy] = Privacy.none("課題と区域の組")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="+", verbose_name="課題")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区域")

    class Meta:
        verbose_name = "課題の区域"
        verbose_name_plural = "課題の区域"
        ordering = ("area__order", "area__code", "id")
        constraints = (
            models.UniqueConstraint(fields=("issue", "area"), name="councils_issue_area_once"),
        )

    def __str__(self) -> str:
        return f"{self.issue} {self.area}"


class IssueNeed(models.Model):
    """もとの困りごと: a need the issue is made of; `example` is what may be printed of it."""

    privacy: ClassVar[Privacy] = Privacy(
        ("example",), why="課題のもとになった声を、名前を伏せて示すため", keep_years=5
    )

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="made_of", verbose_name="課題")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+", verbose_name="困りごと")
    example = models.CharField(
        "印刷する例", max_length=300, blank=True, help_text="だれのことか分からない文にしてください"
    )

    class Meta:
        verbose_name = "もとの困りごと"
        verbose_name_plural = "もとの困りごと"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("issue", "need"), name="councils_issue_need_once"),
        )

    def __str__(self) -> str:
        return f"{self.issue} {self.need}"


class IssueStep(models.Model):
    """課題の歩み: one deed on an issue's way. Lines are added, never changed."""

    privacy: ClassVar[Privacy] = Privacy(
        ("by_name",), why="課題がどう扱われたかを残すため", keep_years=5
    )

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="steps", verbose_name="課題")
    number = models.PositiveSmallIntegerField("何番目の歩みか")
    round = models.PositiveSmallIntegerField("何回目の取り上げか")
    move = models.CharField("動かし方", max_length=10, choices=Move.choices)
    words_of_move = models.CharField("したこと", max_length=120)
    stage = models.CharField("ここからの段階", max_length=10, choices=Stage.choices)
    level = models.PositiveSmallIntegerField("何番目の会議か", null=True, blank=True)
    place_name = models.CharField("ここからの場", max_length=60)
    days_before = models.PositiveSmallIntegerField("前の段階にいた日数", null=True, blank=True)
    on = models.DateField("いつ")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="会議"
    )
    meeting_words = models.CharField(
        "会議の名前", max_length=120, blank=True, help_text="ここに登録していない会議のとき"
    )
    to_council = models.ForeignKey(
        *(Council, models.PROTECT),
        null=True,
        blank=True,
        related_name="+",
        verbose_name="次に話し合う協議体",
    )
    wording = models.TextField("内容・理由", blank=True)
    budget_year = models.PositiveSmallIntegerField("どの年度の予算・事業か", null=True, blank=True)
    amount_yen = models.PositiveBigIntegerField("金額（円）", null=True, blank=True)
    by_name = models.CharField("書いた人", max_length=120)
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "課題の歩み"
        verbose_name_plural = "課題の歩み"
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("issue", "number"), name="councils_issue_step_once"),
        )
        indexes = (models.Index(fields=("on",), name="councils_issue_step_on"),)

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.words_of_move}"

    @property
    def meeting_name(self) -> str:
        """In which meeting; empty if in none."""
        return str(self.meeting) if self.meeting is not None else self.meeting_words


class TellingQuerySet(models.QuerySet["Telling"]):
    """Those who are to hear an answer."""

    def untold(self) -> Self:
        """Still to be told."""
        return self.filter(told_on__isnull=True)

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the issues whose trail the person writes."""
        return self.filter(issue__in=Issue.objects.workable_by(viewer))


class Telling(models.Model):
    """回答を伝える相手: a council, a post or the one who told a need; and that they heard."""

    privacy: ClassVar[Privacy] = Privacy(
        ("wording", "by_name"), why="課題を出した人に回答が届いたかを確かめるため", keep_years=2
    )

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="tellings", verbose_name="課題")
    answer = models.ForeignKey(
        IssueStep, models.CASCADE, related_name="tellings", verbose_name="回答"
    )
    council = models.ForeignKey(
        Council, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="協議体"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="職"
    )
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="困りごと"
    )
    to_words = models.CharField("だれに", max_length=120)
    told_on = models.DateField("伝えた日", null=True, blank=True)
    how = models.CharField("伝え方", max_length=60, blank=True)
    wording = models.CharField("相手のことば", max_length=300, blank=True)
    by_name = models.CharField("伝えた人", max_length=120, blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = "回答を伝える相手"
        verbose_name_plural = "回答を伝える相手"
        ordering = ("id",)
        indexes = (models.Index(fields=("issue", "told_on"), name="councils_tellings_of"),)

    def __str__(self) -> str:
        return f"{self.to_words} {self.issue}"
