"""Records of this capability."""

from sasaeai.portal.models.newsletters import ItemSort, Newsletter, NewsletterItem
from sasaeai.portal.models.publishing import Background, Landmark, PortalSettings, Publication

__all__ = [
    "Background",
    "ItemSort",
    "Landmark",
    "Newsletter",
    "NewsletterItem",
    "PortalSettings",
    "Publication",
]
