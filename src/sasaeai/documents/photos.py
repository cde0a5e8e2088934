"""Photos as people send them: turned upright, stripped of where and when, made small enough."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

from sasaeai.documents.archives import MEGABYTE
from sasaeai.documents.kinds import FileKind, kind_of
from sasaeai.documents.refusals import CannotRead

MAX_FILE_BYTES: Final = 30 * MEGABYTE
MAX_PIXELS: Final = 60_000_000  # a phone of today makes 50 million at most
LONGEST_SIDE: Final = 2048
THUMBNAIL_SIDE: Final = 320
_QUALITY: Final = 85
_COMPARED: Final = 32
_SAME: Final = 2
_ALLOWED: Final = {
    FileKind.JPEG: "JPEG",
    FileKind.PNG: "PNG",
    FileKind.WEBP: "WEBP",
    FileKind.GIF: "GIF",
}
_REFUSALS: Final = {
    FileKind.HEIC: "iPhoneの写真形式（HEIC）は読み込めません。写真アプリで「JPEG」か「互換性優先」にして"
    "送りなおすか、画面を撮った画像をお選びください。",
    FileKind.PDF: "PDFは写真として登録できません。資料として添付してください。",
    FileKind.EMPTY: "ファイルが空です。写真を選びなおしてください。",
}
_NOT_A_PHOTO: Final = (
    "写真（JPEG・PNG・WebP・GIF）ではないため登録できません。写真を選びなおしてください。"
)
_TOO_MANY_PIXELS: Final = (
    f"写真の画素が多すぎます（{MAX_PIXELS // 10_000:,}万画素まで）。"
    "小さくしてから、もう一度お選びください。"
)
_BROKEN: Final = "写真が壊れているため開けません。撮りなおすか、別の写真をお選びください。"


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A photo safe to keep: JPEG, upright, without any metadata.

    :param width: pixels
    :param height: pixels
    """

    data: bytes
    thumbnail: bytes
    width: int
    height: int


def clean_photo(data: bytes) -> CleanPhoto:
    """Take in a photo: check, turn upright, drop place and time of taking, encode anew.

    :raises CannotRead: too large, broken, or no photo
    """
    if len(data) > MAX_FILE_BYTES:
        raise CannotRead(
            f"写真が大きすぎます（{len(data) // MEGABYTE}MB、{MAX_FILE_BYTES // MEGABYTE}MBまで）。"
            "小さくしてから、もう一度お選びください。"
        )
    kind = kind_of(data)
    if kind not in _ALLOWED:
        raise CannotRead(_REFUSALS.get(kind, _NOT_A_PHOTO))
    upright = _upright(data, _ALLOWED[kind])
    photo = _within(upright, LONGEST_SIDE)
    return CleanPhoto(
        _jpeg(photo), _jpeg(_within(upright, THUMBNAIL_SIDE)), photo.width, photo.height
    )


def same_picture(one: bytes, other: bytes) -> bool:
    """Whether two photos kept by us show the same, though one may have been encoded once more.

    Compared are 32×32 grey values: encoding anew moves them by less than 1 of 255 on average, another picture of the
    same room by more than 10.
    """
    small: list[tuple[tuple[int, int], bytes]] = []
    for data in (one, other):
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            grey = image.convert("L").resize((_COMPARED, _COMPARED), Image.Resampling.BOX)
            small.append((image.size, grey.tobytes()))
    (size, greys), (other_size, others) = small
    apart = sum(abs(a - b) for a, b in zip(greys, others, strict=True))
    return size == other_size and apart < _SAME * _COMPARED**2


def _upright(data: bytes, decoder: str) -> Image.Image:
    """Decode with the one decoder the first bytes call for; pixels are counted before decoding."""
    try:
        with warnings.catch_warnings():
            # Pillow's own guess at a bomb; our limit below is the lower one.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=(decoder,)) as image:
                _check_pixels(image)
                image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                return _on_white(ImageOps.exif_transpose(image))
    except CannotRead:
        raise
    except Image.DecompressionBombError as bomb:
        raise CannotRead(_TOO_MANY_PIXELS) from bomb
    # Damaged files make Pillow raise a dozen kinds of errors.
    except Exception as broken:
        raise CannotRead(_BROKEN) from broken


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise CannotRead(_TOO_MANY_PIXELS)


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, which JPEG has no place for."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def _within(image: Image.Image, longest: int) -> Image.Image:
    smaller = image.copy()
    smaller.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return smaller


def _jpeg(image: Image.Image) -> bytes:
    """A fresh picture has no EXIF, no GPS, no comments, no colour profile."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    file = io.BytesIO()
    bare.save(file, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return file.getvalue()
