"""Photos: what the camera wrote into them is gone, and only who may see the record sees them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from sasaeai.activities.actions import remove
from sasaeai.activities.examples import AT, an_activity, words_of
from sasaeai.activities.models import Activity, Photo


@pytest.fixture
def as_ishida(client, cast, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    words_of(cast.town)
    client.force_login(cast.ishida)
    return client


def a_photo(name="kouen.jpg") -> SimpleUploadedFile:
    """A picture that says where it was taken."""
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x8825] = {1: "N", 2: (41.0, 46.0, 0.0)}
    exif[0x0110] = "ある会社の電話"
    Image.new("RGB", (40, 30), "green").save(data, "JPEG", exif=exif)
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def record_with(client, cast, *files):
    typed = {"on": "2022-10-03", "post": cast.posts["first-area"].pk, "wording": "公園の清掃"}
    return client.post(reverse("activities:new"), typed | {"photos": list(files)}, follow=True)


def test_a_photo_is_kept_without_its_place(as_ishida, cast):
    record_with(as_ishida, cast, a_photo())

    photo = Photo.objects.get()
    answer = as_ishida.get(reverse("activities:photo", args=[photo.activity_id, photo.pk]))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert not Image.open(io.BytesIO(answer.content)).getexif()
    assert not photo.may_publish


def test_what_is_no_photo_is_told_and_the_entry_is_saved(as_ishida, cast):
    page = record_with(as_ishida, cast, SimpleUploadedFile("memo.pdf", b"%PDF-1.4"))

    assert Activity.objects.count() == 1
    assert not Photo.objects.exists()
    assert "PDFは写真として登録できません" in page.content.decode()


def test_a_photo_gets_a_caption_and_is_taken_away(as_ishida, cast):
    record_with(as_ishida, cast, a_photo())
    photo = Photo.objects.get()
    change = reverse("activities:photo-change", args=[photo.activity_id, photo.pk])

    as_ishida.post(change, {"do": "save", "caption": "清掃のようす", "may_publish": "on"})
    photo.refresh_from_db()
    assert (photo.caption, photo.may_publish) == ("清掃のようす", True)

    as_ishida.post(change, {"do": "remove"})
    assert not Photo.objects.exists()


def test_the_photos_of_a_record_entered_by_mistake_go_with_it(
    as_ishida, cast, django_capture_on_commit_callbacks
):
    record_with(as_ishida, cast, a_photo())
    photo = Photo.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        remove(by=cast.ishida, at=AT, activity=photo.activity, reason="二重に入力")

    assert not photo.file.storage.exists(photo.file.name)


def test_a_photo_of_another_record_is_not_reached_through_ones_own(as_ishida, cast):
    record_with(as_ishida, cast, a_photo())
    other = an_activity(cast)

    answer = as_ishida.get(reverse("activities:photo", args=[other.pk, Photo.objects.get().pk]))

    assert answer.status_code == 404
