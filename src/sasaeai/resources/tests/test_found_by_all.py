"""The one search box and the history lead to resources, bodies and people, each whoever may see them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sasaeai.resources.examples import a_body, a_resource, their_resource
from sasaeai.resources.tests.samples_of_people import a_person


def found_by(client, person, words):
    client.force_login(person)
    return client.get(reverse("search:find"), {"q": words}).content.decode()


@pytest.fixture
def pages(cast):
    """Page by record, as the history calls the record."""
    resource, body = a_resource(cast, "どんぐり体操"), a_body(cast, "どんぐり応援隊")
    person = a_person(cast, "小川", strengths="どんぐり細工")
    return {
        f"resources.Resource:{resource.pk}": reverse("resources:resource", args=[resource.pk]),
        f"resources.ActivityBody:{body.pk}": reverse("resources:body", args=[body.pk]),
        f"resources.PersonResource:{person.pk}": reverse("resources:person", args=[person.pk]),
    }


def test_the_one_search_box_leads_to_what_one_may_see(client, cast, pages):
    their_resource(cast)
    page = found_by(client, cast.uno, "どんぐり")
    elsewhere = found_by(client, cast.kinoshita, "どんぐり")

    assert [one for one in pages.values() if f'href="{one}' not in page] == []
    assert not any(one in elsewhere for one in pages.values())


def test_the_history_leads_from_a_record_to_its_page(client, cast, pages):
    client.force_login(cast.uno)
    for about, page in pages.items():
        history = client.get(reverse("history:record", args=[about])).content.decode()
        assert f'href="{page}"' in history, about
