"""Own error pages in plain Vietnamese; none of them asks the database."""

import logging
import sys
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ErrorPage:
    """What one error page says."""

    status: int
    title: str
    text: str
    cure: str = ""


BAD_REQUEST = ErrorPage(
    400,
    "Yêu cầu chưa đọc được",
    "Địa chỉ hoặc nội dung gửi lên có phần mà hệ thống không hiểu.",
    "Hãy quay lại trang trước, kiểm tra điều vừa nhập rồi gửi lại.",
)
FORBIDDEN = ErrorPage(
    403,
    "Việc này ngoài phạm vi được giao",
    "Vai trò hiện nay của bạn chưa được làm việc này hoặc xem trang này.",
    "Nếu công việc cần đến, hãy đề nghị người quản trị của đơn vị phân công.",
)
CSRF = ErrorPage(
    403,
    "Trang đã mở quá lâu nên chưa gửi được",
    "Vì an toàn, mỗi trang chỉ gửi được trong thời gian phiên làm việc còn hiệu lực.",
    "Hãy quay lại trang trước, tải lại rồi gửi lần nữa. Nội dung đang soạn được giữ trên máy này.",
)
NOT_FOUND = ErrorPage(
    404,
    "Không tìm thấy trang này",
    "Địa chỉ có thể đã gõ nhầm, hoặc hồ sơ nằm ngoài phạm vi bạn được xem.",
    "Hãy kiểm tra lại địa chỉ, hoặc tìm theo tên hay mã hồ sơ từ trang Việc của tôi.",
)
TOO_LARGE = ErrorPage(
    413,
    "Tệp hoặc nội dung gửi lên quá lớn",
    "Hệ thống chưa nhận phần nào của lần gửi này.",
    "Hãy giảm dung lượng tệp (ví dụ giảm cỡ ảnh, tách tệp quét) rồi gửi lại.",
)
TOO_MANY = ErrorPage(
    429,
    "Tạm khóa vì thử sai nhiều lần",
    "Tên đăng nhập này đã nhập sai mật khẩu nhiều lần từ máy này nên tạm khóa 15 phút.",
    "Hãy đợi rồi thử lại, hoặc nhờ người quản trị của đơn vị đặt lại mật khẩu.",
)
TOO_FAST = ErrorPage(
    429,
    "Quá nhiều lần thử trong một phút",
    "Từ mạng của bạn có nhiều lần thử đăng nhập liên tiếp nên hệ thống tạm dừng nhận.",
    "Hãy đợi một phút rồi thử lại.",
)
BROKEN = ErrorPage(
    500,
    "Hệ thống gặp lỗi khi xử lý",
    "Lỗi đã được ghi lại để người quản trị xem. Dữ liệu đã lưu trước đó không thay đổi.",
    "Hãy thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị giờ xảy ra và việc đang làm.",
)
BUSY = ErrorPage(
    503,
    "Hệ thống đang bận hoặc đang bảo trì",
    "Máy chủ dữ liệu tạm thời chưa trả lời.",
    "Hãy thử lại sau ít phút. Nội dung đang soạn vẫn còn trên máy này.",
)
ALL_PAGES = (BAD_REQUEST, FORBIDDEN, CSRF, NOT_FOUND, TOO_LARGE, TOO_MANY, TOO_FAST, BROKEN, BUSY)


def answer(page: ErrorPage) -> HttpResponse:
    """Return `page` as a response; if even its template fails, its bare words."""
    try:
        body = render_to_string("ui/error.html", {"page": page})
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError, OSError):
        logger.exception("The error page itself failed")
        return HttpResponse(
            f"{page.title}. {page.text} {page.cure}",
            status=page.status,
            content_type="text/plain; charset=utf-8",
        )
    return HttpResponse(body, status=page.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400, or 413 when the request is too large."""
    return answer(TOO_LARGE if isinstance(exception, RequestDataTooBig) else BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return answer(FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return answer(NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when the database is away."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response = answer(BUSY)
        response["Retry-After"] = "60"
        return response
    return answer(BROKEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 for a form sent without the right token."""
    return answer(CSRF)


def too_many_attempts(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Answer 429."""
    return answer(TOO_MANY)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answer 429 where the name does not count, only the haste."""
    return answer(TOO_FAST)
