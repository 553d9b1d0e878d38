"""Each test keeps its files in a folder of its own."""

import pytest


@pytest.fixture
def storage(settings, tmp_path):
    """Let the file store lie in `tmp_path`; return it."""
    backend = "django.core.files.storage.FileSystemStorage"
    own = {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path), "base_url": None}}
    settings.STORAGES = settings.STORAGES | {"default": own}
    return tmp_path
