"""The product's addresses, lists of other lengths, and the measures."""

from django.urls import include, path

from bench.plain import views
from bench.plain.admin import site

urlpatterns = [
    path("", include("khuyencong.config.urls")),
    path("bench/lists/<slug:code>/<int:size>/", views.list_of_size),
    path("bench/empty/", views.empty_page),
    path("bench/trivial/", views.trivial),
    path("bench/one-query/", views.one_query),
    path("bench/join/", views.join_50),
    path("bench/admin/", site.urls),
]
