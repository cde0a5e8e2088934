"""Query budgets: no list asks the database more than twelve times, however many records there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sasaeai.activities.actions import record_many
from sasaeai.activities.examples import AT, DAY, a_partner, an_entry
from sasaeai.people.models import Organisation
from tests.test_access import ADDRESSES, GONE, people_of

BUDGET = 12
# Addresses that may ask more often, each with the reason.
WIDER: dict[str, tuple[int, str]] = {
    "start": (24, "no list: a card of every capability, each with a query or two"),
    "activities:closings": (14, "no list: a month's checklist, from six kinds of records"),
    "newtown:ready": (16, "no list: one question to every capability of the checklist"),
    "resources:new": (20, "no list: the choices of every field of the form"),
    "resources:person-new": (18, "no list: the choices of every field of the form"),
    "activities:new": (24, "no list: the choices of every field of the form"),
}
NOT_PAGES = {"people:sign-out"}


def queries_of(client, url: str) -> list[str]:
    """The queries of one page, the second time it is asked for (what is kept between requests is warm)."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    return [
        q["sql"]
        for q in caught.captured_queries
        if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]


def over_budget(counts: dict[str, int]) -> dict[str, int]:
    return {name: n for name, n in counts.items() if n > WIDER.get(name, (BUDGET, ""))[0]}


@pytest.fixture
def a_busy_town(cast):
    """Sixty records with partners and next steps, sixty more partners."""
    partners = Organisation.objects.bulk_create(
        Organisation(town=cast.town, name=f"みどり第{n}町会") for n in range(60)
    )
    entries = [
        an_entry(
            cast,
            on=DAY - timedelta(days=n),
            partners=(partners[n], a_partner(cast.town)),
            next_step="電話する",
            due_on=DAY + timedelta(days=n),
        )
        for n in range(60)
    ]
    record_many(by=cast.aoki, at=AT, entries=entries)
    return cast


def test_no_page_asks_more_often_than_its_budget(client, a_busy_town):
    counts: dict[str, int] = {}
    for person in people_of(a_busy_town).values():
        client.force_login(person)
        for name, pattern in ADDRESSES.items():
            rule = pattern.callback.permission
            if pattern.pattern.converters or name in GONE | NOT_PAGES or name in counts:
                continue
            if rule in "*+" or person.may(rule):
                counts[name] = len(queries_of(client, reverse(name)))

    assert over_budget(counts) == {}


def test_every_wider_budget_says_why_and_is_needed():
    assert [name for name, (n, why) in WIDER.items() if n <= BUDGET or not why] == []
    assert sorted(set(WIDER) - set(ADDRESSES)) == []


def test_the_check_bites_on_a_page_that_asks_too_often():
    assert over_budget({"planted:list": BUDGET + 1}) == {"planted:list": 13}
