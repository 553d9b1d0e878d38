from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "khuyencong.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from khuyencong.reports import registry  # noqa: F401, PLC0415 - registers the menu entry
