"""Publishing: only what was decided goes out, the file is signed, and what was changed on the way is refused."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps

from sasaeai.documents.published import read_published
from sasaeai.documents.refusals import CannotRead
from sasaeai.portal.actions import publish, publish_file
from sasaeai.portal.examples import AT, a_call, a_landmark, a_public_resource
from sasaeai.portal.queries.land import block_of
from sasaeai.portal.queries.snapshot import snapshot
from sasaeai.portal.site.mirror import take_in
from sasaeai.portal.site.models import PublicPiece, PublicPlace, PublicTown
from sasaeai.resources.actions import GivenContact
from sasaeai.resources.actions import publish as publish_resource
from sasaeai.resources.rules.publishing import Publishing

SECRETS = (
    "000-999-8888",
    "花咲町",
    "持ち主は市外",
    "久保",
    "内緒の番号",
    "000-777-6666",
    "職員だけのメモ",
    "青木",
    "石田",
)


@pytest.fixture
def town(cast):
    a_landmark(cast)
    a_public_resource(
        cast,
        contacts=[
            GivenContact("江川", "世話人", "000-111-2222", is_public=True),
            GivenContact("内緒の番号", "代表", "000-777-6666"),
        ],
        notes="職員だけのメモ",
    )
    a_call(cast, on_board=True)
    return cast.town


def test_nothing_that_was_not_published_stands_in_the_file(cast, town):

    made = snapshot(town, today=AT.date())
    told = b"".join(made.files.values()).decode()

    assert "みどりサロン" in told
    assert "000-111-2222" in told
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_hidden_field_stays_in_the_office(cast):
    a_public_resource(cast, "ひだまりの会", hidden=["address", "contacts", "point"])

    told = snapshot(cast.town, today=AT.date()).files["places.json"].decode()

    assert "ひだまりの会" in told
    assert "みどり町3-4-5" not in told
    assert "000-111-2222" not in told
    assert "136.656" not in told


def test_what_was_taken_back_leaves_the_pages(cast, town):
    publish(by=cast.uno, at=AT, town=town)
    one = cast.town.resources.get()
    publish_resource(by=cast.ishida, at=AT, resource=one, publishing=Publishing.STAFF)

    publish(by=cast.uno, at=AT + timedelta(hours=1), town=town)

    assert not PublicPlace.objects.exists()


def test_the_board_shows_what_was_let_through_and_no_one_else(cast, town):
    a_call(cast, "内々の相談")

    publish(by=cast.uno, at=AT, town=town)

    assert [p.title for p in PublicPiece.objects.filter(sort="call")] == [
        "空き家をサロンに使いませんか"
    ]


def test_a_file_is_taken_in_as_it_was_made(cast, town):
    data, _ = publish_file(by=cast.uno, at=AT, town=town)

    shown = take_in(data, at=AT)

    place = shown.places.get()
    assert place.name == "みどりサロン"
    assert place.phone == "000-111-2222"
    assert place.times.first().on.isoformat() == "2022-10-04"
    assert place.times.count() == 14  # Tuesdays of 92 days, none of them a holiday


@pytest.mark.parametrize("name", ["places.json", "list.json", "list.signature"])
def test_a_file_that_was_changed_on_the_way_is_refused_in_words(cast, town, name):
    data, _ = publish_file(by=cast.uno, at=AT, town=town)

    with pytest.raises(CannotRead, match=r"変えられています|読めません"):
        take_in(_with(data, name, lambda old: old.replace(b"1", b"2")), at=AT)

    assert not PublicTown.objects.exists()


def test_a_file_with_something_added_is_refused(cast, town):
    data, _ = publish_file(by=cast.uno, at=AT, town=town)
    packed = io.BytesIO(data)
    with zipfile.ZipFile(packed, "a") as file:
        file.writestr("more.json", "{}")

    with pytest.raises(CannotRead, match="増えたか減って"):
        take_in(packed.getvalue(), at=AT)


def test_a_file_signed_by_somebody_else_is_refused_unless_the_key_is_told(
    cast, town, settings, tmp_path
):
    data, _ = publish_file(by=cast.uno, at=AT, town=town)
    take_in(data, at=AT)
    settings.SASAEAI_PUBLISHING_KEY = tmp_path / "another-key"
    other, _ = publish_file(by=cast.uno, at=AT + timedelta(hours=1), town=town)

    with pytest.raises(CannotRead, match="署名が、これまでの町のものと違います"):
        take_in(other, at=AT)

    assert take_in(other, at=AT, trust=read_published(other).key[:16]).code == town.code


def test_an_older_file_does_not_bring_back_the_past(cast, town):
    old, _ = publish_file(by=cast.uno, at=AT, town=town)
    new, _ = publish_file(by=cast.uno, at=AT + timedelta(days=1), town=town)
    take_in(new, at=AT)

    with pytest.raises(CannotRead, match="より古い"):
        take_in(old, at=AT)


def test_a_file_that_is_no_zip_is_refused_in_words():
    with pytest.raises(CannotRead, match="公開ファイルとして読めません"):
        read_published(b"%PDF-1.7")


def _with(data, name, change):
    """The same zip with one file changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            new.writestr(one, change(content) if one == name else content)
    return made.getvalue()


def test_no_model_of_the_public_pages_holds_a_personal_field():
    site = [m for m in apps.get_models() if m._meta.app_label == "site"]

    assert site
    assert [m.__name__ for m in site if m.privacy.personal] == []


def test_in_the_process_of_the_public_pages_no_record_of_the_office_exists(tmp_path):
    code = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "sasaeai.config.settings_portal"
import django
django.setup()
from django.apps import apps
from django.urls import get_resolver
import sasaeai.config.portal_serving, sasaeai.config.servers.gunicorn_server
get_resolver().url_patterns[0].url_patterns
ours = sorted(m for m in sys.modules if m.startswith("sasaeai.") and m.split(".")[-1] in ("models", "actions"))
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
asked = Client(headers={"host": "localhost"})
pages = {path: asked.get(path) for path in ("/", "/999016/", "/no/where/")}
assert {p: a.status_code for p, a in pages.items()} == {"/": 200, "/999016/": 404, "/no/where/": 404}
assert "見つかりません" in pages["/no/where/"].content.decode()
print(json.dumps({"models": sorted({m._meta.label for m in apps.get_models()}), "modules": ours}))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"SASAEAI_PORTAL_DATA": str(tmp_path)},
    )

    found = json.loads(done.stdout)
    assert {m.split(".")[0] for m in found["models"]} == {"site"}
    assert found["modules"] == ["sasaeai.portal.site.models"]


def test_the_block_of_an_address():
    assert block_of("支合市みどり町２丁目３−４") == "みどり町２丁目"
    assert block_of("みどり町345") == "みどり町"
