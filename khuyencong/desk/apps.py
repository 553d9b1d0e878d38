from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "khuyencong.desk"
    default_auto_field = "django.db.models.BigAutoField"
