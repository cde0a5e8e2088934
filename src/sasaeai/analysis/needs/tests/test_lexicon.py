"""A town's own words: added, taken away, and refused with the place where they cannot be read."""

import numpy as np
import pytest

from sasaeai.analysis.needs import shipped
from sasaeai.analysis.needs.codes import PLACE, NeedCode
from sasaeai.analysis.needs.lexicon import (
    Hit,
    Lexicon,
    LexiconRefused,
    Word,
    removed_from_toml,
    rule_scores,
    words_from_toml,
)

SPELLINGS = shipped.shipped_spellings()


def words(text):
    return words_from_toml(text, SPELLINGS)


def test_a_town_adds_its_words_and_takes_away_others():
    shipped_words = Lexicon(
        tuple(words('[snow]\nwords = "雪下ろし 除雪"\n[transport]\nwords = "バス"'))
    )
    removed = removed_from_toml('[snow]\nremove = "除雪"', SPELLINGS)
    added = words('[transport]\nwords = ["どんぐり号"]\nhints = "バス"')

    changed = shipped_words.with_changes(added, removed)

    assert [(one.text, one.strong) for one in changed.words] == [
        ("雪下ろし", True),
        *((one.text, one.strong) for one in added),
    ]
    (hit,) = changed.hits("バスに乗れない")
    assert (hit.word.code, hit.word.strong) == (NeedCode.TRANSPORT, False)


def test_a_word_that_only_hides_others_tells_of_no_trouble():
    hidden, snow = Word("雪だるま", None, True), Word("雪", NeedCode.SNOW, True)

    lexicon = Lexicon((hidden, snow))

    assert lexicon.hits("雪だるま") == []
    scores = rule_scores([Hit(hidden, 0, 4), Hit(snow, 5, 6)])
    assert np.flatnonzero(scores).tolist() == [PLACE[NeedCode.SNOW]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[yuki]\nwords = "雪"', r"\[yuki\] という分類はありません。使えるのは transport"),
        ("[snow]\nwords = 3", r"\[snow\] の words は、言葉を空白で区切った"),
        ("[snow]\nhints = [3]", r"\[snow\] の hints"),
        ('snow = "雪"', r"\[snow\] の words"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(text, told):
    with pytest.raises(LexiconRefused, match=told):
        words(text)
