from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GeographyConfig(AppConfig):
    name = "khuyencong.geography"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from khuyencong.geography import events, registry  # noqa: F401, PLC0415 - they register
        from khuyencong.geography.loading import load  # noqa: PLC0415 - it needs the models

        post_migrate.connect(load, sender=self, dispatch_uid="geography.load")
