"""Settings of the site; everything that differs between sites comes from the environment."""

import os
from urllib.parse import unquote

from csp.constants import NONE, SELF

from khuyencong.config.environment import (
    BASE_DIR,
    STATIC_DIR,
    VAR_DIR,
    allowed_hosts,
    database,
    demo_password,
    flag,
    identity_providers,
    mail_sender,
    mail_server,
    scanner,
    secret_key,
    site_url,
)

KC_DEMO = flag("KC_DEMO")
KC_DEMO_PASSWORD = demo_password()
DEBUG = False
SECRET_KEY = secret_key()
ALLOWED_HOSTS = allowed_hosts()
DATABASES = {"default": database()}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "csp",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "khuyencong.ui",
    "khuyencong.audit",
    "khuyencong.geography",
    "khuyencong.norms",
    "khuyencong.accounts",
    "khuyencong.jobs",
    "khuyencong.desk",
    "khuyencong.documents",
    "khuyencong.establishments",
    "khuyencong.budget",
    "khuyencong.schemes",
    "khuyencong.reports",
    "khuyencong.importing",
    "khuyencong.config",
]

MIDDLEWARE = [
    "khuyencong.config.logs.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "khuyencong.ui.middleware.CleanInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "khuyencong.ui.middleware.RefusalMiddleware",
    "khuyencong.ui.middleware.ReadingMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "khuyencong.accounts.middleware.LastSeenMiddleware",
    "khuyencong.accounts.middleware.FirstThingsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "khuyencong.config.urls"
WSGI_APPLICATION = "khuyencong.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khuyencong.ui.context.frame",
            ],
            "builtins": ["khuyencong.ui.templatetags.kc"],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "khuyencong.accounts.backends.RoleBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:my_work"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
SECURE_COOKIES = not (KC_DEMO or flag("KC_TEST"))
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_FAILURE_VIEW = "khuyencong.ui.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

KC_PROXY = flag("KC_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if KC_PROXY else None

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "khuyencong.accounts.backends.client_address"
AXES_LOCKOUT_CALLABLE = "khuyencong.ui.errors.too_many_attempts"
AXES_RESET_ON_SUCCESS = True

# Sign-in is allauth's, in our pages; there is no signing up, and axes counts wrong passwords.
ACCOUNT_ADAPTER = "khuyencong.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# A whole office may come from one address at eight o'clock; guessing is counted by person.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key"}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "khuyencong.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Khuyến công"
MFA_TOTP_TOLERANCE = 1  # telephones are often half a minute off
SOCIALACCOUNT_ADAPTER = "khuyencong.accounts.adapters.IdentityAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # the policy lets no form lead away from the site
SOCIALACCOUNT_PROVIDERS = identity_providers()

# What has been tried and used at sign-in counts for all processes, so it stands in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # so that no flood of names washes the counts away
    },
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

LANGUAGE_CODE = "vi"
LOCALE_PATHS = [BASE_DIR / "khuyencong" / "ui" / "locale"]
FORMAT_MODULE_PATH = ["khuyencong.ui.formats"]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
DATA_DIR = VAR_DIR
STATIC_ROOT = STATIC_DIR
# Fetched by a checkout's set-up; an installed site has them among its built files.
VENDORS = (VAR_DIR / "vendor", STATIC_DIR / "vendor")
STATICFILES_DIRS = [("vendor", folder) for folder in VENDORS if folder.exists()][:1]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(VAR_DIR / ("files-test" if flag("KC_TEST") else "files")),
            "base_url": None,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if flag("KC_TEST")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
EMAIL_BACKEND = "khuyencong.jobs.mail.QueuedBackend"
SMTP = mail_server()
KC_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if SMTP.hostname else ""
EMAIL_HOST = SMTP.hostname or ""
EMAIL_PORT = SMTP.port or (465 if SMTP.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(SMTP.username or "")
EMAIL_HOST_PASSWORD = unquote(SMTP.password or "")
EMAIL_USE_SSL = SMTP.scheme == "smtps"
EMAIL_USE_TLS = SMTP.scheme == "smtp+tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = mail_sender()
KC_SITE_URL = site_url()
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
KC_UNDO_MINUTES = int(os.environ.get("KC_UNDO_MINUTES") or 30)
KC_CLAMD = scanner()
KC_RESULTS_DIR = VAR_DIR / ("results-test" if flag("KC_TEST") else "results")
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "khuyencong.config.logs.JsonLines", "json_ensure_ascii": False},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line" if KC_DEMO else "json"}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "khuyencong": {"level": "WARNING" if KC_DEMO or flag("KC_TEST") else "INFO"},
        "axes": {"level": "ERROR"},  # its warnings name who signs in
    },
}
