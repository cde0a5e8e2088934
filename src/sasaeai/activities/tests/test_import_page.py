"""The page of the import: look first, say what words mean, take in, get the refused rows back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasaeai.activities.examples import AT, words_of
from sasaeai.activities.importing.known import folded
from sasaeai.activities.models import Activity

HEAD = "実施日,担当者,業務項目,内容\n"
GOOD = "2022/10/3,石田,普及啓発,出前講座\n"
ODD = "2022/10/4,石田,草むしり,庭の相談\n"
PAGE = "activities:import"


@pytest.fixture
def page(client, cast, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    words_of(cast.town)
    client.force_login(cast.aoki)

    def post(text="", *, do="check", **more):
        if text:
            more["file"] = SimpleUploadedFile("日報.csv", text.encode())
        return client.post(reverse(PAGE), {"do": do, **more})

    return post


def kept(answer) -> dict:
    given = answer.context["given"]
    return {"kept": given.token, "name": given.name}


def test_looking_writes_nothing(page):
    answer = page(HEAD + GOOD + ODD)

    text = answer.content.decode()
    assert "取り込める 1件" in text
    assert "直しが要る 1件" in text
    assert not Activity.objects.exists()


def test_the_file_is_taken_in_without_choosing_it_again(page):
    looked = page(HEAD + GOOD + ODD)

    answer = page(do="apply", **kept(looked))

    assert "1件を取り込みました" in answer.content.decode()
    assert Activity.objects.get().wording == "出前講座"


def test_a_word_gets_its_meaning_and_the_row_comes_in(page, cast):
    looked = page(HEAD + ODD)
    (shown,) = looked.context["words"]
    meant = words_of(cast.town)["function"]["awareness"]
    assert shown.key == f"word:functions:{folded('草むしり')}"

    page(do="apply", **kept(looked), **{shown.key: meant.pk})

    assert Activity.objects.get().main_function == meant


def test_a_column_gets_its_meaning(page):
    looked = page("実施日,担当者,したこと\n2022/10/3,石田,出前講座\n")

    page(do="apply", **kept(looked), **{"col:したこと": "wording"})

    assert Activity.objects.get().wording == "出前講座"


def test_a_file_without_known_heads_shows_its_columns_to_be_named(page):
    looked = page("ひづけ,だれ,したこと\n2022/10/3,石田,出前講座\n")
    assert looked.status_code == 422
    assert "ひづけ" in looked.content.decode()

    page(
        do="apply",
        **kept(looked),
        **{"col:ひづけ": "on", "col:だれ": "holders", "col:したこと": "wording"},
    )

    assert Activity.objects.get().wording == "出前講座"


def test_the_refused_rows_come_back_as_a_workbook(page):
    looked = page(HEAD + GOOD + ODD)

    answer = page(do="refused", **kept(looked))

    assert answer.content[:2] == b"PK"


def test_no_file_and_no_table_are_told_in_words(page):
    assert "ファイルを選んでください" in page(do="check", name="x").content.decode()
    answer = page("%PDF-1.4 なにか")
    assert "PDF" in answer.content.decode()


def test_a_kept_file_is_only_its_owners(page, client, cast):
    looked = page(HEAD + GOOD)
    client.force_login(cast.ishida)

    answer = page(do="apply", **kept(looked))

    assert "もう残っていません" in answer.content.decode()
    assert not Activity.objects.exists()
