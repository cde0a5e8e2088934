"""Partners out of a table that somebody kept: every row is read, matched, or refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sasaeai.documents.reading import ReadRow, read_table
from sasaeai.people import rules
from sasaeai.people.models import Organisation
from sasaeai.places.models import Area
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term

HEADS = {
    "name": ("名称", "団体名", "組織名", "連携先", "連携先名", "事業所名", "町会名", "機関名"),
    "kana": ("ふりがな", "フリガナ", "かな", "カナ", "よみ"),
    "partner_type": ("種別", "区分", "分類", "連携先の種別", "種類"),
    "area": ("区域", "圏域", "担当区域", "日常生活圏域", "地区"),
    "contact_person": ("担当の方", "担当者", "代表者", "会長", "窓口"),
    "phone": ("電話", "電話番号", "TEL", "連絡先"),
    "fax": ("FAX", "ファックス", "FAX番号"),
    "mail": ("メール", "メールアドレス", "E-mail", "Eメール"),
    "address": ("所在地", "住所"),
    "code": ("外部の番号", "番号", "法人番号", "町会番号", "コード"),
    "notes": ("メモ", "備考", "特記事項"),
}
LONGEST = {
    "name": 100, "kana": 200, "contact_person": 100, "phone": 40, "fax": 40, "mail": 254, "address": 200,
    "code": 60,
}  # fmt: skip
COLUMNS = tuple(names[0] for names in HEADS.values())


@dataclass(frozen=True)
class SheetRow:
    """A row that can be kept, with its facts."""

    number: int
    facts: dict[str, Any]


@dataclass(frozen=True)
class KnownRow(SheetRow):
    """A row about a partner that is there already."""

    known: Organisation


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot be kept, as it was, with the reasons."""

    number: int
    texts: tuple[str, ...]
    why: str


@dataclass
class Sheet:
    """A table of partners, read and checked."""

    filename: str
    fresh: list[SheetRow] = field(default_factory=list)
    known: list[KnownRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    unknown_heads: tuple[str, ...] = ()


class _Known:
    """What the rows are compared with, looked up once."""

    def __init__(self, viewer: Viewer) -> None:
        terms = Term.objects.of(viewer.town_id, "partner-type").select_related("scheme")
        self.types = {rules.match_key(name): t for t in terms for name in _names(t)}
        areas = Area.objects.of_town(viewer.town_id).select_related("level__tree")
        self.areas = {rules.match_key(area.name): area for area in areas}
        mine = Organisation.objects.visible_to(viewer).open()
        self.partners: dict[str, list[Organisation]] = {}
        for partner in mine.select_related("area__level__tree", "partner_type__scheme"):
            self.partners.setdefault(partner.name_key, []).append(partner)


# What offices write for a kind, beside its own name.
SHORT = {
    "社会福祉協議会": ("社協", "市社協", "町社協"),
    "地域包括支援センター": ("包括", "包括支援センター"),
    "老人クラブ": ("老人会", "シニアクラブ", "高齢者クラブ"),
    "ボランティア団体": ("ボランティア", "ボランティアグループ"),
    "民生委員・児童委員": ("民児協", "民生児童委員"),
    "町会・自治会": ("町内会", "区会"),
    "NPO": ("NPO法人", "特定非営利活動法人"),
    "医療機関": ("病院", "診療所", "医院", "薬局"),
    "介護事業所": ("介護サービス事業所", "介護保険事業所"),
    "行政（課）": ("行政", "市役所", "役場"),
}


def kind_names(viewer: Viewer) -> list[str]:
    """The town's kinds of partners, as a cell may name them."""
    kinds = Term.objects.of(viewer.town_id, "partner-type").filter(retired_in=None)
    return list(kinds.values_list("label", flat=True))


def _names(kind: Term) -> tuple[str, ...]:
    """What a cell may say for the kind: its names, the parts of 「町会・自治会」, and the usual short forms."""
    parts = kind.label.split("・") if "・" in kind.label else ()
    return (*SHORT.get(kind.label, ()), *parts, kind.short_label, kind.label)


def read_organisations(viewer: Viewer, data: bytes, filename: str) -> Sheet:
    """Read a workbook or CSV of partners (four queries, however long).

    :raises CannotRead: the file cannot be used at all; the words say what to do
    """
    table = read_table(data, filename=filename, known_headers=HEADS, required=("name",))
    sheet, known = Sheet(filename, unknown_heads=table.unknown_labels), _Known(viewer)
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        texts = {name: table.text(row, name) for name in HEADS}
        if not any(texts.values()):
            continue
        facts, faults = _facts(texts, known)
        same = (rules.match_key(texts["name"]), rules.phone_key(texts["phone"]))
        if same[0] and same in seen:
            faults.append(f"{seen[same]}行目と同じ連携先です。1行にまとめてください。")
        seen.setdefault(same, row.number)
        if faults:
            sheet.refused.append(RefusedRow(row.number, tuple(texts.values()), "".join(faults)))
            continue
        _sort_in(sheet, row, facts, known)
    return sheet


def _sort_in(sheet: Sheet, row: ReadRow, facts: dict[str, Any], known: _Known) -> None:
    twins = known.partners.get(rules.match_key(facts["name"]), [])
    phone = rules.phone_key(facts["phone"])
    same = [t for t in twins if not phone or not t.phone_key or t.phone_key == phone]
    if len(same) == 1:
        sheet.known.append(KnownRow(row.number, facts, same[0]))
    else:
        sheet.fresh.append(SheetRow(row.number, facts))


def _facts(texts: dict[str, str], known: _Known) -> tuple[dict[str, Any], list[str]]:
    facts: dict[str, Any] = dict(texts)
    faults = [] if texts["name"] else ["名称がありません。名称を入れてください。"]
    facts["partner_type"] = _one_of(known.types, texts["partner_type"], "種別", faults)
    facts["area"] = _one_of(known.areas, texts["area"], "区域", faults)
    for name, longest in LONGEST.items():
        if len(texts[name]) > longest:
            faults.append(f"{HEADS[name][0]}が{longest}字を超えています。短くしてください。")
    if texts["mail"]:
        try:
            validate_email(texts["mail"])
        except ValidationError:
            faults.append(f"メール「{texts['mail']}」は使えない形です。")
    return facts, faults


def _one_of(known: dict[str, Any], text: str, column: str, faults: list[str]) -> Any:
    if not text:
        return None
    found = known.get(rules.match_key(text))
    if found is None:
        faults.append(
            f"{column}「{text}」は町の{column}にありません。町の{column}の名前に合わせるか、空欄にしてください。"
        )
    return found
