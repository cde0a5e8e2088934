"""The page of results: what was found, asked of those who own it, with the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from sasaeai.analysis.words.asking import Phrases
from sasaeai.analysis.words.marking import Part, excerpt, marked
from sasaeai.search.actions import note_personal_found
from sasaeai.search.queries import Found, found_by, phrases_of, texts_of
from sasaeai.towns.viewer import Viewer
from sasaeai.ui import slots

EACH = 5
PAGE = 20


@dataclass(frozen=True)
class ShownLine:
    """One line of the results."""

    title: list[Part]
    detail: str
    url: str
    excerpt: list[Part]


@dataclass(frozen=True)
class Group:
    """The results of one source: the first few lines, or one page of all."""

    key: str
    label: str
    lines: list[ShownLine]
    count: int
    more: bool


@dataclass(frozen=True)
class Results:
    """All that the page shows. `page` numbers the pages when only one source is shown."""

    asked: str
    groups: list[Group]
    sources: list[slots.SearchSource]
    chosen: slots.SearchSource | None = None
    page: Page[int] | None = None

    @property
    def count(self) -> int:
        """How many records were found in all."""
        return sum(group.count for group in self.groups)

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return any(group.more for group in self.groups)


def results_of(
    request: HttpRequest, *, at: datetime, asked: str, source: str = "", page: str = "1"
) -> Results:
    """Look for what was asked, in all sources the person may use or in one; note it if personal data are shown."""
    viewer = cast(Viewer, request.user)
    mine = [s for s in slots.search_sources.all() if viewer.may(s.permission)]
    chosen = next((s for s in mine if s.key == source), mine[0] if len(mine) == 1 else None)
    if not asked or viewer.town_id is None:
        return Results(asked, [], mine)
    phrases = phrases_of(viewer.town_id, asked)
    if chosen is None:
        each = found_by(viewer=viewer, phrases=phrases, kinds=[s.key for s in mine], limit=EACH)
        groups = _groups(request, mine, each, phrases, at)
        return Results(asked, groups, mine)
    number = int(page) if page.isdecimal() else 1
    one = found_by(
        viewer=viewer,
        phrases=phrases,
        kinds=[chosen.key],
        offset=(max(number, 1) - 1) * PAGE,
        limit=PAGE,
    )
    numbered = Paginator(range(one[0].count if one else 0), PAGE).get_page(number)
    return Results(asked, _groups(request, mine, one, phrases, at), mine, chosen, numbered)


def _groups(
    request: HttpRequest,
    sources: Sequence[slots.SearchSource],
    each: Sequence[Found],
    phrases: Phrases,
    at: datetime,
) -> list[Group]:
    by_key = {source.key: source for source in sources}
    groups, personal, texts = [], [], texts_of(each)
    for one in each:
        source = by_key[one.kind]
        lines = list(source.lines(request, list(one.keys)))
        kept = [texts.get((one.kind, line.key), ("", False)) for line in lines]
        given = list(zip(lines, kept, strict=True))
        shown = [_shown(line, text, phrases) for line, (text, _) in given]
        personal += [f"{one.kind}:{line.key}" for line, (_, is_personal) in given if is_personal]
        groups.append(Group(source.key, source.label, shown, one.count, one.more))
    if personal:
        note_personal_found(by=cast(Viewer, request.user), at=at, records=personal)
    return groups


def _shown(line: slots.SearchLine, text: str, phrases: Phrases) -> ShownLine:
    return ShownLine(
        title=marked(line.title, phrases),
        detail=line.detail,
        url=line.url,
        excerpt=excerpt(text, phrases, apart_from=line.title),
    )
