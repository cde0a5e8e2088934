"""What residents of the demo town see: boundaries, addresses, stations, a newsletter of every month, views."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sasaeai.analysis.figures.periods import add_months
from sasaeai.config.demo_town.resources import HEIGHT, SOUTH, WEST, WIDTH
from sasaeai.needs.actions import (
    GivenLetter,
    as_intake,
    receive_letters,
    refuse_letter,
    take_letter,
)
from sasaeai.people.models import User
from sasaeai.places.actions import load_addresses, load_postcodes
from sasaeai.places.examples import CityAreas
from sasaeai.places.examples_of_addresses import Line, block_file, postcode_file
from sasaeai.places.models import Area
from sasaeai.places.queries import areas_within_each
from sasaeai.places.rules.address_file import read_addresses
from sasaeai.places.rules.postcode_file import read_postcodes
from sasaeai.portal.actions import (
    add_landmark,
    decide_settings,
    draft_newsletter,
    issue_newsletter,
    publish,
)
from sasaeai.portal.models import Landmark, PortalSettings
from sasaeai.portal.site.models import ViewCount
from sasaeai.resources.actions import post_by_address
from sasaeai.resources.models import Practice, RegisterSettings
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

SEED = 20221004
COLUMNS = 7
KANJI = "一二三四五"
STATIONS = (
    ("支合駅", "しあいえき", 36.5680, 136.6400),
    ("西浜駅", "にしはまえき", 36.5860, 136.5960),
    ("南台駅前バス停", "みなみだいえきまえばすてい", 36.6050, 136.6230),
)
# Days ago, what was written, where, a name under consent, whether a machine may have written it.
LETTERS = (
    (1, "バス停までの坂がきつく、冬は病院に行くのがこわいです。送ってくれる人がいれば。", 4, "見本 花子", False),
    (2, "となりのおばあさんが、ごみ袋を引きずって集積所まで行っています。手伝う当番があればよいのに。", 11, "", False),
    (9, "電球が切れたまま替えられません。だれに頼めばいいのでしょうか。", 4, "", False),
    (12, "かんたんに高収入！くわしくはこちら", 0, "", True),
)  # fmt: skip


def make_public_pages(*, at: datetime, town: Town, areas: CityAreas, editor: User) -> None:
    """Everything the public pages show besides the register, published."""
    by, today = PartOfSystem("見本の町", town.pk), at.date()
    _outlines(areas)
    decided = PortalSettings(
        town=town,
        welcome="支合市の集まりの場と助け合いの案内です。見学だけでもどうぞ。",
        takes_letters=True,
        newsletter_title="支え合い通信",
        publisher="支合市社会福祉協議会",
    )
    decide_settings(by=by, at=at, town=town, settings=decided)
    RegisterSettings.objects.update_or_create(
        town=town,
        defaults={"office_name": "支合市 支え合い事務局", "office_phone": "000-000-1234"},
    )
    for name, kana, latitude, longitude in STATIONS:
        mark = Landmark(town=town, name=name, kana=kana, latitude=latitude, longitude=longitude)
        add_landmark(by=by, at=at, landmark=mark)
    _addresses(by, at, town, areas)
    _practice(town, areas, at)
    _newsletters(town, editor, at)
    publish(by=by, at=at, town=town)
    _letters(at, town, areas, editor)
    _views(town, areas, today)


def _outlines(areas: CityAreas) -> None:
    """Districts are cells of a crooked grid, care-centre areas are made of their districts."""
    dice = Random(SEED)  # noqa: S311  (a demo, no secret)
    node = {
        (row, column): (
            round(WEST + WIDTH * column / COLUMNS + dice.uniform(-0.003, 0.003), 5),
            round(SOUTH + HEIGHT * row / COLUMNS + dice.uniform(-0.002, 0.002), 5),
        )
        for row in range(COLUMNS + 1)
        for column in range(COLUMNS + 1)
    }
    cells: dict[int, list[list[tuple[float, float]]]] = {}
    for number, district in enumerate(areas.districts):
        row, column = divmod(number, COLUMNS)
        corners = ((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))
        cells[district.pk] = [[node[row + up, column + right] for up, right in corners]]
        district.outline = {"type": "Polygon", "coordinates": cells[district.pk]}
    inside = areas_within_each(centre.pk for centre in areas.care_centres)
    for centre in areas.care_centres:
        parts = [cells[key] for key in sorted(inside[centre.pk]) if key in cells]
        centre.outline = {"type": "MultiPolygon", "coordinates": parts}
    drawn = [*areas.districts, *areas.care_centres]
    for one in drawn:
        one.outline_source = "見本（架空の境界）"
    Area.objects.bulk_update(drawn, ["outline", "outline_source"], batch_size=50)


def _addresses(by: PartOfSystem, at: datetime, town: Town, areas: CityAreas) -> None:
    """Five 丁目 of twenty blocks for every district, as the ministry's file would have them."""
    lines: list[Line] = []
    for number, district in enumerate(areas.districts):
        row, column = divmod(number, COLUMNS)
        south, west = SOUTH + HEIGHT * row / COLUMNS, WEST + WIDTH * column / COLUMNS
        name = f"{district.name.removesuffix('地区')}町"
        lines += [
            (
                *(town.name, f"{name}{KANJI[chome]}丁目", "", str(block)),
                round(south + 0.0024 * (chome + 0.5), 6),
                round(west + 0.00075 * (block - 0.5), 6),
            )
            for chome in range(5)
            for block in range(1, 21)
        ]
    file = read_addresses(block_file(lines), filename="見本_街区レベル.csv", town=town.name)
    load_addresses(by=by, at=at, town=town, file=file, source="見本（架空の住所の点）")
    _postcodes(by, at, town, areas)


def _postcodes(by: PartOfSystem, at: datetime, town: Town, areas: CityAreas) -> None:
    """A postcode (of no real place) for every district; the register gets them by its addresses."""
    places = [
        (f"000{number + 1:04}", town.name, f"{district.name.removesuffix('地区')}町")
        for number, district in enumerate(areas.districts)
    ]
    data = postcode_file([("0000000", town.name, "以下に掲載がない場合"), *places])
    file = read_postcodes(data, filename="見本_KEN_ALL.CSV", code=town.code, town=town.name)
    load_postcodes(by=by, at=at, town=town, file=file)
    post_by_address(by=by, at=at, town=town)


def _practice(town: Town, areas: CityAreas, at: datetime) -> None:
    Practice.objects.create(
        town=town, title="空き家の縁側で、週に1度の茶の間", area=areas.districts[2], where="峰岡町会",
        trouble="集会所まで坂があり、歩いて行けない人がいた。",
        deed="空き家の縁側を借り、近くの5軒でお茶の時間を始めた。",
        why_it_worked="歩いて3分の所にあり、片づけを順番にした。",
        needed="鍵の管理をする人2人、湯のみ、月500円の電気代。", advice="はじめは月に1度から。",
        is_public=True, changed_at=at,
    )  # fmt: skip


def _newsletters(town: Town, editor: User, at: datetime) -> None:
    """An issue of each of the last six months, and the draft of this one."""
    this = at.date().replace(day=1)
    for back in range(6, -1, -1):
        month = add_months(this, -back)
        issue = draft_newsletter(by=editor, at=at, town=town, month=month)
        if back:
            issue_newsletter(by=editor, at=at, newsletter=issue, on=month + timedelta(days=9))


def _letters(at: datetime, town: Town, areas: CityAreas, reader: User) -> None:
    """What residents wrote on the public pages: two to be read, one taken down, one refused."""
    by = PartOfSystem("住民のページ", town.pk)
    letters = [
        GivenLetter(
            key=UUID(int=SEED + days),
            sent_at=at - timedelta(days=days, hours=2),
            wording=wording,
            area=areas.districts[place],
            name=name,
            phone="000-000-5678" if name else "",
            by_machine=by_machine,
        )
        for days, wording, place, name, by_machine in LETTERS
    ]
    made = receive_letters(by=by, at=at, town=town, letters=letters)
    take_letter(by=reader, at=at, letter=made[2], given=as_intake(made[2]))
    refuse_letter(by=reader, at=at, letter=made[3], reason="宣伝・いたずら")


def _views(town: Town, areas: CityAreas, today: date) -> None:
    """Views of the area maps in the last eighteen months."""
    dice = Random(SEED)  # noqa: S311  (a demo, no secret)
    this = today.replace(day=1)
    ViewCount.objects.bulk_create(
        ViewCount(
            town_code=town.code, month=add_months(this, -back), page=ViewCount.Page.AREA,
            about=str(centre.pk), area_key=str(centre.pk), title=centre.name,
            count=dice.randint(3, 24),
        )
        for centre in areas.care_centres
        for back in range(1, 19)
    )  # fmt: skip
