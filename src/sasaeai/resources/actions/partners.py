"""企業・社会資源シート・財源・養成講座: what is kept of partners and of money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.people.actions import write_contact
from sasaeai.people.models import Organisation, User
from sasaeai.resources.actions.keeping import keep
from sasaeai.resources.models import (
    ApproachStage,
    ApproachStep,
    Company,
    Funding,
    OrganisationSheet,
    SupporterCourse,
)
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


@transaction.atomic
def keep_company(
    *, by: Doer, at: datetime, organisation: Organisation, facts: Mapping[str, Any]
) -> Company:
    """Begin with a company, or correct what is known of it.

    :raises ValidationError: by field
    """
    known = Company.objects.filter(organisation=organisation).first()
    company = known or Company(organisation=organisation)
    return keep(by=by, at=at, record=company, facts=facts, what="resources.company_kept")


@transaction.atomic
def approach(
    *,
    by: User,
    at: datetime,
    company: Company,
    stage: ApproachStage,
    on: date,
    wording: str,
    next_step: str = "",
    due_on: date | None = None,
) -> ApproachStep:
    """Write down a talk with a company: it stands in the partner's contact log, the stage moves here.

    :raises ValidationError: by field
    """
    write_contact(
        by=by,
        at=at,
        organisation=company.organisation,
        on=on,
        means=None,
        wording=wording,
        next_step=next_step,
        due_on=due_on,
    )
    step = ApproachStep(
        company=company,
        stage=stage,
        on=on,
        wording=wording[:300],
        by_name=by.doer_name[:120],
        at=at,
    )
    step.full_clean()
    step.save()
    before = company.stage
    company.stage, company.stage_on, company.changed_at = stage, on, at
    company.save(update_fields=["stage", "stage_on", "changed_at"])
    history.note(
        by=by,
        at=at,
        what="resources.company_approached",
        about=company,
        before={"stage": before},
        after={"stage": stage, "stage_on": on},
    )
    return step


@transaction.atomic
def keep_sheet(
    *, by: Doer, at: datetime, organisation: Organisation, facts: Mapping[str, Any]
) -> OrganisationSheet:
    """Write the comparison sheet of an organisation.

    :raises ValidationError: by field
    """
    known = OrganisationSheet.objects.filter(organisation=organisation).first()
    sheet = known or OrganisationSheet(organisation=organisation)
    return keep(by=by, at=at, record=sheet, facts=facts, what="resources.sheet_kept")


@transaction.atomic
def keep_funding(
    *, by: Doer, at: datetime, town: Town, funding: Funding | None, facts: Mapping[str, Any]
) -> Funding:
    """Write down money of a year for a resource, a body or a project.

    :raises ValidationError: by field
    """
    line = funding or Funding(town=town)
    return keep(by=by, at=at, record=line, facts=facts, what="resources.funding_kept")


@transaction.atomic
def keep_course(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    course: SupporterCourse | None,
    facts: Mapping[str, Any],
    many: Mapping[str, Iterable[Any]] | None = None,
) -> SupporterCourse:
    """Write down a course, its people, and the groups that came of it.

    :raises ValidationError: by field
    """
    line = course or SupporterCourse(town=town)
    return keep(by=by, at=at, record=line, facts=facts, many=many, what="resources.course_kept")
