from django.urls import path

from khuyencong.norms import views

app_name = "norms"
urlpatterns = [
    path("", views.index, name="index"),
    path("van-ban/", views.instruments, name="instruments"),
    path("van-ban/moi/", views.new_instrument, name="new_instrument"),
    path("van-ban/<slug:public_id>/", views.instrument, name="instrument"),
    path("van-ban/<slug:public_id>/ban-chup/", views.attach_scan, name="attach_scan"),
    path("van-ban/<slug:public_id>/nhap/<slug:table>/", views.enter, name="enter"),
    path("dong/<slug:table>/<slug:public_id>/", views.row, name="row"),
    path("dong/<slug:table>/<slug:public_id>/xac-nhan/", views.confirm, name="confirm"),
    path("dong/<slug:table>/<slug:public_id>/rut/", views.withdraw, name="withdraw"),
    path("cho-xac-nhan/", views.waiting, name="waiting"),
    path("cho-xac-nhan/so-luong/", views.waiting_count, name="waiting_count"),
    path("ban-chup/<slug:public_id>/", views.scan, name="scan"),
]
