from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "khuyencong.jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from khuyencong.jobs import registry  # noqa: F401, PLC0415 - its import registers

        autodiscover_modules("tasks")  # importing a package's tasks.py registers its jobs
