"""Photos of a trouble: without place and camera, seen by who sees the trouble, gone when it names nobody."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from sasaeai.activities.tests.test_photos import a_photo
from sasaeai.needs.actions import forget_caller
from sasaeai.needs.examples import AT, a_label, a_need
from sasaeai.needs.models import Need, NeedPhoto
from sasaeai.towns import clock


@pytest.fixture
def desk(client, cast, settings, tmp_path):
    """石田さん at work; files of the test lie apart."""
    settings.MEDIA_ROOT = tmp_path
    a_label(cast.town, "transport")
    client.force_login(cast.ishida)
    return client


def add(desk, need, *files):
    there = reverse("needs:photo-add", args=[need.pk])
    return desk.post(there, {"photos": list(files)}, follow=True).content.decode()


def kept_files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_trouble_is_taken_down_by_a_photo_alone(desk, cast):
    given = {"heard_on": clock.today().isoformat(), "urgency": "3", "scope": "office"}
    refused = desk.post(reverse("needs:new"), given)

    desk.post(reverse("needs:new"), {**given, "area": cast.first_area.pk, "photos": a_photo()})

    need, photo = Need.objects.get(), NeedPhoto.objects.get()
    assert "聞いたことばを書くか、写真を選んで" in refused.content.decode()
    assert need.wording == "（写真にあります。あとで書き起こしてください）"
    answer = desk.get(reverse("needs:photo", args=[need.pk, photo.pk]))
    assert not Image.open(io.BytesIO(answer.content)).getexif()
    desk.force_login(cast.kinoshita)
    assert desk.get(reverse("needs:photo", args=[need.pk, photo.pk])).status_code == 404


def test_photos_are_added_and_taken_away_and_what_is_none_is_told(desk, cast, settings):
    need = a_need(cast)

    told = add(desk, need, a_photo(), SimpleUploadedFile("memo.pdf", b"%PDF-1.4"))
    assert "PDFは写真として登録できません" in told
    assert "写真を加えました" in told
    assert "6枚まで" in add(desk, need, *(a_photo(f"{n}.jpg") for n in range(6)))
    photo = NeedPhoto.objects.get()
    for _ in range(2):
        desk.post(reverse("needs:photo-remove", args=[need.pk, photo.pk]), {"do": "remove"})

    assert not NeedPhoto.objects.exists()


def test_a_closed_trouble_takes_no_photo(desk, cast):
    need = a_need(cast)
    Need.objects.filter(pk=need.pk).update(state="withdrawn", closed_on=need.heard_on)

    assert "写真は足せません" in add(desk, need, a_photo())


def test_photos_go_with_the_names(desk, cast, settings, django_capture_on_commit_callbacks):
    need = a_need(cast, "江川さん（０９０−１２３４−５６７８）の家の段差")
    add(desk, need, a_photo())
    assert kept_files(settings.MEDIA_ROOT)

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("needs:deed", args=[need.pk, "mask"]))

    assert not NeedPhoto.objects.exists()
    assert not kept_files(settings.MEDIA_ROOT)


def test_photos_go_with_whoever_told_it(desk, cast):
    consent = {"name": "江川", "consented_on": "2022-10-03", "consent_how": "口頭"}
    given = {"wording": "庭の木", "heard_on": "2022-10-03", "urgency": "3", "scope": "office"}
    desk.post(
        reverse("needs:new"),
        {**given, **consent, "area": cast.first_area.pk, "photos": a_photo()},
    )
    assert NeedPhoto.objects.exists()

    forget_caller(by=cast.ishida, at=AT, intake=Need.objects.get().intake)

    assert not NeedPhoto.objects.exists()
