"""A roster out of a table that somebody kept: every row is read, matched, or refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sasaeai.councils.models import Council, Participant
from sasaeai.councils.rules.seats import Channel, Seat
from sasaeai.documents.reading import ReadRow, read_table
from sasaeai.documents.reading.tables import ReadTable
from sasaeai.documents.reading.values.days import read_day
from sasaeai.people.models import Organisation
from sasaeai.people.rules import match_key
from sasaeai.vocabulary.models import Term

HEADS = {
    "name": ("氏名", "名前", "お名前", "委員名", "構成員"),
    "kana": ("ふりがな", "フリガナ", "かな", "よみ"),
    "body_name": ("所属", "団体名", "団体", "所属団体", "選出団体", "どこの代表か"),
    "kind": ("立場", "区分", "種別", "選出区分"),
    "seat": ("役目", "役職", "役"),
    "valid_from": ("任期の始め", "任期開始", "就任日", "いつから"),
    "valid_to": ("任期の終わり", "任期終了", "任期満了", "いつまで"),
    "channel": ("案内の方法", "連絡方法"),
    "postal_code": ("郵便番号", "〒"),
    "address": ("住所", "所在地"),
    "phone": ("電話", "電話番号", "TEL", "連絡先"),
    "fax": ("FAX", "FAX番号", "ファックス"),
    "mail": ("メール", "メールアドレス", "E-mail"),
    "notes": ("メモ", "備考"),
}
COLUMNS = tuple(names[0] for names in HEADS.values())
SEAT = ("kind", "seat", "valid_from", "valid_to")
ALIKE = {"委員": Seat.MEMBER, "メンバー": Seat.MEMBER, "アドバイザー": Seat.ADVISER}
LONGEST = {"name": 60, "kana": 120, "body_name": 120, "address": 200, "phone": 40, "fax": 40}


@dataclass(frozen=True)
class RosterRow:
    """A row that can be kept; `known` is the participant that it already is."""

    number: int
    person: dict[str, Any]
    seat: dict[str, Any]
    known: Participant | None = None


@dataclass
class RosterSheet:
    """A roster, read and checked.

    :param refused: row number, its name, why
    """

    filename: str
    rows: list[RosterRow] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    unknown_heads: tuple[str, ...] = ()

    @property
    def fresh(self) -> int:
        """How many people nobody knew yet."""
        return sum(1 for row in self.rows if row.known is None)


class _Known:
    def __init__(self, council: Council) -> None:
        town = council.town_id
        kinds = Term.objects.of(town, "member-kind")
        self.kinds = {match_key(part): k for k in kinds for part in _names(k)}
        partners = Organisation.objects.filter(town=town).open()
        self.bodies = {one.name_key: one for one in partners}
        self.people: dict[str, list[Participant]] = {}
        for one in Participant.objects.filter(town=town).select_related("body"):
            self.people.setdefault(one.name_key, []).append(one)


def _names(kind: Term) -> list[str]:
    parts = kind.label.split("・") if "・" in kind.label else []
    return [*parts, kind.label]


def read_roster(council: Council, data: bytes, filename: str) -> RosterSheet:
    """Read a workbook or CSV of members (three queries, however long).

    :raises CannotRead: the file cannot be used at all; the words say what to do
    """
    table = read_table(data, filename=filename, known_headers=HEADS, required=("name",))
    sheet, known = RosterSheet(filename, unknown_heads=table.unknown_labels), _Known(council)
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        texts = {name: table.text(row, name) for name in HEADS}
        if not any(texts.values()):
            continue
        faults: list[str] = []
        person, seat = _facts(table, row, texts, known, faults)
        same = (match_key(texts["name"]), match_key(texts["body_name"]))
        if same[0] and same in seen:
            faults.append(f"{seen[same]}行目と同じ人です。")
        seen.setdefault(same, row.number)
        if faults:
            sheet.refused.append((row.number, texts["name"], "".join(faults)))
            continue
        sheet.rows.append(RosterRow(row.number, person, seat, _same_person(person, known)))
    return sheet


def _same_person(person: dict[str, Any], known: _Known) -> Participant | None:
    """The one of this name whose body is the same, or who is the only one with none."""
    twins = known.people.get(match_key(person["name"])[:120], [])
    body = match_key(person["body_name"])
    same = [t for t in twins if match_key(t.belongs_to) == body or not (body and t.belongs_to)]
    return same[0] if len(same) == 1 else None


def _facts(
    table: ReadTable, row: ReadRow, texts: dict[str, str], known: _Known, faults: list[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    if not texts["name"]:
        faults.append("氏名がありません。")
    for name, most in LONGEST.items():
        if len(texts[name]) > most:
            faults.append(f"{HEADS[name][0]}が{most}字を超えています。")
    if texts["mail"]:
        try:
            validate_email(texts["mail"])
        except ValidationError:
            faults.append(f"メール「{texts['mail']}」は使えない形です。")
    kind = known.kinds.get(match_key(texts["kind"])) if texts["kind"] else None
    if texts["kind"] and kind is None:
        faults.append(f"立場「{texts['kind']}」は町の「構成員の立場」にありません。")
    person: dict[str, Any] = {n: text for n, text in texts.items() if n not in SEAT}
    person["kind"] = kind
    person["body"] = known.bodies.get(match_key(texts["body_name"])) if texts["body_name"] else None
    person["channel"] = _chosen(Channel, texts["channel"], Channel.LETTER, "案内の方法", faults)
    seat = {
        "kind": kind,
        "stands_for": texts["body_name"],
        "seat": _chosen(Seat, texts["seat"], Seat.MEMBER, "役目", faults),
        "valid_from": _day(table, row, "valid_from", faults),
        "valid_to": _day(table, row, "valid_to", faults),
    }
    return person, seat


def _chosen(choices: Any, text: str, usual: str, column: str, faults: list[str]) -> str:
    if not text:
        return usual
    if text in ALIKE and choices is Seat:
        return str(ALIKE[text])
    key = match_key(text)
    for value, label in choices.choices:
        if key in {match_key(part) for part in (label, *label.split("・"))}:
            return str(value)
    faults.append(
        f"{column}「{text}」は読み取れません。{'・'.join(choices.labels)}から選んでください。"
    )
    return usual


def _day(table: ReadTable, row: ReadRow, name: str, faults: list[str]) -> Any:
    try:
        return read_day(table.value(row, name), date1904=table.date1904)
    except ValueError as why:
        faults.append(f"{HEADS[name][0]}：{why}")
        return None
