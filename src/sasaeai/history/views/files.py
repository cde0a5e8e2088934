"""The filtered list as a file."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from sasaeai.documents.paper import Imprint
from sasaeai.documents.report import ListValue
from sasaeai.documents.writing.lists import list_to_csv, list_to_xlsx
from sasaeai.history import actions
from sasaeai.history.models import Kind
from sasaeai.history.queries import lines_asked
from sasaeai.history.views.lines import deeds, form_of, viewer_of
from sasaeai.towns import clock

COLUMNS = ("番号", "日時", "した人", "種別", "したこと", "対象", "対象の番号", "この行の印")
WIDTHS = (8, 18, 24, 10, 28, 36, 28, 20)
MOST_ROWS = 200_000


@require_GET
def export(request: HttpRequest, sort: str) -> HttpResponseBase:
    """履歴の書き出し: the same filters as the list, newest first, at most 200,000 lines."""
    if sort not in ("csv", "xlsx"):
        raise Http404
    viewer, form = viewer_of(request), form_of(request)
    found = lines_asked(viewer, form.asked())
    count = found.order_by()[: MOST_ROWS + 1].count()
    now = clock.now()
    label = request.GET.urlencode()[:180] or "すべて"
    actions.exported(by=viewer, at=now, what="history.exported", label=label, count=count)
    columns = ("number", "at", "by_name", "kind", "what", "about_label", "about", "hash")
    rows = _rows(found.values_list(*columns)[:MOST_ROWS].iterator(chunk_size=2000))
    name = f"履歴_{localtime(now):%Y%m%d}.{sort}"
    if sort == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            list_to_csv(COLUMNS, rows),
            content_type="text/csv; charset=utf-8",
        )
        header = content_disposition_header(as_attachment=True, filename=name)
        answer["Content-Disposition"] = header or "attachment"
        return answer
    file = io.BytesIO()
    imprint = Imprint(viewer.doer_name, localtime(now).date(), confidential=True)
    list_to_xlsx(COLUMNS, rows, into=file, title="履歴", widths=WIDTHS, imprint=imprint)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)


def _rows(found: Iterator[tuple[object, ...]]) -> Iterator[tuple[ListValue, ...]]:
    words, kinds = dict(deeds()), dict(Kind.choices)
    for number, at, by_name, kind, what, label, about, mark in found:
        when = localtime(at).replace(tzinfo=None)  # type: ignore[arg-type]
        known: tuple[ListValue, ...] = (
            int(str(number)),
            when,
            str(by_name),
            str(kinds.get(str(kind), kind)),
            words.get(str(what), str(what)),
            str(label),
            str(about),
            str(mark)[:16],
        )
        yield known
