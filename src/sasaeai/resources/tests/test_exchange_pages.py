"""The page of an import: look, map, take in, get back what was refused."""

from __future__ import annotations

import argparse

from django.core.files.uploadedfile import SimpleUploadedFile

from sasaeai.history.models import Event
from sasaeai.places.models import Population
from sasaeai.resources.commands import import_file
from sasaeai.resources.examples import a_resource, a_word
from sasaeai.resources.models import Resource

URL = "/resources/exchange/import/"


def handed(client, text: str, name="list.csv", **more):
    return client.post(URL, {"file": SimpleUploadedFile(name, text.encode()), **more})


def test_looking_writes_nothing_and_taking_in_uses_the_same_file(client, cast):
    a_word(cast.town, "resource-kind", "salon")
    client.force_login(cast.aoki)

    looked = handed(client, "名称,種別,電話\nみどり,サロン,000-1\n,サロン,\n", do="check")
    before = Resource.objects.count()
    done = client.post(URL, {"token": looked.context["given"].token, "do": "apply"})

    assert (looked.status_code, before, done.status_code) == (200, 0, 200)
    assert "名称が空です" in looked.content.decode()
    assert Resource.objects.get().kind.code == "salon"
    assert "1件を載せ" in done.content.decode()


def test_the_refused_rows_come_back_as_a_workbook(client, cast):
    client.force_login(cast.aoki)
    looked = handed(client, "名称,電話\nみどり,000-1\n,000-2\n")

    book = client.post(URL, {"token": looked.context["given"].token, "do": "refused"})

    assert book.headers["Content-Type"].endswith("sheet")
    assert book.content[:2] == b"PK"


def test_a_list_of_unknown_columns_is_mapped_by_hand(client, cast):
    client.force_login(cast.aoki)
    looked = handed(client, "あ,い\n甲,2\n乙,3\n")

    done = client.post(
        URL,
        {
            "token": looked.context["given"].token,
            "do": "apply",
            "col:あ": "name",
            "col:い": "capacity",
        },
    )

    assert looked.status_code == 422
    assert done.status_code == 200
    assert set(Resource.objects.values_list("name", "capacity")) == {("甲", 2), ("乙", 3)}


def test_a_file_that_is_gone_is_asked_for_again(client, cast):
    client.force_login(cast.aoki)

    answer = client.post(URL, {"token": "x", "do": "apply"})

    assert answer.status_code == 422
    assert "もう一度ファイルをお選びください" in answer.content.decode()


def test_a_file_of_people_is_handed_on_to_its_own_door(client, cast, tmp_path):
    area = cast.first_area.name
    heads = "全国地方公共団体コード,地域コード,調査年月日,地域名,総人口,男性,女性,0-4歳の男性,0-4歳の女性"
    text = f"{heads}\n999016,,2022-09-30,{area},30,14,16,2,3\n"
    client.force_login(cast.uno)

    page = handed(client, text, name="jinko.csv")
    given = {"token": page.context["people"].token, "source": "支合市"}
    plan = client.post("/places/import/people/", given)
    client.post("/places/import/people/", given | {"sure": "1"})

    assert "人口として取り込む" in page.content.decode()
    assert "取り込む 1行" in plan.content.decode()
    assert Population.objects.filter(area=cast.first_area).exists()
    Population.objects.all().delete()
    file = tmp_path / "jinko.csv"
    file.write_text(text, "utf-8")
    asked = {"file": str(file), "town": cast.town.code, "dry_run": False, "shape": "auto"}
    asked |= {"sheet": None, "confirmed_on": None, "report": None, "areas_by_point": False}
    assert import_file(argparse.Namespace(**asked)) == 0
    assert Population.objects.filter(area=cast.first_area).exists()


def test_a_volunteer_may_not_import(client, cast):
    client.force_login(cast.ogawa)

    assert client.get(URL).status_code == 403


OUT = "/resources/exchange/export/"


def test_the_register_goes_out_as_a_workbook_and_the_history_tells(client, cast):
    a_resource(cast)
    client.force_login(cast.aoki)

    page = client.get(OUT)
    book = client.post(OUT, {"form": "xlsx", "area": cast.first_area.pk})

    assert page.status_code == 200
    assert book.content[:2] == b"PK"
    assert Event.objects.filter(what="resources.exported").get().after == {"count": 1}


def test_before_cp932_the_letters_it_lacks_are_shown(client, cast):
    a_resource(cast, "𠮷田さんの会")
    client.force_login(cast.aoki)

    asked = client.post(OUT, {"form": "cp932"})
    file = client.post(OUT, {"form": "cp932", "sure": "1"})

    assert "𠮷" in asked.content.decode()
    assert "〓田さんの会" in file.content.decode("cp932")


def test_what_everybody_may_see_leaves_no_line(client, cast):
    client.force_login(cast.aoki)

    answer = client.post(OUT, {"form": "geojson"})

    assert answer.headers["Content-Type"] == "application/geo+json"
    assert not Event.objects.filter(what="resources.exported").exists()


def test_an_unknown_form_is_refused(client, cast):
    client.force_login(cast.aoki)

    assert client.post(OUT, {"form": "moon"}).status_code == 422
