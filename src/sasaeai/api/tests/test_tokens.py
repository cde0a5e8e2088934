"""A token reads the register in the name of a person, as long as both hold."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sasaeai.api.actions import make_token, revoke_token
from sasaeai.api.models import ApiToken
from sasaeai.history.models import Event
from sasaeai.resources.examples import AT, a_resource
from sasaeai.towns import clock

URL, LATE = "/api/staff/resources/", date(2099, 3, 31)


def asked(client, plain: str, **more):
    return client.get(URL, more, headers={"authorization": f"Bearer {plain}"})


def made(cast, user=None, on=LATE):
    return make_token(by=cast.kubo, at=AT, user=user or cast.aoki, name="地図", expires_on=on)


def test_a_token_reads_the_whole_register(client, cast):
    a_resource(cast)
    _, plain = made(cast)

    body = asked(client, plain).json()

    assert body["contents"][0]["name"] == "みどりサロン"
    assert "江川" in body["contents"][0]["contacts"]
    assert Event.objects.filter(what="api.register_read").count() == 1
    assert plain not in str(list(ApiToken.objects.values()))


def test_wrong_revoked_and_expired_tokens_open_nothing(client, cast):
    token, plain = made(cast)
    revoke_token(by=cast.kubo, at=AT, token=token)
    _, old = made(cast)
    ApiToken.objects.filter(ending=old[-4:]).update(expires_on=date(2022, 12, 31))

    codes = [asked(client, word).status_code for word in ("moon", plain, old)]

    assert codes == [401, 401, 401]
    assert client.get(URL, headers={"accept": "application/json"}).status_code == 401


def test_a_token_is_taken_back_once(cast):
    token, _ = made(cast)

    for at in (AT, clock.now()):
        revoke_token(by=cast.kubo, at=at, token=token)

    assert ApiToken.objects.get().revoked_at == AT
    assert Event.objects.filter(what="api.token_revoked").count() == 1


def test_the_rights_are_those_of_the_person(client, cast):
    _, plain = made(cast, user=cast.egawa)

    assert asked(client, plain).status_code == 403


def test_a_parameter_that_cannot_be_read_is_told(client, cast):
    _, plain = made(cast)

    assert asked(client, plain, page="x").status_code == 400
    assert asked(client, plain, modified_after="2099-01-01").json()["empty"] is True


def test_the_page_makes_a_token_and_shows_it_once(client, cast):
    client.force_login(cast.kubo)
    given = {"name": "地図", "user": cast.aoki.pk, "expires_on": "2099-03-31"}

    shown = client.post("/api/tokens/", given).content.decode()
    token = ApiToken.objects.get()
    again = client.get("/api/tokens/").content.decode()
    client.post(f"/api/tokens/{token.pk}/revoke/")

    assert "sasaeai_" in shown
    assert "sasaeai_" not in again
    assert ApiToken.objects.get().revoked_at is not None


def test_a_token_is_made_for_ones_own_town_and_the_days_to_come(client, cast):
    client.force_login(cast.kubo)
    past = {"name": "地図", "user": cast.aoki.pk, "expires_on": "2001-03-31"}

    assert client.post("/api/tokens/", past).status_code == 422
    with pytest.raises(ValidationError):
        made(cast, user=cast.kinoshita)
    assert clock.today() < LATE
