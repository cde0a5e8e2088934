"""What a request asks for: parameters read, wrong ones told in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, TypeVar

from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware

T = TypeVar("T")
PER_PAGE, MOST_PER_PAGE, MOST_SHORT = 100, 500, 100_000
YES, NO = frozenset({"true", "1", "yes"}), frozenset({"false", "0", "no", ""})


class Wrong(ValueError):
    """A parameter cannot be read; the words say which and how it is written."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name


@dataclass(frozen=True)
class Page:
    """A page of a list, numbered from 1."""

    number: int
    size: int


def asked_of(request: HttpRequest) -> QueryDict:
    """The parameters: in the address, for POST in the body as well."""
    asked = request.GET.copy()
    if request.method == "POST":
        asked.update(request.POST)
    for name, values in list(asked.lists()):
        # PostgreSQL refuses the sign that ends a text in C; nobody looks for it.
        asked.setlist(name, [str(value).replace("\0", "") for value in values])
    return asked


def read_page(asked: QueryDict, *, short: bool = False) -> Page:
    """`page` and `per_page`; numbers out of range are brought into it.

    :param short: lines of a few fields, which go out in one page unless another size is asked for
    :raises Wrong: if they are no whole numbers
    """
    most, usual = (MOST_SHORT, MOST_SHORT) if short else (MOST_PER_PAGE, PER_PAGE)
    number, size = _whole(asked, "page", 1), _whole(asked, "per_page", usual)
    return Page(max(1, min(number, 1_000_000)), max(1, min(size, most)))


def _whole(asked: QueryDict, name: str, otherwise: int) -> int:
    text = asked.get(name, "")
    if not text:
        return otherwise
    try:
        return int(text)
    except ValueError:
        raise Wrong(name, f"「{text[:40]}」は整数ではありません。") from None


def read_yes(asked: QueryDict, name: str) -> bool:
    """A boolean.

    :raises Wrong: if it is neither true nor false
    """
    text = asked.get(name, "").strip().lower()
    if text in YES:
        return True
    if text in NO:
        return False
    raise Wrong(name, "true か false にしてください。")


def read_moment(asked: QueryDict, name: str) -> datetime | None:
    """A day or a moment, in Japan's time where no zone is given.

    :raises Wrong: if it is neither
    """
    text = asked.get(name, "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        day = None if moment else parse_date(text)
    except ValueError:
        moment = day = None
    if day is not None:
        moment = datetime.combine(day, time())
    if moment is None:
        raise Wrong(
            name, f"「{text[:40]}」は日時ではありません。2026-11-21T09:00:00+09:00 のように。"
        )
    try:
        return make_aware(moment) if is_naive(moment) else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        raise Wrong(name, "年が範囲の外です。") from None


def read_form(asked: QueryDict) -> str:
    """`json` or `ndjson`.

    :raises Wrong: if it is something else
    """
    form = asked.get("format", "").strip().lower() or "json"
    if form not in ("json", "ndjson"):
        raise Wrong("format", "json か ndjson にしてください。")
    return form


def cut(found: Sequence[T], page: Page) -> Sequence[T]:
    """The part of a list that stands on a page."""
    start = (page.number - 1) * page.size
    return found[start : start + page.size]


def page_of(contents: Sequence[Any], *, total: int, page: Page) -> dict[str, Any]:
    """A page as HSDS describes it."""
    pages = max(1, -(-total // page.size))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page.number,
        "size": len(contents),
        "first_page": page.number == 1,
        "last_page": page.number >= pages,
        "empty": not contents,
        "contents": list(contents),
    }


def told(words: str, status: int) -> JsonResponse:
    """An error in JSON."""
    body = {"error": words, "status": status}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
