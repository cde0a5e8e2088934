"""Where a row lies: address in one cell or in parts, point as written, swapped or of no use."""

from __future__ import annotations

import re
import unicodedata

from sasaeai.resources.importing.cells import Cells

LATITUDES, LONGITUDES = (20.0, 46.0), (122.0, 154.0)
PREFECTURE = re.compile(r"^(?:東京都|北海道|(?:京都|大阪)府|.{2,3}県)")
POSTCODE = re.compile(r"〒?\s*(\d{3})[-‐−ー－]?(\d{4})")


def read_point(cells: Cells) -> tuple[float, float] | None:
    """Latitude and longitude; turned round if they were swapped, left out if they are none of Japan's."""
    latitude, longitude = cells.degrees("latitude"), cells.degrees("longitude")
    said = [t for t in (cells.text("latitude"), cells.text("longitude")) if t]
    if latitude is None or longitude is None:
        if any(re.sub(r"[0.９9\s]", "", t) for t in said):
            _no_use(cells, said)
        return None
    if _in(latitude, LATITUDES) and _in(longitude, LONGITUDES):
        return latitude, longitude
    if _in(longitude, LATITUDES) and _in(latitude, LONGITUDES):
        cells.remarks.append("緯度と経度が入れかわっていたので直しました。")
        return longitude, latitude
    _no_use(cells, said)
    return None


def _no_use(cells: Cells, said: list[str]) -> None:
    reason = f"緯度・経度「{'、'.join(said)}」は日本の位置ではありません。"
    if cells.strict:
        cells.refuse("latitude", f"{reason}直すか、両方を空欄にしてください。")
    else:
        cells.put_aside("latitude", f"{reason}位置なしで取り込みます。")
        cells.put_aside("longitude")


def _in(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def read_address(cells: Cells) -> str:
    """The address: as one text if there is one, else its parts joined; the building behind a space."""
    whole, building = cells.text("address"), cells.text("building")
    if not whole:
        whole = _joined(cells)
    elif not PREFECTURE.match(whole) and cells.has("address_city"):
        whole = _completed(whole, cells)
    whole = POSTCODE.sub("", whole, count=1).strip() if whole.startswith("〒") else whole
    if building and building not in whole:
        whole = f"{whole} {building}".strip()
    return whole


def _joined(cells: Cells) -> str:
    """所在地_都道府県 … 番地以下; some towns write the whole address into 町字."""
    town, block = cells.text("address_town"), cells.text("address_block")
    if PREFECTURE.match(block):
        return block
    if not town and not block:
        return ""
    if PREFECTURE.match(town):
        return town if block in town else town + block
    city = cells.text("address_city")
    before = "" if city and town.startswith(city) else _city_of(cells)
    return before + town + block


def _completed(whole: str, cells: Cells) -> str:
    """An address without its town gets it from the columns beside, if it does not begin with it."""
    city = cells.text("address_city")
    bare = PREFECTURE.sub("", city)
    if not bare or whole.startswith((city, bare)) or not re.match(r".*[市区町村]$", bare):
        return whole
    return _city_of(cells) + whole


def _city_of(cells: Cells) -> str:
    prefecture, city = cells.text("address_prefecture"), cells.text("address_city")
    return city if PREFECTURE.match(city) else prefecture + city


def read_postcode(cells: Cells) -> str:
    """`000-0000`, from its own cell or from before the address."""
    for text in (cells.text("postcode"), cells.text("address")):
        found = POSTCODE.match(unicodedata.normalize("NFKC", text))
        if found and (text == cells.text("postcode") or text.startswith("〒")):
            return f"{found[1]}-{found[2]}"
    return ""
