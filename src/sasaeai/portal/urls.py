"""Addresses of publishing, the board and the newsletter."""

from django.urls import path

from sasaeai.portal.views import board, letters, newsletters, publishing
from sasaeai.ui.access import needs

app_name = "portal"

PUBLISH, WRITE = "portal.publish", "portal.newsletter"

urlpatterns = [
    path("pages/", needs(PUBLISH, publishing.overview), name="overview"),
    path("pages/publish/", needs(PUBLISH, publishing.publish), name="publish"),
    path("pages/file/", needs(PUBLISH, publishing.publish_file), name="file"),
    path("pages/settings/", needs(PUBLISH, publishing.settings), name="settings"),
    path("pages/landmarks/", needs(PUBLISH, publishing.landmarks), name="landmarks"),
    path(
        "pages/landmarks/<int:pk>/remove/",
        needs(PUBLISH, publishing.landmark_remove),
        name="landmark-remove",
    ),
    path("pages/views/", needs(PUBLISH, publishing.views), name="views"),
    path("pages/letters/", needs(PUBLISH, letters.letters), name="letters"),
    path("pages/board/", needs("portal.board", board.board), name="board"),
    path("pages/board/<int:pk>/", needs("portal.board", board.moderate), name="moderate"),
    path("newsletters/", needs(WRITE, newsletters.newsletters), name="newsletters"),
    path("newsletters/new/", needs(WRITE, newsletters.newsletter_new), name="newsletter-new"),
    path("newsletters/<int:pk>/", needs(WRITE, newsletters.newsletter), name="newsletter"),
    path(
        "newsletters/<int:pk>/remove/",
        needs(WRITE, newsletters.newsletter_remove),
        name="newsletter-remove",
    ),
    path(
        "newsletters/<int:pk>/paper.pdf",
        needs(WRITE, newsletters.newsletter_paper),
        name="newsletter-paper",
    ),
]
