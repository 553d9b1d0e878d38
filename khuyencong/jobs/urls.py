from django.urls import path

from khuyencong.jobs import views

app_name = "jobs"
urlpatterns = [
    path("cong-viec-nen/", views.jobs, name="jobs"),
    path("cong-viec-nen/<str:public_id>/", views.job, name="job"),
    path("cong-viec-nen/<str:public_id>/tep/", views.result, name="result"),
    path("cong-viec-nen/<str:public_id>/dung/", views.cancel, name="cancel"),
    path("cong-viec-nen/<str:public_id>/chay-lai/", views.retry, name="retry"),
]
