"""町のことば: what this town calls things."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.analysis.needs.codes import CODES
from sasaeai.analysis.needs.shipped import shipped_lexicon, shipped_spellings
from sasaeai.history import actions as history
from sasaeai.needs.models import TownWord
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

SHORTEST = 2


@transaction.atomic
def keep_word(
    *, by: Doer, at: datetime, town: Town, code: str, word: str, is_removed: bool = False
) -> TownWord:
    """Add a word of the town's own for a category, or stop using one of the product's.

    :raises ValidationError: if the category is unknown, the word too short, or not there to be removed
    """
    said = word.strip()
    if code not in {one.value for one in CODES}:
        raise ValidationError({"code": "分類を選んでください。"})
    plain = shipped_spellings().plain(said)
    if len(plain) < SHORTEST:
        raise ValidationError(
            {"word": "2文字以上のことばを入れてください。1文字では、ほかの文にも当たります。"}
        )
    if is_removed and not any(w.text == plain and w.code == code for w in shipped_lexicon().words):
        raise ValidationError({"word": "このことばは、はじめからの辞書にありません。"})
    line, _ = TownWord.objects.update_or_create(
        town=town,
        code=code,
        word=said[:40],
        defaults={"is_removed": is_removed, "by_name": by.doer_name[:120], "at": at},
    )
    after = {
        "分類": line.get_code_display(),
        "ことば": said,
        "使わない": "はい" if is_removed else "",
    }
    history.note(by=by, at=at, what="needs.word_kept", about=line, after=after)
    return line


@transaction.atomic
def drop_word(*, by: Doer, at: datetime, line: TownWord) -> None:
    """The town's own word is not wanted any more, or the product's is used again."""
    before = {"分類": line.get_code_display(), "ことば": line.word}
    history.note(by=by, at=at, what="needs.word_dropped", about=line, before=before)
    line.delete()
