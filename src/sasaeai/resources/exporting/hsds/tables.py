"""HSDS in tables: a zip of CSV files with their Frictionless `datapackage.json`."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from sasaeai.resources.exporting.hsds.nested import service_full
from sasaeai.resources.exporting.public import PublicRecord

Row = Mapping[str, Any]
# Table → columns; (name, type) where it is no string. Names and order as in the specification's package.
TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    name: tuple((c.partition(":")[0], c.partition(":")[2] or "string") for c in columns.split())
    for name, columns in {
        "organizations": "id name description",
        "services": "id organization_id name description url status application_process fees_description "
        "eligibility_description minimum_age:number maximum_age:number assured_date:date alert "
        "last_modified:datetime",
        "locations": "id location_type name transportation latitude:number longitude:number",
        "addresses": "id location_id address_1 city state_province postal_code country address_type",
        "accessibility": "id location_id description",
        "service_at_location": "id service_id location_id",
        "schedules": "id service_id valid_from:date valid_to:date dtstart:date timezone:number until:date "
        "wkst freq interval:integer byday bymonthday description opens_at closes_at notes",
        "service_areas": "id service_id name description",
        "contacts": "id service_id name title email",
        "phones": "id service_id contact_id number type",
        "cost_options": "id service_id currency amount:number amount_description",
        "taxonomies": "id name description version",
        "taxonomy_terms": "id code name description parent_id taxonomy language taxonomy_id",
        "attributes": "id link_id taxonomy_term_id link_type link_entity label value",
    }.items()
}


def write_datapackage(
    records: Iterable[PublicRecord], *, into: BinaryIO, title: str, licence: str = "CC-BY-4.0"
) -> int:
    """Write the zip; returns how many services there are.

    :param licence: under which the town gives its data away
    """
    rows: dict[str, dict[str, Row]] = {name: {} for name in TABLES}
    count = 0
    for record in records:
        count += 1
        for table, row in _rows(service_full(record)):
            rows[table].setdefault(row["id"], row)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        used = {name: list(found.values()) for name, found in rows.items() if found}
        archive.writestr("datapackage.json", _package(used, title, licence))
        for name, found in used.items():
            archive.writestr(f"{name}.csv", _csv(name, found))
    return count


def _rows(service: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    yield "services", service
    if "organization" in service:
        yield "organizations", service["organization"]
    for place in service["service_at_locations"]:
        yield "service_at_location", place
        where = place["location"]
        yield "locations", where
        yield from (("addresses", one) for one in where.get("addresses", ()))
        yield from (("accessibility", one) for one in where.get("accessibility", ()))
    for table in ("schedules", "service_areas", "cost_options", "contacts", "phones"):
        yield from ((table, one) for one in service[table])
    for contact in service["contacts"]:
        yield from (("phones", one) for one in contact["phones"])
        yield from (("attributes", one) for one in contact.get("attributes", ()))
    for attribute in service["attributes"]:
        yield "attributes", attribute
        term = attribute.get("taxonomy_term")
        if term:
            yield "taxonomy_terms", term
            yield "taxonomies", term["taxonomy_detail"]


def _csv(name: str, rows: Sequence[Row]) -> str:
    file = io.StringIO(newline="")
    heads = [column for column, _ in TABLES[name]]
    writer = csv.DictWriter(file, heads, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _package(used: Mapping[str, Sequence[Row]], title: str, licence: str) -> str:
    resources = [
        {
            "profile": "tabular-data-resource",
            "name": name,
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [{"name": column, "type": sort} for column, sort in TABLES[name]],
                "primaryKey": "id",
                "missingValues": [""],
            },
        }
        for name in used
    ]
    package = {
        "profile": "tabular-data-package",
        "name": "hsds",
        "title": title,
        "licenses": [{"name": licence}],
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1)
