"""Example records of every address of troubles: in one's own area, in another, in another town."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

from PIL import Image

from sasaeai.documents.photos import clean_photo
from sasaeai.needs.actions import GivenLetter, add_photos, receive_letters
from sasaeai.needs.examples import AT, a_letter, a_need, their_need
from sasaeai.needs.models import Need
from sasaeai.people.examples import Cast
from sasaeai.vocabulary.actions import load_presets

# Pasted, one answer a line; the last says nothing.
SOME_ANSWERS = """バスの本数が少なくて出かけられない
ゴミ袋が重くて集積所まで運べない
バスの本数が少なくて、出かけられない
近くの店が閉まった
一人暮らしで話し相手がいない
特になし"""
Made = list[dict[str, Any]]


WORDS = (
    *("plan9-needs-4", "need-kind", "need-detail", "need-channel", "need-result"),
    *("age-band", "household", "referral-route"),
)


def need_words(cast: Cast) -> None:
    """The town's words about troubles."""
    load_presets(by=cast.uno, at=AT, town=cast.town, presets=WORDS)


def of_need(cast: Cast) -> Made:
    """Arguments of an address of one trouble."""
    elsewhere = a_need(cast, by=cast.aoki, area=cast.second_area, post=cast.posts["first-tier"])
    return [{"pk": one.pk} for one in (a_need(cast), elsewhere, their_need(cast))]


def of_deed(cast: Cast) -> Made:
    """A deed on a trouble."""
    return [{**made, "sort": "mask"} for made in of_need(cast)]


def of_letter(cast: Cast) -> Made:
    """Arguments of an address of one letter."""
    theirs = receive_letters(
        by=cast.kinoshita,
        at=AT,
        town=cast.other_town,
        letters=[GivenLetter(uuid4(), AT, "隣町の声")],
    )
    letters = (a_letter(cast), a_letter(cast, area=cast.second_area), theirs[0])
    return [{"pk": one.pk} for one in letters]


def of_photo(cast: Cast) -> Made:
    """Arguments of an address of one photo."""
    data, made = io.BytesIO(), []
    Image.new("RGB", (8, 8), "white").save(data, "JPEG")
    for given, by in zip(of_need(cast), (cast.ishida, cast.aoki, cast.kinoshita), strict=True):
        need = Need.objects.get(pk=given["pk"])
        (photo,) = add_photos(by=by, at=AT, need=need, photos=[clean_photo(data.getvalue())])
        made.append({**given, "number": photo.pk})
    return made


OF_NEED = ("need", "correct", "step", "settle", "refer", "photo-add")
SAMPLES = {f"needs:{name}": of_need for name in OF_NEED} | {
    "needs:deed": of_deed,
    "needs:photo": of_photo,
    "needs:photo-remove": of_photo,
    "needs:letter": of_letter,
    "needs:letter-decide": of_letter,
}
