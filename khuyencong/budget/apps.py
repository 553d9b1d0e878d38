from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "khuyencong.budget"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khuyencong.budget import registry  # noqa: F401, PLC0415 - its import registers
