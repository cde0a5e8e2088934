"""The page of an import: look, map, take in, get back what was refused."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from sasaeai.resources.examples import a_word
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


def test_a_volunteer_may_not_import(client, cast):
    client.force_login(cast.ogawa)

    assert client.get(URL).status_code == 403
