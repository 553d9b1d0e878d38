"""The web entry point; refuses to start a production site that lacks its secrets."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from khuyencong.config.environment import missing_for_production

if missing := missing_for_production():
    names = ", ".join(missing)
    raise ImproperlyConfigured(f"Set {names} (or KC_DEMO=1 to try the system on this machine).")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyencong.config.settings")
application = get_wsgi_application()
