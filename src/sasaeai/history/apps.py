"""Registration with Django, and the meeting with the other capabilities."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """履歴"""

    name = "sasaeai.history"
    label = "history"
    verbose_name = "履歴"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Meet the others."""
        from sasaeai.history import capability  # noqa: PLC0415

        capability.join()
