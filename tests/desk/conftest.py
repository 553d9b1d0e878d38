"""A person with a desk of their own: what the packages registered is set aside."""

import pytest
from django.contrib.auth import get_user_model

from khuyencong.core.registry import Registry
from khuyencong.desk import queries


@pytest.fixture
def user(db):
    return get_user_model().objects.create_user("canbo", full_name="Trần Thị Ngọc Ánh")


@pytest.fixture
def colleague(db):
    return get_user_model().objects.create_user("khac", full_name="Lê Văn Bình")


@pytest.fixture
def browser(client_of, user):
    return client_of(user)


@pytest.fixture
def tasks(monkeypatch):
    registry = Registry(lambda provider: provider.name)
    monkeypatch.setattr(queries, "TASKS", registry)
    return registry


@pytest.fixture
def searches(monkeypatch):
    registry = Registry(lambda provider: provider.name)
    monkeypatch.setattr(queries, "SEARCHES", registry)
    return registry
