"""Registration with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """公開・たより"""

    name = "sasaeai.portal"
    label = "portal"
    verbose_name = "公開・たより"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the others."""
        from sasaeai.portal import capability  # noqa: PLC0415

        capability.join()
