"""Registration with Django."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """地域資源"""

    name = "sasaeai.resources"
    label = "resources"
    verbose_name = "地域資源"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the others."""
        from sasaeai.resources import capability  # noqa: PLC0415

        capability.join()
