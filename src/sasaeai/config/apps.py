"""Registration with Django, and the meeting of the capabilities."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """組み立て"""

    name = "sasaeai.config"
    label = "config"
    verbose_name = "組み立て"

    def ready(self) -> None:
        """What the product as a whole brings to the frame."""
        from sasaeai.config.newtown.capability import join  # noqa: PLC0415

        join()
