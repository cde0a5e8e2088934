"""人材・企業: lists, pages, talks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.resources.actions import partners as partner_deeds
from sasaeai.resources.actions import persons as deeds
from sasaeai.resources.forms.talent import (
    ApproachForm,
    CompanyForm,
    InterviewForm,
    PersonForm,
)
from sasaeai.resources.models import (
    ApproachStage,
    Company,
    PersonInterview,
    PersonResource,
    PersonRole,
)
from sasaeai.resources.queries.talent import companies_found, persons_found
from sasaeai.resources.views.found import deed
from sasaeai.resources.views.register import mays
from sasaeai.resources.views.writing import form_page
from sasaeai.towns import clock
from sasaeai.vocabulary.models import Term


def _people_crumbs() -> list[tuple[str, str]]:
    return [("地域資源", reverse("resources:list")), ("人材", reverse("resources:people"))]


@require_GET
def person_list(request: SignedInRequest) -> HttpResponse:
    """人材の一覧: people who agreed, by list, skill and word."""
    asked = request.GET
    skill = asked.get("skill", "")
    found = persons_found(
        request.user,
        role=asked.get("role", ""),
        words=asked.get("q", ""),
        skill=int(skill) if skill.isdigit() else None,
    )
    page = Paginator(found, 50).get_page(asked.get("page"))
    if page.object_list:
        history.saw(
            by=request.user, at=clock.now(), what="resources.people_seen", label="人材の一覧"
        )
    known = {
        "page": page,
        "roles": PersonRole.Role.choices,
        "skills": Term.objects.of(request.user.town_id, "need-kind"),
        "asked": asked,
    }
    return render(request, "resources/people.html", known)


def _person_of(request: SignedInRequest, pk: int) -> PersonResource:
    mine = PersonResource.objects.visible_to(request.user).select_related(
        "town", "area__level__tree"
    )
    return get_object_or_404(mine, pk=pk)


def _person_page(one: PersonResource, form: Any) -> dict[str, Any]:
    return {
        "person": one,
        "roles": one.roles.all(),
        "interviews": one.interviews.all(),
        "skills": one.skills.all(),
        "trainings": one.trainings.all(),
        "bodies": one.bodies.all(),
        "form": form,
        "role_choices": PersonRole.Role.choices,
        "today": clock.today(),
    }


@require_GET
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: what they can do, what not, what was said."""
    one = _person_of(request, pk)
    history.saw(by=request.user, at=clock.now(), about=one, what="resources.person_seen")
    form = InterviewForm(initial={"on": clock.today()})
    return render(request, "resources/person.html", _person_page(one, form))


@require_http_methods(["GET", "POST"])
def person_new(request: SignedInRequest) -> HttpResponse:
    """Add a person who agreed."""
    town, today = request.user.town, clock.today()
    form = PersonForm(request.POST or None, town=town, day=today, initial={"consented_on": today})

    def do() -> PersonResource:
        return deeds.record_person(
            by=request.user,
            at=clock.now(),
            town=town,
            facts=form.facts(),
            many=form.many(),
            role=form.cleaned_data["role"],
            number=form.cleaned_data["number"],
        )

    return form_page(
        request,
        form,
        title="人材を登録",
        crumbs=_people_crumbs(),
        do=do,
        to=lambda made: reverse("resources:person", args=[made.pk]),
        intro="本人の同意を得た方だけを登録します。だれに知らせてよいか（同意の範囲）も聞いてください。",
    )


@require_http_methods(["GET", "POST"])
def person_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is known of a person."""
    one = _person_of(request, pk)
    form = PersonForm(request.POST or None, instance=one, town=one.town, day=clock.today())
    url = reverse("resources:person", args=[one.pk])
    return form_page(
        request,
        form,
        title=f"{one.name}さんの登録を直す",
        crumbs=[*_people_crumbs(), (one.name, url)],
        do=lambda: deeds.change_person(
            by=request.user,
            at=clock.now(),
            person=one,
            facts=form.facts(),
            many=form.many(),
        ),
        to=lambda _: url,
    )


@require_POST
def person_deed(request: SignedInRequest, pk: int, sort: str) -> HttpResponse:
    """聞き取り・役・同意の取り下げ."""
    one = _person_of(request, pk)
    by, at, today = request.user, clock.now(), clock.today()
    if sort == "interview":
        return _interview(request, one)
    if sort == "step":
        key = request.POST.get("step", "")
        line = get_object_or_404(PersonInterview, person=one, pk=key if key.isdigit() else 0)
        deeds.finish_interview_step(by=by, at=at, line=line, on=today)
        messages.success(request, "済みにしました。")
    elif sort == "role" and request.POST.get("role") in PersonRole.Role.values:
        number = request.POST.get("number", "")[:30]
        deeds.give_person_role(
            by=by, at=at, person=one, role=request.POST["role"], since=today, number=number
        )
        messages.success(request, "名簿に加えました。")
    elif sort == "withdraw" and request.POST.get("sure") == "1":
        try:
            deeds.withdraw_consent(by=by, at=at, person=one, on=today)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "同意の取り下げを記録し、預かっていた内容を消しました。")
        return redirect("resources:people")
    return redirect("resources:person", pk=one.pk)


def _interview(request: SignedInRequest, one: PersonResource) -> HttpResponse:
    form = InterviewForm(request.POST)
    done = form.is_valid() and deed(
        form,
        lambda: deeds.write_interview(
            by=request.user, at=clock.now(), person=one, **form.cleaned_data
        ),
    )
    if not done:
        known = _person_page(one, form)
        return render(request, "resources/person.html", known, status=422)
    messages.success(request, "聞き取りを保存しました。")
    return redirect("resources:person", pk=one.pk)


def _company_crumbs() -> list[tuple[str, str]]:
    return [("地域資源", reverse("resources:list")), ("企業", reverse("resources:companies"))]


@require_GET
def company_list(request: SignedInRequest) -> HttpResponse:
    """企業の一覧: where the talks stand, and what comes next."""
    stage = request.GET.get("stage", "")
    found = companies_found(request.user, stage=stage if stage in ApproachStage.values else "")
    known = {
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "stages": ApproachStage.choices,
        "stage": stage,
        "may": mays(request),
        "today": clock.today(),
    }
    return render(request, "resources/companies.html", known)


def _company_of(request: SignedInRequest, pk: int) -> Company:
    mine = Company.objects.filter(organisation__town=request.user.town_id)
    return get_object_or_404(mine.select_related("organisation__town"), pk=pk)


@require_GET
def company(request: SignedInRequest, pk: int) -> HttpResponse:
    """One company: what moves it, what it gives, every step."""
    one = _company_of(request, pk)
    known = {
        "company": one,
        "steps": one.steps.all(),
        "contacts": one.organisation.contacts.select_related("written_by")[:20],
        "may": mays(request),
    }
    return render(request, "resources/company.html", known)


@require_http_methods(["GET", "POST"])
def company_new(request: SignedInRequest) -> HttpResponse:
    """Begin with a company among the partners."""
    form = CompanyForm(request.POST or None, town=request.user.town, day=clock.today())
    return form_page(
        request,
        form,
        title="企業に働きかけを始める",
        crumbs=_company_crumbs(),
        do=lambda: partner_deeds.keep_company(
            by=request.user,
            at=clock.now(),
            organisation=form.cleaned_data["organisation"],
            facts=form.facts(),
        ),
        to=lambda made: reverse("resources:company", args=[made.pk]),
        intro="企業がまだ「連携先」にないときは、先に連携先に登録してください。",
    )


@require_http_methods(["GET", "POST"])
def company_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is known of a company."""
    one = _company_of(request, pk)
    form = CompanyForm(
        request.POST or None, instance=one, town=request.user.town, day=clock.today()
    )
    url = reverse("resources:company", args=[one.pk])
    return form_page(
        request,
        form,
        title=f"{one}を直す",
        crumbs=[*_company_crumbs(), (str(one), url)],
        do=lambda: partner_deeds.keep_company(
            by=request.user, at=clock.now(), organisation=one.organisation, facts=form.facts()
        ),
        to=lambda _: url,
    )


@require_http_methods(["GET", "POST"])
def company_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """A talk with a company."""
    one = _company_of(request, pk)
    form = ApproachForm(request.POST or None, initial={"on": clock.today(), "stage": one.stage})
    url = reverse("resources:company", args=[one.pk])

    def do() -> Any:
        given = dict(form.cleaned_data)
        stage = ApproachStage(given.pop("stage"))
        return partner_deeds.approach(
            by=request.user, at=clock.now(), company=one, stage=stage, **given
        )

    return form_page(
        request,
        form,
        title=f"{one}への働きかけを書く",
        crumbs=[*_company_crumbs(), (str(one), url)],
        do=do,
        to=lambda _: url,
        intro="連携先の「連絡の記録」にも残ります。",
    )
