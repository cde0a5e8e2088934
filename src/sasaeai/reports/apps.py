"""Registration with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """集計・報告"""

    name = "sasaeai.reports"
    label = "reports"
    verbose_name = "集計・報告"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Bring what reports bring to the house."""
        from sasaeai.reports import capability  # noqa: PLC0415 - models are ready only now

        capability.join()
