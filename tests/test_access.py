"""Every address × every role × own area, other area, other town. An address that is not listed fails.

Own: what the role table says (200 and its kin, or 403). Another area or another town: 404, whoever asks.
Not signed in: the sign-in page. The table of example records stands in `tests/addresses.py`.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sasaeai.config.roles import ROLES
from sasaeai.ui.access import OPEN, SIGNED_IN
from tests.addresses import RECORDS, UNBOUND_BY_AREA, Sample

# Open to all, but only until the town is founded.
GONE = {"newtown:found"}
SOURCE = Path(__file__).resolve().parent.parent / "src" / "sasaeai"
FINE = {200, 204, 301, 302, 400, 405, 409, 422}
# A wrong method is refused before anything is looked up, so it tells nothing about the record.
HIDDEN = {404, 405}


def every_address(resolver=None, prefix: str = "", route: str = ""):
    """(name, pattern) of every address of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from every_address(entry, space, route + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry


ADDRESSES = dict(every_address())
NAMED = {name: p for name, p in ADDRESSES.items() if p.pattern.converters}


def ruleless(addresses) -> list[str]:
    return [name for name, p in addresses.items() if not hasattr(p.callback, "permission")]


def unlisted(addresses) -> list[str]:
    return sorted(n for n, p in addresses.items() if p.pattern.converters and n not in RECORDS)


def test_every_address_states_its_rule():
    assert ruleless(ADDRESSES) == []


def test_every_address_with_a_record_is_listed():
    assert unlisted(ADDRESSES) == []


def test_every_listed_address_still_exists():
    assert sorted(set(RECORDS) - set(NAMED)) == []


def test_every_permission_of_an_address_is_given_to_some_role():
    given = frozenset().union(*(r.permissions for r in ROLES)) | {OPEN, SIGNED_IN}
    asked = {p.callback.permission for p in ADDRESSES.values()}

    assert sorted(asked - given) == []


def idle_permissions(given: frozenset[str], asked: set[str], code: str) -> list[str]:
    """Rights that open no address and decide nothing inside a page."""
    return sorted(p for p in given - asked if f'"{p}"' not in code)


def test_every_permission_of_a_role_does_something():
    given = frozenset().union(*(r.permissions for r in ROLES))
    asked = {p.callback.permission for p in ADDRESSES.values()}
    roles = SOURCE / "config" / "roles.py"
    code = "\n".join(p.read_text("utf-8") for p in SOURCE.rglob("*.py") if p != roles)

    assert idle_permissions(given, asked, code) == []


def test_the_check_bites_on_a_permission_that_does_nothing():
    assert idle_permissions(frozenset({"a.b", "c.d"}), {"a.b"}, 'may("x.y")') == ["c.d"]


def people_of(cast):
    """One person of each role."""
    return {
        "coordinator-1": cast.aoki,
        "coordinator-2": cast.ishida,
        "officer": cast.uno,
        "care-centre": cast.sasaki,
        "council-member": cast.egawa,
        "volunteer": cast.ogawa,
        "auditor": cast.kano,
        "administrator": cast.kubo,
    }


def answers(client, url: str, method: str) -> int:
    return getattr(client, method)(url).status_code


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_role_table_holds_at_every_address(client, cast, method):
    samples = {name: RECORDS[name](cast) for name in NAMED}
    wrong = []
    for role, person in people_of(cast).items():
        client.force_login(person)
        for name, pattern in ADDRESSES.items():
            rule = pattern.callback.permission
            allowed = rule in (OPEN, SIGNED_IN) or person.may(rule)
            for where, url, reachable in urls_for(name, samples.get(name), person):
                status = answers(client, url, method)
                expected = expectation(name, allowed, reachable)
                if name == "people:sign-out":
                    client.force_login(person)
                if status not in expected:
                    wrong.append(f"{role} {method} {name} ({where}): {status}")
    assert wrong == []


def expectation(name: str, allowed: bool, reachable: bool) -> set[int]:
    if name in GONE:
        return {404}
    return (FINE if reachable else HIDDEN) if allowed else {403}


def urls_for(name: str, sample: Sample | None, person):
    """(where, url, whether the person may reach the record) for an address."""
    if sample is None:
        yield "", reverse(name), True
        return
    bound = name not in UNBOUND_BY_AREA and person.area_ids() is not None
    yield "own", reverse(name, kwargs=sample.own), True
    if sample.other_area is not None:
        yield "other area", reverse(name, kwargs=sample.other_area), not bound
    if sample.other_town is not None:
        yield "other town", reverse(name, kwargs=sample.other_town), False


def test_without_signing_in_only_the_open_addresses_answer(client, cast):
    samples = {name: RECORDS[name](cast) for name in NAMED}
    open_ones = []
    for name, pattern in ADDRESSES.items():
        url = next(urls_for(name, samples.get(name), cast.aoki))[1]
        if client.get(url).status_code != 302 and pattern.callback.permission != OPEN:
            open_ones.append(name)
    assert open_ones == []


def test_the_check_bites_on_an_address_without_a_rule():
    class Planted:
        callback = staticmethod(print)

    assert ruleless({"planted": Planted()}) == ["planted"]


def test_the_check_bites_on_an_address_that_is_not_listed():
    planted = SimpleNamespace(pattern=SimpleNamespace(converters={"pk": int}))

    assert unlisted({"planted:page": planted}) == ["planted:page"]
