from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khuyencong.ui.access import signed_in
from khuyencong.ui.gallery import contents


@signed_in
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", contents())
