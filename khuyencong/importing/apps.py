from importlib import import_module

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "khuyencong.importing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        import_module("khuyencong.importing.events")
        import_module("khuyencong.importing.registry")
