"""名簿 on paper, and address labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.councils.models import Council, Membership, Participant
from sasaeai.councils.queries.roster_sheet import COLUMNS
from sasaeai.documents.labels import Label
from sasaeai.documents.paper import japanese_day
from sasaeai.documents.report import ListValue
from sasaeai.documents.words_tables import words_table
from sasaeai.resources.printing import ROOM

HEADS = (
    *("名称", "ふりがな", "会議の種類", "層", "区域", "発足した日", "終わった日"),
    *("事務局", "今年度の開催", "前回", "次回"),
)

__all__ = ["COLUMNS", "HEADS", "council_rows", "labels_for", "roster_rows", "roster_table"]


def council_rows(councils: Iterable[Any]) -> Iterator[tuple[ListValue, ...]]:
    """The list of councils, as `queries.bodies.councils_found` gives them."""
    for one in councils:
        yield (
            *(one.name, one.kana, str(one.kind or ""), one.get_tier_display(), one.area_names),
            *(one.founded_on, one.closed_on, str(one.secretariat or "")),
            *(one.held_this_year, one.last_held_on, one.next_on),
        )


def roster_rows(seats: Iterable[Membership]) -> Iterator[tuple[ListValue, ...]]:
    """The roster under the heads by which it can be taken in again."""
    for seat in seats:
        one = seat.participant
        yield (
            *(one.name, one.kana, seat.stands_for or one.belongs_to),
            *(seat.kind.label if seat.kind else "", seat.get_seat_display()),
            *(seat.valid_from, seat.valid_to, one.get_channel_display()),
            *(one.postal_code, one.address, one.phone, one.fax, one.mail, one.notes),
        )


def roster_table(council: Council, seats: Sequence[Membership], *, on: date) -> RenderedTable:
    """出席簿: one row a member, with room to sign."""
    heads = ("氏名", "どこの代表か", "役目", "出欠・署名")
    rows = (
        (s.participant.name, s.stands_for or s.participant.belongs_to, s.get_seat_display(), ROOM)
        for s in seats
    )
    note = f"{japanese_day(on)}の構成員 {len(seats)}人"
    return words_table(f"{council.name} 出席簿", heads, rows, (note,))


def labels_for(people: Iterable[Participant]) -> list[Label]:
    """Address labels of those whose address is known: their own, else the one of the body they come from."""
    found = []
    for one in people:
        body = one.body
        address = one.address or (body.address if body else "")
        if not address:
            continue
        post = f"〒{one.postal_code}\n" if one.postal_code and one.address else ""
        where = f"{one.belongs_to}\n" if one.belongs_to else ""
        found.append(Label(f"{post}{address}", f"{where}{one.name}　様"))
    return found
