"""Troubles of the demo town: calls with their steps, a survey half sorted, wishes to help, paths of referral.

The sentences are the product's own (analysis/needs/examples.toml); nobody ever said them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random

from PIL import Image, ImageDraw

from sasaeai.analysis.needs.examples import Example
from sasaeai.analysis.needs.shipped import shipped_examples
from sasaeai.documents.photos import CleanPhoto, clean_photo
from sasaeai.needs.actions import (
    GivenCaller,
    GivenIntake,
    GivenLabel,
    GivenNeed,
    add_photos,
    choose_example,
    keep_word,
    record_intake,
    record_intakes,
    refer,
    take_step,
)
from sasaeai.needs.models import Need
from sasaeai.needs.rules.states import NeedState, Urgency
from sasaeai.people.models import Post
from sasaeai.places.examples import CityAreas
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem
from sasaeai.vocabulary.models import Term

SEED = 20221004
CALLS, ANSWERS, SORTED = 70, 90, 40
S = NeedState
# How a trouble goes on: the states it passes, a fortnight or so apart.
COURSES: tuple[tuple[NeedState, ...], ...] = (
    (),
    (S.IN_HAND,),
    (S.IN_HAND, S.ANSWERED, S.DONE),
    (S.IN_HAND, S.ANSWERED, S.DONE),
    (S.ANSWERED, S.DONE),
    (S.IN_HAND, S.WATCHING),
    (S.IN_HAND, S.NO_RESOURCE),
)
WORDS = {
    S.IN_HAND: "話をくわしく聞いた",
    S.ANSWERED: "地域の助け合いを紹介した",
    S.WATCHING: "月に1度、ようすを聞く",
    S.NO_RESOURCE: "近くの団体と事業所に聞いたが、応じられるところがない",
    S.DONE: "その後も困っていないことを確かめた",
}
WISHES = ("自分でできることがあれば手伝いたい", "週に1回くらいなら協力できます", "特になし")
PATHS = (
    ("fitness_test", "activity", 6),
    ("frailty_class", "activity", 9),
    ("frailty_class", "course", 4),
    ("care_meeting", "council", 2),
    ("care_meeting", "helping", 3),
    ("consultation", "care_centre", 5),
)


def make_needs(
    *,
    at: datetime,
    town: Town,
    areas: CityAreas,
    posts: Sequence[Post],
    progress: Callable[[str], None],
) -> None:
    """Seventy calls with what became of them, ninety answers of a survey, referrals, a word of the town."""
    progress("困りごとを書いています…")
    by, dice = PartOfSystem("見本の町", town.pk), Random(SEED)  # noqa: S311  (a demo, no secret)
    words = _words(town)
    told = [one for one in shipped_examples() if len(one.text) >= 12]
    dice.shuffle(told)
    made = [_call(by, at, town, areas, posts, words, one, dice) for one in told[:CALLS]]
    steep = next((need for need in made if "坂" in need.wording), made[0])
    add_photos(by=by, at=at, need=steep, photos=[_steps()])
    for need in made:
        _go_on(by, at, need, dice)
    for need in dice.sample(made, 12):
        choose_example(by=by, at=at, need=need, wording=need.wording[:200])
    _survey(by, at, town, areas, words, told[CALLS : CALLS + ANSWERS], dice)
    _paths(by, at, town, areas, words, dice)
    keep_word(by=by, at=at, town=town, code="transport", word="ささえあい号")


def _steps() -> CleanPhoto:
    """A drawing of steps, as a photo."""
    picture, drawn = Image.new("RGB", (480, 360), "#dfe6ee"), io.BytesIO()
    brush = ImageDraw.Draw(picture)
    for n in range(6):
        brush.rectangle(
            (60 + 50 * n, 290 - 40 * n, 480, 330 - 40 * n), fill="#9aa3ad", outline="#444"
        )
    picture.save(drawn, "JPEG")
    return clean_photo(drawn.getvalue())


def _words(town: Town) -> dict[tuple[str, str], Term]:
    terms = Term.objects.filter(scheme__town=town).select_related("scheme")
    return {(term.scheme.code, term.code): term for term in terms}


def _labels(words: dict[tuple[str, str], Term], one: Example) -> tuple[GivenLabel, ...]:
    return tuple(GivenLabel(words["need-kind", code.value]) for code in sorted(one.codes))


def _call(
    by: PartOfSystem,
    at: datetime,
    town: Town,
    areas: CityAreas,
    posts: Sequence[Post],
    words: dict[tuple[str, str], Term],
    one: Example,
    dice: Random,
) -> Need:
    on = at.date() - timedelta(days=dice.choice((1, 3, 8, 20, 45, 90, 200, 330, 500, 700)))
    settled = dice.random() < 0.85
    caller = GivenCaller("見本 花子", on, "電話で、口頭", phone="000-123-4567")
    given = GivenIntake(
        heard_on=on,
        needs=(
            GivenNeed(
                one.text,
                urgency=dice.choice((Urgency.NOW, Urgency.SOON, *[Urgency.ORDINARY] * 4)),
                labels=_labels(words, one) if settled else (),
            ),
        ),
        area=dice.choice(areas.districts),
        route=words["referral-route", dice.choice(("self", "family", "welfare_commissioner"))],
        channel=words["need-channel", dice.choice(("phone", "visit", "meeting", "event"))],
        age_band=words["age-band", dice.choice(("65", "75", "75", "85"))],
        households=(words["household", dice.choice(("alone", "elderly_only", "with_family"))],),
        post=dice.choice(posts),
        wants_reply=dice.random() < 0.4,
        caller=caller if dice.random() < 0.1 else None,
    )
    return record_intake(by=by, at=at, town=town, given=given)[0]


def _go_on(by: PartOfSystem, at: datetime, need: Need, dice: Random) -> None:
    on: date = need.heard_on
    for state in dice.choice(COURSES):
        on += timedelta(days=dice.randint(1, 16))
        if on > at.date():
            return
        told_back = state in (S.ANSWERED, S.NO_RESOURCE)
        take_step(
            by=by, at=at, need=need, on=on, to=state, wording=WORDS[state], told_back=told_back
        )


def _survey(
    by: PartOfSystem,
    at: datetime,
    town: Town,
    areas: CityAreas,
    words: dict[tuple[str, str], Term],
    told: Sequence[Example],
    dice: Random,
) -> None:
    """Some answers are sorted already; the others wait for the worksheet."""
    on = at.date() - timedelta(days=30)
    many = [
        GivenIntake(
            heard_on=on,
            needs=(GivenNeed(text, labels=labels),),
            area=dice.choice(areas.districts),
            route=words["referral-route", "questionnaire"],
            channel=words["need-channel", "survey"],
        )
        for text, labels in (
            *((one.text, _labels(words, one) if n < SORTED else ()) for n, one in enumerate(told)),
            *((wish, ()) for wish in WISHES),
        )
    ]
    record_intakes(by=by, at=at, town=town, many=many, name="ニーズ調査 自由記述（見本）")


def _paths(
    by: PartOfSystem,
    at: datetime,
    town: Town,
    areas: CityAreas,
    words: dict[tuple[str, str], Term],
    dice: Random,
) -> None:
    for came, led, people in PATHS:
        for _ in range(3):
            facts = {
                "on": at.date() - timedelta(days=dice.randint(5, 600)),
                "came_from": words["referral-from", came],
                "led_to": words["referral-to", led],
                "people": dice.randint(1, people),
                "area": dice.choice(areas.life_areas),
            }
            refer(by=by, at=at, town=town, facts=facts)
