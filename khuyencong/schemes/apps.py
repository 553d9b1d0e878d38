from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "khuyencong.schemes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from khuyencong.schemes import registry  # noqa: F401, PLC0415 - its import registers
