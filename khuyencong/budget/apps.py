from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "khuyencong.budget"
    default_auto_field = "django.db.models.BigAutoField"
