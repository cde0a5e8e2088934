"""What residents may see of a town, as documents. Only what is named here can ever leave the office."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models.fields.files import FieldFile

from sasaeai.portal.models import Newsletter, NewsletterItem, PortalSettings
from sasaeai.portal.queries.addresses import addresses_of
from sasaeai.portal.queries.land import Land, land_of, marks_of
from sasaeai.portal.queries.letters import letters_of
from sasaeai.portal.queries.newsletters import taken_items
from sasaeai.portal.queries.settings import settings_of
from sasaeai.portal.spoken import full_day
from sasaeai.resources.models import Call, Practice, Resource
from sasaeai.resources.queries import Shown, occurrences_of, public_resources, shown
from sasaeai.resources.queries import settings_of as register_settings
from sasaeai.resources.rules.states import State
from sasaeai.search.queries import synonyms_of
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

DAYS_AHEAD = 92
MOST_ISSUES = 36
# Field of the register → its label here, and the same in easy Japanese with readings.
ROWS: dict[str, tuple[str, str]] = {
    "functions": ("できること", "できること"),
    "venue": ("会場", "会場《かいじょう》"),
    "address": ("住所", "住所《じゅうしょ》"),
    "target": ("対象", "だれが 行《い》けますか"),
    "fee": ("参加費・料金", "お金《かね》"),
    "capacity": ("定員", "何人《なんにん》まで"),
    "trial": ("見学・体験", "見学《けんがく》"),
    "application": ("申し込み", "申《もう》し込《こ》み"),
    "access": ("行き方", "行《い》き方《かた》"),
    "transport": ("送迎", "送《おく》り迎《むか》え"),
    "parking": ("駐車場", "車《くるま》を とめるところ"),
    "steps": ("段差", "段差《だんさ》"),
    "toilet": ("トイレ", "トイレ"),
    "operator": ("運営", "している 人《ひと》"),
    "url": ("ホームページ", "ホームページ"),
}
PRACTICE_ROWS = {
    "trouble": "困っていたこと",
    "deed": "したこと",
    "why_it_worked": "うまくいったわけ",
    "needed": "要るもの",
    "advice": "まねるときの助言",
}


@dataclass(frozen=True)
class Snapshot:
    """The documents of a publication by file name, and how many places it shows."""

    files: dict[str, bytes]
    places: int


def snapshot(town: Town, *, today: date, letter_key: str = "") -> Snapshot:
    """Everything residents are shown of a town on the day.

    :param letter_key: the office's public key, for which residents' letters are sealed
    """
    decided = settings_of(town.pk)
    land = land_of(town.pk, decided, today)
    resources = list(public_resources(town.pk, today=today))
    pictures: dict[str, bytes] = {}
    places = [_place(one, land, today, pictures) for one in resources]
    documents = {
        "town.json": _town(town, decided, resources, land)
        | letters_of(town.pk, decided, key=letter_key, today=today),
        "areas.json": land.areas,
        "places.json": places,
        "marks.json": marks_of(town.pk, land, places),
        "addresses.json": addresses_of(town.pk),
        "pieces.json": [*_newsletters(town, pictures), *_calls(town.pk), *_practices(town.pk)],
    }
    files = {name: _json(content) for name, content in documents.items()}
    return Snapshot(files | pictures, len(places))


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _town(
    town: Town, decided: PortalSettings, resources: Iterable[Resource], land: Land
) -> dict[str, Any]:
    register = register_settings(town.pk)
    counts: dict[str, int] = {}
    kinds: set[str] = set()
    for one in resources:
        kinds.add(one.kind.label if one.kind else "")
        if "functions" in one.shown_fields:
            for term in one.functions.all():
                counts[term.code] = counts.get(term.code, 0) + 1
    terms = Term.objects.of(town.pk, "need-kind")
    return {
        "office": {
            "name": register.office_name,
            "phone": register.office_phone,
            "fax": register.office_fax,
        },
        "welcome": decided.welcome,
        "background": decided.background,
        "background_source": decided.background_source,
        "map_level": land.level,
        "functions": [
            {"code": t.code, "label": t.label, "count": counts[t.code]}
            for t in terms
            if t.code in counts
        ],
        "kinds": sorted(kinds - {""}),
        "synonyms": [list(group) for group in synonyms_of(town.pk)],
    }


def _place(one: Resource, land: Land, today: date, pictures: dict[str, bytes]) -> dict[str, Any]:
    told = shown(one)
    values = told.values
    contacts = [
        {name: getattr(c, name) for name in ("name", "role", "phone", "fax", "mail", "hours")}
        for c in told.contacts
    ]
    point = values.get("point", (None, None))
    has_times = "schedule" in one.shown_fields and one.state == State.ACTIVE
    content: dict[str, Any] = {
        "schedule": values.get("schedule", []),
        "description": values.get("description", ""),
        "easy_text": values.get("easy_text", ""),
        "venue": values.get("venue", ""),
        "address": values.get("address", ""),
        "fee": values.get("fee", ""),
        "rows": list(_rows(told)),
        "contacts": contacts,
        "photos": [
            {"file": _picture(p.file, pictures), "caption": p.caption, "sort": p.sort}
            for p in told.photos
        ],
        "state": _state(one),
        "assured": _assured(one),
    }
    return {
        "public_id": str(one.public_id),
        "name": one.name,
        "kana": values.get("kana", ""),
        "kind": one.kind.label if one.kind else "",
        "area_key": str(one.area_id or ""),
        "area_name": one.area.name if one.area else "",
        "areas": land.around([one.area_id, *(a.pk for a in one.more_areas.all())]),
        "functions": [t.code for t in one.functions.all()] if told.has("functions") else [],
        "phone": next((c["phone"] for c in contacts if c["phone"]), ""),
        "latitude": point[0],
        "longitude": point[1],
        "paused": one.state == State.PAUSED,
        "until": one.leaves_public_on.isoformat() if one.leaves_public_on else "",
        "words": _words(told, contacts),
        "content": content,
        "times": [
            [o.on.isoformat(), _hour(o.starts_at), _hour(o.ends_at), o.note]
            for o in occurrences_of(one, today, today + timedelta(days=DAYS_AHEAD))
        ]
        if has_times
        else [],
    }


def _hour(value: Any) -> str | None:
    return value.isoformat("minutes") if value else None


def _rows(told: Shown) -> Iterable[dict[str, Any]]:
    for name, (label, easy) in ROWS.items():
        if told.has(name):
            value = told.values[name]
            text = "、".join(value) if isinstance(value, list) else str(value)
            text += "人" if name == "capacity" else ""
            yield {"label": label, "easy": easy, "text": text, "link": name == "url"}


def _state(one: Resource) -> dict[str, str]:
    """What residents must know of a place that is not open as usual."""
    if one.state == State.ACTIVE:
        return {"label": "", "note": ""}
    line = next(iter(one.state_lines.all()), None)
    parts = [f"{full_day(one.state_on)}から" if one.state_on else ""]
    if line is not None and "schedule" in one.shown_fields:
        expected = f"再開の見込み：{full_day(line.expected_on)}" if line.expected_on else ""
        parts += [line.reason, line.conditions, expected]
    return {"label": one.get_state_display(), "note": "　".join(p for p in parts if p)}


def _assured(one: Resource) -> str:
    if one.assured_on is None:
        return ""
    how = f"（{one.get_assured_how_display()}）" if one.assured_how else ""
    return f"{full_day(one.assured_on)}{how}"


def _words(told: Shown, contacts: Iterable[dict[str, str]]) -> str:
    """What the place is found by: shown values only."""
    names = (
        "name",
        "kana",
        "kind",
        "area",
        "description",
        "easy_text",
        "venue",
        "address",
        "target",
    )
    said = [str(told.values[name]) for name in names if told.has(name)]
    said += [*told.values.get("functions", []), *told.values.get("schedule", [])]
    said += [str(told.values["operator"])] if told.has("operator") else []
    return " ".join([*said, *(c["phone"] for c in contacts)])


def _picture(picture: FieldFile, pictures: dict[str, bytes]) -> str:
    """The name under which a picture goes out: the sum of its bytes."""
    try:
        with picture.open("rb") as file:
            data = file.read()
    except FileNotFoundError:
        return ""
    name = hashlib.sha256(data).hexdigest()
    pictures[f"pictures/{name}.jpg"] = data
    return name


def _newsletters(town: Town, pictures: dict[str, bytes]) -> Iterable[dict[str, Any]]:
    issues = Newsletter.objects.filter(town=town).issued().select_related("area")[:MOST_ISSUES]
    publisher = settings_of(town.pk).publisher
    for issue in issues:
        items = [_item(item, pictures) for item in taken_items(issue)]
        content = {
            "lead": issue.lead,
            "items": items,
            "area": issue.area_name,
            "issued": f"{full_day(issue.issued_on)}発行" if issue.issued_on else "",
            "publisher": publisher,
        }
        yield {"sort": "newsletter", "key": issue.key, "title": str(issue), "content": content}


def _item(item: NewsletterItem, pictures: dict[str, bytes]) -> dict[str, str]:
    picture, caption = item.shown_picture
    return {
        "heading": item.heading,
        "text": item.text,
        "photo": _picture(picture, pictures) if picture else "",
        "caption": caption,
    }


def _calls(town_id: int) -> Iterable[dict[str, Any]]:
    """The board: never a name, telephone, address or remark; contact goes through the office."""
    for call in Call.objects.filter(town=town_id).board().select_related("area"):
        content = {
            "side": call.side,
            "sort": call.get_sort_display(),
            "text": call.wording,
            "area": call.area.name if call.area else "",
            "days": call.days,
            "fee": call.fee,
        }
        yield {"sort": "call", "key": str(call.pk), "title": call.title, "content": content}


def _practices(town_id: int) -> Iterable[dict[str, Any]]:
    for card in Practice.objects.filter(town=town_id, is_public=True).select_related("area"):
        rows = [
            {"label": label, "text": getattr(card, name)}
            for name, label in PRACTICE_ROWS.items()
            if getattr(card, name)
        ]
        where = "　".join(w for w in (card.area.name if card.area else "", card.where) if w)
        content = {"where": where, "rows": rows}
        yield {"sort": "practice", "key": str(card.pk), "title": card.title, "content": content}
