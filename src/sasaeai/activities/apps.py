"""Registration with Django."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """活動記録"""

    name = "sasaeai.activities"
    label = "activities"
    verbose_name = "活動記録"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the others."""
        from sasaeai.activities import capability  # noqa: PLC0415

        capability.join()
