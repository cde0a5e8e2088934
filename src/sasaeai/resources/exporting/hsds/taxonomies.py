"""Our two taxonomies: 資源の種別 and 困りごとの種類 (what a resource helps with)."""

from __future__ import annotations

from typing import Any

from sasaeai.resources.exporting.hsds.numbers import named_uuid
from sasaeai.vocabulary.models import Scheme, Term

TAXONOMIES = ("resource-kind", "need-kind")
LINKS = {"resource-kind": "種別", "need-kind": "できること"}


def taxonomy_uuid(scheme: Scheme) -> str:
    """The number of a taxonomy."""
    return named_uuid("taxonomy", scheme.town_id, scheme.code)


def term_uuid(word: Term) -> str:
    """The number of a term; it stays when the term is renamed."""
    return named_uuid("term", word.scheme.town_id, word.scheme.code, word.code or word.pk)


def taxonomy(scheme: Scheme) -> dict[str, Any]:
    """A taxonomy."""
    return {
        "id": taxonomy_uuid(scheme),
        "name": scheme.name,
        "description": LINKS.get(scheme.code, scheme.name),
        "version": "1",
    }


def term(word: Term, parent: Term | None = None) -> dict[str, Any]:
    """A term of a taxonomy.

    :param parent: the term above it, of the same scheme
    """
    told = {
        "id": term_uuid(word),
        "code": word.code,
        "name": word.label,
        "description": word.label,
        "taxonomy": word.scheme.code,
        "taxonomy_detail": taxonomy(word.scheme),
        "language": "ja",
        "taxonomy_id": taxonomy_uuid(word.scheme),
    }
    if parent is not None:
        told["parent_id"] = term_uuid(parent)
    return told
