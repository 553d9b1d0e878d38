"""Jobs: how far they are, their result, stopping and trying again."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from khuyencong.jobs import services
from khuyencong.jobs.lists import JOB_LIST
from khuyencong.jobs.queries import result_of, visible_to
from khuyencong.ui.access import signed_in
from khuyencong.ui.listing import list_response
from khuyencong.ui.parts import is_part


@signed_in
def jobs(request):
    return list_response(request, JOB_LIST)


@signed_in
@never_cache
def job(request, public_id):
    """Show how far a job is; htmx asks for its progress alone."""
    found = get_object_or_404(visible_to(request.user), public_id=public_id)
    template = "jobs/parts/progress.html" if is_part(request) else "jobs/job.html"
    return render(request, template, {"job": found})


@signed_in
def result(request, public_id):
    """Give the result file to whoever asked for the job."""
    found = result_of(request.user, public_id)
    if found is None:
        raise Http404
    job_, path = found
    response = FileResponse(path.open("rb"), as_attachment=True, filename=job_.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_POST
def cancel(request, public_id):
    found = get_object_or_404(visible_to(request.user), public_id=public_id)
    services.cancel(job=found, by=request.user)
    return redirect(found)


@signed_in
@require_POST
def retry(request, public_id):
    found = get_object_or_404(visible_to(request.user), public_id=public_id)
    services.retry(job=found, by=request.user)
    return redirect(found)
