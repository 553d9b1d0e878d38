from django.urls import path

from khuyencong.importing import views

app_name = "importing"
urlpatterns = [
    path("", views.batches, name="batches"),
    path("moi/", views.upload, name="upload"),
    path("mau-tiep-nhan/", views.template, name="template"),
    path("<str:public_id>/", views.batch, name="batch"),
    path("<str:public_id>/nhan/", views.accept, name="accept"),
    path("<str:public_id>/ket-qua/", views.result, name="result"),
    path("<str:public_id>/hoan-tac/", views.undo, name="undo"),
    path("<str:public_id>/bang/<int:position>/", views.rows, name="rows"),
    path("<str:public_id>/bang/<int:position>/cot/", views.columns, name="columns"),
    path("<str:public_id>/bang/<int:position>/chon/", views.choose, name="choose"),
    path("<str:public_id>/bang/<int:position>/co-so/", views.choose_maker, name="choose_maker"),
    path(
        "<str:public_id>/bang/<int:position>/dong/<int:number>/<str:field>/", views.fix, name="fix"
    ),
]
