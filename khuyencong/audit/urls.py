from django.urls import path

from khuyencong.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("<int:seq>/", views.event, name="event"),
    path("thay-doi/<slug:kind>/<str:public_id>/", views.row_history, name="row_history"),
]
