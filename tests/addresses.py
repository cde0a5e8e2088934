"""Example records of every address that takes one: in one's own area, in another, in another town."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sasaeai.activities.tests import samples as activities
from sasaeai.api.tests import samples as api
from sasaeai.councils.tests import samples as councils
from sasaeai.councils.tests import samples_of_raising as raising
from sasaeai.history.models import key_of
from sasaeai.needs.tests import samples as needs
from sasaeai.people.actions import record_organisation
from sasaeai.people.examples import Cast, a_contact, a_post, an_organisation
from sasaeai.places.examples_of_addresses import a_book
from sasaeai.places.models import Area
from sasaeai.portal.tests import samples as portal
from sasaeai.reports.tests import samples as reports
from sasaeai.resources.tests import samples as resources
from sasaeai.search.models import Wording
from sasaeai.vocabulary.examples import a_scheme


@dataclass(frozen=True)
class Sample:
    """Arguments of an address. None: the case does not exist for this record."""

    own: dict[str, Any]
    other_area: dict[str, Any] | None = None
    other_town: dict[str, Any] | None = None


# Addresses whose records are not bound to areas inside a town (words, areas, organisations …).
UNBOUND_BY_AREA: set[str] = {
    "people:organisation",
    "people:organisation-edit",
    "people:organisation-close",
    "people:organisation-reopen",
    "people:organisation-merge",
    "api:token-revoke",
    "people:contact-new",
    "people:contact-edit",
    "people:contact-remove",
    "people:post",
    "people:post-edit",
    "people:post-close",
    "people:tenure-new",
    "people:tenure-edit",
    "people:user",
    "people:user-edit",
    "people:user-deed",
    "people:role-new",
    "people:role-end",
    # The register is the whole town's; who changed what is in the history.
    *(name for name in resources.SAMPLES if name not in resources.BOUND_BY_AREA),
    "portal:landmark-remove",
    "places:addresses-remove",
}


def partner(cast: Cast) -> Sample:
    """A partner of the town, and one of the other town."""
    return Sample(
        own={"pk": an_organisation(cast.town).pk},
        other_town={"pk": an_organisation(cast.other_town).pk},
    )


def contact(cast: Cast) -> Sample:
    """An entry of the contact log."""
    return Sample(
        own={"pk": a_contact(an_organisation(cast.town), cast.aoki).pk},
        other_town={"pk": a_contact(an_organisation(cast.other_town), cast.kinoshita).pk},
    )


def post(cast: Cast) -> Sample:
    """A post of the town, and one of the other town."""
    theirs = a_post(cast.other_town, "隣町の職", "1", None, cast.kinoshita)
    return Sample(own={"pk": cast.posts["first-area"].pk}, other_town={"pk": theirs.pk})


def account(cast: Cast) -> Sample:
    """An account of the town, and one of the other town."""
    return Sample(own={"pk": cast.ogawa.pk}, other_town={"pk": cast.kinoshita.pk})


def account_deed(cast: Cast) -> Sample:
    """Stopping an account."""
    made = account(cast)
    return Sample(
        own={**made.own, "deed": "stop"}, other_town={**(made.other_town or {}), "deed": "stop"}
    )


def role(cast: Cast) -> Sample:
    """A role that somebody has."""
    return Sample(
        own={"pk": cast.ogawa.roles.get().pk}, other_town={"pk": cast.kinoshita.roles.get().pk}
    )


def tenure(cast: Cast) -> Sample:
    """Who holds a post."""
    theirs = a_post(cast.other_town, "隣町の職", "1", None, cast.kinoshita)
    mine = cast.posts["first-area"]
    return Sample(own={"pk": mine.tenures.get().pk}, other_town={"pk": theirs.tenures.get().pk})


def history_of_partner(cast: Cast) -> Sample:
    """The history of a partner."""
    at = datetime(2022, 10, 3, 1, tzinfo=UTC)
    mine, theirs = (
        record_organisation(by=by, at=at, town=by.town, name="ささえ町会")
        for by in (cast.aoki, cast.kinoshita)
    )
    return Sample(own={"about": key_of(mine)}, other_town={"about": key_of(theirs)})


def a_scheme_with_terms(cast: Cast, *more: str) -> Sample:
    """A scheme of the town, one of the other town."""
    own, other = a_scheme(cast.town, "kind", "区分", "甲"), a_scheme(cast.other_town)
    given = dict.fromkeys(more, own.pk)
    return Sample({"pk": own.pk, **given}, other_town={"pk": other.pk, **given})


def a_term_of_a_scheme(cast: Cast) -> Sample:
    """A term of the town, one of the other town."""
    own, other = (
        a_scheme(cast.town, "word", "ことば", "甲"),
        a_scheme(cast.other_town, "word", "", "乙"),
    )
    return Sample({"pk": own.terms.get().pk}, other_town={"pk": other.terms.get().pk})


def a_wording(cast: Cast) -> Sample:
    """Words that search the same: of the town, of the other town."""
    own, other = (
        Wording.objects.create(town=town, words="灯油、ストーブの油")
        for town in (cast.town, cast.other_town)
    )
    return Sample({"pk": own.pk}, other_town={"pk": other.pk})


def an_address_book(cast: Cast) -> Sample:
    """A list of address points of the town, one of the other town."""
    own, other = (a_book(town).pk for town in (cast.town, cast.other_town))
    return Sample({"pk": own}, other_town={"pk": other})


def tree_of_areas(cast: Cast) -> Sample:
    """A tree of the town, one of the other town."""
    own, other = (area.level.tree_id for area in (cast.city, other_city(cast)))
    return Sample({"pk": own}, other_town={"pk": other})


def level_of_areas(cast: Cast) -> Sample:
    """A level of the town, one of the other town."""
    return Sample({"pk": cast.city.level_id}, other_town={"pk": other_city(cast).level_id})


def an_area(cast: Cast) -> Sample:
    """An area of the town (areas are open to the whole town), one of the other town."""
    return Sample({"pk": cast.first_area.pk}, other_town={"pk": other_city(cast).pk})


def an_area_and_a_level(cast: Cast) -> Sample:
    """An area and the level in which it is to move."""
    own, other = an_area(cast), level_of_areas(cast)
    assert other.other_town is not None
    assert own.other_town is not None
    return Sample(
        own.own | {"level_pk": cast.city.level_id},
        other_town=own.other_town | {"level_pk": other.other_town["pk"]},
    )


def other_city(cast: Cast) -> Area:
    """The topmost area of the other town."""
    return Area.objects.of_town(cast.other_town.pk).get(code="0")


RECORDS: dict[str, Callable[[Cast], Sample]] = {
    "people:organisation": partner,
    "people:organisation-edit": partner,
    "people:organisation-close": partner,
    "people:organisation-reopen": partner,
    "people:organisation-merge": partner,
    "people:contact-new": partner,
    "people:contact-edit": contact,
    "people:contact-remove": contact,
    "people:post": post,
    "people:post-edit": post,
    "people:post-close": post,
    "people:tenure-new": post,
    "people:tenure-edit": tenure,
    "people:user": account,
    "people:user-edit": account,
    "people:user-deed": account_deed,
    "people:role-new": account,
    "people:role-end": role,
    "history:record": history_of_partner,
    "history:export": lambda _: Sample(own={"sort": "csv"}),
    "history:review": lambda _: Sample(own={"year": 2022, "month": 10}),
    **{
        f"vocabulary:{name}": a_scheme_with_terms
        for name in (
            "scheme",
            "scheme-edit",
            "scheme-entry",
            "term-new",
            "merge",
            "import",
            "export-xlsx",
        )
    },
    "search:wording": a_wording,
    "search:wording-standard": lambda _: Sample({"code": "kaimono"}),
    "vocabulary:export-csv": a_scheme_with_terms,
    "vocabulary:readings": lambda cast: a_scheme_with_terms(cast, "target_pk"),
    "vocabulary:preset": lambda _: Sample({"code": "means"}),
    "places:tree-edit": tree_of_areas,
    "places:level-new": tree_of_areas,
    **{f"places:{name}": level_of_areas for name in ("level-edit", "area-new", "merge")},
    **{f"places:area{name}": an_area for name in ("", "-edit", "-rename", "-close", "-split")},
    "places:area-move": an_area_and_a_level,
    "places:addresses-remove": an_address_book,
    **{
        f"vocabulary:term{name}": a_term_of_a_scheme
        for name in ("", "-edit", "-rename", "-retire", "-take-up", "-place", "-split")
    },
}


def _as_sample(make: Callable[[Cast], list[dict[str, Any]]]) -> Callable[[Cast], Sample]:
    return lambda cast: Sample(*make(cast))


def _of_two_towns(make: Callable[[Cast], list[dict[str, Any]]]) -> Callable[[Cast], Sample]:
    """Records that are not bound to areas: of the town, of the other town."""

    def sample(cast: Cast) -> Sample:
        own, *theirs = make(cast)
        return Sample(own, other_town=theirs[0] if theirs else None)

    return sample


RECORDS |= {name: _as_sample(make) for name, make in api.SAMPLES.items()}
RECORDS |= {name: _as_sample(make) for name, make in activities.SAMPLES.items()}
RECORDS |= {name: _as_sample(make) for name, make in councils.SAMPLES.items()}
RECORDS |= {name: _as_sample(make) for name, make in raising.BOUND.items()}
RECORDS |= {name: _of_two_towns(make) for name, make in raising.UNBOUND.items()}
RECORDS |= {name: _as_sample(make) for name, make in reports.SAMPLES.items()}
RECORDS |= {
    name: _as_sample(make) if name in resources.BOUND_BY_AREA else _of_two_towns(make)
    for name, make in resources.SAMPLES.items()
}
RECORDS |= {name: _as_sample(make) for name, make in portal.SAMPLES.items()}
RECORDS |= {name: _as_sample(make) for name, make in needs.SAMPLES.items()}
