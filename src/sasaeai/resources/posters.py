"""掲示用の地図: what residents may see, numbered, on the boundaries of the town."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sasaeai.analysis.map_sheet import Shape, map_sheet
from sasaeai.documents.paper import Imprint, PaperName
from sasaeai.documents.poster import Entry, map_size, poster_to_pdf
from sasaeai.places.models import Area
from sasaeai.resources.models import RegisterSettings, Resource
from sasaeai.resources.queries.showing import Shown, shown

MOST_ON_POSTER = 300


def poster(
    title: str,
    resources: Iterable[Resource],
    areas: Sequence[Area],
    *,
    paper: PaperName,
    imprint: Imprint,
    settings: RegisterSettings,
    today: date,
) -> bytes:
    """A PDF of the public ones among the resources (which came `with_parts`); those without a point stand below."""
    told = [shown(one) for one in resources if one.is_public_on(today)]
    on_map = [one for one in told if one.has("point")]
    points = [(number, *_point(one)) for number, one in enumerate(on_map, start=1)]
    shapes = [Shape(area.name, area.outline or {}) for area in areas]
    width, height = map_size(paper)
    entries = [_entry(number, one) for number, one in enumerate(on_map, start=1)]
    entries += [_entry(0, one) for one in told if not one.has("point")]
    return poster_to_pdf(
        title,
        map_sheet(shapes, points, width=width, height=height),
        entries,
        paper=paper,
        imprint=imprint,
        notes=_notes(settings, areas, today),
    )


def _point(one: Shown) -> tuple[float, float]:
    latitude, longitude = one.values["point"]
    return latitude, longitude


def _entry(number: int, one: Shown) -> Entry:
    values = one.values
    phone = next((c.phone for c in one.contacts if c.phone), "")
    paused = "（いまは休止中）" if one.resource.state == "paused" else ""
    lines = (
        "、".join(values.get("schedule", [])),
        "　".join(str(values[name]) for name in ("venue", "fee") if name in values),
        f"電話 {phone}" if phone else "",
    )
    return Entry(number, f"{one.resource.name}{paused}", lines)


def _notes(settings: RegisterSettings, areas: Sequence[Area], today: date) -> list[str]:
    office = " ".join(x for x in (settings.office_name, settings.office_phone) if x)
    sources = "、".join(sorted({area.outline_source for area in areas if area.outline_source}))
    notes = [f"お問い合わせ　{office}" if office else "", f"境界：{sources}" if sources else ""]
    notes.append(
        f"{today.year}年{today.month}月{today.day}日の内容です。位置はおおよそのことがあります。"
    )
    return [note for note in notes if note]
