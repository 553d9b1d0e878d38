from django.urls import path

from khuyencong.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.my_work, name="my_work"),
    path("viec-cua-toi/so-viec-tre/", views.my_work_count, name="my_work_count"),
    path("dang-soan/", views.draft, name="draft"),
    path("tim/", views.search, name="search"),
]
