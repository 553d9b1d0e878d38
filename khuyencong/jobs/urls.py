from django.urls import path

from khuyencong.jobs.views import jobs, letters, notices

app_name = "jobs"
urlpatterns = [
    path("cong-viec-nen/", jobs.jobs, name="jobs"),
    path("cong-viec-nen/<str:public_id>/", jobs.job, name="job"),
    path("cong-viec-nen/<str:public_id>/tep/", jobs.result, name="result"),
    path("cong-viec-nen/<str:public_id>/dung/", jobs.cancel, name="cancel"),
    path("cong-viec-nen/<str:public_id>/chay-lai/", jobs.retry, name="retry"),
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/chua-doc/", notices.unread, name="unread"),
    path("thong-bao/da-doc/", notices.read_all, name="read_all"),
    path("thong-bao/cach-nhan/", notices.mail_choice, name="mail_choice"),
    path("thong-bao/<str:public_id>/mo/", notices.open_notice, name="open_notice"),
    path("thu-di/", letters.letters, name="letters"),
    path("thu-di/<str:public_id>/", letters.letter, name="letter"),
]
