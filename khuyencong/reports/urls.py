from django.urls import path

from khuyencong.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("so-lieu/", views.figures, name="figures"),
    path("so-lieu/moi/", views.declare, name="declare"),
    path("so-lieu/<str:public_id>/", views.figure, name="figure"),
    path("<slug:slug>/", views.report, name="report"),
    path("<slug:slug>/<slug:code>/", views.cell, name="cell"),
]
