"""What the log says about places."""

from khuyencong.audit.events import declare

AREA_LIST_LEARNED = declare(
    "geography.area_list_learned", "{actor} đưa vào áp dụng {subject} gồm {count} đơn vị"
)
