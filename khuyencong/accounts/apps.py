from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "khuyencong.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from khuyencong.accounts import receivers, registry  # noqa: F401, PLC0415 - they register
