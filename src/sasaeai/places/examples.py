"""An invented city of 5 life areas, 19 care-centre areas in 8 blocks and 46 districts, with its people.

Names, numbers and dates are made up. Used by tests, the demo and the docs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sasaeai.places.actions import move_area
from sasaeai.places.models import Area, Belonging, Level, Population, Tree
from sasaeai.towns.models import Town
from sasaeai.towns.rules import Tier
from sasaeai.towns.viewer import PartOfSystem

LIFE_AREAS = (
    ("北部圏域", "ほくぶけんいき"),
    ("東部圏域", "とうぶけんいき"),
    ("中央圏域", "ちゅうおうけんいき"),
    ("西部圏域", "せいぶけんいき"),
    ("南部圏域", "なんぶけんいき"),
)
CENTRES = (
    ("やまなみ", "こもれび", "せせらぎ", "かえで"),
    ("はるかぜ", "のぞみ", "つばさ", "わかくさ"),
    ("きずな", "さくら", "なごみ", "すみれ"),
    ("しおさい", "うらら", "ひだまり", "あおば"),
    ("みのり", "いずみ", "たんぽぽ"),
)
DISTRICTS = (
    "雪見=ゆきみ 北山手=きたやまて 峰岡=みねおか 滝の入=たきのいり 杉生=すぎお "
    "白鳥台=しらとりだい 榛原北=はいばらきた 湯の沢=ゆのさわ 霞谷=かすみだに",
    "朝日野=あさひの 東雲=しののめ 花咲=はなさき 柳橋=やなぎばし 日和田=ひわだ "
    "桃里=ももざと 若松台=わかまつだい 千早=ちはや 菊水町=きくすいちょう",
    "大手=おおて 城下=しろした 本郷=ほんごう 栄通=さかえどおり 錦=にしき "
    "寺前=てらまえ 八幡下=はちまんした 橋場=はしば 常盤=ときわ 緑橋=みどりばし",
    "西浜=にしはま 汐見=しおみ 夕凪=ゆうなぎ 松原=まつばら 港南=こうなん "
    "砂丘台=さきゅうだい 塩屋=しおや 磯辺=いそべ 灯台前=とうだいまえ",
    "南台=みなみだい 田原=たはら 稲穂=いなほ 水口=みなくち 竹園=たけぞの "
    "藤ノ木=ふじのき 鶴巻=つるまき 清水野=しみずの 蛍川=ほたるがわ",
)
CENTRES_OF_BLOCKS = (3, 2, 2, 3, 2, 2, 3, 2)
POPULATION_DATES = (date(2020, 9, 30), date(2021, 9, 30), date(2022, 9, 30))
MOVED_ON = date(2022, 4, 1)
# People per thousand by five-year band, 0–4 … 80–84, 85 and over: an ageing provincial city.
PROFILE = (31, 37, 42, 46, 43, 42, 46, 53, 60, 70, 72, 63, 60, 66, 81, 66, 55, 67)
WHEN = datetime(2020, 4, 1, tzinfo=UTC)


@dataclass
class CityAreas:
    """The areas of the city, each list in the order of its codes."""

    city: Area
    life_areas: list[Area]
    care_centres: list[Area]
    blocks: list[Area]
    districts: list[Area]

    @property
    def all(self) -> list[Area]:
        """Every area."""
        return [self.city, *self.life_areas, *self.care_centres, *self.blocks, *self.districts]


def a_level(
    town: Town, code: str, name: str, *, tree: Tree | None = None, depth: int = 0, tier: str = ""
) -> Level:
    """A level, in a tree of the same code and name unless one is given."""
    order = Tree.objects.filter(town=town).count()
    tree = tree or Tree.objects.create(town=town, code=code, name=name, order=order)
    return Level.objects.create(tree=tree, code=code, name=name, depth=depth, tier=tier)


def a_district(
    town: Town,
    name: str = "若葉",
    *parents: Area,
    valid_from: date | None = None,
    valid_to: date | None = None,
    code: str = "",
) -> Area:
    """A district within the given areas."""
    level = Level.objects.filter(tree__town=town, code="district").first()
    level = level or a_level(town, "district", "地区")
    area = Area.objects.create(
        level=level, name=name, code=code, valid_from=valid_from, valid_to=valid_to
    )
    for parent in parents:
        Belonging.objects.create(area=area, parent=parent, valid_from=valid_from, valid_to=valid_to)
    return area


def people_of(area: Area, on: date, **bands: int) -> None:
    """Figures of one date: `people_of(area, day, all=1200, b65=400, b75=200)`; `b65` = 65 and over."""
    for name, people in bands.items():
        age = 0 if name == "all" else int(name.removeprefix("b"))
        Population.objects.create(
            area=area, on=on, age_from=age, people=people, source="住民基本台帳（見本）"
        )


def a_city(town: Town, *, with_people: bool = True) -> CityAreas:
    """The city in its four trees. 蛍川 moves from たんぽぽ to いずみ in April 2022; all else stays."""
    top, life, centre, block, district = _levels(town)
    city = Area.objects.create(level=top, name=town.name, code="0")
    life_areas = _areas(life, [(n, k) for n, k in LIFE_AREAS], "{}")
    centres = _areas(centre, [(f"{n}包括", n + "ほうかつ") for ns in CENTRES for n in ns], "{:02}")
    blocks = _areas(block, [(f"第{n}ブロック", "") for n in range(1, 9)], "B{}")
    names = [_pair(word) for words in DISTRICTS for word in words.split()]
    districts = _areas(district, [(n + "地区", k + "ちく") for n, k in names], "{:03}")
    areas = CityAreas(city, life_areas, centres, blocks, districts)
    Belonging.objects.bulk_create(_ties(areas))
    move_area(
        by=PartOfSystem("見本", town.pk), at=WHEN, area=districts[-1], parent=centres[-2],
        level=centre, on=MOVED_ON,
    )  # fmt: skip
    if with_people:
        Population.objects.bulk_create(_people(districts), batch_size=1000)
    return areas


def _levels(town: Town) -> tuple[Level, Level, Level, Level, Level]:
    top = a_level(town, "city", "市全域", tier=Tier.FIRST)
    top.tree.code, top.tree.name = "life", "日常生活圏域"
    top.tree.save()
    return (
        top,
        a_level(town, "life-area", "日常生活圏域", tree=top.tree, depth=1, tier=Tier.SECOND),
        a_level(town, "care-centre", "地域包括支援センター圏域"),
        a_level(town, "block", "ブロック"),
        a_level(town, "district", "地区"),
    )


def _pair(word: str) -> tuple[str, str]:
    name, _, kana = word.partition("=")
    return name, kana


def _areas(level: Level, names: list[tuple[str, str]], code: str) -> list[Area]:
    return Area.objects.bulk_create(
        Area(level=level, name=name, kana=kana, code=code.format(number), order=number)
        for number, (name, kana) in enumerate(names, start=1)
    )


def _ties(areas: CityAreas) -> list[Belonging]:
    pairs = [(each, areas.city) for each in (*areas.life_areas, *areas.blocks)]
    centres, districts = iter(areas.care_centres), iter(areas.districts)
    for life_area, names, words in zip(areas.life_areas, CENTRES, DISTRICTS, strict=True):
        here = [next(centres) for _ in names]
        pairs += [(centre, life_area) for centre in here]
        count = len(words.split())
        pairs += [(next(districts), here[n * len(here) // count]) for n in range(count)]
    centres = iter(areas.care_centres)
    for block, count in zip(areas.blocks, CENTRES_OF_BLOCKS, strict=True):
        pairs += [(next(centres), block) for _ in range(count)]
    return [Belonging(area=area, parent=parent) for area, parent in pairs]


def _people(districts: list[Area]) -> list[Population]:
    """Five-year bands by sex; no chance, so that every demo and every test shows the same figures."""
    return [
        Population(
            area=area,
            on=day,
            sex=sex,
            age_from=band * 5,
            age_to=band * 5 + 4 if band < 17 else None,
            people=_count(number, year, band, sex),
            source=f"住民基本台帳（{day.year}年9月末、見本）",
        )
        for number, area in enumerate(districts)
        for year, day in enumerate(POPULATION_DATES)
        for band in range(18)
        for sex in ("m", "f")
    ]


def _count(number: int, year: int, band: int, sex: str) -> int:
    size = 1400 + (number * 797) % 3900
    ageing = 1 + ((number * 31) % 21 - 10) / 40 * (1 if band >= 13 else -0.4)
    drift = 1 + year * (0.012 if band >= 15 else -0.011)
    women = 0.5 + max(0, band - 11) * 0.022
    share = women if sex == "f" else 1 - women
    return round(size * PROFILE[band] / 1000 * ageing * drift * share)
