"""The records behind a figure, as far as this person may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from sasaeai.towns.viewer import Viewer
from sasaeai.ui import slots
from sasaeai.ui.slots import SearchLine

PAGE = 50
AT_ONCE = 5000  # below the number of parameters that either database takes in one question


@dataclass(frozen=True)
class RecordPage:
    """One page of records. `hidden`: how many exist that this person may not see."""

    lines: tuple[SearchLine, ...]
    count: int
    hidden: int
    number: int
    pages: int

    @property
    def next(self) -> int | None:
        """The number of the next page."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def previous(self) -> int | None:
        """The number of the page before."""
        return self.number - 1 if self.number > 1 else None


def record_page(request: HttpRequest, ids: Sequence[str], *, number: int = 1) -> RecordPage:
    """A page of 50 records of those behind a figure, in their order.

    :param ids: `activities.Activity:12`; what follows a second colon is a part of the same record
    """
    records = records_of(ids)
    bound = _is_bound(request)
    seen = visible_records(request, records) if bound else records
    pages = max(1, -(-len(seen) // PAGE))
    number = min(max(number, 1), pages)
    lines = tuple(_lines(request, seen[(number - 1) * PAGE : number * PAGE]))
    hidden = len(records) - len(seen) if bound or lines else len(records)
    return RecordPage(lines, len(records), hidden, number, pages)


def records_of(ids: Iterable[str]) -> list[str]:
    """Ids of facts as ids of records, each once."""
    return list(dict.fromkeys(":".join(i.split(":")[:2]) for i in ids))


def _is_bound(request: HttpRequest) -> bool:
    user = cast(Viewer, request.user)
    return user.area_ids() is not None or user.organisation_ids() is not None


def visible_records(request: HttpRequest, records: Sequence[str]) -> list[str]:
    """Those of the records that the person may see, in the same order."""
    found = _found(request, records)
    return [record for record in records if record in found]


def _lines(request: HttpRequest, records: Sequence[str]) -> list[SearchLine]:
    found = _found(request, records)
    return [found[record] for record in records if record in found]


def _found(request: HttpRequest, records: Iterable[str]) -> dict[str, SearchLine]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for record in records:
        kind, _, key = record.partition(":")
        if key.isdigit():
            by_kind[kind].append(int(key))
    found: dict[str, SearchLine] = {}
    for kind, keys in by_kind.items():
        link = slots.record_links.entries.get(kind)
        if link is None:
            continue
        for start in range(0, len(keys), AT_ONCE):
            for line in _of_kind(request, link, keys[start : start + AT_ONCE]):
                found[f"{kind}:{line.key}"] = line
    return found


def _of_kind(request: HttpRequest, link: slots.RecordLink, keys: list[int]) -> Iterable[SearchLine]:
    if link.lines is not None:
        return link.lines(request, keys)
    urls = ((key, link.url(request, key)) for key in keys)
    return [SearchLine(key, f"{link.key}:{key}", "", url) for key, url in urls if url]
