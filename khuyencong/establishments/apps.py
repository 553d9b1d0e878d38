from importlib import import_module

from django.apps import AppConfig


class EstablishmentsConfig(AppConfig):
    name = "khuyencong.establishments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        import_module("khuyencong.establishments.events")
        import_module("khuyencong.establishments.registry")
