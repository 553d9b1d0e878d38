"""The bench as an app, for its commands alone."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "bench"
