"""Registration with Django."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """困りごと"""

    name = "sasaeai.needs"
    label = "needs"
    verbose_name = "困りごと"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the others."""
        from sasaeai.needs import capability  # noqa: PLC0415

        capability.join()
