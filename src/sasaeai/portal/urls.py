"""Addresses of publishing, the board and the newsletter."""

from django.urls import path

from sasaeai.portal.views import board, newsletters, publishing
from sasaeai.ui.access import needs

app_name = "portal"

PUBLISH, WRITE = "portal.publish", "portal.newsletter"

urlpatterns = [
    path("", needs(PUBLISH, publishing.overview), name="overview"),
    path("publish/", needs(PUBLISH, publishing.publish), name="publish"),
    path("file/", needs(PUBLISH, publishing.publish_file), name="file"),
    path("settings/", needs(PUBLISH, publishing.settings), name="settings"),
    path("landmarks/", needs(PUBLISH, publishing.landmarks), name="landmarks"),
    path(
        "landmarks/<int:pk>/remove/",
        needs(PUBLISH, publishing.landmark_remove),
        name="landmark-remove",
    ),
    path("views/", needs(PUBLISH, publishing.views), name="views"),
    path("board/", needs("portal.board", board.board), name="board"),
    path("board/<int:pk>/", needs("portal.board", board.moderate), name="moderate"),
    path("newsletters/", needs(WRITE, newsletters.newsletters), name="newsletters"),
    path("newsletters/new/", needs(WRITE, newsletters.newsletter_new), name="newsletter-new"),
    path("newsletters/<int:pk>/", needs(WRITE, newsletters.newsletter), name="newsletter"),
    path(
        "newsletters/<int:pk>/deed/",
        needs(WRITE, newsletters.newsletter_deed),
        name="newsletter-deed",
    ),
    path(
        "newsletters/<int:pk>/paper.pdf",
        needs(WRITE, newsletters.newsletter_paper),
        name="newsletter-paper",
    ),
    path("items/<int:pk>/", needs(WRITE, newsletters.item_change), name="item"),
]
