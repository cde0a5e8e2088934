"""Registration with Django."""

from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    """用語"""

    name = "sasaeai.vocabulary"
    label = "vocabulary"
    verbose_name = "用語"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots of the frame."""
        from sasaeai.vocabulary.capability import join  # noqa: PLC0415

        join()
