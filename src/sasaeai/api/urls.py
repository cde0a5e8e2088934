"""Addresses for other systems. Lists answer POST as well, as the specification has it."""

from django.urls import path
from django.urls.resolvers import URLPattern

from sasaeai.api.limits import METHODS, View, door
from sasaeai.api.views import feeds, hsds, profile, staff, taxonomies, tokens
from sasaeai.ui.access import needs, open_to_all

LISTED = (*METHODS, "POST")


def listed(name: str, view: View) -> URLPattern:
    """A list of the specification."""
    return path(f"hsds/v3/{name}", open_to_all(door(view, methods=LISTED)), name=name)


def one(name: str, view: View) -> URLPattern:
    """One record of a list."""
    return path(f"hsds/v3/{name}/<str:number>", open_to_all(door(view)), name=f"{name}-one")


app_name = "api"
urlpatterns = [
    path("hsds/v3/", open_to_all(door(hsds.about)), name="about"),
    listed("services", hsds.services),
    one("services", hsds.service),
    listed("organizations", hsds.organizations),
    one("organizations", hsds.organization),
    listed("service_at_locations", hsds.service_at_locations),
    one("service_at_locations", hsds.service_at_location),
    listed("taxonomies", taxonomies.taxonomies),
    one("taxonomies", taxonomies.taxonomy_by_id),
    listed("taxonomy_terms", taxonomies.taxonomy_terms),
    one("taxonomy_terms", taxonomies.taxonomy_term),
    path("changes/", open_to_all(door(feeds.changes)), name="changes"),
    path("files/<slug:form>/", open_to_all(door(feeds.files)), name="files"),
    path("profile/", open_to_all(profile.profile), name="profile"),
    path("openapi.json", open_to_all(door(profile.description)), name="openapi"),
    path("staff/resources/", needs("resources.export", staff.register), name="register"),
    path("tokens/", needs("api.tokens", tokens.tokens), name="tokens"),
    path("tokens/<int:pk>/revoke/", needs("api.tokens", tokens.token_revoke), name="token-revoke"),
]
