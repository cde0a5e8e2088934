"""Example records of the addresses of the interface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sasaeai.api.actions import make_token
from sasaeai.people.examples import Cast, an_organisation
from sasaeai.resources.actions import Given, publish, record_resource
from sasaeai.resources.examples import AT, DAY, a_resource, a_word
from sasaeai.resources.exporting.hsds import (
    organisation_uuid,
    part_uuid,
    taxonomy_uuid,
    term_uuid,
)
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.towns import clock

LATE = date(2099, 3, 31)


def a_public(cast: Cast, name: str = "みどりサロン", **facts: Any) -> Resource:
    """A public resource of the cast's town, confirmed today."""
    facts.setdefault("operator", an_organisation(cast.town, "みどり町会"))
    one = a_resource(cast, name, assured_on=clock.today(), **facts)
    return publish(by=cast.ishida, at=AT, resource=one, publishing=Publishing.PUBLIC)


def their_public(cast: Cast) -> Resource:
    """A public resource of the other town."""
    given = Given(
        facts={
            "name": "隣町サロン",
            "address": "隣町1-1",
            "operator": an_organisation(cast.other_town),
            "kind": a_word(cast.other_town, "resource-kind", "salon"),
        }
    )
    one = record_resource(
        by=cast.kinoshita, at=AT, town=cast.other_town, given=given, assured_on=DAY
    )
    return publish(by=cast.kinoshita, at=AT, resource=one, publishing=Publishing.PUBLIC)


def _of(tell: Callable[[Resource], str]) -> Callable[[Cast], list[dict[str, Any]]]:
    def sample(cast: Cast) -> list[dict[str, Any]]:
        return [{"number": tell(a_public(cast))}, None, {"number": tell(their_public(cast))}]  # type: ignore[list-item]

    return sample


def _token(cast: Cast) -> list[dict[str, Any]]:
    made = [
        make_token(by=by, at=AT, user=by, name="地図", expires_on=LATE)[0]
        for by in (cast.kubo, cast.kinoshita)
    ]
    return [{"pk": made[0].pk}, None, {"pk": made[1].pk}]  # type: ignore[list-item]


SAMPLES: dict[str, Callable[[Cast], list[dict[str, Any]]]] = {
    "api:services-one": _of(lambda r: str(r.public_id)),
    "api:organizations-one": _of(lambda r: organisation_uuid(r.operator)),
    "api:service_at_locations-one": _of(lambda r: part_uuid(r, "service-at-location")),
    "api:taxonomies-one": _of(lambda r: taxonomy_uuid(r.kind.scheme)),
    "api:taxonomy_terms-one": _of(lambda r: term_uuid(r.kind)),
    "api:files": lambda _: [{"form": "geojson"}],
    "api:token-revoke": _token,
}
