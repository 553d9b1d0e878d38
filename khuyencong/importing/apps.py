from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "khuyencong.importing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from khuyencong.importing import events  # noqa: F401, PLC0415 - its import registers
