"""届いた声: what waits to be read, and the troubles a letter may belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai.analysis.needs.personal.finding import personal_in
from sasaeai.analysis.needs.personal.kinds import PERSONAL_LABELS
from sasaeai.needs.models import Need, NeedLetter, NeedLetterQuerySet
from sasaeai.needs.queries.finding import with_lines
from sasaeai.needs.queries.suggesting import suggest, text_key
from sasaeai.needs.rules.labels import SUGGESTED
from sasaeai.needs.rules.marking import Stretch, stretches
from sasaeai.towns.viewer import Viewer

SHOWN, COMPARED, OFFERED = 50, 200, 6
# What a line says of a letter that waits.
LINE = ("number", "sent_at", "wording", "name", "by_machine", "area__name")


def letters_of(viewer: Viewer) -> NeedLetterQuerySet:
    """The letters a person may see, with what a line says of them."""
    rows = NeedLetter.objects.visible_to(viewer).select_related("area", "need")
    return rows.defer("area__outline")


def waiting_letters(viewer: Viewer) -> list[NeedLetter]:
    """Letters nobody has read, the oldest first; what a machine may have written comes last (one query)."""
    rows = NeedLetter.objects.visible_to(viewer).waiting().select_related("area").only(*LINE)
    return list(rows.order_by("by_machine", "sent_at", "pk")[:200])


def decided_letters(viewer: Viewer) -> list[NeedLetter]:
    """The last that were decided (one query)."""
    return list(letters_of(viewer).exclude(decided_at=None).order_by("-decided_at")[:SHOWN])


def count_waiting(viewer: Viewer) -> int:
    """How many letters wait (one query)."""
    return NeedLetter.objects.visible_to(viewer).waiting().count()


@dataclass(frozen=True)
class LetterPage:
    """What the page of a letter shows: the words with what may name a person, and troubles that are like it."""

    text: Sequence[Stretch]
    personal: tuple[str, ...]
    alike: list[Need]


def letter_page(viewer: Viewer, letter: NeedLetter) -> LetterPage:
    """The page; what is like it is looked for while the letter waits (four queries)."""
    spans = [(p.start, p.end, PERSONAL_LABELS[p.kind]) for p in personal_in(letter.wording)]
    return LetterPage(
        text=tuple(stretches(letter.wording, (), spans)),
        personal=tuple(dict.fromkeys(kind for _, _, kind in spans)),
        alike=_alike(viewer, letter) if letter.decided_at is None else [],
    )


def _alike(viewer: Viewer, letter: NeedLetter) -> list[Need]:
    """Open troubles of the same area that say the same or are about the same, the newest first."""
    found = with_lines(Need.objects.visible_to(viewer).open().filter(area=letter.area_id))
    codes = _put_forward(suggest(letter.town_id, [letter.wording])[0].labels)
    key = text_key(letter.wording)
    ranked = [
        (need.text_key != key, -len(codes & _codes_of(need)), place, need)
        for place, need in enumerate(found.order_by("-heard_on", "-pk")[:COMPARED])
    ]
    like = sorted(one[:3] for one in ranked if not one[0] or one[1])[:OFFERED]
    return [ranked[place][3] for _, _, place in like]


def _put_forward(labels: Sequence[tuple[str, float]]) -> set[str]:
    return {str(code) for code, score in labels if score >= SUGGESTED}


def _codes_of(need: Need) -> set[str]:
    """What a trouble is about: as a person said, else as suggested."""
    said = {line.term.code for line in need.labels.all()}
    return said or _put_forward(need.suggested.get("labels", ()))
