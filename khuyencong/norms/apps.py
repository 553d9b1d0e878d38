from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NormsConfig(AppConfig):
    name = "khuyencong.norms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khuyencong.norms import registry  # noqa: F401, PLC0415 - its import registers
        from khuyencong.norms.services.sync import load  # noqa: PLC0415 - it needs the models

        post_migrate.connect(load, sender=self, dispatch_uid="norms.load")
