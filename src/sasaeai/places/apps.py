"""Registration with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """区域・人口"""

    name = "sasaeai.places"
    label = "places"
    verbose_name = "区域・人口"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots of the frame."""
        from sasaeai.places.capability import join  # noqa: PLC0415

        join()
