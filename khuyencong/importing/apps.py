from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "khuyencong.importing"
    default_auto_field = "django.db.models.BigAutoField"
