"""Addresses of the public pages: all open to everyone."""

from django.urls import path

from sasaeai.portal.site.views import finding, page, reading, showing, telling
from sasaeai.ui.access import open_to_all as everyone

app_name = "site"

TOWN = "<slug:town>/"
PLACE = TOWN + "places/<uuid:public_id>"

urlpatterns = [
    path("", everyone(finding.towns), name="towns"),
    path(TOWN, everyone(finding.home), name="home"),
    path(TOWN + "find/", everyone(finding.find), name="find"),
    path(TOWN + "points/", everyone(finding.points), name="points"),
    path(TOWN + "outlines/", everyone(finding.outlines), name="outlines"),
    path(PLACE + "/", everyone(showing.place), name="place"),
    path(PLACE + "/calendar.ics", everyone(showing.place_calendar), name="place-calendar"),
    path(TOWN + "maps/", everyone(showing.areas), name="areas"),
    path(TOWN + "maps/<slug:key>/", everyone(showing.area), name="area"),
    path(
        TOWN + "maps/<slug:key>/calendar.ics", everyone(showing.area_calendar), name="area-calendar"
    ),
    path(TOWN + "newsletters/", everyone(reading.newsletters), name="newsletters"),
    path(TOWN + "newsletters/<slug:key>/", everyone(reading.newsletter), name="newsletter"),
    path(TOWN + "board/", everyone(reading.board), name="board"),
    path(TOWN + "practices/", everyone(reading.practices), name="practices"),
    path(TOWN + "tell/", everyone(telling.tell), name="tell"),
    path(TOWN + "set/<slug:what>/<slug:to>/", everyone(page.switch), name="switch"),
    path(TOWN + "tiles/<int:z>/<int:x>/<int:y>/", everyone(showing.tile), name="tile"),
    path(TOWN + "pictures/<slug:name>.jpg", everyone(showing.picture), name="picture"),
]
