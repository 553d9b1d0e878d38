"""The product's settings, and beside it what it is measured against: admin, import-export."""

from khuyencong.config.environment import VAR_DIR
from khuyencong.config.settings import *  # noqa: F403, TID251 - settings are made of settings
from khuyencong.config.settings import INSTALLED_APPS as OF_THE_PRODUCT  # noqa: TID251

INSTALLED_APPS = [*OF_THE_PRODUCT, "django.contrib.admin", "import_export", "bench"]
ROOT_URLCONF = "bench.urls"
STATIC_ROOT = VAR_DIR / "bench-static"
