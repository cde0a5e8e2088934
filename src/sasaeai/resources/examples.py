"""Typed builders of invented resources, for tests, the demo and the docs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from typing import cast as cast_as

from sasaeai.people.examples import Cast
from sasaeai.resources.actions import (
    Given,
    GivenContact,
    GivenGathering,
    ResourceFacts,
    record_body,
    record_resource,
)
from sasaeai.resources.models import ActivityBody, Resource
from sasaeai.resources.rules.recurrence import Freq, Recurrence
from sasaeai.resources.rules.states import Source, Stage, State
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Scheme, Term
from sasaeai.vocabulary.presets import preset

AT = datetime(2022, 10, 3, 1, 0, tzinfo=UTC)
DAY = date(2022, 10, 3)
TUESDAYS = Recurrence(Freq.WEEKLY, ("TU",), starts_at=time(10), ends_at=time(12), holidays="off")
SECOND_AND_FOURTH = Recurrence(
    Freq.MONTHLY, ("2TH", "4TH"), starts_at=time(10), ends_at=time(11, 30)
)
SCHEMES = (
    *("resource-kind", "need-kind", "body-type"),
    *("gathering-activity", "gathering-operator", "gathering-place", "gathering-funding"),
)


def a_word(town: Town, scheme: str, code: str) -> Term:
    """A term of a preset of the product, made where the town lacks it."""
    given = preset(scheme)
    kept, _ = Scheme.objects.get_or_create(town=town, code=scheme, defaults={"name": given.name})
    known = next(term for term in given.terms if term.code == code)
    term, _ = Term.objects.get_or_create(
        scheme=kept, code=code, defaults={"label": known.label, "order": known.order}
    )
    return term


def a_given(cast: Cast, name: str = "みどりサロン", **facts: Any) -> Given:
    """みどりサロン of the first area: every Tuesday morning, with a contact that may be shown."""
    town = cast.town
    lists: dict[str, Any] = {
        key: facts.pop(key)
        for key in ("functions", "schedules", "contacts", "gathering", "codes", "unusual_days")
        if key in facts
    }
    usual: dict[str, Any] = {
        "name": name,
        "kana": "みどりさろん",
        "kind": a_word(town, "resource-kind", "salon"),
        "area": cast.first_area,
        "venue": "みどり集会所",
        "address": "支合市みどり町3-4-5",
        "latitude": 36.561,
        "longitude": 136.656,
        "target": "おおむね65歳以上の方",
        "fee": "1回100円",
        "fee_yen": 100,
        "source": Source.COORDINATOR,
        "started_on": date(2019, 6, 4),
    }
    parts: dict[str, Any] = {
        "functions": [a_word(town, "need-kind", "gathering")],
        "schedules": [TUESDAYS],
        "contacts": [GivenContact("江川", "世話人", "000-111-2222", is_public=True)],
        "gathering": GivenGathering(
            a_word(town, "gathering-activity", "tea"),
            a_word(town, "gathering-operator", "residents_group"),
            a_word(town, "gathering-place", "hall"),
        ),
    }
    said = cast_as(ResourceFacts, {**usual, **facts})
    parts.update(lists)
    return Given(facts=said, **parts)


def a_resource(
    cast: Cast,
    name: str = "みどりサロン",
    *,
    by: Doer | None = None,
    at: datetime = AT,
    assured_on: date | None = DAY,
    state: State = State.ACTIVE,
    **facts: Any,
) -> Resource:
    """A recorded resource of the cast's town; `facts` are fields of `Given` or of the resource."""
    given = a_given(cast, name, **facts)
    return record_resource(
        by=by or cast.ishida,
        at=at,
        town=cast.town,
        given=given,
        state=state,
        assured_on=assured_on,
    )


def their_resource(cast: Cast) -> Resource:
    """A resource of the other town."""
    given = Given(facts={"name": "隣町サロン"}, contacts=[])
    return record_resource(
        by=cast.kinoshita, at=AT, town=cast.other_town, given=given, assured_on=DAY
    )


def a_body(
    cast: Cast,
    name: str = "ごみ出し応援隊",
    *,
    category: str = "life_support",
    stage: Stage = Stage.ACTIVE,
    on: date = DAY,
    council: str = "みどり支えあい協議会",
    at: datetime = AT,
    **facts: Any,
) -> ActivityBody:
    """An activity body of the first area."""
    return record_body(
        by=cast.ishida,
        at=at,
        town=cast.town,
        name=name,
        stage=stage,
        on=on,
        council=council,
        category=a_word(cast.town, "body-type", category),
        area=facts.pop("area", cast.first_area),
        **facts,
    )


def their_body(cast: Cast) -> ActivityBody:
    """An activity body of the other town."""
    return record_body(
        by=cast.kinoshita,
        at=AT,
        town=cast.other_town,
        name="隣町応援隊",
        stage=Stage.ACTIVE,
        on=DAY,
    )
