"""Root URLs: one line a package, slugs in Vietnamese without accents."""

from django.urls import include, path

from khuyencong.accounts.urls import sign_in_urls
from khuyencong.config.health import health

urlpatterns = [
    path("suc-khoe", health, name="health"),
    path("", include("khuyencong.desk.urls")),
    path("", include("khuyencong.accounts.urls")),
    path("", include(sign_in_urls)),
    path("", include("khuyencong.ui.urls")),
    path("", include("khuyencong.jobs.urls")),
    path("dia-ban/", include("khuyencong.geography.urls")),
    path("dinh-muc/", include("khuyencong.norms.urls")),
    path("co-so/", include("khuyencong.establishments.urls")),
    path("ngan-sach/", include("khuyencong.budget.urls")),
    path("", include("khuyencong.documents.urls")),
    path("", include("khuyencong.schemes.urls")),
    path("bao-cao/", include("khuyencong.reports.urls")),
    path("nhap-lieu/", include("khuyencong.importing.urls")),
    path("nhat-ky/", include("khuyencong.audit.urls")),
]

handler400 = "khuyencong.ui.errors.bad_request"
handler403 = "khuyencong.ui.errors.permission_denied"
handler429 = "khuyencong.ui.errors.too_many_requests"
handler404 = "khuyencong.ui.errors.not_found"
handler500 = "khuyencong.ui.errors.server_error"
