"""Registration with Django."""

from django.apps import AppConfig


class TownsConfig(AppConfig):
    """自治体"""

    name = "sasaeai.towns"
    label = "towns"
    verbose_name = "自治体"
    default_auto_field = "django.db.models.BigAutoField"
