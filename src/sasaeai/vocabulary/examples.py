"""Typed builders of schemes and terms, for tests, the demo and the docs."""

from __future__ import annotations

from datetime import UTC, datetime

from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem
from sasaeai.vocabulary.actions import load_presets
from sasaeai.vocabulary.models import Scheme, Term
from sasaeai.vocabulary.presets import ALL

WHEN = datetime(2020, 4, 1, 0, 0, tzinfo=UTC)


def every_preset(town: Town) -> None:
    """All presets of the product, as a town that starts would load them."""
    load_presets(by=PartOfSystem("見本", town.pk), at=WHEN, town=town, presets=ALL)


def a_term(town: Town, scheme: str, code: str) -> Term:
    """A term already there, by its codes."""
    return Term.objects.get(scheme__town=town, scheme__code=scheme, code=code)


def a_scheme(town: Town, code: str = "kind", name: str = "活動の区分", *terms: str) -> Scheme:
    """A scheme of the town's own with terms of the given labels, coded t1, t2 …"""
    scheme, _ = Scheme.objects.get_or_create(town=town, code=code, defaults={"name": name})
    for number, label in enumerate(terms, start=1):
        given = {"label": label, "order": number * 10}
        Term.objects.get_or_create(scheme=scheme, code=f"t{number}", defaults=given)
    return scheme
