"""The page and the commands by which old lists come in and go out."""

from __future__ import annotations

import argparse

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasaeai.councils.commands import export_file, import_file
from sasaeai.councils.examples import a_council
from sasaeai.councils.examples_of_raising import a_route
from sasaeai.councils.models import Issue, Meeting
from sasaeai.towns.refusal import Unusable

ROWS = "協議体,日,回\nみどり支えあい協議会,2022-09-01,1\nないの会,2022-09-02,\n"


def a_file(text=ROWS, name="会議.csv"):
    return SimpleUploadedFile(name, text.encode("cp932"))


def asked(cast, what="meetings", **more):
    usual = {"town": cast.town.code, "dry_run": False, "report": None, "sheet": None}
    return argparse.Namespace(what=what, **{**usual, **more})


def token_of(answer, name="given"):
    return answer.context[name].token


def test_a_file_is_looked_at_taken_in_and_what_was_refused_comes_back(client, cast):
    a_council(cast)
    client.force_login(cast.ishida)
    page = reverse("councils:import", args=["meetings"])

    seen = client.post(page, {"file": a_file(), "do": "check"})
    refused = client.post(page, {"kept": token_of(seen), "do": "refused"})
    done = client.post(page, {"kept": token_of(seen), "do": "apply"})
    mended = client.post(page, {"kept": token_of(done, "book"), "do": "mended"})

    assert "取り込める 1件・直す行 1行" in seen.content.decode()
    assert "3行目（協議体）：「ないの会」という協議体はありません" in done.content.decode()
    assert refused.content[:2] == mended.content[:2] == b"PK"
    assert Meeting.objects.get().state == "held"
    gone = client.post(page, {"kept": token_of(seen), "do": "apply"})
    useless = client.post(page, {"file": a_file("あ,い\n1,2\n")})
    nothing = client.post(page, {"do": "check"})
    assert [answer.status_code for answer in (gone, useless, nothing)] == [422, 422, 422]
    assert client.get(reverse("councils:import", args=["members"])).status_code == 404


def test_a_whole_file_leads_back_to_the_list_and_out_again(client, cast):
    a_council(cast)
    client.force_login(cast.ishida)
    page = reverse("councils:import", args=["meetings"])

    done = client.post(
        page, {"file": a_file(ROWS.split("ないの会", maxsplit=1)[0]), "do": "apply"}, follow=True
    )
    out = client.get(reverse("councils:sheet", args=["meetings"]))

    assert "会議を1件取り込みました" in done.content.decode()
    assert out.content[:2] == b"PK"


def test_issues_are_looked_at_with_those_they_are_joined_to(client, cast):
    a_route(cast.aoki, cast.town)
    rows = (
        "課題,日,したこと,内容・理由,まとめた先\n足,2022-04-01,起案,,\n"
        "店,2022-04-01,起案,,\n,2022-05-01,まとめた,同じ,足\n"
    )
    client.force_login(cast.uno)
    page = reverse("councils:import", args=["issues"])

    seen = client.post(page, {"file": a_file(rows, "課題.csv"), "do": "check"})
    client.post(page, {"kept": token_of(seen), "do": "apply"})
    out = client.get(reverse("councils:sheet", args=["issues"]))

    assert "足（ほか1件とつながる）" in seen.content.decode()
    assert Issue.objects.get(title="店").joined_to.title == "足"
    assert out.content[:2] == b"PK"


def test_the_commands_take_in_give_back_and_write_out(cast, tmp_path, capsys):
    a_council(cast)
    path, out = tmp_path / "会議.csv", tmp_path / "出す.csv"
    path.write_bytes(ROWS.encode("cp932"))

    assert import_file(asked(cast, file=str(path), dry_run=True)) == 1
    assert not Meeting.objects.exists()
    assert [import_file(asked(cast, file=str(path))) for _ in range(2)] == [1, 1]
    assert Meeting.objects.count() == 1
    told = capsys.readouterr().err
    assert "1件はもうあるため、二重にしませんでした。" in told
    assert (tmp_path / "会議_直す行.xlsx").exists()

    assert export_file(asked(cast, out=str(out))) == 0
    assert export_file(asked(cast, out=str(tmp_path / "出す.xlsx"))) == 0
    Meeting.objects.all().delete()
    assert import_file(asked(cast, file=str(out))) == 0


@pytest.mark.parametrize("name", ["ない.csv", "表.csv", "会議.csv"])
def test_a_file_of_no_use_is_told(cast, tmp_path, name):
    (tmp_path / "表.csv").write_text("あ,い\n1,2\n", "utf-8")
    (tmp_path / "会議.csv").write_text("協議体,日\nないの会,2022-09-02\n", "utf-8")
    nowhere = str(tmp_path / "ない" / "直す行.xlsx")

    with pytest.raises(Unusable):
        import_file(asked(cast, file=str(tmp_path / name), report=nowhere))
    for out in ("出す.pdf", "ない/出す.csv"):
        with pytest.raises(Unusable):
            export_file(asked(cast, out=str(tmp_path / out)))
