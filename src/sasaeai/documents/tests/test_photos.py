"""Photos are taken in without place and time, upright, and never larger than they should be."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from sasaeai.documents.photos import LONGEST_SIDE, THUMBNAIL_SIDE, clean_photo
from sasaeai.documents.refusals import CannotRead

ORIENTATION, MODEL, GPS = 0x0112, 0x0110, 0x8825


def a_photo(size=(60, 40), file_format="JPEG", mode="RGB", **given):
    file = io.BytesIO()
    image = Image.new(mode, size, given.pop("color", "red"))
    image.save(file, file_format, **given)
    return file.getvalue()


def with_exif(orientation=6):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MODEL] = "電話の機種名"
    exif[GPS] = {1: "N", 2: (41.0, 46.0, 7.0)}
    return a_photo(exif=exif, comment=b"secret")


def opened(data):
    return Image.open(io.BytesIO(data))


def test_place_time_and_camera_are_gone_and_the_picture_stands_upright():
    photo = clean_photo(with_exif())

    assert (photo.width, photo.height) == (40, 60)
    for data in (photo.data, photo.thumbnail):
        assert not opened(data).getexif()
        assert b"Exif" not in data
        assert b"secret" not in data


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_usual_format_becomes_jpeg(file_format):
    assert opened(clean_photo(a_photo(file_format=file_format)).data).format == "JPEG"


def test_large_photos_are_made_smaller_and_small_ones_stay():
    large = clean_photo(a_photo((4000, 3000)))
    small = clean_photo(a_photo((60, 40)))

    assert (large.width, large.height) == (LONGEST_SIDE, 1536)
    assert opened(large.thumbnail).size == (THUMBNAIL_SIDE, 240)
    assert (small.width, small.height) == (60, 40)


def test_what_was_transparent_is_white():
    photo = clean_photo(a_photo(file_format="PNG", mode="RGBA", color=(0, 0, 0, 0)))

    assert opened(photo.data).getpixel((5, 5)) == (255, 255, 255)


def test_other_colour_modes_are_taken():
    for mode, color in (("L", 128), ("CMYK", (0, 0, 0, 0)), ("1", 1)):
        file_format = "JPEG" if mode != "1" else "PNG"
        assert clean_photo(a_photo(mode=mode, color=color, file_format=file_format)).data


def a_png_bomb(width, height):
    """A PNG that says it is huge."""

    def chunk(kind, body):
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空です"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ではないため"),
        (b"MZ\x90\x00" * 20, "ではないため"),
        (a_png_bomb(100_000, 100_000), "画素が多すぎます"),
        (a_photo()[:200], "壊れている"),
        (b"\xff\xd8\xff" + b"junk" * 50, "壊れている"),
        (b"\xff" * (30 * 1024 * 1024 + 1), "大きすぎます"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(data, words):
    with pytest.raises(CannotRead, match=words):
        clean_photo(data)


def test_a_picture_within_another_file_is_not_trusted():
    assert clean_photo(a_photo() + b"PK\x03\x04<script>").data.count(b"<script>") == 0
