import pytest


@pytest.fixture(autouse=True)
def real_hashers(settings):
    """Hash quickly, as argon2 is slow on purpose; return what the site itself uses."""
    real = settings.PASSWORD_HASHERS
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return real
