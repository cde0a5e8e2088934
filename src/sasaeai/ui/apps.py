"""Registration with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """画面"""

    name = "sasaeai.ui"
    label = "ui"
    verbose_name = "画面"
    default_auto_field = "django.db.models.BigAutoField"
