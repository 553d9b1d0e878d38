"""Administration of people: the list, one person, and what an administrator does for them."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts import services
from khuyencong.accounts.forms.people import (
    AssignForm,
    EditPersonForm,
    EndForm,
    HandoverForm,
    MoveForm,
    NewPersonForm,
    ReasonForm,
)
from khuyencong.accounts.lists import PEOPLE
from khuyencong.accounts.models import Assignment, Organisation, User
from khuyencong.accounts.queries import (
    assignments_of,
    delegations_of,
    in_order,
    keys_of,
    organisations_managed_by,
    people_managed_by,
    places_of,
    successors_of,
)
from khuyencong.accounts.registry import held_work
from khuyencong.accounts.views.common import edit_page, form_page, me, typed
from khuyencong.audit.queries import history_of
from khuyencong.core.clock import today
from khuyencong.core.findings import Refusal
from khuyencong.ui.access import requires
from khuyencong.ui.forms import Form
from khuyencong.ui.listing import list_response

manages = requires("accounts.manage")
either = require_http_methods(["GET", "POST"])


@manages
@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    return list_response(request, PEOPLE)


@manages
@require_safe
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    who = _person(request, public_id)
    context = {
        "person": who,
        "assignments": assignments_of(who),
        "delegations": delegations_of(who),
        "ours": places_of(who, today()).filter(pk__in=organisations_managed_by(me(request))),
        "work": held_work(who),
        "has_second_factor": keys_of(who).exists(),
        "history": history_of(who)[:20],
        "day": today(),
        "is_me": who == request.user,
    }
    return render(request, "accounts/person.html", context)


@manages
@never_cache
@either
@sensitive_variables("made")
def new_person(request: HttpRequest) -> HttpResponse:
    organisations = _organisations(request)
    asked = request.GET.get("to-chuc")
    wanted = next((o for o in organisations if o.public_id == asked), None)
    form = NewPersonForm(
        typed(request), organisations=organisations, initial={"organisation": wanted}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_person(**form.cleaned_data, by=me(request))
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return _one_time(request, made.user, made.password)
    context = {
        "form": form,
        "title": "Thêm người dùng",
        "action": "Lập tài khoản",
        "back": "accounts:people",
        "note": "Mật khẩu dùng một lần hiện ra sau khi lập; hãy trao tay cho người dùng.",
    }
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


@manages
@either
def edit_person(request: HttpRequest, public_id: str) -> HttpResponse:
    who = _person(request, public_id)
    return edit_page(
        request,
        EditPersonForm,
        who,
        lambda data: services.edit_person(user=who, **data, by=me(request), on=today()),
        title=f"Sửa thông tin của {who}",
    )


@manages
@either
def assign_role(request: HttpRequest, public_id: str) -> HttpResponse:
    who = _person(request, public_id)
    form = AssignForm(typed(request), organisations=_organisations(request))
    return form_page(
        request,
        form,
        lambda data: services.assign_role(user=who, **data, by=me(request)),
        title=f"Giao vai trò cho {who}",
        action="Giao vai trò",
        back=who.get_absolute_url(),
        done="Đã giao vai trò.",
    )


@manages
@either
def end_assignment(request: HttpRequest, public_id: str) -> HttpResponse:
    ours = Assignment.objects.filter(organisation__in=organisations_managed_by(me(request)))
    held = get_object_or_404(ours.select_related("user", "organisation"), public_id=public_id)
    return form_page(
        request,
        EndForm(typed(request)),
        lambda data: services.end_assignment(assignment=held, **data, by=me(request)),
        title=f"{held.user} thôi vai trò {held.role_label}",
        action="Cho thôi vai trò",
        back=held.user.get_absolute_url(),
        done="Đã ghi ngày thôi vai trò.",
        is_grave=True,
        note=f"Tại {held.organisation}. Từ ngày ghi dưới đây, vai trò không còn hiệu lực.",
    )


@manages
@either
def move_person(request: HttpRequest, public_id: str) -> HttpResponse:
    who = _person(request, public_id)
    form = MoveForm(typed(request), organisations=_organisations(request))
    return form_page(
        request,
        form,
        lambda data: services.move_person(user=who, **data, by=me(request)),
        title=f"Điều chuyển {who}",
        action="Điều chuyển",
        back=who.get_absolute_url(),
        done="Đã ghi điều chuyển.",
        note="Mọi vai trò đang giữ kết thúc đúng ngày vai trò mới bắt đầu.",
        work=held_work(who),
    )


@manages
@either
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    who = _person(request, public_id)
    colleagues = people_managed_by(me(request)).filter(pk__in=successors_of(who, today()))
    form = HandoverForm(typed(request), colleagues=colleagues)
    return form_page(
        request,
        form,
        lambda data: services.hand_over(from_user=who, **data, by=me(request)),
        title=f"Bàn giao việc của {who}",
        action="Bàn giao",
        back=who.get_absolute_url(),
        done="Đã bàn giao.",
        note="Mọi việc dưới đây chuyển cùng lúc cho một người ở cùng tổ chức.",
        work=held_work(who),
    )


@manages
@either
def lock_person(request: HttpRequest, public_id: str) -> HttpResponse:
    who = _person(request, public_id)
    return form_page(
        request,
        ReasonForm(typed(request)),
        lambda data: services.lock_person(user=who, **data, by=me(request), on=today()),
        title=f"Khóa tài khoản của {who}",
        action="Khóa tài khoản",
        back=who.get_absolute_url(),
        done="Đã khóa. Mọi phiên đang mở của người này đã kết thúc.",
        is_grave=True,
        work=held_work(who),
    )


@manages
@either
def unlock_person(request: HttpRequest, public_id: str) -> HttpResponse:
    who = _person(request, public_id)
    return form_page(
        request,
        Form(typed(request)),
        lambda data: services.unlock_person(user=who, by=me(request), on=today()),
        title=f"Mở khóa tài khoản của {who}",
        action="Mở khóa",
        back=who.get_absolute_url(),
        done="Đã mở khóa.",
        note="Người này đăng nhập lại được bằng mật khẩu cũ. Số lần nhập sai được xóa.",
    )


@manages
@never_cache
@either
@sensitive_variables("password")
def reset_password(request: HttpRequest, public_id: str) -> HttpResponse:
    who = _person(request, public_id)
    if request.method == "POST":
        password = services.reset_password(user=who, by=me(request), on=today())
        return _one_time(request, who, password)
    context = {
        "form": Form(),
        "title": f"Cấp lại mật khẩu cho {who}",
        "action": "Cấp mật khẩu dùng một lần",
        "back": who.get_absolute_url(),
        "note": "Mật khẩu cũ và mọi phiên đang mở hết hiệu lực ngay.",
    }
    return render(request, "accounts/form.html", context)


@manages
@either
def reset_second_factor(request: HttpRequest, public_id: str) -> HttpResponse:
    who = _person(request, public_id)
    return form_page(
        request,
        ReasonForm(typed(request)),
        lambda data: services.reset_second_factor(user=who, **data, by=me(request), on=today()),
        title=f"Gỡ khóa và mã đăng nhập của {who}",
        action="Gỡ bước xác nhận thứ hai",
        back=who.get_absolute_url(),
        done="Đã gỡ. Người này đặt lại ở lần đăng nhập tới nếu vai trò đòi hỏi.",
        note="Chỉ gỡ khi người này mất thiết bị; hãy gọi lại để chắc đúng là họ."
        " Mọi phiên đang mở hết hiệu lực ngay.",
        is_grave=True,
    )


@manages
@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    return redirect("accounts:people")


def _person(request: HttpRequest, public_id: str) -> User:
    return get_object_or_404(people_managed_by(me(request)), public_id=public_id)


def _organisations(request: HttpRequest) -> list[Organisation]:
    return in_order(organisations_managed_by(me(request)).filter(is_active=True))


def _one_time(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """Show the password this once; it is kept nowhere."""
    context = {"person": user, "password": password}
    return render(request, "accounts/one_time_password.html", context)
