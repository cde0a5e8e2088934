"""活動体, the months of a place, 広がり, 確認の状況."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.documents.charts import chart, one_series
from sasaeai.people.models import Organisation
from sasaeai.people.requests import SignedInRequest
from sasaeai.places.models import Level
from sasaeai.reports.pack_pages import ShownChart, shown_chart
from sasaeai.resources import actions
from sasaeai.resources.forms.growing import BodyForm, MonthForm, StageForm
from sasaeai.resources.models import ActivityBody, Participation
from sasaeai.resources.queries import settings_of
from sasaeai.resources.queries.bodies import bodies_found, growth
from sasaeai.resources.queries.coverage import Coverage, coverage
from sasaeai.resources.queries.fresh import fresh_board
from sasaeai.resources.rules.states import Stage
from sasaeai.resources.views.found import deed, resource_of
from sasaeai.resources.views.register import mays
from sasaeai.towns import clock
from sasaeai.vocabulary.models import Scheme, Term

COVERAGE_SCHEMES = ("kanazawa-coverage", "resource-kind")


@require_GET
def body_list(request: SignedInRequest) -> HttpResponse:
    """活動体の一覧と推移."""
    given = request.GET
    category = given.get("category", "")
    found = bodies_found(
        request.user,
        stage=given.get("stage", "") if given.get("stage") in Stage.values else "",
        category=int(category) if category.isdigit() else None,
        words=given.get("q", ""),
    )
    known = {
        "page": Paginator(found, 50).get_page(given.get("page")),
        "growth": growth(request.user, today=clock.today()),
        "stages": Stage.choices,
        "categories": Term.objects.of(request.user.town_id, "body-type"),
        "asked": given,
        "may": mays(request),
    }
    return render(request, "resources/bodies.html", known)


def body_of(request: SignedInRequest, pk: int) -> ActivityBody:
    """The body, if it is of the person's town; 404 otherwise."""
    known = ActivityBody.objects.visible_to(request.user)
    parts = known.select_related("town", "category__scheme", "area__level__tree", "operator")
    return get_object_or_404(parts, pk=pk)


@require_GET
def body(request: SignedInRequest, pk: int) -> HttpResponse:
    """One body: what it does, and how it grew."""
    one = body_of(request, pk)
    known = {
        "body": one,
        "stages": one.stages.all(),
        "resources": one.resources.select_related("kind", "area"),
        "trainings": one.trainings.all(),
        "fundings": one.fundings.all(),
        "may": mays(request),
    }
    return render(request, "resources/body.html", known)


@require_http_methods(["GET", "POST"])
def body_new(request: SignedInRequest) -> HttpResponse:
    """Add a body at the stage it stands at."""
    town, today = request.user.town, clock.today()
    form = BodyForm(request.POST or None, town=town, day=today, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        stage = Stage(form.cleaned_data["stage"])
        made = deed(
            form,
            lambda: actions.record_body(
                by=request.user,
                at=clock.now(),
                town=town,
                stage=stage,
                on=form.cleaned_data["on"],
                **form.facts(),
            ),
        )
        if made is not None:
            messages.success(request, f"「{made}」を登録しました。")
            return redirect("resources:body", pk=made.pk)
    return render(request, "resources/body_form.html", {"form": form, **_partners(request)})


def _partners(request: SignedInRequest) -> dict[str, Any]:
    mine = Organisation.objects.visible_to(request.user).open()
    return {"partners": mine.order_by("kana", "name").values_list("name", flat=True)[:1000]}


@require_http_methods(["GET", "POST"])
def body_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is written of a body."""
    one = body_of(request, pk)
    form = BodyForm(request.POST or None, instance=one, town=one.town, day=clock.today())
    if request.method == "POST" and form.is_valid():
        done = deed(
            form,
            lambda: actions.change_body(by=request.user, at=clock.now(), body=one, **form.facts()),
        )
        if done is not None:
            messages.success(request, "保存しました。")
            return redirect("resources:body", pk=one.pk)
    known = {"form": form, "body": one, **_partners(request)}
    return render(request, "resources/body_form.html", known)


@require_http_methods(["GET", "POST"])
def body_stage(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next stage."""
    one = body_of(request, pk)
    form = StageForm(request.POST or None, body=one, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        to = Stage(given.pop("to"))
        done = deed(
            form,
            lambda: actions.move_stage(by=request.user, at=clock.now(), body=one, to=to, **given),
        )
        if done is not None:
            messages.success(request, f"「{one}」を「{to.label}」に進めました。")
            return redirect("resources:body", pk=one.pk)
    return render(request, "resources/body_stage.html", {"form": form, "body": one})


@require_http_methods(["GET", "POST"])
def month(request: SignedInRequest, pk: int, year: int, number: int) -> HttpResponse:
    """Who came in a month."""
    one = resource_of(request, pk)
    if not (1 <= number <= 12 and 2000 <= year <= 2100):
        raise Http404("その月はありません。")
    first = date(year, number, 1)
    kept = Participation.objects.filter(resource=one, month=first).first()
    line = kept or Participation(resource=one, month=first, at=clock.now())
    bands = settings_of(request.user.town_id).age_bands
    form = MonthForm(request.POST or None, instance=line, bands=bands)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in MonthForm.Meta.fields}
        done = deed(
            form,
            lambda: actions.record_participation(
                by=request.user,
                at=clock.now(),
                resource=one,
                month=first,
                counts=form.counts(),
                **given,
            ),
        )
        if done is not None:
            messages.success(request, f"{year}年{number}月の参加を保存しました。")
            return redirect("resources:resource", pk=one.pk)
    known = {"form": form, "resource": one, "month": first}
    return render(request, "resources/month.html", known)


@require_GET
def district_coverage(request: SignedInRequest) -> HttpResponse:
    """広がり: districts × categories."""
    levels = list(Level.objects.visible_to(request.user).filter(depth__gt=0) | _flat(request))
    town = request.user.town_id
    schemes = list(Scheme.objects.filter(town=town, code__in=COVERAGE_SCHEMES).order_by("code"))
    asked, today = request.GET, clock.today()
    known: dict[str, Any] = {"levels": levels, "schemes": schemes, "today": today}
    if levels and schemes:
        level = next((x for x in levels if x.code == asked.get("level")), levels[-1])
        scheme = next((x for x in schemes if x.code == asked.get("scheme")), schemes[0])
        day = _day(asked.get("on", ""), today)
        known["found"] = found = coverage(request.user, level=level, scheme=scheme, day=day)
        if any(found.counts):
            known["chart"] = coverage_chart(found)
    return render(request, "resources/coverage.html", known)


def coverage_chart(found: Coverage) -> ShownChart:
    """The number of districts with something of each category, as bars."""
    labels = [term.short_label or term.label for term in found.categories]
    title = f"{found.scheme.name}　ある{found.level.name}の数"
    pairs = list(zip(labels, found.counts, strict=True))
    return shown_chart(chart(one_series(title, pairs, unit="地区"), "bar", width_mm=190))


def _flat(request: SignedInRequest) -> Any:
    """Levels of trees that have only one, such as 地区."""
    return Level.objects.visible_to(request.user).exclude(tier="1")


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


@require_GET
def freshness(request: SignedInRequest) -> HttpResponse:
    """確認の状況, area by area."""
    board = fresh_board(request.user, today=clock.today())
    return render(request, "resources/freshness.html", {"board": board, "may": mays(request)})
