"""The interface described in OpenAPI 3.1, in our own words; HSDS fields are those of its specification."""

from __future__ import annotations

from typing import Any

from sasaeai.api.asking import MOST_PER_PAGE, PER_PAGE

Json = dict[str, Any]
HSDS = "https://docs.openreferral.org/en/3.1/hsds/"  # reference only; nothing is fetched from there
_TEXT: Json = {"type": "string"}
_UUID: Json = {"type": "string", "format": "uuid"}
_YES: Json = {"type": "boolean"}


def _parameter(name: str, words: str, schema: Json | None = None) -> Json:
    return {"name": name, "in": "query", "description": words, "schema": schema or _TEXT}


_WHOLE: Json = {"type": "integer", "minimum": 1}
PARAMETERS: dict[str, Json] = {
    "search": _parameter("search", "ことばでさがす（表記のゆれは同じとみなす。空白は「かつ」）"),
    "page": _parameter("page", "何ページ目か", {**_WHOLE, "default": 1}),
    "per_page": _parameter(
        "per_page", "1ページの件数", {**_WHOLE, "default": PER_PAGE, "maximum": MOST_PER_PAGE}
    ),
    "format": _parameter("format", "ndjson は全件を1行ずつ", {"enum": ["json", "ndjson"]}),
    "taxonomy_term_id": _parameter("taxonomy_term_id", "この用語のつくもの", _UUID),
    "taxonomy_id": _parameter("taxonomy_id", "この分類の用語のつくもの", _UUID),
    "organization_id": _parameter("organization_id", "この団体が運営するもの", _UUID),
    "modified_after": _parameter("modified_after", "この日時からあとに直されたもの（date-time）"),
    "minimal": _parameter("minimal", "番号と直した日時など、わずかな項目だけ", _YES),
    "full": _parameter("full", "つながるものをすべて入れる", _YES),
    "full_service": _parameter("full_service", "団体のサービスをすべて入れる", _YES),
    "postcode": _parameter("postcode", "郵便番号"),
    "proximity": _parameter(
        "proximity", "郵便番号の場所からのメートル", {"type": "number", "minimum": 0}
    ),
    "top_only": _parameter("top_only", "いちばん上の用語だけ", _YES),
    "parent_id": _parameter("parent_id", "この用語の下の用語", _UUID),
    "cursor": _parameter("cursor", "前の答えの cursor。空なら最初から"),
}
_PAGED = ("search", "page", "per_page", "format")
_LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "services": (
        "Service",
        (
            *_PAGED,
            *("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after"),
            *("minimal", "full"),
        ),
    ),
    "organizations": (
        "Organization",
        (*_PAGED, "taxonomy_term_id", "taxonomy_id", "full", "full_service"),
    ),
    "service_at_locations": (
        "ServiceAtLocation",
        (
            *_PAGED,
            *("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after"),
            *("full", "postcode", "proximity"),
        ),
    ),
    "taxonomies": ("Taxonomy", _PAGED),
    "taxonomy_terms": ("TaxonomyTerm", (*_PAGED, "taxonomy_id", "top_only", "parent_id")),
}


def openapi(address: str) -> Json:
    """The description.

    :param address: of `/api/`, as the asker sees it
    """
    paths: Json = {"/hsds/v3/": {"get": _operation("about", "版と説明の場所", {"type": "object"})}}
    for name, (schema, names) in _LISTS.items():
        listed = _operation(f"list_{name}", f"{schema} の一覧", _page(schema), names)
        again = {**listed, "operationId": f"post_{name}"}
        paths[f"/hsds/v3/{name}"] = {"get": listed, "post": again}
        paths[f"/hsds/v3/{name}/{{id}}"] = {"get": _one(name, schema)}
    paths["/changes/"] = {
        "get": _operation(
            "changes", "変わったもの・公開から外れたもの", _ref("Changes"), ("cursor", "per_page")
        )
    }
    paths["/staff/resources/"] = {
        "get": _operation(
            "register",
            "台帳（合いことばが要る）",
            _page("Register"),
            ("page", "per_page", "modified_after"),
        )
        | {"security": [{"token": []}]}
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "支え合い sasaeai",
            "version": "3.1.3",
            "description": f"公開している地域資源をHSDS 3.1.3の形で渡します。項目の意味は {HSDS} のとおりです。",
        },
        "servers": [{"url": address.rstrip("/")}],
        "paths": paths,
        "components": {
            "parameters": PARAMETERS,
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _page(schema: str) -> Json:
    contents = {"contents": {"type": "array", "items": _ref(schema)}}
    return {"allOf": [_ref("Page"), {"type": "object", "properties": contents}]}


def _operation(name: str, words: str, schema: Json, parameters: tuple[str, ...] = ()) -> Json:
    return {
        "operationId": name,
        "summary": words,
        "parameters": [{"$ref": f"#/components/parameters/{one}"} for one in parameters],
        "responses": {
            "200": {"description": words, "content": {"application/json": {"schema": schema}}},
            **{code: _refusal(said) for code, said in REFUSALS.items()},
        },
    }


def _one(name: str, schema: str) -> Json:
    told = _operation(f"get_{name}", f"{schema} 1件", _ref(schema))
    told["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": _UUID}]
    if name == "organizations":
        told["parameters"].append({"$ref": "#/components/parameters/full_service"})
    return told


def _refusal(words: str) -> Json:
    return {"description": words, "content": {"application/json": {"schema": _ref("Error")}}}


REFUSALS = {
    "400": "読めないパラメーター",
    "404": "ない、または公開されていない",
    "429": "1分間の回数を超えた（Retry-After 秒あとに）",
}


def _object(required: tuple[str, ...], **properties: Json) -> Json:
    return {"type": "object", "required": list(required), "properties": properties}


_STATUS: Json = {"enum": ["active", "inactive", "defunct", "temporarily closed"]}
SCHEMAS: Json = {
    "Error": _object(("error",), error=_TEXT, status={"type": "integer"}),
    "Page": _object(
        ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"),
        total_items={"type": "integer"},
        total_pages={"type": "integer"},
        page_number={"type": "integer"},
        size={"type": "integer"},
        first_page=_YES,
        last_page=_YES,
        empty=_YES,
    ),
    "Service": _object(
        ("id", "name", "status"),
        id=_UUID,
        name=_TEXT,
        status=_STATUS,
        assured_date={
            "type": "string",
            "format": "date",
            "description": "最後に確かめた日（直した日ではない）",
        },
        last_modified={"type": "string", "format": "date-time"},
    ),
    "Organization": _object(("id", "name", "description"), id=_UUID, name=_TEXT, description=_TEXT),
    "ServiceAtLocation": _object(("id",), id=_UUID, service_id=_UUID, location_id=_UUID),
    "Taxonomy": _object(("id", "name", "description"), id=_UUID, name=_TEXT, description=_TEXT),
    "TaxonomyTerm": _object(
        ("id", "name", "description"), id=_UUID, name=_TEXT, taxonomy_id=_UUID, parent_id=_UUID
    ),
    "Changes": _object(
        ("items", "more", "cursor"),
        items={
            "type": "array",
            "items": _object(("id", "deleted", "changed_at"), id=_UUID, deleted=_YES),
        },
        more=_YES,
        cursor=_TEXT,
        next=_TEXT,
    ),
    "Register": {"type": "object", "description": "台帳の1件。列の名前は取り込み・書き出しと同じ"},
}
