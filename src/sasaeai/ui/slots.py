"""Slots: where a lower page leaves room for what upper capabilities bring. A closed set, each a typed list.

A capability fills them in `capability.join()`, called from its `apps.ready`. A key is filled once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.http import HttpRequest


@dataclass(frozen=True)
class MenuItem:
    """One entry of the menu. `group`: main | settings. Shown only to those who have the permission.

    On a phone the first four of a person's entries stand in the bar below; the others open under ほか.
    """

    key: str
    label: str
    url_name: str
    permission: str
    order: int
    group: str = "main"


@dataclass(frozen=True)
class StartCard:
    """One part of the start page 今日: a template and the query that fills it (a dict or None to hide)."""

    key: str
    template: str
    permission: str
    order: int
    context: Callable[[HttpRequest], dict[str, Any] | None]


@dataclass(frozen=True)
class SearchSource:
    """A kind of thing that the one search box finds: turns found keys into lines to show."""

    key: str
    label: str
    permission: str
    lines: Callable[[HttpRequest, list[int]], Iterable[SearchLine]]


@dataclass(frozen=True)
class SearchLine:
    """One found line."""

    key: int
    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class HistoryWords:
    """How a capability words its deeds: `activities.recorded` → 「活動を記録した」."""

    key: str
    words: dict[str, str]


@dataclass(frozen=True)
class RecordLink:
    """Turns `activities.Activity:12` into an address, if the person may see it.

    `lines` does it for many at once: a line for each record that the person may see, no line for the others.
    """

    key: str
    url: Callable[[HttpRequest, int], str | None]
    lines: Callable[[HttpRequest, list[int]], Iterable[SearchLine]] | None = None


@dataclass(frozen=True)
class MapBackground:
    """What lies under the maps of staff: `tiles` (address pattern, empty = boundaries only), `source`, `deepest`, and
    the outside `host` of the pictures, if there is one. The town decides it on its public pages."""

    key: str
    of: Callable[[str], dict[str, Any]]


@dataclass(frozen=True)
class ReadyCheck:
    """One line of the checklist of a new town: what is still missing, and where to do it.

    Orders stand ten apart, in the order in which the steps need each other.
    """

    key: str
    label: str
    order: int
    url_name: str
    done: Callable[[int], bool]
    why: str = ""
    permission: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of a record's page that an upper capability brings: a template and the query that fills it.

    `context` gets the request and the record whose page it is; None hides the part.
    """

    key: str
    template: str
    permission: str
    order: int
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class BulkDeed:
    """A deed that an upper capability offers for chosen lines of a list: the keys are posted to its address.

    The form posts `chosen` (one a record) to `url_name`; shown only to those who have the permission.
    """

    key: str
    label: str
    url_name: str
    permission: str
    order: int


@dataclass(frozen=True)
class LetterBox:
    """Where the office is on the machine of the public pages: told at once that a sealed letter of a town lies there.

    `empty` gets the town's code and the time; what it cannot take stays in the box.
    """

    key: str
    empty: Callable[[str, datetime], None]


@dataclass(frozen=True)
class Doers:
    """People whose deeds the history can be filtered by: (key, name) of a town."""

    key: str
    choices: Callable[[int], list[tuple[str, str]]]


T = TypeVar(
    "T",
    MenuItem,
    StartCard,
    SearchSource,
    HistoryWords,
    RecordLink,
    ReadyCheck,
    Panel,
    Doers,
    BulkDeed,
    MapBackground,
    LetterBox,
)


@dataclass
class Slot(Generic[T]):
    """One slot: its entries by key."""

    name: str
    entries: dict[str, T] = field(default_factory=dict)

    def fill(self, *entries: T) -> None:
        """Add entries.

        :raises ValueError: if a key is taken by something else
        """
        for entry in entries:
            if self.entries.get(entry.key, entry) != entry:
                raise ValueError(f"slot {self.name}: key {entry.key} is taken")
            self.entries[entry.key] = entry

    def all(self) -> list[T]:
        """Entries by order, then as they came."""
        return sorted(self.entries.values(), key=lambda e: getattr(e, "order", 0))


menu: Slot[MenuItem] = Slot("menu")
start_cards: Slot[StartCard] = Slot("start_cards")
search_sources: Slot[SearchSource] = Slot("search_sources")
history_words: Slot[HistoryWords] = Slot("history_words")
history_doers: Slot[Doers] = Slot("history_doers")
record_links: Slot[RecordLink] = Slot("record_links")
map_backgrounds: Slot[MapBackground] = Slot("map_backgrounds")
ready_checks: Slot[ReadyCheck] = Slot("ready_checks")
banners: Slot[StartCard] = Slot("banners")
organisation_panels: Slot[Panel] = Slot("organisation_panels")
post_panels: Slot[Panel] = Slot("post_panels")
need_panels: Slot[Panel] = Slot("need_panels")
meeting_panels: Slot[Panel] = Slot("meeting_panels")
need_deeds: Slot[BulkDeed] = Slot("need_deeds")
letter_boxes: Slot[LetterBox] = Slot("letter_boxes")
