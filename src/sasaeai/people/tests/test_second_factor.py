"""The second factor: set up, asked for, never skipped, taken away."""

import time as stopwatch
from base64 import b32decode

import pytest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from sasaeai.history.models import Event
from sasaeai.people import actions
from sasaeai.people.queries import sign_in as limits
from sasaeai.towns import clock
from sasaeai.ui.access import OPEN

ENROL, CHECK = reverse("people:second-factor"), reverse("people:second-factor-check")


def code_of(device) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = stopwatch.time()
    return f"{totp.token():06d}"


@pytest.fixture
def required(cast):
    cast.town.second_factor_required = True
    cast.town.save()
    return cast


@pytest.fixture
def enrolled(cast):
    device = actions.begin_second_factor(by=cast.ishida, at=clock.now())
    actions.confirm_second_factor(by=cast.ishida, at=clock.now(), code=code_of(device))
    # As if the code had been used half an hour ago: a code counts once.
    TOTPDevice.objects.update(last_t=0)
    return cast


def addresses(resolver=None, space=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            given = dict.fromkeys(entry.pattern.converters, 1)
            yield f"{space}{entry.name}", entry.callback, given


def walk(client, door, but):
    """Every address that does not lead to the door."""
    open_ones = []
    for name, view, given in addresses():
        if getattr(view, "permission", "") == OPEN or name in but:
            continue
        try:
            url = reverse(name, kwargs=given)
        except NoReverseMatch:
            url = reverse(name, kwargs=dict.fromkeys(given, "x"))
        for method in (client.get, client.post):
            answer = method(url)
            if not (answer.status_code == 302 and answer.url.startswith(door)):
                open_ones.append(name)
    return open_ones


def test_no_address_can_be_used_before_a_required_factor_is_set_up(client, required):
    client.force_login(required.ishida)

    assert walk(client, ENROL, {"people:second-factor", "people:account", "people:password"}) == []


def test_no_address_can_be_used_before_the_code_is_entered(client, enrolled):
    client.force_login(enrolled.ishida)

    assert walk(client, CHECK, {"people:second-factor-check"}) == []


def test_a_part_of_a_page_leads_there_too(client, required):
    client.force_login(required.ishida)

    answer = client.get("/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == ENROL


def test_who_sees_nothing_personal_is_not_asked(client, required):
    client.force_login(required.egawa)

    assert client.get("/").status_code == 200


def test_setting_up_shows_picture_key_and_ten_codes_once(client, required):
    client.force_login(required.ishida)
    page = client.get(ENROL)
    device = TOTPDevice.objects.get()
    key = page.context["key"].replace(" ", "")

    answer = client.post(ENROL, {"code": code_of(device)})

    assert "<svg" in page.content.decode()
    assert b32decode(key + "=" * (-len(key) % 8)) == device.bin_key
    assert len(answer.context["codes"]) == 10
    assert client.get("/").status_code == 200
    assert client.get(ENROL).status_code == 302


def test_a_wrong_code_does_not_set_up(client, required):
    client.force_login(required.ishida)
    client.get(ENROL)

    answer = client.post(ENROL, {"code": "000000"})

    assert "確認コードが違います" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_the_code_opens_and_changes_the_session_key(client, enrolled):
    client.force_login(enrolled.ishida)
    before = client.session.session_key

    answer = client.post(
        CHECK, {"code": code_of(TOTPDevice.objects.get()), "next": "/people/account/"}
    )

    assert answer.url == "/people/account/"
    assert client.get("/").status_code == 200
    assert client.session.session_key != before


def test_a_recovery_code_opens_once(client, enrolled):
    code = StaticToken.objects.first().token
    client.force_login(enrolled.ishida)

    first = client.post(CHECK, {"code": f"{code[:4]} {code[4:]}"})
    client.logout()
    client.force_login(enrolled.ishida)
    second = client.post(CHECK, {"code": code})

    assert first.status_code == 302
    assert second.status_code == 200


def test_the_sixth_code_is_refused_even_if_right(client, enrolled):
    client.force_login(enrolled.ishida)
    for _ in range(limits.CODES_A_PERSON):
        client.post(CHECK, {"code": "000000"})

    answer = client.post(CHECK, {"code": code_of(TOTPDevice.objects.get())})

    assert answer.status_code == 429
    assert Event.objects.filter(what="people.code_failed").count() == limits.CODES_A_PERSON


def test_the_administrator_takes_a_lost_factor_away(client, enrolled):
    client.force_login(enrolled.kubo)

    client.post(
        reverse("people:user-deed", kwargs={"pk": enrolled.ishida.pk, "deed": "second-factor"}),
        {"sure": "1"},
    )

    client.force_login(enrolled.ishida)
    assert client.get("/").status_code == 200


def test_one_cannot_switch_a_required_factor_off(client, enrolled):
    enrolled.town.second_factor_required = True
    enrolled.town.save()
    client.force_login(enrolled.ishida)
    client.post(CHECK, {"code": code_of(TOTPDevice.objects.get())})

    client.post(reverse("people:second-factor-off"))

    assert TOTPDevice.objects.exists()


def test_new_recovery_codes_replace_the_old_ones(client, enrolled):
    old = set(StaticToken.objects.values_list("token", flat=True))
    client.force_login(enrolled.ishida)
    client.post(CHECK, {"code": code_of(TOTPDevice.objects.get())})

    client.post(reverse("people:recovery-codes"))

    assert not old & set(StaticToken.objects.values_list("token", flat=True))
    assert StaticToken.objects.count() == 10
