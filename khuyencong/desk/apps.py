from django.apps import AppConfig

from khuyencong.ui.menu import MENU, MenuItem


class DeskConfig(AppConfig):
    name = "khuyencong.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        MENU.register(
            MenuItem(
                "Việc của tôi",
                "desk:my_work",
                "check2-square",
                order=0,
                count_url_name="desk:my_work_count",
            )
        )
