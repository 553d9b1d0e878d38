from django.urls import path

from khuyencong.documents import views

app_name = "documents"
urlpatterns = [
    path("tep/<str:public_id>/", views.download, name="file"),
    path("van-ban/<str:code>/<str:public_id>/", views.paper, name="paper"),
]
