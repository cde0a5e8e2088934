"""Registration with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """検索"""

    name = "sasaeai.search"
    label = "search"
    verbose_name = "検索"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the frame."""
        from sasaeai.search.capability import join  # noqa: PLC0415

        join()
