"""Registration with Django, and the meeting with the other capabilities."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """人と組織"""

    name = "sasaeai.people"
    label = "people"
    verbose_name = "人と組織"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Meet the others."""
        from sasaeai.people import capability  # noqa: PLC0415

        capability.join()
