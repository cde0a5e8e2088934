"""町のことば: the town's own words, and what its corrections propose."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from sasaeai.analysis.needs.codes import LABELS, NeedCode
from sasaeai.analysis.needs.shipped import shipped_lexicon, shipped_spellings
from sasaeai.needs.models import NeedLabel, TownWord
from sasaeai.towns.viewer import Viewer

# Words that can stand for a thing: kanji or katakana in a row.
_THING: Final = re.compile("[一-龠々]{2,6}|[ァ-ヶー]{3,12}")
# So many corrected texts of one category, and of no other, must hold a word before it is proposed.
OFTEN: Final = 2
PROPOSED: Final = 20
LOOKED_AT: Final = 2000


@dataclass(frozen=True)
class Proposal:
    """A word that corrected texts of one category share and no lexicon knows."""

    code: str
    label: str
    word: str
    times: int


def words_of(viewer: Viewer) -> list[TownWord]:
    """The town's own words (one query)."""
    return list(TownWord.objects.filter(town=viewer.town_id))


def proposals_for(viewer: Viewer) -> list[Proposal]:
    """Words out of texts that a person classified otherwise than suggested, the most frequent first (two queries).

    A word is counted once a text; one that also stands in corrected texts of another category is left out.
    """
    lines = NeedLabel.objects.filter(need__town=viewer.town_id, was_suggested=False)
    told = lines.order_by("-need_id").values_list("term__code", "need_id", "need__wording")
    texts: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    spellings = shipped_spellings()
    for code, need, wording in told[:LOOKED_AT]:
        for word in set(_THING.findall(wording)):
            texts[spellings.plain(word)][code].add(need)
    known = {word.text for word in shipped_lexicon().words}
    known |= {spellings.plain(one.word) for one in words_of(viewer)}
    found = [
        Proposal(code, LABELS[NeedCode(code)], word, len(needs))
        for word, by_code in texts.items()
        if len(by_code) == 1 and word not in known
        for code, needs in by_code.items()
        if len(needs) >= OFTEN and code in set(NeedCode)
    ]
    return sorted(found, key=lambda one: (-one.times, one.code, one.word))[:PROPOSED]
