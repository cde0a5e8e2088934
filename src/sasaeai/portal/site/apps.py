"""Registration with Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """住民のページ"""

    name = "sasaeai.portal.site"
    label = "site"
    verbose_name = "住民のページ"
    default_auto_field = "django.db.models.BigAutoField"
