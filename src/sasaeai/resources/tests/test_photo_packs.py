"""台帳と写真: the zip of workbook and pictures goes out and comes back, pictures without place and camera."""

import io
import zipfile

import pytest
from django.urls import reverse
from PIL import Image

from sasaeai.documents.photos import clean_photo
from sasaeai.documents.refusals import CannotRead
from sasaeai.resources.actions.beside import add_pictures
from sasaeai.resources.examples import AT, a_resource, a_word
from sasaeai.resources.exporting import pack
from sasaeai.resources.exporting.files import FORMS, Wanted
from sasaeai.resources.importing import check_file, take_in
from sasaeai.resources.importing.packs import LIST, open_pack, take_pictures
from sasaeai.resources.models import Resource, ResourcePhoto
from sasaeai.towns.viewer import PartOfSystem


def a_photo(shade: int, *, where: str = "") -> bytes:
    """A slope of grey; with `where` it tells the camera's place, as a telephone does."""
    image = Image.linear_gradient("L").resize((320, 240)).point(lambda v: (v + shade) % 256)
    exif = Image.Exif()
    if where:
        exif[0x010F] = where
    made = io.BytesIO()
    image.convert("RGB").save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.fixture
def town(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    a_word(cast.town, "resource-kind", "salon")
    salon, other = a_resource(cast), a_resource(cast, "さくら会／本部")
    for one, shade, more in (
        (salon, 0, {"caption": "玄関,正面", "may_publish": True}),
        (salon, 90, {"sort": "flyer"}),
        (other, 0, {}),
    ):
        given = [clean_photo(a_photo(shade))]
        add_pictures(by=cast.ishida, at=AT, resource=one, pictures=given, **more)
    return cast.town


def sent_out(town) -> bytes:
    by = PartOfSystem("試験", town.pk)
    return FORMS["photos"].make(Wanted(Resource.objects.all(), town, by, AT)).data


def brought_back(town, data):
    by, kept = PartOfSystem("試験", town.pk), open_pack(data, filename="台帳.zip")
    checked = check_file(kept.table, filename=kept.name, town=town, today=AT.date())
    take_in(by=by, at=AT, town=town, checked=checked)
    return checked, take_pictures(by=by, at=AT, town=town, pictures=kept.pictures)


def told():
    rows = ResourcePhoto.objects.order_by("resource__name", "sort", "pk")
    return list(rows.values_list("resource__name", "sort", "caption", "may_publish"))


def test_pictures_come_back_to_their_places_in_an_empty_register_and_never_twice(town):
    before, data = told(), sent_out(town)
    Resource.objects.all().delete()

    checked, pictures = brought_back(town, data)
    again = brought_back(town, data)[1]

    assert (checked.new, checked.refused, told()) == (2, 0, before)
    assert (pictures.added, pictures.known, pictures.refused) == (3, 0, ())
    assert (again.added, again.known) == (0, 3)


def test_a_picture_that_somebody_put_in_tells_no_place_and_a_lost_one_is_told(town):
    data = sent_out(town)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        names = sorted(n for n in old.namelist() if n.startswith("写真/"))
        for name in set(old.namelist()) - {names[0]}:
            swapped = name == names[1]
            new.writestr(name, a_photo(200, where="kept secret") if swapped else old.read(name))

    pictures = brought_back(town, made.getvalue())[1]

    assert (pictures.added, pictures.known, len(pictures.refused)) == (1, 1, 1)
    with ResourcePhoto.objects.order_by("pk").last().file.open("rb") as kept:
        assert b"kept secret" not in kept.read()
    assert "写真のファイルがありません" in pictures.refused[0]


def test_a_zip_without_its_table_and_too_many_pictures_are_refused_in_words(town, monkeypatch):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(LIST, "x")
    with pytest.raises(CannotRead, match="台帳のExcelがありません"):
        open_pack(made.getvalue(), filename="a.zip")

    monkeypatch.setattr(pack, "MOST_BYTES", 10)
    with pytest.raises(CannotRead, match="区域ごとに"):
        sent_out(town)


def test_the_page_shows_how_many_pictures_there_are_and_takes_them_in(client, cast, town):
    data = sent_out(town)
    ResourcePhoto.objects.all().delete()
    client.force_login(cast.ishida)
    page = reverse("exchange:import")

    seen = client.post(page, {"file": io.BytesIO(data), "do": "check"})
    token = seen.context["given"].token
    done = client.post(page, {"token": token, "do": "apply"}).content.decode()

    assert "写真 3枚が入っています" in seen.content.decode()
    assert "写真を3枚加えました" in done
