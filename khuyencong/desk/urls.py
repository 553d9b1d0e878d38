from django.urls import path

from khuyencong.desk.views import bulk, lists, work

app_name = "desk"
urlpatterns = [
    path("", work.my_work, name="my_work"),
    path("viec-cua-toi/so-viec-tre/", work.my_work_count, name="my_work_count"),
    path("dang-soan/", work.draft, name="draft"),
    path("tim/", work.search, name="search"),
    path("danh-sach/<str:code>/cot/", lists.columns, name="columns"),
    path("danh-sach/<str:code>/khung-nhin/", lists.save_view, name="save_view"),
    path("danh-sach/<str:code>/xuat/<str:file_format>/", lists.export, name="export"),
    path("danh-sach/<str:code>/hang-loat/<str:action>/", bulk.bulk, name="bulk"),
    path("hang-loat/<str:public_id>/", bulk.bulk_run, name="bulk_run"),
    path("hang-loat/<str:public_id>/hoan-tac/", bulk.undo, name="undo_bulk"),
    path("khung-nhin/<str:public_id>/bo/", lists.drop_view, name="drop_view"),
]
