"""Registration with Django."""

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    """協議体"""

    name = "sasaeai.councils"
    label = "councils"
    verbose_name = "協議体"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the others."""
        from sasaeai.councils import capability  # noqa: PLC0415

        capability.join()
