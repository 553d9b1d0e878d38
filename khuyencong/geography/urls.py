from django.urls import path

from khuyencong.geography import views

app_name = "geography"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:public_id>/", views.unit, name="unit"),
]
