"""An empty product leads to its founding; the founding needs the printed code and happens once."""

import pytest
from django.urls import reverse

from sasaeai.config.newtown import door
from sasaeai.people.models import User
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Scheme

GIVEN = {
    "name": "支合市",
    "code": "99901",
    "entry_scheme": "hakodate-6",
    "administrator": "久保",
    "section": "情報政策課",
    "login": "kubo",
    "password": "ながい合言葉です2026",
    "again": "ながい合言葉です2026",
}


@pytest.fixture
def printed(settings, tmp_path, db):
    settings.DATA = tmp_path
    return door.founding_code()


def test_while_there_is_no_town_every_page_leads_to_the_founding(client, db):
    answer = client.get("/")

    assert answer.status_code == 302
    assert answer.url == reverse("newtown:found")


def test_founding_makes_the_town_its_words_and_an_administrator(client, printed):
    answer = client.post(reverse("newtown:found"), {**GIVEN, "code_word": printed}, follow=True)

    assert "はじめの準備" in answer.content.decode()
    town = Town.objects.get()
    assert (town.code, town.entry_scheme) == ("999016", "hakodate-6")
    assert Scheme.objects.filter(town=town, code="function").exists()
    assert User.objects.get().check_password(GIVEN["password"])


def test_the_wrong_number_founds_nothing_and_says_where_the_right_one_is(client, printed):
    answer = client.post(reverse("newtown:found"), {**GIVEN, "code_word": "x"})

    assert "./run を実行した窓" in answer.content.decode()
    assert not Town.objects.exists()


def test_a_weak_password_is_refused_at_its_field_and_nothing_stays(client, printed):
    weak = {**GIVEN, "code_word": printed, "password": "12345", "again": "12345"}

    answer = client.post(reverse("newtown:found"), weak)

    assert "短すぎます" in answer.content.decode()
    assert not Town.objects.exists()


def test_a_code_with_a_wrong_check_digit_names_the_right_one(client, printed):
    answer = client.post(
        reverse("newtown:found"), {**GIVEN, "code_word": printed, "code": "999011"}
    )

    assert "999016" in answer.content.decode()


@pytest.mark.parametrize("code", ["函館市", "9990", "9990160"])
def test_what_is_no_town_code_is_refused_with_an_example(client, printed, code):
    answer = client.post(reverse("newtown:found"), {**GIVEN, "code_word": printed, "code": code})

    shown = answer.context["form"].errors["code"]
    assert any("5桁か6桁の数字" in said or "6 文字以下" in said for said in shown)
    assert not Town.objects.exists()


def test_once_founded_the_door_is_gone(client, cast):
    client.force_login(cast.kubo)

    assert client.get(reverse("newtown:found")).status_code == 404
    assert client.get(reverse("newtown:ready")).status_code == 200
