"""表の編集: chips that can be moved by keyboard, a live preview, and the text behind them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sasaeai.analysis.figures import FigureRefused, UnlikeQuantities
from sasaeai.analysis.figures.periods import fiscal_year, fiscal_year_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.places.models import Level
from sasaeai.reports.actions import layouts as deeds
from sasaeai.reports.asking import Asked
from sasaeai.reports.chips import (
    DIMENSIONS,
    MEASURES,
    Chip,
    Draft,
    changed,
    draft_of,
    label_of,
    text_of,
)
from sasaeai.reports.making import made_table
from sasaeai.reports.models import TownLayout
from sasaeai.reports.shelf import read_text, table_or_404
from sasaeai.reports.shown import ShownTable, shown_table
from sasaeai.towns import clock
from sasaeai.vocabulary.models import Term

FIRST = Draft(rows=("area.第2層の区域",), columns=("tier",), measures=("times",))


@require_http_methods(["GET", "POST"])
def layout_new(request: SignedInRequest) -> HttpResponse:
    """A new table out of chips."""
    return _edited(request, None, _posted(request) if request.method == "POST" else FIRST)


@require_http_methods(["GET", "POST"])
def layout_edit(request: SignedInRequest, code: str) -> HttpResponse:
    """Change a table that chips made; one that was written is changed as text."""
    layout = own_layout_or_404(request, code)
    kept = draft_of(layout.text)
    if kept is None:
        return redirect("reports:layout-text", code)
    return _edited(request, layout, _posted(request) if request.method == "POST" else kept)


def _edited(request: SignedInRequest, layout: TownLayout | None, draft: Draft) -> HttpResponse:
    deed = request.POST.get("do", "")
    if deed == "add":
        deed = next((request.POST[f"add-{p}"] for p in PARTS if request.POST.get(f"add-{p}")), "")
    draft = changed(draft, deed)
    if request.method == "POST" and deed == "save":
        saved = _saved(request, layout, draft.title, text_of(draft))
        if saved is not None:
            return redirect("reports:table", saved.code)
    known = {
        "layout": layout,
        "draft": draft,
        "parts": _parts(request, draft),
        **_kinds(request, draft),
    }
    known |= _preview(request, text_of(draft), chips=draft)
    part = bool(request.headers.get("HX-Request"))
    return render(request, "reports/_editor.html" if part else "reports/editor.html", known)


PARTS = ("rows", "columns", "measures")


@require_http_methods(["GET", "POST"])
def layout_text(request: SignedInRequest, code: str) -> HttpResponse:
    """Change the text behind a table; a mistake is told with its line or place."""
    layout = own_layout_or_404(request, code)
    title = request.POST.get("title", layout.title)
    text = request.POST.get("text", layout.text).replace("\r\n", "\n")
    if request.method == "POST" and request.POST.get("do") == "save":
        saved = _saved(request, layout, title, text)
        if saved is not None:
            return redirect("reports:table", saved.code)
    known = {"layout": layout, "title_text": title, "text": text, "has_chips": bool(draft_of(text))}
    return render(request, "reports/layout_text.html", known | _preview(request, text))


@require_POST
def layout_copy(request: SignedInRequest, code: str) -> HttpResponse:
    """写して直す: the town's own copy of any table."""
    shelved = table_or_404(request.user, code)
    copy = deeds.make_layout(
        by=request.user,
        at=clock.now(),
        title=f"{shelved.title}（写し）"[:100],
        text=shelved.text,
        copied_from=shelved.code,
    )
    messages.success(request, "写しを作りました。直して保存すると、この町の表になります。")
    return redirect("reports:layout-edit", copy.code)


@require_POST
def layout_share(request: SignedInRequest, code: str) -> HttpResponse:
    """Let everyone in the town use the table, or only oneself."""
    layout = own_layout_or_404(request, code)
    wish = request.POST.get("shared", "")
    if wish not in ("yes", "no"):
        return redirect("reports:table", code)
    shared = wish == "yes"
    deeds.share_layout(by=request.user, at=clock.now(), layout=layout, shared=shared)
    messages.success(request, "庁内で共有しました。" if shared else "自分だけの表に戻しました。")
    return redirect("reports:table", code)


@require_POST
def layout_remove(request: SignedInRequest, code: str) -> HttpResponse:
    """Remove a table of the town, after asking once."""
    layout = own_layout_or_404(request, code)
    if request.POST.get("sure") != "yes":
        return render(request, "reports/layout_remove.html", {"layout": layout})
    deeds.remove_layout(by=request.user, at=clock.now(), layout=layout)
    messages.success(request, f"「{layout.title}」を消しました。様式は履歴に残っています。")
    return redirect("reports:tables")


def own_layout_or_404(request: SignedInRequest, code: str) -> TownLayout:
    """A town's own table that the person may use."""
    found = TownLayout.objects.visible_to(request.user).filter(code=code).first()
    if found is None:
        raise Http404("その表は、この町の表にありません。")
    return found


def _saved(
    request: SignedInRequest, layout: TownLayout | None, title: str, text: str
) -> TownLayout | None:
    """The table kept; None and a message if it cannot be used as it is."""
    try:
        read_text(text)
        by, at = request.user, clock.now()
        if layout is None:
            saved = deeds.make_layout(by=by, at=at, title=title, text=text)
        else:
            saved = deeds.change_layout(by=by, at=at, layout=layout, title=title, text=text)
    except ValidationError:
        messages.error(request, "表の名前を書いてください（100字まで）。")
        return None
    except FigureRefused as refusal:
        messages.error(request, f"保存できません。{refusal}")
        return None
    messages.success(request, "保存しました。")
    return saved


def _posted(request: SignedInRequest) -> Draft:
    given = request.POST
    codes = {chip.code for chip in _dimensions(request)}
    return Draft(
        title=given.get("title", "").strip()[:100],
        rows=tuple(code for code in given.getlist("rows") if code in codes),
        columns=tuple(code for code in given.getlist("columns") if code in codes),
        measures=tuple(code for code in given.getlist("measures") if code in MEASURES),
        row_total="row_total" in given,
        column_total="column_total" in given,
        kinds=tuple(given.getlist("kinds")),
        planned="planned" in given,
    )


def _dimensions(request: SignedInRequest) -> list[Chip]:
    """The product's dimensions and a chip for every level of the town's areas."""
    levels = Level.objects.filter(tree__town=request.user.town_id).values_list("name", flat=True)
    own = [Chip(f"area.{name}", name) for name in dict.fromkeys(levels)]
    return [*DIMENSIONS[:1], *own, *DIMENSIONS[1:]]


def _parts(request: SignedInRequest, draft: Draft) -> list[dict[str, Any]]:
    dimensions = _dimensions(request)
    ways = [Chip(code, label) for code, (label, _) in MEASURES.items()]
    found = []
    used = {*draft.rows, *draft.columns}
    for code, title, choices in (
        ("rows", "行", dimensions),
        ("columns", "列", dimensions),
        ("measures", "数え方", ways),
    ):
        chosen = draft.chosen(code)
        left = [c for c in choices if c.code not in (chosen if code == "measures" else used)]
        chips = [Chip(one, label_of(one)) for one in chosen]
        found.append({"code": code, "title": title, "chips": chips, "choices": left})
    return found


def _kinds(request: SignedInRequest, draft: Draft) -> dict[str, Any]:
    terms = Term.objects.of(request.user.town_id, "activity-kind")
    labels = terms.filter(parts__isnull=True).values_list("label", flat=True)
    return {"kinds": [{"label": label, "on": label in draft.kinds} for label in labels]}


def _preview(
    request: SignedInRequest, text: str, *, chips: Draft | None = None
) -> dict[str, ShownTable | str]:
    today = clock.today()
    asked = Asked(today, fiscal_year(fiscal_year_of(today)))
    if chips is not None and not chips.measures:
        return {"refusal": "数え方を1つ以上選んでください。"}
    try:
        return {"table": shown_table(made_table(request.user.town, text, asked).table)}
    except UnlikeQuantities as refusal:
        return {"refusal": _unlike(chips, str(refusal))}
    except FigureRefused as refusal:
        return {"refusal": str(refusal)}


def _unlike(chips: Draft | None, why: str) -> str:
    """Which units do not add, in the words of the office, before the exact reason."""
    if chips is None:
        return why
    units = [str(MEASURES[code][1].get("unit", "回・人")) for code in chips.measures]
    apart = "と".join(f"『{unit}』" for unit in dict.fromkeys(units))
    if len(set(units)) < 2:
        return why
    return f"{apart}は足せません。別の列にするか、件数にそろえてください。（{why}）"
