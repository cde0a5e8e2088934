"""Commands about resources: lists in, files out. Answers go to stderr in words, the exit code says the rest."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError

from sasaeai.documents.atomic import write_whole
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.tables import table_to_pdf, table_to_xlsx
from sasaeai.places.commands import import_people
from sasaeai.places.models import Area
from sasaeai.resources.actions.exporting import note_export
from sasaeai.resources.exporting.files import FORMS, Wanted
from sasaeai.resources.importing import Checked, Wishes, check_file, take_in
from sasaeai.resources.importing.heads import FIELD_NAMES
from sasaeai.resources.importing.known import known_of
from sasaeai.resources.importing.opening import AUTO, IsPopulation
from sasaeai.resources.importing.packs import Picture, open_pack, take_pictures
from sasaeai.resources.importing.shapes import BY_CODE
from sasaeai.resources.models import Resource, ResourceQuerySet
from sasaeai.resources.queries.near import point_near
from sasaeai.resources.queries.on_foot import streets_of, walked_to
from sasaeai.resources.queries.ranking import ranked
from sasaeai.resources.queries.showing import schedule_words
from sasaeai.resources.queries.survey import survey_of, survey_tables
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.towns.queries import town_called
from sasaeai.towns.refusal import Unusable, usable
from sasaeai.towns.viewer import PartOfSystem

MOST_TOLD = 20


@dataclass(frozen=True)
class Command(PartOfSystem):
    """The command line: sees the whole town."""

    def may(self, permission: str) -> bool:
        """Whoever can open the data folder may do what its commands do."""
        return bool(permission)

    def area_ids(self) -> frozenset[int] | None:
        """The whole town."""
        return None

    def organisation_ids(self) -> frozenset[int] | None:
        """Everybody's records."""
        return None


def import_file(arguments: argparse.Namespace) -> int:
    """`sasaeai import resources FILE`.

    :raises Unusable: if the file cannot be opened or is no list of resources
    """
    town = town_called(arguments.town)
    path = Path(arguments.file)
    try:
        checked, pictures = _checked(path, town, arguments)
    except IsPopulation:
        return import_people(path, town, dry_run=arguments.dry_run)
    if not arguments.dry_run:
        try:
            take_in(by=Command("取り込み", town.pk), at=clock.now(), town=town, checked=checked)
        except ValidationError as wrong:
            raise Unusable(
                f"{path.name}：書き込めない行があったため、1件も取り込みませんでした（{'、'.join(wrong.messages)}）。"
            ) from wrong
    _tell(checked, written=not arguments.dry_run)
    if pictures and not arguments.dry_run:
        by = Command("取り込み", town.pk)
        got = take_pictures(by=by, at=clock.now(), town=town, pictures=pictures)
        say(f"写真 {got.added:,}枚を加えました（{got.known:,}枚はもうありました）。")
        for words in got.refused:
            say(f"  {words}")
    if not checked.refused:
        return 0
    report = Path(arguments.report) if arguments.report else _beside(path)
    _write(report, checked.workbook_of_refused())
    say(
        f"{checked.refused:,}件は読み込めませんでした。理由を書いた表：{report}\n"
        "色のついたマスを直して、その表をもう一度取り込んでください。"
    )
    return 1


def survey_gathering(arguments: argparse.Namespace) -> int:
    """`sasaeai survey kayoinoba --month 2026-03 --out FILE.(xlsx|pdf)`.

    :raises Unusable: if the month or the kind of file is unknown, or the file cannot be written
    """
    town, out = town_called(arguments.town), Path(arguments.out)
    month = _month(arguments.month)
    survey = survey_of(town.pk, month)
    tables = survey_tables(survey)
    by, today = "システム（調査）", clock.today()
    kind = out.suffix.lower()
    if kind == ".xlsx":
        data = table_to_xlsx(tables, made_by=by, made_on=today, town=town.name)
    elif kind == ".pdf":
        filled = [table for table in tables if table.rows]
        data = table_to_pdf(filled, made_by=by, made_on=today, town=town.name)
    else:
        raise Unusable(f"「{out.name}」には書けません。--out は .xlsx か .pdf にしてください。")
    _write(out, data)
    say(
        f"{month.year}年{month.month}月：{len(survey.counted):,}か所、実人数 {survey.people:,}人。"
        f"数えなかった会場 {len(survey.left_out):,}か所（理由は表の中）、"
        f"確かめたい会場 {len(survey.lacking):,}か所。"
    )
    for line in survey.left_out[:MOST_TOLD]:
        say(f"  数えない：{line.resource.name}（{line.why}）")
    return 0


def search_resources(arguments: argparse.Namespace) -> int:
    """`sasaeai search resources WORDS [--near LAT,LON | --near-address 住所] [--within 800]`: JSON lines with rank.

    :raises Unusable: if the place cannot be read
    """
    town = town_called(arguments.town)
    near = _near(arguments, town)
    found = ranked(
        Command("検索", town.pk),
        arguments.words,
        today=clock.today(),
        near=near,
        within=arguments.within,
        limit=max(1, arguments.limit),
        public_only=arguments.public,
    )
    some = [line.resource for line in found]
    walked = walked_to(streets_of(town.code), near, some) if near else {}
    for line in found:
        one = line.resource
        said = {
            "rank": line.rank,
            "id": str(one.public_id),
            "name": one.name,
            "kind": one.kind.label if one.kind else None,
            "area": one.area_name,
            "schedule": schedule_words(one),
            "state": one.state,
            "assured_on": one.assured_on.isoformat() if one.assured_on else None,
            "metres": line.metres,
            "metres_on_foot": walked.get(one.pk),
        }
        print(json.dumps(said, ensure_ascii=False))
    return 0


def _near(arguments: argparse.Namespace, town: Town) -> tuple[float, float] | None:
    text, address = arguments.near, arguments.near_address
    if address:
        found = point_near(town.pk, address)
        if found is None:
            raise Unusable(
                f"「{address}」の位置が分かりません。町名から書くか、住所の一覧を取り込むか、"
                "--near 緯度,経度 で指定してください。"
            )
        say(f"「{found.name}」（{found.how}）から近い順です。距離は直線です。")
        return found.point
    if not text:
        return None
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        latitude = longitude = 0.0
    if not (20 <= latitude <= 46 and 122 <= longitude <= 154):
        raise Unusable(
            f"「{text}」を緯度,経度として読めません。--near 36.56,136.65 のように書いてください。"
        )
    return latitude, longitude


def _month(text: str) -> date:
    try:
        year, month = (int(part) for part in text.split("-"))
        return date(year, month, 1)
    except ValueError:
        raise Unusable(
            f"「{text}」を月として読めません。2026-03 のように書いてください。"
        ) from None


def export_file(arguments: argparse.Namespace) -> int:
    """`sasaeai export resources --format … --out FILE`.

    :raises Unusable: if the form or the area is unknown, or the file cannot be written
    """
    town, out, at = town_called(arguments.town), Path(arguments.out), clock.now()
    by = Command("書き出し", town.pk)
    form = FORMS.get(arguments.format or out.suffix.lower().lstrip("."))
    if form is None:
        raise Unusable(f"--format には {'、'.join(FORMS)} のどれかを指定してください。")
    found = Resource.objects.visible_to(by).kept()
    if arguments.area:
        found = found.within(*_areas(town, arguments.area))
    if arguments.resource:
        found = _one(found, arguments.resource)
    try:
        made = form.make(Wanted(found, town, by, at))
    except CannotRead as too_much:
        raise Unusable(str(too_much)) from too_much
    _write(out, made.data)
    if made.unwritable:
        say(f"Shift_JISにない文字を「〓」にしました：{'、'.join(made.unwritable)}")
    if not form.open:
        note_export(by=by, at=at, form=form.title, count=found.count())
    return 0


def _areas(town: Town, name: str) -> list[Area]:
    found = known_of(town).area(name)
    if not found:
        raise Unusable(f"「{name}」という区域はありません。区域の名前を確かめてください。")
    return found


def _one(found: ResourceQuerySet, number: str) -> ResourceQuerySet:
    try:
        one = found.filter(public_id=number)
    except ValidationError as wrong:
        raise Unusable(f"「{number}」は資源番号ではありません。") from wrong
    if not one:
        raise Unusable(f"資源番号「{number}」の資源はありません。")
    return one


def say(text: str) -> None:
    """Words for the person at the keyboard."""
    print(text, file=sys.stderr)


def _checked(
    path: Path, town: Town, arguments: argparse.Namespace
) -> tuple[Checked, tuple[Picture, ...]]:
    wishes = Wishes(
        shape=_shape(arguments.shape),
        sheet=arguments.sheet,
        confirmed_on=_day(arguments.confirmed_on),
        areas_by_point=arguments.areas_by_point,
    )
    with usable(path, leave=(IsPopulation,)):
        pack = open_pack(path.read_bytes(), filename=path.name)
        checked = check_file(
            pack.table, filename=pack.name, town=town, today=clock.today(), wishes=wishes
        )
        return checked, pack.pictures


def _shape(code: str) -> str:
    if code != AUTO and code not in BY_CODE:
        raise Unusable(
            f"「{code}」という形はありません。使えるのは auto、{'、'.join(BY_CODE)} です。"
        )
    return code


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise Unusable(
            f"「{text}」は日付ではありません。2026-11-21 のように書いてください。"
        ) from wrong


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}_直す行.xlsx")


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as reason:
        raise Unusable(
            f"{path} に書き込めません（{reason.strerror}）。別の場所を指定してください。"
        ) from reason


def _tell(checked: Checked, *, written: bool) -> None:
    done = "取り込みました" if written else "取り込めます（まだ書き込んでいません）"
    say(
        f"{checked.filename}：{checked.shape.title}として{checked.rows:,}件を読み、"
        f"新しく{checked.new:,}件、直して{checked.changed:,}件を{done}。"
    )
    if checked.same:
        say(f"{checked.same:,}件は台帳と同じでした。")
    if checked.doubles:
        say(f"{checked.doubles:,}件は同じ行のくり返しのため、二重にしませんでした。")
    if checked.new_partners:
        say(f"新しい連携先：{len(checked.new_partners):,}件")
    if checked.posted:
        filled = {"postcode": "郵便番号", "address": "住所"}
        told = "・".join(f"{filled[name]} {count:,}件" for name, count in checked.posted.items())
        say(f"ない行に入れました：{told}")
    if checked.areas:
        say(f"位置から区域が分かる、区域のない行：{sum(checked.areas.values()):,}件")
    if checked.placed:
        counts = "、".join(f"{words} {count:,}件" for words, count in checked.placed.items())
        say(f"緯度・経度のない行の位置を住所から：{counts}")
    for table in checked.tables:
        if table.skipped:
            say(f"読み飛ばした行（{table.sheet}）：{len(table.skipped):,}行")
    for words, times in Counter(words for _, _, words in checked.remarks).most_common(MOST_TOLD):
        say(f"{words}　{times:,}件")
    for (name, word), times in Counter(checked.unknown).most_common(MOST_TOLD):
        say(f"わからない言葉（{FIELD_NAMES.get(name, name)}）：{word}　{times:,}件")
