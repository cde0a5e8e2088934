"""One row as what it says of a resource, or all the reasons why it cannot be kept."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import jaconv
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from sasaeai.documents.reading import ReadTable, text_of
from sasaeai.people.rules import match_key
from sasaeai.resources.importing.beside import read_beside
from sasaeai.resources.importing.cells import Cells
from sasaeai.resources.importing.context import Context
from sasaeai.resources.importing.said import Said
from sasaeai.resources.importing.standing import read_gathering, read_standing
from sasaeai.resources.importing.when import MOST_NOTE, read_unusual, read_when
from sasaeai.resources.importing.where import read_address, read_point, read_postcode
from sasaeai.resources.importing.who import read_contacts, read_operator
from sasaeai.resources.importing.words import read_areas, read_kinds, read_needs
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.keys import address_key
from sasaeai.resources.rules.states import MatchLevel, Source, Steps, Toilet, Trial
from sasaeai.resources.rules.written_lines import read_told_lines

MOST: dict[str, int] = {f.name: f.max_length for f in Resource._meta.fields if f.max_length}
PLAIN = (
    *("other_names", "venue", "target", "application", "access", "transport", "parking"),
    *("easy_text", "source_note", "notes"),
)
CHOICES: dict[str, Any] = {"trial": Trial, "steps": Steps, "toilet": Toilet, "source": Source}
WHOLE = {"age_from": 150, "age_to": 150, "capacity": 1_000_000, "review_months": 60}
LONGEST_YEN = len("10,000,000")
_YEN = re.compile(r"(?:1回|一回)?(\d[\d,]*)円?")
_is_url = URLValidator(schemes=("http", "https"))


def read_row(cells: Cells, context: Context) -> Said | None:
    """What a row says; None when `cells.problems` says why not."""
    said = Said(system=context.system, facts=_facts(cells))
    name = said.name
    if not name:
        cells.refuse("name", "名称が空です。名称を書いてください。")
    elif len(name) > MOST["name"]:
        cells.refuse("name", f"名称が{MOST['name']}字を超えています。短くしてください。")
    _where(cells, said)
    said.schedules, note = read_when(cells)
    _note(cells, said, note)
    said.unusual_days = read_unusual(cells)
    read_kinds(cells, context, said)
    read_needs(cells, context, said)
    read_areas(cells, context, said)
    said.operator = read_operator(cells)
    said.contacts = read_contacts(cells, public=context.public)
    _fee(cells, said)
    said.gathering = read_gathering(cells, context.known)
    said.standing, said.ended_on = read_standing(cells)
    said.beside = read_beside(cells)
    _numbers(cells, said, context)
    _tags(cells, said)
    _extras(cells, said)
    _refuse_contradictions(cells, said)
    return None if cells.problems else said


def _facts(cells: Cells) -> dict[str, Any]:
    """Texts, choices and numbers that stand in a cell of their own."""
    name = cells.text("name")
    facts: dict[str, Any] = {"name": name if cells.strict else re.sub(r"\s+", " ", name)}
    kana = cells.text("kana")
    put_text(cells, facts, "kana", kana if cells.strict else _hiragana(kana))
    for name in PLAIN:
        put_text(cells, facts, name, cells.text(name))
    described = (cells.text(n) for n in ("summary", "description", "services"))
    put_text(cells, facts, "description", "\n".join(t for t in described if t))
    _remarks(cells, facts)
    for name, choices in CHOICES.items():
        _choice(cells, facts, name, choices)
    for name, most in WHOLE.items():
        number = cells.whole(name, most, least=1 if name == "review_months" else 0)
        if number is not None or (cells.strict and cells.has(name)):
            facts[name] = number
    if cells.has("started_on"):
        begun = cells.day("started_on")
        if begun or cells.strict:
            facts["started_on"] = begun
    _url(cells, facts)
    return facts


def _hiragana(kana: str) -> str:
    """ふりがな is kept in hiragana; open data writes katakana, often half wide."""
    return str(jaconv.kata2hira(unicodedata.normalize("NFKC", kana)))


def put_text(cells: Cells, facts: dict[str, Any], name: str, text: str) -> None:
    """A text, if the row says it; what is too long is kept whole among the extras."""
    if not text and not (cells.strict and cells.has(name)):
        return
    most = MOST.get(name)
    if most and len(text) > most:
        if cells.strict:
            cells.refuse(name, f"{cells.head(name)}が{most}字を超えています。短くしてください。")
            return
        cells.aside[cells.head(name)] = text
        cells.remarks.append(f"{cells.head(name)}が長いため、全文を「ほかの列」に残しました。")
        text = text[: most - 1] + "…"
    facts[name] = text


def _remarks(cells: Cells, facts: dict[str, Any]) -> None:
    """備考 and バリアフリー情報 stand behind the description: nobody else looks for them."""
    for name, label in (("barrier_free", "バリアフリー"), ("remark", "備考")):
        if cells.text(name):
            told = f"{label}：{cells.text(name)}"
            before = facts.get("description", "")
            facts["description"] = f"{before}\n{told}" if before else told


def _choice(cells: Cells, facts: dict[str, Any], name: str, choices: Any) -> None:
    word = cells.text(name)
    if not word and not (cells.strict and cells.has(name)):
        return
    known = {label: value for value, label in choices.choices} | {v: v for v in choices.values}
    if word and word not in known:
        if cells.strict:
            labels = tuple(choices.labels)
            cells.refuse(name, f"「{word}」は{cells.head(name)}としてわかりません。", labels)
        else:
            cells.put_aside(name)
        return
    facts[name] = known.get(word, "")


def _url(cells: Cells, facts: dict[str, Any]) -> None:
    text = unicodedata.normalize("NFKC", cells.text("url"))
    if re.fullmatch(r"(?:www\.)?[\w.-]+\.[a-z]{2,}(?:/\S*)?", text):
        text = f"https://{text}"
    if text:
        try:
            _is_url(text)
        except ValidationError:
            if cells.strict:
                cells.refuse("url", f"「{text}」はホームページの住所の形ではありません。")
            else:
                cells.put_aside("url")
            return
        if len(text) > MOST["url"]:
            cells.put_aside("url", "ホームページの住所が長すぎるため「ほかの列」に残しました。")
            return
    if text or (cells.strict and cells.has("url")):
        facts["url"] = text


def _where(cells: Cells, said: Said) -> None:
    facts = said.facts
    put_text(cells, facts, "address", read_address(cells))
    postcode = read_postcode(cells)
    if postcode or (cells.strict and cells.has("postcode")):
        facts["postcode"] = postcode
    point = read_point(cells)
    if point is not None:
        facts["latitude"], facts["longitude"] = point
        levels = {label: value for value, label in MatchLevel.choices}
        facts["match_level"] = levels.get(cells.text("match_level"), MatchLevel.GIVEN)
    elif cells.strict and cells.has("latitude"):
        facts |= {"latitude": None, "longitude": None, "match_level": ""}


def _note(cells: Cells, said: Said, note: str) -> None:
    if note or (cells.strict and cells.has("schedule_note")):
        if len(note) > MOST_NOTE:
            cells.aside["日時の補足"] = note
            note = note[: MOST_NOTE - 1] + "…"
        said.facts["schedule_note"] = note


def _fee(cells: Cells, said: Said) -> None:
    words = [cells.text("fee"), cells.text("fee_more")]
    if re.fullmatch(r"\d[\d,]*", words[0]):
        words[0] += "円"
    put_text(cells, said.facts, "fee", "　".join(w for w in dict.fromkeys(words) if w))
    yen = cells.whole("fee_yen", 10_000_000)
    plain = unicodedata.normalize("NFKC", words[0]).replace(" ", "")
    found = _YEN.fullmatch(plain)
    if yen is None and not cells.has("fee_yen"):
        if plain == "無料":
            yen = 0
        elif found and len(found[1]) <= LONGEST_YEN:
            yen = int(found[1].replace(",", ""))
    if yen is not None or (cells.strict and cells.has("fee_yen")):
        said.facts["fee_yen"] = yen


def _numbers(cells: Cells, said: Said, context: Context) -> None:
    """The number by which the same record is found again, or a mark of the row where it has none."""
    word = cells.text("public_id") or _own_number(cells)
    if word:
        try:
            said.public_id = UUID(word)
        except ValueError:
            said.number = word[:120]
    if cells.has("codes"):
        said.codes = read_told_lines(cells.text("codes"))
    if context.shape.strict or said.public_id:
        return
    number = cells.text("source_id") if context.shape.numbered else ""
    if cells.text("office_number"):
        number = f"{cells.text('office_number')}:{cells.text('services')}".rstrip(":")
    said.number = said.number or number[:120] or _mark(said, context)


def _own_number(cells: Cells) -> str:
    """An ID that is a UUID is a number of a register such as ours."""
    word = cells.text("source_id")
    return word if re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", word) else ""


def _mark(said: Said, context: Context) -> str:
    """A row without a number is known by name and place; the second of two equal rows by its order."""
    place = address_key(str(said.facts.get("address", "")))
    if not place and said.facts.get("latitude"):
        place = f"{said.facts['latitude']:.4f},{said.facts['longitude']:.4f}"
    whole = f"{match_key(said.name)}|{place}"
    context.keys[whole] += 1
    again = context.keys[whole]
    mark = hashlib.sha256(whole.encode()).hexdigest()[:32]
    return f"行:{mark}" if again == 1 else f"行:{mark}:{again}"


def _tags(cells: Cells, said: Said) -> None:
    tags = [cells.text("tags").replace(";", "、"), *said.facts.pop("_tags", ())]
    put_text(cells, said.facts, "tags", "、".join(dict.fromkeys(t for t in tags if t)))


def _extras(cells: Cells, said: Said) -> None:
    """Every column that has no field, and every text that did not fit into one."""
    kept = _told_extras(cells) | cells.table.extras(cells.row) | cells.aside
    if cells.text("publisher_code"):
        kept[cells.head("publisher_code")] = cells.text("publisher_code")
    if kept or (cells.strict and cells.has("extras")):
        said.facts["extras"] = kept


def _told_extras(cells: Cells) -> dict[str, str]:
    """ほかの列 of our own file."""
    return read_told_lines(text_of(cells.table.value(cells.row, "extras")))


def _refuse_contradictions(cells: Cells, said: Said) -> None:
    facts = said.facts
    first, last = facts.get("age_from"), facts.get("age_to")
    if first is not None and last is not None and last < first:
        cells.refuse("age_to", "「何歳まで」は「何歳から」より大きい数にしてください。")
    begun, ended = facts.get("started_on"), said.ended_on
    if begun and ended and ended < begun:
        cells.refuse("ended_on", "「終わった日」は「始まった日」よりあとにしてください。")


def rows_of(table: ReadTable, context: Context) -> Iterator[tuple[Cells, Said | None]]:
    """Every row of a table, read."""
    strict = context.shape.strict
    for row in table.rows:
        cells = Cells(table, row, strict)
        yield cells, read_row(cells, context)
