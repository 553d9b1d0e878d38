from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "khuyencong.schemes"
    default_auto_field = "django.db.models.BigAutoField"
