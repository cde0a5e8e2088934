"""Files as bad as they come: every row is taken in or comes back with its reason; nothing falls over."""

import csv
import io
import json
import os
import random
from pathlib import Path

import pytest
from django.db import transaction

from sasaeai.documents.reading import HeadsNotFound
from sasaeai.documents.refusals import CannotRead
from sasaeai.resources.examples import AT, DAY
from sasaeai.resources.importing import Wishes, check_file, take_in
from sasaeai.resources.importing.heads import FIELD_NAMES
from sasaeai.resources.models import Resource
from sasaeai.towns.viewer import PartOfSystem

HEADS = list(FIELD_NAMES.values())
NASTY = (
    "", " ", "　", "\t", "0", "-1", "00", "1e309", "NaN", "Infinity", "9" * 60, "１２３", "三百円", "=1+1", "+81",
    "-2+3", "@SUM(A1)", "'; DROP TABLE resources--", "<script>alert(1)</script>", "{{ 7*7 }}", "${7*7}", "%s%n",
    "../../etc/passwd", "\u202eABC", "\u200b", "\ufeff", "👪🏽", "𠮷野家", "ｶﾞｷﾞ", "髙﨑", "①㈱", "Z̸̡͎", "á" * 300,
    "長" * 5000, "2026-13-45", "令和99年13月", "25:99", "毎週八曜 99:99", "1月7日(火)", "明治元年", "はい/いいえ",
    "a\nb\r\nc", '"', "''", "、、、", "1,2;3|4", "http://", "ht tp://x", "javascript:alert(1)", "x@", "000", "０－０",
    "999", "999.9", "1,000,000,000,000円", "無料だが0円", "TRUE", "null", "None", "undefined", "#REF!", "#N/A",
)  # fmt: skip


def swallowed(cast, data: bytes, name: str, **wishes):
    """Every row is somewhere, what is ready is written, the refused come back as a workbook."""
    checked = check_file(data, filename=name, town=cast.town, today=DAY, wishes=Wishes(**wishes))
    rows = len(checked.ready) + checked.same + checked.doubles + checked.refused
    assert rows == checked.rows
    by = PartOfSystem("試験", cast.town.pk)
    with transaction.atomic():
        taken = take_in(by=by, at=AT, town=cast.town, checked=checked)
        assert Resource.objects.count() == taken.new == checked.new
        transaction.set_rollback(True)
    assert all(problem.reason for found in checked.problems.values() for problem in found)
    if checked.refused:
        assert checked.workbook_of_refused()[:2] == b"PK"
    return checked


def a_file(rows, encoding="utf-8-sig") -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode(encoding, "surrogatepass")


def test_whatever_stands_in_a_field_the_row_is_kept_or_refused_in_words(cast):
    dice = random.Random(20221003)  # noqa: S311  (no secret)
    rows = [["名称", *(h for h in HEADS if h != "名称")]]
    for number in range(len(HEADS) * 4):
        row = [""] * len(HEADS)
        row[0] = f"会{number}"
        row[1 + number % (len(HEADS) - 1)] = NASTY[number % len(NASTY)]
        rows.append(row)
    rows += [[dice.choice(NASTY) for _ in HEADS] for _ in range(60)]

    swallowed(cast, a_file(rows), "dirty.csv")


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("参加費・料金", "9" * 20 + "円"),
        ("確認の間隔（月）", "0"),
        ("緯度", "1e400"),
        ("定員（人）", "9" * 30),
    ],
)
def test_a_number_that_no_database_holds_is_told_or_put_aside(cast, head, text):
    checked = swallowed(cast, a_file([["名称", head], ["ひだまり", text]]), "numbers.csv")

    assert checked.rows == 1


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00" * 4000, b"PK\x03\x04" + b"\x00" * 200, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"%PDF-1.4", b"{" * 3000, b"[]", b'{"services": [1, null, {"name": []}]}', b"<kml><Placemark>" * 300,
        b'{"type":"FeatureCollection","features":[null,{"properties":null}]}',
        "名称\n".encode("utf-16"), "名称,名称,名称\n,,\n".encode(), ("名称\n" + '"' + "会" * 4000).encode(),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words_or_read_as_an_empty_one(cast, data):
    assert told_why_not(cast, data) is None or len(told_why_not(cast, data)) > 10


@pytest.mark.skipif("SASAEAI_SHARED" not in os.environ, reason="SASAEAI_SHARED に悪い見本の場所")
def test_every_file_of_the_bad_input_corpora(cast):
    folder = Path(os.environ["SASAEAI_SHARED"]) / "data" / "badinput"
    refused = rows = 0
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        why_not = told_why_not(cast, file.read_bytes(), file.name)
        assert why_not is None or len(why_not) > 10, file.name
        refused += why_not is not None
    strings = json.loads((folder / "blns" / "blns.json").read_text("utf-8"))
    for head in HEADS:
        told = [[f"会{n}", text] for n, text in enumerate(strings)]
        heads = [["名称", head]] if head != "名称" else [["ふりがな", "名称"]]
        rows += swallowed(cast, a_file(heads + told), "blns.csv").rows
    assert (rows > 0, refused > 0) == (True, True)


def told_why_not(cast, data: bytes, name: str = "what.xlsx") -> str | None:
    """None when it was read: with the heads it has, or with a field for each of its columns."""
    try:
        swallowed(cast, data, name)
    except HeadsNotFound as missing:
        labels = [one.label for one in missing.preview.suggestions]
        fields = ["name", *(field for field in FIELD_NAMES if field != "name")]
        meant = {label: fields[n % len(fields)] for n, label in enumerate(labels)}
        return told_why_not_with(cast, data, name, meant) if meant else str(missing)
    except CannotRead as reason:
        return str(reason)
    return None


def told_why_not_with(cast, data: bytes, name: str, meant: dict[str, str]) -> str | None:
    try:
        swallowed(cast, data, name, labels=meant)
    except CannotRead as reason:
        return str(reason)
    return None
