from django.apps import AppConfig


class GeographyConfig(AppConfig):
    name = "khuyencong.geography"
    default_auto_field = "django.db.models.BigAutoField"
