from django.urls import path

from khuyencong.budget import views

app_name = "budget"
urlpatterns = [
    path("", views.appropriations, name="appropriations"),
    path("so-cai/", views.journals, name="journals"),
    path("quyet-dinh/", views.decision, name="decision"),
    path("but-toan/<str:public_id>/", views.journal, name="journal"),
    path("but-toan/<str:public_id>/dao/", views.withdraw, name="withdraw"),
    path("<str:public_id>/", views.appropriation, name="appropriation"),
]
