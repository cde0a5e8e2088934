"""The one search box finds partners too."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from sasaeai.people import actions

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)


@pytest.fixture
def partner(cast):
    facts = {"kana": "みどりちょうかい", "contact_person": "小川", "area": cast.second_area}
    return actions.record_organisation(
        by=cast.uno, at=AT, town=cast.town, name="みどり町会", **facts
    )


def lines_for(client, user, words: str) -> str:
    client.force_login(user)
    return client.get(reverse("search:find"), {"q": words}).content.decode()


@pytest.mark.parametrize("words", ["みどり", "ﾐﾄﾞﾘ", "町会"])
def test_a_partner_is_found_by_everybody_who_may_see_partners(client, cast, partner, words):
    address = reverse("people:organisation", args=[partner.pk])

    assert address in lines_for(client, cast.ishida, words)
    assert address not in lines_for(client, cast.kinoshita, words)


def test_it_is_found_by_its_new_name_and_not_by_who_is_in_charge(client, cast, partner):
    actions.change_organisation(by=cast.uno, at=AT, organisation=partner, name="あおば町会")
    address = reverse("people:organisation", args=[partner.pk])

    assert address in lines_for(client, cast.uno, "あおば")
    assert address not in lines_for(client, cast.uno, "小川")


def test_what_was_merged_away_is_not_found_any_more(client, cast, partner):
    other = actions.record_organisation(by=cast.uno, at=AT, town=cast.town, name="みどり自治会")
    actions.merge_organisations(by=cast.uno, at=AT, keep=other, drop=partner)

    found = lines_for(client, cast.uno, "みどり")

    assert reverse("people:organisation", args=[other.pk]) in found
    assert reverse("people:organisation", args=[partner.pk]) not in found


def test_a_closed_partner_says_so(client, cast, partner):
    day = date(2022, 9, 30)
    actions.close_organisation(by=cast.uno, at=AT, organisation=partner, on=day)

    assert "活動していません" in lines_for(client, cast.uno, "みどり町会")
