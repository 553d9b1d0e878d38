from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "khuyencong.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from khuyencong.audit import registry  # noqa: F401, PLC0415 - its import registers
