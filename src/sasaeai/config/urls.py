"""Every address of the product."""

from django.urls import include, path

from sasaeai.people.views.town import town_settings
from sasaeai.ui.access import needs
from sasaeai.ui.views import start

urlpatterns = [
    path("", needs("start.see", start), name="start"),
    path("new/", include("sasaeai.config.newtown.urls")),
    path("activities/", include("sasaeai.activities.urls")),
    path("resources/exchange/", include("sasaeai.resources.exchange.urls")),
    path("resources/", include("sasaeai.resources.urls")),
    path("councils/", include("sasaeai.councils.urls")),
    path("needs/", include("sasaeai.needs.urls")),
    path("issues/", include("sasaeai.councils.issues.urls")),
    path("plans/", include("sasaeai.councils.plans.urls")),
    path("reports/", include("sasaeai.reports.urls")),
    path("ui/", include("sasaeai.ui.urls")),
    path("town/settings/", needs("towns.settings", town_settings), name="town-settings"),
    path("people/", include("sasaeai.people.urls")),
    path("history/", include("sasaeai.history.urls")),
    path("places/", include("sasaeai.places.urls")),
    path("vocabulary/", include("sasaeai.vocabulary.urls")),
    path("portal/", include("sasaeai.portal.urls")),
    path("machi/", include("sasaeai.portal.site.urls")),
    path("api/", include("sasaeai.api.urls")),
    path("search/", include("sasaeai.search.urls")),
]
