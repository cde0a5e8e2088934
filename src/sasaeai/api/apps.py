"""Registration with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """ほかのシステムのための窓口"""

    name = "sasaeai.api"
    label = "api"
    verbose_name = "ほかのシステムのための窓口"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the others."""
        from sasaeai.api import capability  # noqa: PLC0415

        capability.join()
