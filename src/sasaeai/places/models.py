"""Areas in several trees side by side, dated, and the people who live there."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.rules import Tier
from sasaeai.towns.viewer import Viewer

OPEN_END = 999


class TreeQuerySet(models.QuerySet["Tree"]):
    """Trees."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Trees of the viewer's town."""
        return self.filter(town=viewer.town_id)


class Tree(models.Model):
    """区域の分け方: one way of dividing the town (圏域, ブロックと地区, 小学校区, 町会 …)."""

    privacy: ClassVar[Privacy] = Privacy.none("区域の分け方の名前")

    town = models.ForeignKey(Town, models.CASCADE, related_name="trees", verbose_name="自治体")
    code = models.SlugField("コード", max_length=40)
    name = models.CharField("分け方の名前", max_length=40)
    order = models.PositiveSmallIntegerField("並び", default=0)

    objects = TreeQuerySet.as_manager()

    class Meta:
        verbose_name = "区域の分け方"
        verbose_name_plural = "区域の分け方"
        ordering = ("order", "code")
        constraints = (
            models.UniqueConstraint(fields=("town", "code"), name="places_tree_code_once"),
        )

    def __str__(self) -> str:
        return self.name


class LevelQuerySet(models.QuerySet["Level"]):
    """Levels."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Levels of the viewer's town."""
        return self.filter(tree__town=viewer.town_id)


class Level(models.Model):
    """段: a named level of a tree (市, 日常生活圏域, 地区 …), with the tier it stands for, if any.

    Codes are unique in a town, not only in a tree, so that a table can name a level by its code alone.
    """

    privacy: ClassVar[Privacy] = Privacy.none("段の名前")

    tree = models.ForeignKey(
        Tree, models.CASCADE, related_name="levels", verbose_name="区域の分け方"
    )
    code = models.SlugField("コード", max_length=40)
    name = models.CharField("段の名前", max_length=40)
    depth = models.PositiveSmallIntegerField("上から何段目か", default=0)
    tier = models.CharField("層", max_length=2, choices=Tier.choices, blank=True)

    objects = LevelQuerySet.as_manager()

    class Meta:
        verbose_name = "段"
        verbose_name_plural = "段"
        ordering = ("tree", "depth")
        constraints = (
            models.UniqueConstraint(fields=("tree", "code"), name="places_level_code_once"),
        )

    def __str__(self) -> str:
        return self.name


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas, spoken of as coordinators do."""

    def in_use_on(self, day: date) -> Self:
        """Areas that exist on the day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def of_town(self, town_id: int | None) -> Self:
        """Areas of the town."""
        return self.filter(level__tree__town=town_id)

    def visible_to(self, viewer: Viewer) -> Self:
        """Names of areas are no secret inside a town."""
        return self.of_town(viewer.town_id)


class Area(models.Model):
    """区域: one area, with the dates between which it exists."""

    privacy: ClassVar[Privacy] = Privacy.none("区域の名前と位置")

    level = models.ForeignKey(Level, models.PROTECT, related_name="areas", verbose_name="段")
    code = models.CharField("コード", max_length=40, blank=True)
    name = models.CharField("区域名", max_length=60)
    kana = models.CharField("ふりがな", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("並び", default=0)
    valid_from = models.DateField("いつから", null=True, blank=True)
    valid_to = models.DateField("いつまで", null=True, blank=True)
    latitude = models.FloatField("緯度", null=True, blank=True)
    longitude = models.FloatField("経度", null=True, blank=True)
    outline = models.JSONField("境界（GeoJSON）", null=True, blank=True)
    outline_source = models.CharField("境界の出典・利用条件", max_length=200, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "区域"
        verbose_name_plural = "区域"
        ordering = ("level__tree__order", "level__depth", "order", "code", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="places_area_dates_in_order",
            ),
        )
        indexes = (models.Index(fields=("level", "name"), name="places_area_name"),)

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """前の名前: what an area was called until a day, so that an old year prints as it was."""

    privacy: ClassVar[Privacy] = Privacy.none("区域の前の名前")

    area = models.ForeignKey(Area, models.CASCADE, related_name="former_names", verbose_name="区域")
    name = models.CharField("前の名前", max_length=60)
    kana = models.CharField("ふりがな", max_length=120, blank=True)
    until = models.DateField("いつまで")

    class Meta:
        verbose_name = "区域の前の名前"
        verbose_name_plural = "区域の前の名前"
        ordering = ("area", "until")
        constraints = (
            models.UniqueConstraint(fields=("area", "until"), name="places_former_name_once"),
        )

    def __str__(self) -> str:
        return self.name


class Belonging(models.Model):
    """属する: an area lies within another, from–to. The parent may stand in another tree, so one district
    belongs to a care-centre area, a block and a school district at once; a move adds a line."""

    privacy: ClassVar[Privacy] = Privacy.none("区域どうしの関係")

    area = models.ForeignKey(Area, models.CASCADE, related_name="within", verbose_name="区域")
    parent = models.ForeignKey(
        Area, models.CASCADE, related_name="contains", verbose_name="属する先"
    )
    valid_from = models.DateField("いつから", null=True, blank=True)
    valid_to = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "区域の所属"
        verbose_name_plural = "区域の所属"
        # An open beginning comes first on both databases.
        ordering = ("area", F("valid_from").asc(nulls_first=True), "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(area=F("parent")), name="places_area_not_in_itself"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="places_belonging_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.area}＜{self.parent}"


class AreaChange(models.TextChoices):
    """What became of an area."""

    MERGED = "merged", "合併"
    SPLIT = "split", "分割"


class Succession(models.Model):
    """引き継ぎ: from which old area a new one came, so old figures can be re-added on new areas."""

    privacy: ClassVar[Privacy] = Privacy.none("区域の合併・分割の記録")

    old = models.ForeignKey(Area, models.CASCADE, related_name="became", verbose_name="前の区域")
    new = models.ForeignKey(Area, models.CASCADE, related_name="came_from", verbose_name="後の区域")
    kind = models.CharField("種別", max_length=10, choices=AreaChange.choices)
    on = models.DateField("変わった日")
    remark = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = "区域の引き継ぎ"
        verbose_name_plural = "区域の引き継ぎ"
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(fields=("old", "new"), name="places_succession_once"),
        )

    def __str__(self) -> str:
        return f"{self.old}→{self.new}"


class Population(models.Model):
    """人口: people of an age band and sex in an area on a date (a denominator always has its date)."""

    privacy: ClassVar[Privacy] = Privacy.none("統計としての人口")

    class Sex(models.TextChoices):
        """Columns of the statistics."""

        ALL = "", "男女計"
        MALE = "m", "男"
        FEMALE = "f", "女"

    area = models.ForeignKey(Area, models.CASCADE, related_name="populations", verbose_name="区域")
    on = models.DateField("いつ現在")
    sex = models.CharField("性別", max_length=1, choices=Sex.choices, blank=True)
    age_from = models.PositiveSmallIntegerField("何歳から", default=0)
    age_to = models.PositiveSmallIntegerField(
        "何歳まで", null=True, blank=True, help_text="空欄は「以上」"
    )
    people = models.PositiveIntegerField("人数", null=True, blank=True, help_text="秘匿は空欄")
    households = models.PositiveIntegerField("世帯数", null=True, blank=True)
    source = models.CharField("出典", max_length=200)

    class Meta:
        verbose_name = "人口"
        verbose_name_plural = "人口"
        ordering = ("area", "on", "age_from", "sex")
        constraints = (
            # An open end counts as one value; both databases must refuse the second line.
            models.UniqueConstraint(
                "area",
                "on",
                "sex",
                "age_from",
                Coalesce("age_to", Value(OPEN_END)),
                name="places_population_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.area} {self.on} {self.people}"


class AddressBookQuerySet(models.QuerySet["AddressBook"]):
    """Lists of address points."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The town's."""
        return self.filter(town=viewer.town_id)


class AddressBook(models.Model):
    """住所の一覧: a file of address points that was taken in (位置参照情報 or the town's own)."""

    privacy: ClassVar[Privacy] = Privacy(
        ("loaded_by_name",), why="だれがいつの版を入れたかを残すため", keep_years=5
    )

    class Kind(models.TextChoices):
        """How fine its points are, or where it is from."""

        BLOCK = "block", "街区レベル位置参照情報"
        TOWN_BLOCK = "town-block", "大字・町丁目レベル位置参照情報"
        OWN = "own", "町が用意した住所の一覧"

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    edition = models.CharField("版", max_length=20, blank=True, help_text="例：2024年")
    source = models.CharField("出典", max_length=200, blank=True)
    filename = models.CharField("ファイル", max_length=200)
    cities = models.JSONField("都道府県と市区町村", default=list)
    count = models.PositiveIntegerField("点の数", default=0)
    loaded_at = models.DateTimeField("取り込んだ日時")
    loaded_by_name = models.CharField("取り込んだ人", max_length=120)

    objects = AddressBookQuerySet.as_manager()

    class Meta:
        verbose_name = "住所の一覧"
        verbose_name_plural = "住所の一覧"
        ordering = ("kind", "-loaded_at", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.edition}".strip()

    @property
    def credit(self) -> str:
        """The words that the terms of use ask for wherever its points are shown."""
        if self.kind == self.Kind.OWN:
            return self.source
        edition = f"（{self.edition}）" if self.edition else ""
        return f"{self.get_kind_display()} 国土交通省{edition}"


class AddressPoint(models.Model):
    """住所の点: the point that stands for a block, a lot or a 町丁目. `base` and `number` are folded for looking up."""

    privacy: ClassVar[Privacy] = Privacy.none("国や町が公開している、住所を代表する点")

    book = models.ForeignKey(
        AddressBook, models.CASCADE, related_name="points", verbose_name="住所の一覧"
    )
    city = models.CharField("市区町村", max_length=40)
    base = models.CharField("町名の照合用", max_length=80)
    chome = models.PositiveSmallIntegerField("丁目", null=True, blank=True)
    number = models.CharField("街区・地番", max_length=20, blank=True)
    name = models.CharField("住所", max_length=200)
    latitude = models.FloatField("緯度")
    longitude = models.FloatField("経度")

    class Meta:
        verbose_name = "住所の点"
        verbose_name_plural = "住所の点"
        ordering = ("book", "id")
        indexes = (models.Index(fields=("base", "number"), name="places_address_base"),)

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """郵便番号: a 町域 of the town and its number, out of the list that 日本郵便 gives away."""

    privacy: ClassVar[Privacy] = Privacy.none("公開されている郵便番号の一覧")

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name="自治体")
    number = models.CharField("郵便番号", max_length=7)
    prefecture = models.CharField("都道府県", max_length=10)
    city = models.CharField("市区町村", max_length=60)
    place = models.CharField("町域", max_length=120, blank=True)
    note = models.TextField("町域の補足", blank=True)

    class Meta:
        verbose_name = "郵便番号"
        verbose_name_plural = "郵便番号"
        ordering = ("town", "number", "id")
        indexes = (models.Index(fields=("town", "number"), name="places_postcode_number"),)

    def __str__(self) -> str:
        return f"{self.number[:3]}-{self.number[3:]} {self.place}"
