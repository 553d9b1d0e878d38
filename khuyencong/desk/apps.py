from django.apps import AppConfig

from khuyencong.ui.keeping import KEEPERS, Keeper
from khuyencong.ui.menu import MENU, MenuItem


class DeskConfig(AppConfig):
    name = "khuyencong.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from khuyencong.desk import queries  # noqa: PLC0415 - it needs the models
        from khuyencong.desk.registry import SEARCHES, SearchProvider  # noqa: PLC0415 - likewise

        KEEPERS.register(Keeper("desk", queries.kept_views_of))
        SEARCHES.register(SearchProvider("people", "Người", queries.find_people))
        MENU.register(
            MenuItem(
                "Việc của tôi",
                "desk:my_work",
                "check2-square",
                order=0,
                count_url_name="desk:my_work_count",
            )
        )
