from django.apps import AppConfig

from khuyencong.ui.keeping import KEEPERS, Keeper
from khuyencong.ui.menu import MENU, MenuItem


class DeskConfig(AppConfig):
    name = "khuyencong.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from khuyencong.desk.queries import kept_views_of  # noqa: PLC0415 - it needs the models

        KEEPERS.register(Keeper("desk", kept_views_of))
        MENU.register(
            MenuItem(
                "Việc của tôi",
                "desk:my_work",
                "check2-square",
                order=0,
                count_url_name="desk:my_work_count",
            )
        )
