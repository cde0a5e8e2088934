"""Open Referral HSDS 3: public resources as services, their operators as organisations, our kinds as taxonomies."""

from sasaeai.resources.exporting.hsds.nested import (
    operator_of,
    organization_basic,
    service_at_location_full,
    service_at_location_listed,
    service_basic,
    service_full,
    service_listed,
)
from sasaeai.resources.exporting.hsds.numbers import organisation_uuid, part_uuid
from sasaeai.resources.exporting.hsds.taxonomies import (
    TAXONOMIES,
    taxonomy,
    taxonomy_uuid,
    term,
    term_uuid,
)

__all__ = [
    "TAXONOMIES",
    "operator_of",
    "organisation_uuid",
    "organization_basic",
    "part_uuid",
    "service_at_location_full",
    "service_at_location_listed",
    "service_basic",
    "service_full",
    "service_listed",
    "taxonomy",
    "taxonomy_uuid",
    "term",
    "term_uuid",
]
