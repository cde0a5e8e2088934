"""HSDS 3: our two taxonomies and their terms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse

from sasaeai.analysis.words.folding import search_key
from sasaeai.api.asking import asked_of, cut, page_of, read_form, read_page, read_yes, told
from sasaeai.api.queries.public import taxonomies_of, words_of
from sasaeai.resources.exporting.hsds import taxonomy, taxonomy_uuid, term, term_uuid
from sasaeai.towns.queries import public_town

Json = dict[str, Any]
NOWHERE = "この番号の分類や用語はありません。"


def taxonomies(request: HttpRequest) -> HttpResponseBase:
    """The taxonomies."""
    asked = asked_of(request)
    found = [taxonomy(one) for one in taxonomies_of(public_town())]
    return _listed(request, _with_words(found, asked.get("search", "")))


def taxonomy_by_id(request: HttpRequest, number: str) -> HttpResponseBase:
    """One taxonomy."""
    del request
    for one in taxonomies_of(public_town()):
        if taxonomy_uuid(one) == number.lower():
            return _json(taxonomy(one))
    return told(NOWHERE, 404)


def taxonomy_terms(request: HttpRequest) -> HttpResponseBase:
    """Terms, of one taxonomy, below one term, or only those at the top."""
    asked = asked_of(request)
    top, of = read_yes(asked, "top_only"), asked.get("taxonomy_id", "").lower()
    below = asked.get("parent_id", "").lower()
    found = [
        term(one, one.parent)
        for one in words_of(public_town())
        if (not of or taxonomy_uuid(one.scheme) == of)
        and (not top or one.parent is None)
        and (not below or (one.parent is not None and term_uuid(one.parent) == below))
    ]
    return _listed(request, _with_words(found, asked.get("search", "")))


def taxonomy_term(request: HttpRequest, number: str) -> HttpResponseBase:
    """One term."""
    del request
    for one in words_of(public_town()):
        if term_uuid(one) == number.lower():
            return _json(term(one, one.parent))
    return told(NOWHERE, 404)


def _with_words(found: list[Json], search: str) -> list[Json]:
    words = [search_key(word) for word in search.split()]
    return [one for one in found if all(word in search_key(one["name"]) for word in words)]


def _listed(request: HttpRequest, found: Sequence[Json]) -> HttpResponseBase:
    asked = asked_of(request)
    form, page = read_form(asked), read_page(asked)
    if form == "ndjson":
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in found)
        return StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    return _json(page_of(cut(found, page), total=len(found), page=page))


def _json(body: Json) -> JsonResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
