"""One file of the register, in any of the forms it goes out in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.utils.timezone import localdate

from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.lists import list_to_csv, list_to_xlsx
from sasaeai.documents.writing.separated_text import as_cp932
from sasaeai.places.queries import prefecture_of
from sasaeai.resources.exporting.atom import atom_text
from sasaeai.resources.exporting.calendars import calendar_text
from sasaeai.resources.exporting.geojson import geojson_text
from sasaeai.resources.exporting.hsds import service_full
from sasaeai.resources.exporting.hsds.tables import write_datapackage
from sasaeai.resources.exporting.opendata import (
    FACILITY_HEADS,
    GATHERING_HEADS,
    facility_rows,
    gathering_rows,
)
from sasaeai.resources.exporting.pack import photo_pack
from sasaeai.resources.exporting.public import PublicRecord, public_records
from sasaeai.resources.exporting.register import HEADS, WIDTHS, register_rows
from sasaeai.resources.models import ResourceQuerySet
from sasaeai.resources.queries.naming import area_names_of
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, SJIS = "text/csv; charset=utf-8", "text/csv; charset=Shift_JIS"


@dataclass(frozen=True)
class Wanted:
    """Which resources go out, for whom, made when.

    :param host: names this installation in calendars
    """

    found: ResourceQuerySet
    town: Town
    by: Doer
    at: datetime
    host: str = "sasaeai.example"

    def public(self) -> Iterator[PublicRecord]:
        """The public ones among them."""
        names = area_names_of(self.town.pk)
        return public_records(
            self.found,
            today=localdate(self.at),
            area_names=names,
            prefecture=prefecture_of(self.town.pk),
        )


@dataclass(frozen=True)
class Made:
    """A file.

    :param unwritable: letters that CP932 has no place for; 〓 stands for them
    """

    data: bytes
    content_type: str
    name: str
    unwritable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form in which the register goes out.

    :param open: whether it holds only what everybody may see
    """

    code: str
    title: str
    open: bool
    make: Callable[[Wanted], Made]


def _xlsx(wanted: Wanted) -> Made:
    made_on, file = localdate(wanted.at), BytesIO()
    list_to_xlsx(
        HEADS,
        register_rows(wanted.found, wanted.town.pk),
        into=file,
        title="地域資源台帳",
        widths=WIDTHS,
        imprint=Imprint(wanted.by.doer_name, made_on, wanted.town.name, confidential=True),
    )
    return Made(file.getvalue(), XLSX, f"地域資源台帳_{made_on:%Y%m%d}.xlsx")


def _with_photos(wanted: Wanted) -> Made:
    plain = _xlsx(wanted)
    data = photo_pack(plain.data, wanted.found)
    return Made(data, "application/zip", plain.name.replace(".xlsx", "_写真つき.zip"))


def _csv(wanted: Wanted) -> Made:
    data = b"".join(list_to_csv(HEADS, register_rows(wanted.found, wanted.town.pk)))
    return Made(data, CSV, f"地域資源台帳_{localdate(wanted.at):%Y%m%d}.csv")


def _cp932(wanted: Wanted) -> Made:
    plain = _csv(wanted)
    text = as_cp932(plain.data.decode().removeprefix("\ufeff"))
    return Made(text.data, SJIS, plain.name, text.unwritable)


def _geojson(wanted: Wanted) -> Made:
    text = "".join(geojson_text(wanted.public(), source=wanted.town.name))
    return Made(text.encode(), "application/geo+json", f"{wanted.town.code}_resources.geojson")


def _ical(wanted: Wanted) -> Made:
    text = calendar_text(
        wanted.public(),
        name=f"{wanted.town.name}の地域資源",
        host=wanted.host,
        made_at=wanted.at,
        today=localdate(wanted.at),
    )
    return Made(text.encode(), "text/calendar; charset=utf-8", f"{wanted.town.code}_resources.ics")


def _atom(wanted: Wanted) -> Made:
    title = f"{wanted.town.name}の地域資源"
    data = atom_text(list(wanted.public()), title=title, address="", made_at=wanted.at)
    return Made(data, "application/atom+xml", f"{wanted.town.code}_resources.atom")


def _hsds(wanted: Wanted) -> Made:
    services = [service_full(record) for record in wanted.public()]
    text = json.dumps({"services": services}, ensure_ascii=False, indent=1)
    return Made(text.encode(), "application/json", f"{wanted.town.code}_hsds.json")


def _tables(wanted: Wanted) -> Made:
    file = BytesIO()
    write_datapackage(wanted.public(), into=file, title=f"{wanted.town.name}の地域資源")
    return Made(file.getvalue(), "application/zip", f"{wanted.town.code}_hsds.zip")


def _opendata(wanted: Wanted) -> Made:
    rows = facility_rows(wanted.town, wanted.public())
    data = b"".join(list_to_csv(FACILITY_HEADS, rows))
    return Made(data, CSV, f"{wanted.town.code}_public_facility.csv")


def _gatherings(wanted: Wanted) -> Made:
    rows = gathering_rows(wanted.town, wanted.public())
    data = b"".join(list_to_csv(GATHERING_HEADS, rows))
    return Made(data, CSV, f"{wanted.town.code}_kayoinoba.csv")


FORMS: dict[str, Form] = {
    form.code: form
    for form in (
        Form("xlsx", "Excel（台帳のすべて）", open=False, make=_xlsx),
        Form("photos", "台帳と写真（Excelと写真のZIP）", open=False, make=_with_photos),
        Form("csv", "CSV UTF-8（台帳のすべて）", open=False, make=_csv),
        Form("cp932", "CSV シフトJIS（台帳のすべて）", open=False, make=_cp932),
        Form(
            "opendata",
            "オープンデータ 地域資源一覧（公共施設一覧の形のCSV）",
            open=True,
            make=_opendata,
        ),
        Form("kayoinoba", "オープンデータ 通いの場一覧（CSV）", open=True, make=_gatherings),
        Form("geojson", "GeoJSON（地図）", open=True, make=_geojson),
        Form("ical", "カレンダー（iCalendar）", open=True, make=_ical),
        Form("atom", "新着（Atom）", open=True, make=_atom),
        Form("hsds", "HSDS 3（JSON）", open=True, make=_hsds),
        Form("datapackage", "HSDS 3（表と datapackage.json のzip）", open=True, make=_tables),
    )
}
