from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "khuyencong.norms"
    default_auto_field = "django.db.models.BigAutoField"
