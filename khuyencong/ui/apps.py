from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    name = "khuyencong.ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        autodiscover_modules("lists")  # each module registers its lists
